#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "vm/objects/integer.hpp"
#include "vm/objects/integer_limbs.hpp"
#include "vm/objects/number.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"

namespace minivm {

using limbs::Limb;
using limbs::Scratch;
using limbs::View;

constexpr char digit_characters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr int no_digit = 99;

static bool power_of_two(int base) { return (base & (base - 1)) == 0; }

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'z') return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
    return no_digit;
}

static Raised raise_too_long(Thread& thread) {
    return raise_value_error(thread,
                             "Exceeds the limit (%d digits) for integer string conversion; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             std::int32_t{interpreter_of(thread).int_digits_limit});
}

Result<std::string> int_to_text(Thread& thread, Value integer, int base) {
    if (integer.is_small_int()) {
        char text[72];
        auto const end = std::to_chars(text, text + sizeof text, integer.as_small_int(), base).ptr;
        return std::string(text, end);
    }
    View const view(integer);
    if (view.zero()) return std::string("0");
    std::int32_t const limit = interpreter_of(thread).int_digits_limit;
    bool const limited = limit > 0 && !power_of_two(base);
    // A number of n digits has more than 3 * (n - 1) bits: the conversion of a far too long one is not even
    // begun.
    if (limited && view.bit_length() > 4 * (static_cast<std::uint64_t>(limit) + 1))
        return raise_too_long(thread);

    std::size_t const bound = mpn_sizeinbase(view.data, static_cast<mp_size_t>(view.size), base);
    Scratch copy(thread, view.size + 1);
    if (!copy.data() || !limbs::have_room(thread, view.size + bound / sizeof(Limb)))
        return raise_memory_error(thread);
    std::memcpy(copy.data(), view.data, view.size * sizeof(Limb));
    std::string text(bound + 2, '-');
    auto* const digits = reinterpret_cast<unsigned char*>(text.data()) + 1;
    std::size_t const written = mpn_get_str(digits, base, copy.data(), static_cast<mp_size_t>(view.size));
    std::size_t const zeros = static_cast<std::size_t>(
        std::find_if(digits, digits + written, [](auto d) { return d != 0; }) - digits);
    std::size_t const count = written - zeros;
    if (limited && count > static_cast<std::size_t>(limit)) return raise_too_long(thread);
    for (std::size_t i = 0; i < written; ++i)
        digits[i] = static_cast<unsigned char>(digit_characters[digits[i]]);
    text.resize(1 + written);
    text.erase(view.negative ? 1 : 0, zeros + (view.negative ? 0 : 1));
    return text;
}

Result<Str*> int_repr(Thread& thread, Value integer) {
    if (integer.is_small_int()) {
        char text[24];
        auto const end = std::to_chars(text, text + sizeof text, integer.as_small_int()).ptr;
        return make_short_str(thread, std::string_view(text, static_cast<std::size_t>(end - text)));
    }
    std::string const text = MINIVM_TRY(int_to_text(thread, integer));
    return make_str(thread, text);
}

Result<Value> int_from_digits(Thread& thread, std::string_view digits, int base) {
    std::int32_t const limit = interpreter_of(thread).int_digits_limit;
    if (limit > 0 && digits.size() > static_cast<std::size_t>(limit) && !power_of_two(base))
        return raise_value_error(
            thread,
            "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; "
            "use sys.set_int_max_str_digits() to increase the limit",
            limit, digits.size());
    if (digits.size() <= 11) {  // 36^11 < 2^60
        std::int64_t value = 0;
        for (char c : digits) value = value * base + digit_value(c);
        return Value::small_int(value);
    }
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
    // Two limbs more: the logarithm is not exact, and GMP wants one to spare.
    double const bits = std::log2(static_cast<double>(base)) * static_cast<double>(digits.size());
    double const size = bits / 64 + 2;
    if (size > static_cast<double>(limbs::max_limbs)) return raise_memory_error(thread);
    std::size_t const bound = static_cast<std::size_t>(size) + 1;
    Scratch values(thread, digits.size() / sizeof(Limb) + 1);
    Scratch result(thread, bound);
    if (!values.data() || !result.data() || !limbs::have_room(thread, bound))
        return raise_memory_error(thread);
    auto* const bytes = reinterpret_cast<unsigned char*>(values.data());
    for (std::size_t i = 0; i < digits.size(); ++i)
        bytes[i] = static_cast<unsigned char>(digit_value(digits[i]));
    mp_size_t const used = mpn_set_str(result.data(), bytes, digits.size(), base);
    return limbs::from_limbs(thread, result.data(), static_cast<std::size_t>(used), false);
}

static Raised raise_invalid(Thread& thread, Value source, int base) {
    Str* shown = MINIVM_TRY(repr(thread, source));
    shown = MINIVM_TRY(substring(thread, shown, 0, std::min<std::size_t>(shown->length, 200)));
    return raise_text(thread, types(thread).value_error,
                      "invalid literal for int() with base " + std::to_string(base) + ": " + to_utf8(shown));
}

/// White space as C's isspace knows it: what is left of Unicode's after number_text, and in ASCII texts.
static bool is_c_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Result<Value> int_from_str(Thread& thread, Str* text, int base) {
    return int_from_text(thread, number_text(text), Value::of(text), base);
}

Result<Value> int_from_text(Thread& thread, std::string_view text, Value source, int base) {
    int const asked = base;
    std::string_view rest = text;
    while (!rest.empty() && is_c_space(rest.front())) rest.remove_prefix(1);
    bool negative = false;
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
        negative = rest.front() == '-';
        rest.remove_prefix(1);
    }
    int prefix_base = 0;
    if (rest.size() >= 2 && rest[0] == '0') {
        char const letter = static_cast<char>(rest[1] | 0x20);
        prefix_base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    }
    bool only_zero = false;  // "07" is an octal literal of old
    if (base == 0) {
        only_zero = !rest.empty() && rest[0] == '0' && prefix_base == 0;
        base = prefix_base != 0 ? prefix_base : 10;
    }
    if (prefix_base == base) {
        rest.remove_prefix(2);
        if (!rest.empty() && rest[0] == '_') rest.remove_prefix(1);
    }

    std::string digits;
    char previous = '_';
    std::size_t position = 0;
    for (; position < rest.size(); ++position) {
        char const c = rest[position];
        if (c == '_') {
            if (previous == '_') return raise_invalid(thread, source, asked);
        } else {
            if (digit_value(c) >= base) break;
            digits += c;
        }
        previous = c;
    }
    if (digits.empty() || previous == '_') return raise_invalid(thread, source, asked);
    Value const magnitude = MINIVM_TRY(int_from_digits(thread, digits, base));
    if (only_zero && sign_of(magnitude) != 0) return raise_invalid(thread, source, asked);
    while (position < rest.size() && is_c_space(rest[position])) ++position;
    if (position != rest.size()) return raise_invalid(thread, source, asked);
    if (!negative) return magnitude;
    return int_unary(thread, static_cast<int>(UnaryOperator::neg), magnitude);
}

}  // namespace minivm
