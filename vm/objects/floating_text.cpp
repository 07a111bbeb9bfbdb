#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "vm/objects/floating.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_c_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static std::string_view strip(std::string_view text) {
    while (!text.empty() && is_c_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_c_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string float_repr(double d) {
    if (std::isnan(d)) return "nan";
    if (std::isinf(d)) return d < 0 ? "-inf" : "inf";
    if (d == 0) return std::signbit(d) ? "-0.0" : "0.0";
    char text[40];
    char const* const end =
        std::to_chars(text, text + sizeof text, std::fabs(d), std::chars_format::scientific).ptr;
    char const* const e = std::find(static_cast<char const*>(text), end, 'e');
    std::string digits(1, text[0]);
    if (e - text > 2) digits.append(static_cast<char const*>(text) + 2, e);
    int exponent = 0;
    std::from_chars(e + 2, end, exponent);
    if (e[1] == '-') exponent = -exponent;

    std::string result = d < 0 ? "-" : "";
    auto const count = static_cast<int>(digits.size());
    if (exponent < -4 || exponent >= 16) {
        result += digits[0];
        if (count > 1) result += "." + digits.substr(1);
        result += exponent < 0 ? "e-" : "e+";
        if (std::abs(exponent) < 10) result += '0';
        return result + std::to_string(std::abs(exponent));
    }
    if (exponent < 0)
        return result + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    auto const point = static_cast<std::size_t>(exponent + 1);
    if (digits.size() <= point) return result + digits + std::string(point - digits.size(), '0') + ".0";
    return result + digits.substr(0, point) + "." + digits.substr(point);
}

static bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return static_cast<char>(a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
    });
}

/// inf, infinity or nan, whatever the case.
static bool parse_special(std::string_view text, double& result) {
    if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
        result = HUGE_VAL;
        return true;
    }
    if (!equals_ignoring_case(text, "nan")) return false;
    result = std::nan("");
    return true;
}

/// Whether a number that does not fit is too large rather than too small. `text` is
/// digits[.digits][e[sign]digits].
static bool too_large(std::string_view text) {
    std::size_t const e = std::min(text.find_first_of("eE"), text.size());
    std::string_view const mantissa = text.substr(0, e);
    std::size_t const point = std::min(mantissa.find('.'), mantissa.size());
    std::size_t const first = mantissa.find_first_not_of("0.");
    auto const magnitude = first < point
                               ? static_cast<std::int64_t>(point - first)
                               : static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + 1;
    std::int64_t exponent = 0;
    if (e < text.size()) {
        std::string_view digits = text.substr(e + 1);
        bool const negative = digits[0] == '-';
        if (!is_digit(digits[0])) digits.remove_prefix(1);
        constexpr std::int64_t enough = INT64_C(1) << 60;
        for (char c : digits) exponent = std::min(exponent * 10 + (c - '0'), enough / 10);
        if (negative) exponent = -exponent;
    }
    return magnitude + exponent > 0;
}

bool parse_double(std::string_view text, double& result) {
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    if (!parse_special(text, result)) {
        std::size_t i = 0;
        std::size_t digits = 0;
        for (; i < text.size() && is_digit(text[i]); ++i) ++digits;
        if (i < text.size() && text[i] == '.')
            for (++i; i < text.size() && is_digit(text[i]); ++i) ++digits;
        if (digits == 0) return false;
        if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
            ++i;
            if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
            std::size_t const start = i;
            while (i < text.size() && is_digit(text[i])) ++i;
            if (i == start) return false;
        }
        if (i != text.size()) return false;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
        if (error == std::errc::result_out_of_range) result = too_large(text) ? HUGE_VAL : 0.0;
    }
    if (negative) result = -result;
    return true;
}

/// Takes out the underscores, which may only stand between digits. False if one does not.
static bool remove_underscores(std::string& text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == '_' &&
            (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])))
            return false;
    std::erase(text, '_');
    return true;
}

Result<Value> float_from_str(Thread& thread, Str* text) {
    return float_from_text(thread, number_text(text), Value::of(text));
}

Result<Value> float_from_text(Thread& thread, std::string_view text, Value source) {
    std::string number(strip(text));
    double result;
    if (remove_underscores(number) && parse_double(number, result)) return make_float(thread, result);
    Str* const shown = MINIVM_TRY(repr(thread, source));
    return raise_text(thread, types(thread).value_error,
                      "could not convert string to float: " + to_utf8(shown));
}

std::string float_hex(double d) {
    if (!std::isfinite(d)) return float_repr(d);
    std::string result = std::signbit(d) ? "-0x" : "0x";
    if (d == 0) return result + "0.0p+0";
    constexpr int least_exponent = -1022;
    constexpr int mantissa_digits = 13;
    int exponent;
    double fraction = std::frexp(std::fabs(d), &exponent) * 2;
    --exponent;
    if (exponent < least_exponent) {
        fraction = std::ldexp(fraction, exponent - least_exponent);
        exponent = least_exponent;
    }
    for (int i = 0; i <= mantissa_digits; ++i) {
        auto const digit = static_cast<int>(fraction);
        result += "0123456789abcdef"[digit];
        if (i == 0) result += '.';
        fraction = (fraction - digit) * 16;
    }
    return result + (exponent < 0 ? "p-" : "p+") + std::to_string(std::abs(exponent));
}

static int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Result<Value> float_from_hex(Thread& thread, std::string_view text) {
    auto const reject = [&]() -> Result<Value> {
        return raise_value_error(thread, "invalid hexadecimal floating-point string");
    };
    text = strip(text);
    bool negative = false;
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
        negative = text[0] == '-';
        text.remove_prefix(1);
    }
    double special;
    if (parse_special(text, special)) return make_float(thread, negative ? -special : special);
    if (text.size() >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x') text.remove_prefix(2);

    // The leading 60 bits, what lies below them as one sticky bit, and the weight of the mantissa's last bit.
    std::uint64_t mantissa = 0;
    bool sticky = false;
    std::int64_t weight = 0;
    std::size_t digits = 0;
    bool fraction = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        if (text[i] == '.' && !fraction) {
            fraction = true;
            continue;
        }
        int const value = hex_value(text[i]);
        if (value < 0) break;
        ++digits;
        if (mantissa >> 56 == 0) {
            mantissa = mantissa << 4 | static_cast<std::uint64_t>(value);
            if (fraction) weight -= 4;
        } else {
            sticky = sticky || value != 0;
            if (!fraction) weight += 4;
        }
    }
    if (digits == 0) return reject();
    if (i < text.size() && (text[i] | 0x20) == 'p') {
        ++i;
        bool const below = i < text.size() && text[i] == '-';
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        std::size_t const start = i;
        std::int64_t exponent = 0;
        constexpr std::int64_t enough = INT64_C(1) << 58;
        for (; i < text.size() && is_digit(text[i]); ++i)
            exponent = std::min(exponent * 10 + (text[i] - '0'), enough);
        if (i == start) return reject();
        weight += below ? -exponent : exponent;
    }
    if (i != text.size()) return reject();
    if (mantissa == 0) return make_float(thread, negative ? -0.0 : 0.0);

    // Cut to what the double can hold, ties to even: 53 bits, fewer among the smallest.
    std::int64_t const bits = 64 - __builtin_clzll(mantissa);
    std::int64_t const top = bits + weight;  // the value is below 2^top
    bool overflow = top > 1024;
    double magnitude = 0.0;
    if (!overflow && top >= -1074) {
        std::int64_t const lowest = std::max(top - 53, std::int64_t{-1074});
        std::int64_t const excess = lowest - weight;
        if (excess > 0) {
            std::uint64_t const half = std::uint64_t{1} << (excess - 1);
            std::uint64_t const rest = mantissa & (2 * half - 1);
            mantissa = excess < 64 ? mantissa >> excess : 0;
            if (rest > half || (rest == half && (sticky || (mantissa & 1)))) ++mantissa;
            weight = lowest;
        }
        magnitude = std::ldexp(static_cast<double>(mantissa), static_cast<int>(weight));
        overflow = std::isinf(magnitude);
    }
    if (overflow) return raise_overflow_error(thread, "hexadecimal value too large to represent as a float");
    return make_float(thread, negative ? -magnitude : magnitude);
}

}  // namespace minivm
