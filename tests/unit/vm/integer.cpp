#include "vm/objects/integer.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "vm/objects/floating.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    /// An int from its decimal digits.
    Value number(std::string text) {
        bool const negative = text[0] == '-';
        Value const magnitude = int_from_digits(thread, text.substr(negative), 10).take();
        if (!negative) return magnitude;
        return int_unary(thread, static_cast<int>(UnaryOperator::neg), magnitude).take();
    }
    std::string text(Result<Value> result) {
        if (!result) return error();
        Value const value = result.take();
        if (is_float(value)) return float_repr(as_double(value));
        if (value.is_bool()) return value.is_true() ? "True" : "False";
        return int_to_text(thread, value).take();
    }
    std::string error() {
        Value const exception = take_exception(thread);
        return std::string(type_name(thread, exception)) + ": " + to_utf8(str(thread, exception).take());
    }
    std::string operate(std::string const& left, BinaryOperator op, std::string const& right) {
        return text(int_binary(thread, static_cast<int>(op), number(left), number(right)));
    }
    std::string parse(std::string_view digits, int base = 10) {
        return text(int_from_str(thread, make_str(thread, digits).take(), base));
    }

    Interpreter interpreter;
    Thread thread;
};

using enum BinaryOperator;

TEST_CASE_FIXTURE(Fixture, "an int is small as long as it fits") {
    CHECK(make_int(thread, Value::small_max).is_small_int());
    CHECK(make_int(thread, Value::small_min).is_small_int());
    CHECK(as<BigInt>(make_int(thread, Value::small_max + 1)));
    CHECK(as<BigInt>(make_int(thread, Value::small_min - 1)));
    CHECK(as<BigInt>(make_int(thread, std::numeric_limits<std::int64_t>::min())));
    CHECK(text(make_int_unsigned(thread, UINT64_MAX)) == "18446744073709551615");
    CHECK(number("1152921504606846975").is_small_int());
    CHECK(int_binary(thread, static_cast<int>(sub), number("1152921504606846976"), Value::small_int(1))
              .take()
              .is_small_int());
}

TEST_CASE_FIXTURE(Fixture, "a machine word goes in and out") {
    for (std::int64_t const i :
         {std::int64_t{0}, std::int64_t{-1}, Value::small_max + 1, INT64_MAX, INT64_MIN}) {
        bool fits = false;
        CHECK(to_int64(make_int(thread, i), fits) == i);
        CHECK(fits);
    }
    bool fits = true;
    to_int64(number("9223372036854775808"), fits);
    CHECK_FALSE(fits);
    CHECK(to_int64(Value::boolean(true), fits) == 1);
}

TEST_CASE_FIXTURE(Fixture, "division rounds to minus infinity and the remainder has the divisor's sign") {
    std::string const big = "100000000000000000000000000000";
    CHECK(operate("7", floordiv, "-2") == "-4");
    CHECK(operate("7", mod, "-2") == "-1");
    CHECK(operate("-" + big, floordiv, "7") == "-14285714285714285714285714286");
    CHECK(operate("-" + big, mod, "7") == "2");
    CHECK(operate("-1", floordiv, big) == "-1");
    CHECK(operate("-1", mod, big) == "99999999999999999999999999999");
    CHECK(operate("-1152921504606846976", floordiv, "-1") == "1152921504606846976");
    CHECK(operate("1", floordiv, "0") == "ZeroDivisionError: integer division or modulo by zero");
    CHECK(operate("1", mod, "0") == "ZeroDivisionError: integer modulo by zero");
}

TEST_CASE_FIXTURE(Fixture, "negative numbers are infinite two's complement to bit operations") {
    CHECK(operate("-18446744073709551616", bit_and, "-1") == "-18446744073709551616");
    CHECK(operate("-18446744073709551617", bit_or, "255") == "-18446744073709551617");
    CHECK(operate("-1", bit_xor, "18446744073709551616") == "-18446744073709551617");
    CHECK(operate("-5", rshift, "100000000000000000000") == "-1");
    CHECK(operate("-18446744073709551617", rshift, "64") == "-2");
    CHECK(operate("-3", lshift, "70") == "-3541774862152233910272");
    CHECK(text(int_binary(thread, static_cast<int>(bit_and), Value::boolean(true), Value::boolean(false))) ==
          "False");
}

TEST_CASE_FIXTURE(Fixture, "shifts by absurd counts are errors") {
    CHECK(operate("1", lshift, "-1") == "ValueError: negative shift count");
    CHECK(operate("1", lshift, "1000000000000000") == "MemoryError: ");
    CHECK(operate("1", lshift, "1180591620717411303424") == "OverflowError: too many digits in integer");
    CHECK(operate("0", lshift, "1180591620717411303424") == "0");
}

TEST_CASE_FIXTURE(Fixture, "powers") {
    CHECK(operate("0", pow, "0") == "1");
    CHECK(operate("-2", pow, "63") == "-9223372036854775808");
    CHECK(operate("12", pow, "30") == "237376313799769806328950291431424");
    CHECK(operate("-1", pow, "100000000000000000001") == "-1");
    CHECK(operate("2", pow, "-2") == "0.25");
    CHECK(operate("0", pow, "-1") == "ZeroDivisionError: 0.0 cannot be raised to a negative power");
    CHECK(operate("3", pow, "1000000000000") == "MemoryError: ");
    auto const modulo = [&](char const* base, char const* exponent, char const* modulus) {
        return text(int_power_modulo(thread, number(base), number(exponent), number(modulus)));
    };
    CHECK(modulo("3", "100000000000000000000", "1000000007") == "139421235");
    CHECK(modulo("3", "2", "-7") == "-5");
    CHECK(modulo("3", "-2", "-7") == "-3");
    CHECK(modulo("2", "-1", "4") == "ValueError: base is not invertible for the given modulus");
    CHECK(modulo("2", "1", "0") == "ValueError: pow() 3rd argument cannot be 0");
}

TEST_CASE_FIXTURE(Fixture, "true division is rounded once") {
    CHECK(operate("9007199254740993", truediv, "1") == "9007199254740992.0");
    CHECK(operate("1", truediv, "3") == "0.3333333333333333");
    CHECK(operate("100000000000000000000000", truediv, "3") == "3.333333333333333e+22");
    CHECK(operate("0", truediv, "-5") == "-0.0");
    CHECK(operate("1", truediv, "0") == "ZeroDivisionError: division by zero");
    CHECK(operate("1" + std::string(400, '0'), truediv, "1") ==
          "OverflowError: integer division result too large for a float");
    CHECK(operate("1", truediv, "1" + std::string(320, '0')) == "1e-320");
    CHECK(operate("1", truediv, "1" + std::string(400, '0')) == "0.0");
}

TEST_CASE_FIXTURE(Fixture, "ints and doubles compare exactly") {
    CHECK(int_compare_double(number("9007199254740993"), 9007199254740992.0) == 1);
    CHECK(int_compare_double(number("18446744073709551616"), 18446744073709551616.0) == 0);
    CHECK(int_compare_double(number("-18446744073709551617"), -18446744073709551616.0) == -1);
    CHECK(int_compare_double(number("2"), 2.5) == -1);
    CHECK(int_compare_double(number("-2"), -2.5) == 1);
    CHECK(int_compare_double(number("0"), -0.0) == 0);
    CHECK(int_compare_double(number("1"), std::nan("")) == 2);
    CHECK(int_compare_double(number("1" + std::string(400, '0')), HUGE_VAL) == -1);
}

TEST_CASE_FIXTURE(Fixture, "hashes are those of CPython") {
    CHECK(int_hash(number("-1")) == -2);
    CHECK(int_hash(number("2305843009213693951")) == 0);
    CHECK(int_hash(number("2305843009213693950")) == 2305843009213693950);
    CHECK(int_hash(number("1" + std::string(30, '0'))) == 465258685558744706);
    CHECK(int_hash(number("-2305843009213693952")) == -2);
}

TEST_CASE_FIXTURE(Fixture, "conversion to a double rounds half to even and may overflow") {
    CHECK(int_to_double(thread, number("9007199254740993")).take() == 9007199254740992.0);
    CHECK(int_to_double(thread, number("9007199254740995")).take() == 9007199254740996.0);
    CHECK(int_to_double(thread, number("36893488147419107329")).take() == 36893488147419111424.0);
    CHECK(text(int_from_double(thread, 1e23)) == "99999999999999991611392");
    CHECK(text(int_from_double(thread, -2.9)) == "-2");
    CHECK(text(int_from_double(thread, HUGE_VAL)) ==
          "OverflowError: cannot convert float infinity to integer");
    CHECK(text(int_from_double(thread, std::nan(""))) == "ValueError: cannot convert float NaN to integer");
    CHECK_FALSE(int_to_double(thread, number("1" + std::string(400, '0'))));
    CHECK(error() == "OverflowError: int too large to convert to float");
}

TEST_CASE_FIXTURE(Fixture, "text is read as int() reads it") {
    CHECK(parse(" -1_000\n") == "-1000");
    CHECK(parse("0xFF", 0) == "255");
    CHECK(parse("0b1", 36) == "397");
    CHECK(parse("0_0", 0) == "0");
    CHECK(parse("\uff11\uff12") == "12");
    CHECK(parse("07", 0) == "ValueError: invalid literal for int() with base 0: '07'");
    CHECK(parse("1__0") == "ValueError: invalid literal for int() with base 10: '1__0'");
    CHECK(parse("0x", 16) == "ValueError: invalid literal for int() with base 16: '0x'");
    CHECK(parse("") == "ValueError: invalid literal for int() with base 10: ''");
    CHECK(parse("z" + std::string(30, 'z'), 36) == "1759452407304813269615619081855885739163790606335");
}

TEST_CASE_FIXTURE(Fixture, "conversions have a limit of digits, and at it none") {
    std::string const longest(4300, '9');
    CHECK(parse(longest) == longest);
    CHECK(parse(longest + "9") ==
          "ValueError: Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; "
          "use "
          "sys.set_int_max_str_digits() to increase the limit");
    Value const longer =
        int_binary(thread, static_cast<int>(add), number(longest), Value::small_int(1)).take();
    CHECK_FALSE(int_to_text(thread, longer));
    CHECK(error() ==
          "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use "
          "sys.set_int_max_str_digits() to increase the limit");
    CHECK(int_to_text(thread, longer, 16).take().size() == 3572);
    interpreter.int_digits_limit = 0;
    CHECK(parse(longest + longest) == longest + longest);
}

TEST_CASE_FIXTURE(Fixture, "round() to a power of ten goes to even") {
    auto const rounded = [&](char const* integer, std::int64_t digits) {
        return text(int_round(thread, number(integer), digits));
    };
    CHECK(rounded("25", -1) == "20");
    CHECK(rounded("35", -1) == "40");
    CHECK(rounded("-35", -1) == "-40");
    CHECK(rounded("5", -1) == "0");
    CHECK(rounded("6", -1) == "10");
    CHECK(rounded("12345678901234567890", -19) == "10000000000000000000");
    CHECK(rounded("7", INT64_MIN) == "0");
    CHECK(rounded("7", INT64_MAX) == "7");
}

}  // namespace
}  // namespace minivm
