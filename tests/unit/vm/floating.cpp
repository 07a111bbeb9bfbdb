#include "vm/objects/floating.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    std::string text(Result<Value> result) {
        if (!result) {
            Value const exception = take_exception(thread);
            return std::string(type_name(thread, exception)) + ": " + to_utf8(str(thread, exception).take());
        }
        return to_utf8(repr(thread, result.take()).take());
    }
    std::string operate(double left, BinaryOperator op, double right) {
        return text(float_binary(thread, static_cast<int>(op), left, right));
    }
    std::string parse(std::string_view digits) {
        return text(float_from_str(thread, make_str(thread, digits).take()));
    }

    Interpreter interpreter;
    Thread thread;
};

using enum BinaryOperator;
double const infinity = HUGE_VAL;

TEST_CASE_FIXTURE(Fixture, "a double is boxed only if it must be") {
    CHECK(make_float(thread, 0x1p256).is_small_double());
    CHECK(as<BoxedFloat>(make_float(thread, 0x1p257)));
    CHECK(as<BoxedFloat>(make_float(thread, -infinity)));
    CHECK(as_double(make_float(thread, 1e300)) == 1e300);
    CHECK(std::signbit(as_double(make_float(thread, -0.0))));
}

TEST_CASE("repr is the shortest text that reads back") {
    CHECK(float_repr(0.1) == "0.1");
    CHECK(float_repr(-0.0) == "-0.0");
    CHECK(float_repr(1e16) == "1e+16");
    CHECK(float_repr(9999999999999998.0) == "9999999999999998.0");
    CHECK(float_repr(0.0001) == "0.0001");
    CHECK(float_repr(0.00001) == "1e-05");
    CHECK(float_repr(5e-324) == "5e-324");
    CHECK(float_repr(1.7976931348623157e308) == "1.7976931348623157e+308");
    CHECK(float_repr(-infinity) == "-inf");
}

TEST_CASE_FIXTURE(Fixture, "remainders have the divisor's sign, zeros included") {
    CHECK(operate(5.0, mod, -3.0) == "-1.0");
    CHECK(operate(-0.0, mod, 3.0) == "0.0");
    CHECK(operate(-5.0, mod, infinity) == "inf");
    CHECK(operate(-5.0, floordiv, infinity) == "-1.0");
    CHECK(operate(-0.0, floordiv, 3.0) == "-0.0");
    CHECK(text(float_divmod(thread, 5.5, -2.0)) == "(-3.0, -0.5)");
    CHECK(operate(1.0, truediv, 0.0) == "ZeroDivisionError: float division by zero");
    CHECK(operate(1.0, floordiv, 0.0) == "ZeroDivisionError: float floor division by zero");
    CHECK(operate(1.0, mod, 0.0) == "ZeroDivisionError: float modulo");
    CHECK(text(float_divmod(thread, 1.0, 0.0)) == "ZeroDivisionError: float divmod()");
}

TEST_CASE_FIXTURE(Fixture, "powers at the edges") {
    CHECK(operate(-infinity, BinaryOperator::pow, 3.0) == "-inf");
    CHECK(operate(-infinity, BinaryOperator::pow, -3.0) == "-0.0");
    CHECK(operate(std::nan(""), BinaryOperator::pow, 0.0) == "1.0");
    CHECK(operate(-1.0, BinaryOperator::pow, infinity) == "1.0");
    CHECK(operate(0.0, BinaryOperator::pow, -1.0) ==
          "ZeroDivisionError: 0.0 cannot be raised to a negative power");
    CHECK(operate(10.0, BinaryOperator::pow, 400.0) ==
          "OverflowError: (34, 'Numerical result out of range')");
}

TEST_CASE("hashes are those of CPython") {
    CHECK(float_hash(1.5) == 1152921504606846977);
    CHECK(float_hash(0.1) == 230584300921369408);
    CHECK(float_hash(1e300) == 1224995262755759164);
    CHECK(float_hash(-1.0) == -2);
    CHECK(float_hash(0x1p61) == 1);
    CHECK(float_hash(-infinity) == -314159);
}

TEST_CASE_FIXTURE(Fixture, "text is read as float() reads it") {
    CHECK(parse(" 1_000.5e1_0\n") == "10005000000000.0");
    CHECK(parse("-Infinity") == "-inf");
    CHECK(parse(".5") == "0.5");
    CHECK(parse("1e400") == "inf");
    CHECK(parse("-1e-400") == "-0.0");
    CHECK(parse("0." + std::string(400, '0') + "1e402") == "10.0");
    CHECK(parse("1" + std::string(400, '0') + "e-399") == "10.0");
    CHECK(parse("\uff11.5") == "1.5");
    CHECK(parse("1_.5") == "ValueError: could not convert string to float: '1_.5'");
    CHECK(parse("0x10") == "ValueError: could not convert string to float: '0x10'");
    CHECK(parse("") == "ValueError: could not convert string to float: ''");
}

TEST_CASE_FIXTURE(Fixture, "hexadecimal text is exact") {
    CHECK(float_hex(1.5) == "0x1.8000000000000p+0");
    CHECK(float_hex(5e-324) == "0x0.0000000000001p-1022");
    CHECK(text(float_from_hex(thread, "0x1.8p1")) == "3.0");
    CHECK(text(float_from_hex(thread, "0x1.8p-1075")) == "5e-324");
    CHECK(text(float_from_hex(thread, "0x1p-1075")) == "0.0");
    CHECK(text(float_from_hex(thread, "0x1.fffffffffffff8p1023")) ==
          "OverflowError: hexadecimal value too large to represent as a float");
    CHECK(text(float_from_hex(thread, "0x.p1")) == "ValueError: invalid hexadecimal floating-point string");
}

TEST_CASE_FIXTURE(Fixture, "round() works on the exact decimal expansion") {
    auto const rounded = [&](double d, std::int64_t digits) {
        return text(float_round_digits(thread, d, digits));
    };
    CHECK(rounded(2.675, 2) == "2.67");
    CHECK(rounded(2.5, 0) == "2.0");
    CHECK(rounded(-0.4, 0) == "-0.0");
    CHECK(rounded(1250.0, -2) == "1200.0");
    CHECK(rounded(5e22, -23) == "0.0");
    CHECK(rounded(std::nextafter(5e22, infinity), -23) == "1e+23");
    CHECK(rounded(1.7e308, -308) == "OverflowError: rounded value too large to represent");
    CHECK(rounded(1.5, INT64_MIN) == "0.0");
    CHECK(rounded(1.5, INT64_MAX) == "1.5");
    CHECK(text(float_round(thread, 2.5)) == "2");
    CHECK(text(float_round(thread, -3.5)) == "-4");
}

}  // namespace
}  // namespace minivm
