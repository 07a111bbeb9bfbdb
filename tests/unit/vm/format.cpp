#include "vm/objects/format.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
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

    std::string text(Result<Str*> result) {
        if (result) return to_utf8(result.take());
        Value const exception = take_exception(thread);
        return std::string(type_name(thread, exception)) + ": " + to_utf8(str(thread, exception).take());
    }
    Str* make(std::string_view utf8) { return make_str(thread, utf8).take(); }
    Value integer(std::int64_t i) { return make_int(thread, i); }
    Value word(std::string_view utf8) { return Value::of(make(utf8)); }
    std::string of_int(std::int64_t i, std::string_view spec) {
        return text(format_int(thread, integer(i), make(spec)));
    }
    std::string of_float(double d, std::string_view spec) {
        return text(format_float(thread, d, make(spec)));
    }
    std::string of_str(std::string_view value, std::string_view spec) {
        return text(format_str(thread, make(value), make(spec)));
    }
    std::string percent(std::string_view format, std::vector<Value> const& values) {
        return text(format_percent(thread, make(format), Value::of(make_small_tuple(thread, values))));
    }
    std::string fields(std::string_view format, std::vector<Value> const& values) {
        return text(format_fields(thread, make(format), make_small_tuple(thread, values), Value::none()));
    }

    Interpreter interpreter;
    Thread thread;
};

TEST_CASE_FIXTURE(Fixture, "ints by the mini-language") {
    CHECK(of_int(1234567, ",") == "1,234,567");
    CHECK(of_int(1234567, "020,") == "0,000,000,001,234,567");
    CHECK(of_int(-255, "#010x") == "-0x00000ff");
    CHECK(of_int(255, "_b") == "1111_1111");
    CHECK(of_int(5, "*^+7") == "**+5***");
    CHECK(of_int(65, "5c") == "    A");
    CHECK(of_int(3, ".2f") == "3.00");
    CHECK(of_int(1, "%") == "100.000000%");
    CHECK(of_int(1, ".2d") == "ValueError: Precision not allowed in integer format specifier");
    CHECK(of_int(1, "y") == "ValueError: Unknown format code 'y' for object of type 'int'");
    CHECK(of_int(1, ",x") == "ValueError: Cannot specify ',' with 'x'.");
    CHECK(of_int(1, "99999999999999999999") == "ValueError: Too many decimal digits in format string");
    CHECK(of_int(1, "1000000000000") == "MemoryError: ");
    CHECK(of_int(-1, "c") == "OverflowError: %c arg not in range(0x110000)");
    CHECK(text(format_int(thread, Value::boolean(true), make(""))) == "True");
    CHECK(text(format_int(thread, Value::boolean(true), make("3"))) == "  1");
}

TEST_CASE_FIXTURE(Fixture, "floats by the mini-language") {
    CHECK(of_float(2.5, ".0f") == "2");
    CHECK(of_float(0.125, ".2f") == "0.12");
    CHECK(of_float(1e22, ".3f") == "10000000000000000000000.000");
    CHECK(of_float(0.1, ".25f") == "0.1000000000000000055511151");
    CHECK(of_float(123.0, ".3") == "1.23e+02");
    CHECK(of_float(123.0, ".4") == "123.0");
    CHECK(of_float(1234567.5, ",.1f") == "1,234,567.5");
    CHECK(of_float(-0.001, "z.1f") == "0.0");
    CHECK(of_float(-0.001, ".1f") == "-0.0");
    CHECK(of_float(1.0, "#.0f") == "1.");
    CHECK(of_float(1e-7, "G") == "1E-07");
    CHECK(of_float(HUGE_VAL, "08") == "00000inf");
    CHECK(of_float(0.5, ".0%") == "50%");
    CHECK(of_float(1.5, ".1100f").size() == 1102);
    CHECK(of_float(1.5, "d") == "ValueError: Unknown format code 'd' for object of type 'float'");
    CHECK(of_float(1.5, ".2000000000f") == "MemoryError: ");
}

TEST_CASE_FIXTURE(Fixture, "strs by the mini-language") {
    CHECK(of_str("abc", "5") == "abc  ");
    CHECK(of_str("abc", "\u00e9^7.2") == "\u00e9\u00e9ab\u00e9\u00e9\u00e9");
    CHECK(of_str("abc", "05") == "abc00");
    CHECK(of_str("abc", "=5") == "ValueError: '=' alignment not allowed in string format specifier");
    CHECK(of_str("abc", "+") == "ValueError: Sign not allowed in string format specifier");
    CHECK(of_str("abc", ",") == "ValueError: Cannot specify ',' with 's'.");
    CHECK(of_str("abc", "dd") == "ValueError: Invalid format specifier 'dd' for object of type 'str'");
}

TEST_CASE_FIXTURE(Fixture, "the percent operator") {
    CHECK(percent("%5d|%-5d|%05d|%+d", {integer(3), integer(3), integer(-3), integer(3)}) ==
          "    3|3    |-0003|+3");
    CHECK(percent("%#x %#o %X %.3d", {integer(255), integer(8), integer(255), integer(5)}) ==
          "0xff 0o10 FF 005");
    CHECK(percent("%s %r %c%c", {word("a"), word("b"), integer(99), word("d")}) == "a 'b' cd");
    CHECK(percent("%*.*f%%", {integer(8), integer(2), make_float(thread, 3.14159)}) == "    3.14%");
    CHECK(percent("%d", {make_float(thread, 3.9)}) == "3");
    CHECK(percent("%s", {}) == "TypeError: not enough arguments for format string");
    CHECK(percent("%s", {integer(1), integer(2)}) ==
          "TypeError: not all arguments converted during string formatting");
    CHECK(percent("%d", {word("x")}) == "TypeError: %d format: a real number is required, not str");
    CHECK(percent("%x", {make_float(thread, 1.0)}) ==
          "TypeError: %x format: an integer is required, not float");
    CHECK(percent("%y", {integer(1)}) == "ValueError: unsupported format character 'y' (0x79) at index 1");
    CHECK(percent("%", {}) == "ValueError: incomplete format");
    CHECK(percent("%(a)s", {integer(1)}) == "TypeError: format requires a mapping");
    CHECK(percent("%1000000000000d", {integer(1)}) == "MemoryError: ");
    Dict* const mapping = make_dict(thread);
    REQUIRE(store(thread, mapping, word("a"), integer(7)));
    CHECK(text(format_percent(thread, make("%(a)03d"), Value::of(mapping))) == "007");
}

TEST_CASE_FIXTURE(Fixture, "the fields of str.format") {
    CHECK(fields("{}-{}", {integer(1), word("x")}) == "1-x");
    CHECK(fields("{1}{0}{{}}", {integer(1), integer(2)}) == "21{}");
    CHECK(fields("{0!r:>{1}}", {word("a"), integer(5)}) == "  'a'");
    CHECK(fields("{0[1]}", {Value::of(make_small_tuple(thread, std::vector{integer(4), integer(5)}))}) ==
          "5");
    CHECK(fields("{.real}", {integer(3)}) == "3");
    CHECK(fields("{}{0}", {integer(1)}) ==
          "ValueError: cannot switch from automatic field numbering to manual field specification");
    CHECK(fields("{", {}) == "ValueError: Single '{' encountered in format string");
    CHECK(fields("}", {}) == "ValueError: Single '}' encountered in format string");
    CHECK(fields("{0", {integer(1)}) == "ValueError: expected '}' before end of string");
    CHECK(fields("{a}", {}) == "KeyError: 'a'");
    CHECK(fields("{1}", {integer(1)}) ==
          "IndexError: Replacement index 1 out of range for positional args tuple");
    CHECK(fields("{:{:{}}}", {integer(1), integer(2), integer(3)}) ==
          "ValueError: Max string recursion exceeded");
    CHECK(fields("{0[}", {integer(1)}) == "ValueError: expected '}' before end of string");
}

}  // namespace
}  // namespace minivm
