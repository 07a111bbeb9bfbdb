#include "vm/objects/format_number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "vm/heap.hpp"
#include "vm/thread.hpp"

namespace minivm {

/// No double has more decimals than this; what a larger precision asks for are zeros.
constexpr int most_decimals = 1074;

static std::string to_chars(double magnitude, std::chars_format format, std::int64_t precision) {
    char text[1500];
    char* const end = text + sizeof text;
    auto const cut = static_cast<int>(std::min<std::int64_t>(precision, most_decimals));
    std::string result(text, precision < 0 ? std::to_chars(text, end, magnitude, format).ptr
                                           : std::to_chars(text, end, magnitude, format, cut).ptr);
    if (precision <= most_decimals) return result;
    std::size_t const decimals_end = std::min(result.find('e'), result.size());
    return result.insert(decimals_end, static_cast<std::size_t>(precision - most_decimals), '0');
}

/// Significant digits, placed: with an exponent or without, whichever `style` asks for at this size.
static std::string place_digits(std::string const& scientific, FloatStyle const& style,
                                std::int64_t precision) {
    std::size_t const e = scientific.find('e');
    std::string digits = scientific.substr(0, e);
    std::erase(digits, '.');
    int exponent = 0;
    std::from_chars(scientific.data() + e + 2, scientific.data() + scientific.size(), exponent);
    if (scientific[e + 1] == '-') exponent = -exponent;
    if (style.type == 'g' && !style.keep_point) {
        std::size_t const last = digits.find_last_not_of('0');
        digits.resize(last == std::string::npos ? 1 : last + 1);
    }
    std::int64_t const first_with_exponent =
        style.type == 'r' ? 16 : precision - (style.add_point_zero ? 1 : 0);
    bool const with_exponent = exponent < -4 || exponent >= first_with_exponent;
    std::string result;
    if (with_exponent) {
        result = digits.substr(0, 1) + "." + digits.substr(1);
    } else if (exponent < 0) {
        result = "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    } else {
        auto const point = static_cast<std::size_t>(exponent + 1);
        if (digits.size() < point) digits.append(point - digits.size(), '0');
        result = digits.substr(0, point) + "." + digits.substr(point);
        if (style.add_point_zero && digits.size() == point) result += '0';
    }
    if (result.back() == '.' && !style.keep_point) result.pop_back();
    if (with_exponent) result += scientific.substr(e);
    return result;
}

std::string float_text(double d, FloatStyle const& style) {
    bool negative = std::signbit(d);
    double const magnitude = std::fabs(d);
    std::string result;
    if (std::isnan(d)) {
        result = "nan";
        negative = false;
    } else if (std::isinf(d)) {
        result = "inf";
    } else {
        if (style.type == 'e' || style.type == 'f') {
            auto const format = style.type == 'e' ? std::chars_format::scientific : std::chars_format::fixed;
            result = to_chars(magnitude, format, style.precision);
            if (style.precision == 0 && style.keep_point)
                result.insert(std::min(result.find('e'), result.size()), 1, '.');
        } else {
            std::int64_t const precision = std::max<std::int64_t>(style.precision, 1);
            std::int64_t const decimals = style.type == 'r' ? -1 : precision - 1;
            result =
                place_digits(to_chars(magnitude, std::chars_format::scientific, decimals), style, precision);
        }
        std::size_t const mantissa_end = std::min(result.find('e'), result.size());
        std::size_t const nonzero = result.find_first_not_of("0.");
        if (style.no_negative_zero && nonzero >= mantissa_end) negative = false;
    }
    if (style.upper)
        for (char& c : result)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (negative) result.insert(0, 1, '-');
    return result;
}

bool text_fits(Thread& thread, std::int64_t length) {
    constexpr std::int64_t surely = 1 << 16;
    if (length <= surely) return true;
    if (length >= max_precision) return false;
    // Some copies will be made on the way.
    std::size_t const bytes = 4 * static_cast<std::size_t>(length);
    void* const memory = thread.heap->allocate_storage(thread, bytes);
    if (memory) thread.heap->free_storage(thread, memory, bytes);
    return memory != nullptr;
}

}  // namespace minivm
