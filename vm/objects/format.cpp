#include "vm/objects/format.hpp"

#include <algorithm>
#include <string>

#include "vm/objects/floating.hpp"
#include "vm/objects/format_number.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

/// [[fill]align][sign][z][#][0][width][grouping][.precision][type]
struct Spec {
    char32_t fill = ' ';
    char32_t align;
    char32_t sign = '-';
    bool sign_given = false;
    bool no_negative_zero = false;
    bool alternate = false;
    std::int64_t width = -1;
    char separator = 0;
    std::int64_t precision = -1;
    char32_t type;
};

static bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/// A character in a message: itself, or its code where it would not show.
static std::string shown(char32_t c) {
    char text[16];
    if (c > 32 && c < 128) return std::string(1, static_cast<char>(c));
    std::snprintf(text, sizeof text, "\\x%x", static_cast<unsigned>(c));
    return text;
}

static Raised raise_unknown_type(Thread& thread, char32_t type, char const* object_type) {
    return raise_value_error(thread, "Unknown format code '%s' for object of type '%s'", shown(type).c_str(),
                             object_type);
}

/// Digits of any script; -1 if there is none.
static Result<std::int64_t> parse_number(Thread& thread, Str const* text, std::size_t& position) {
    std::int64_t number = -1;
    for (; position < text->length; ++position) {
        int const digit = unicode::decimal_value(text->at(position));
        if (digit < 0) break;
        if (number < 0) number = 0;
        if (number > (INT64_MAX - digit) / 10)
            return raise_value_error(thread, "Too many decimal digits in format string");
        number = number * 10 + digit;
    }
    return number;
}

static Result<Spec> parse_spec(Thread& thread, Str const* text, char32_t type, char32_t align,
                               char const* object_type) {
    Spec spec;
    spec.type = type;
    spec.align = align;
    std::size_t position = 0;
    std::size_t const end = text->length;
    auto const next_is = [&](char32_t c) { return position < end && text->at(position) == c; };
    auto const take = [&](char32_t c) {
        bool const found = next_is(c);
        position += found;
        return found;
    };
    bool fill_given = false;
    bool align_given = true;
    if (end >= 2 && is_align(text->at(1))) {
        spec.fill = text->at(0);
        spec.align = text->at(1);
        fill_given = true;
        position = 2;
    } else if (end >= 1 && is_align(text->at(0))) {
        spec.align = text->at(0);
        position = 1;
    } else {
        align_given = false;
    }
    if (next_is('+') || next_is('-') || next_is(' ')) {
        spec.sign = text->at(position++);
        spec.sign_given = true;
    }
    spec.no_negative_zero = take('z');
    spec.alternate = take('#');
    if (!fill_given && take('0')) {
        spec.fill = '0';
        if (!align_given && align == '>') spec.align = '=';
    }
    spec.width = MINIVM_TRY(parse_number(thread, text, position));
    if (take(',')) spec.separator = ',';
    if (take('_')) {
        if (spec.separator) return raise_value_error(thread, "Cannot specify both ',' and '_'.");
        spec.separator = '_';
    }
    if (spec.separator == '_' && next_is(','))
        return raise_value_error(thread, "Cannot specify both ',' and '_'.");
    if (take('.')) {
        spec.precision = MINIVM_TRY(parse_number(thread, text, position));
        if (spec.precision < 0) return raise_value_error(thread, "Format specifier missing precision");
    }
    if (end - position > 1)
        return raise_text(
            thread, types(thread).value_error,
            "Invalid format specifier '" + to_utf8(text) + "' for object of type '" + object_type + "'");
    if (position < end) spec.type = text->at(position);
    if (spec.separator) {
        constexpr std::u32string_view in_threes = U"deEfFgG%";
        constexpr std::u32string_view in_fours = U"boxX";
        bool const known = spec.type == 0 || in_threes.find(spec.type) != in_threes.npos ||
                           (spec.separator == '_' && in_fours.find(spec.type) != in_fours.npos);
        if (!known)
            return raise_value_error(thread, "Cannot specify '%c' with '%s'.", spec.separator,
                                     shown(spec.type).c_str());
    }
    return spec;
}

/// Groups of digits with separators, filled up with zeros to a width; never begins with a separator.
static std::string group(std::string const& digits, char separator, std::size_t size,
                         std::int64_t min_width) {
    std::string reversed;
    auto remaining = static_cast<std::int64_t>(digits.size());
    while (true) {
        std::int64_t const wanted = std::max({remaining, min_width, std::int64_t{1}});
        std::int64_t const count = separator ? std::min(static_cast<std::int64_t>(size), wanted) : wanted;
        for (std::int64_t i = 0; i < count; ++i)
            reversed += remaining > 0 ? digits[static_cast<std::size_t>(--remaining)] : '0';
        min_width -= count;
        if (remaining <= 0 && min_width <= 0) break;
        reversed += separator;
        --min_width;
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

/// Lays out sign, prefix, digits (grouped) and what follows them.
static Result<Str*> lay_out(Thread& thread, Spec const& spec, bool negative, std::string const& prefix,
                            std::string const& digits, std::string const& rest) {
    if (!text_fits(thread, spec.width)) return raise_memory_error(thread);
    std::string const sign = negative           ? "-"
                             : spec.sign == '-' ? ""
                                                : std::string(1, static_cast<char>(spec.sign));
    bool const zeros = spec.fill == '0' && spec.align == '=';
    auto const around = static_cast<std::int64_t>(sign.size() + prefix.size() + rest.size());
    std::size_t const group_size = spec.type == 'b' || spec.type == 'o' || (spec.type | 0x20) == 'x' ? 4 : 3;
    std::string const grouped =
        digits.empty() ? digits : group(digits, spec.separator, group_size, zeros ? spec.width - around : 0);
    auto const length = static_cast<std::int64_t>(grouped.size()) + around;
    auto const padding = static_cast<std::size_t>(std::max<std::int64_t>(spec.width - length, 0));
    std::size_t const before = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
    std::size_t const inside = spec.align == '=' ? padding : 0;
    StrBuilder builder;
    builder.append_repeated(spec.fill, before);
    builder.append_ascii(sign);
    builder.append_ascii(prefix);
    builder.append_repeated(spec.fill, inside);
    builder.append_ascii(grouped);
    builder.append_ascii(rest);
    builder.append_repeated(spec.fill, padding - before - inside);
    return builder.finish(thread);
}

static Result<Str*> lay_out_text(Thread& thread, Spec const& spec, Str const* text, std::size_t length) {
    if (!text_fits(thread, spec.width)) return raise_memory_error(thread);
    auto const padding =
        static_cast<std::size_t>(std::max<std::int64_t>(spec.width - static_cast<std::int64_t>(length), 0));
    std::size_t const before = spec.align == '>' || spec.align == '=' ? padding
                               : spec.align == '^'                    ? padding / 2
                                                                      : 0;
    StrBuilder builder;
    builder.append_repeated(spec.fill, before);
    builder.append(text, 0, length);
    builder.append_repeated(spec.fill, padding - before);
    return builder.finish(thread);
}

static Result<Str*> format_double(Thread& thread, double value, Spec const& spec) {
    FloatStyle style;
    style.precision = spec.precision;
    style.keep_point = spec.alternate;
    style.no_negative_zero = spec.no_negative_zero;
    if (spec.precision > INT32_MAX) return raise_value_error(thread, "precision too big");
    bool percent = false;
    switch (spec.type) {
        case 0:
            style.add_point_zero = true;
            style.type = spec.precision < 0 ? 'r' : 'g';
            break;
        case 'n': break;
        case '%':
            percent = true;
            value *= 100;
            style.type = 'f';
            break;
        default: style.upper = spec.type < 'a'; style.type = static_cast<char>(spec.type | 0x20);
    }
    if (spec.precision < 0) style.precision = 6;
    if (!text_fits(thread, style.precision)) return raise_memory_error(thread);
    std::string text = float_text(value, style);
    bool const negative = text[0] == '-';
    if (negative) text.erase(0, 1);
    if (percent) text += '%';
    std::size_t const digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return lay_out(thread, spec, negative, "", text.substr(0, digits), text.substr(digits));
}

static bool is_float_type(char32_t type) {
    return type == 'e' || type == 'E' || type == 'f' || type == 'F' || type == 'g' || type == 'G' ||
           type == '%';
}

Result<Str*> format_float(Thread& thread, double value, Str* spec_text) {
    if (spec_text->length == 0) return make_str(thread, float_repr(value));
    Spec const spec = MINIVM_TRY(parse_spec(thread, spec_text, 0, '>', "float"));
    if (spec.type != 0 && spec.type != 'n' && !is_float_type(spec.type))
        return raise_unknown_type(thread, spec.type, "float");
    return format_double(thread, value, spec);
}

static Result<Str*> format_character(Thread& thread, Value value, Spec const& spec) {
    if (spec.sign_given)
        return raise_value_error(thread, "Sign not allowed with integer format specifier 'c'");
    if (spec.alternate)
        return raise_value_error(thread, "Alternate form (#) not allowed with integer format specifier 'c'");
    bool fits;
    std::int64_t const code = to_int64(value, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C long");
    if (code < 0 || code >= 0x110000) return raise_overflow_error(thread, "%%c arg not in range(0x110000)");
    return lay_out_text(thread, spec, cast<Str>(make_character(thread, static_cast<char32_t>(code))), 1);
}

Result<Str*> format_int(Thread& thread, Value value, Str* spec_text) {
    if (spec_text->length == 0) {
        if (value.is_bool()) return make_short_str(thread, value.is_true() ? "True" : "False");
        return int_repr(thread, value);
    }
    char const* const object_type = type_name(thread, value);
    Spec const spec = MINIVM_TRY(parse_spec(thread, spec_text, 'd', '>', object_type));
    if (is_float_type(spec.type)) {
        double const d = MINIVM_TRY(int_to_double(thread, value));
        return format_double(thread, d, spec);
    }
    int base = 10;
    char const* prefix = "";
    switch (spec.type) {
        case 'b':
            base = 2;
            prefix = "0b";
            break;
        case 'o':
            base = 8;
            prefix = "0o";
            break;
        case 'x':
        case 'X':
            base = 16;
            prefix = spec.type == 'x' ? "0x" : "0X";
            break;
        case 'd':
        case 'n':
        case 'c': break;
        default: return raise_unknown_type(thread, spec.type, object_type);
    }
    if (spec.precision >= 0)
        return raise_value_error(thread, "Precision not allowed in integer format specifier");
    if (spec.no_negative_zero)
        return raise_value_error(thread,
                                 "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec.type == 'c') return format_character(thread, value, spec);
    std::string digits = MINIVM_TRY(int_to_text(thread, value, base));
    bool const negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    if (spec.type == 'X')
        for (char& c : digits)
            if (c >= 'a') c = static_cast<char>(c - 32);
    return lay_out(thread, spec, negative, spec.alternate ? prefix : "", digits, "");
}

Result<Str*> format_str(Thread& thread, Str* value, Str* spec_text) {
    if (spec_text->length == 0) return value;
    Spec const spec = MINIVM_TRY(parse_spec(thread, spec_text, 's', '<', "str"));
    if (spec.type != 's') return raise_unknown_type(thread, spec.type, "str");
    if (spec.sign_given) {
        if (spec.sign == ' ')
            return raise_value_error(thread, "Space not allowed in string format specifier");
        return raise_value_error(thread, "Sign not allowed in string format specifier");
    }
    if (spec.no_negative_zero)
        return raise_value_error(thread, "Negative zero coercion (z) not allowed in string format specifier");
    if (spec.alternate)
        return raise_value_error(thread, "Alternate form (#) not allowed in string format specifier");
    if (spec.align == '=')
        return raise_value_error(thread, "'=' alignment not allowed in string format specifier");
    std::size_t length = value->length;
    if (spec.precision >= 0) length = std::min(length, static_cast<std::size_t>(spec.precision));
    return lay_out_text(thread, spec, value, length);
}

}  // namespace minivm
