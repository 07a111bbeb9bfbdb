#include <algorithm>
#include <cstdio>
#include <string>

#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/format_number.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

/// One conversion: %[(key)][flags][width][.precision]type
struct Conversion {
    bool left = false;
    bool plus = false;
    bool space = false;
    bool alternate = false;
    bool zero = false;
    std::int64_t width = -1;
    std::int64_t precision = -1;
    char32_t type = 0;
};

/// text % values, in one pass. Script code may run at each conversion; what is kept over it is rooted. Octets
/// are formatted as the text that has them for code points: what bytes % values does differently depends on
/// `target`.
class PercentFormatter {
public:
    enum class Target : std::uint8_t { text, octets };
    PercentFormatter(Thread& thread, Str* text, Value values, Target target);
    Result<Str*> run();

private:
    Result<void> convert();
    Result<void> select_key();
    Result<Conversion> parse();
    Result<std::int64_t> star();
    Result<Value> next_argument();
    Result<void> format(Conversion const& conversion, Value argument);
    Result<void> format_text(Conversion const& conversion, Value argument);
    Result<void> format_octets(Conversion const& conversion, Value argument);
    Result<void> format_octet(Conversion const& conversion, Value argument);
    Result<void> format_character(Conversion const& conversion, Value argument);
    Result<void> format_integer(Conversion const& conversion, Value argument);
    Result<void> format_double(Conversion const& conversion, Value argument);
    Result<void> write_number(Conversion const& conversion, std::string const& text);
    Result<void> write_text(Conversion const& conversion, Str const* text, std::size_t length);
    /// The character at the position, or "incomplete format".
    Result<char32_t> peek();

    Thread& thread_;
    Root<Str> text_;
    Root<Value> values_;   // what conversions take their arguments from
    Root<Value> mapping_;  // what keys are looked up in; None if it cannot be subscripted by keys
    bool is_tuple_;        // values_ is the tuple of arguments, not the only one
    Target target_;
    std::size_t taken_ = 0;
    std::size_t position_ = 0;
    StrBuilder builder_;
};

static bool has_items(Thread& thread, Value value, PercentFormatter::Target target) {
    if (as<Tuple>(value) || as<Str>(value)) return false;
    if (std::string_view octets;
        target == PercentFormatter::Target::octets && octets_of(thread, value, octets))
        return false;
    if (value.is_object()) {
        switch (value.as_object()->kind) {
            case Kind::dict:
            case Kind::list:
            case Kind::range:
            case Kind::bytes:
            case Kind::bytearray: return true;
            default: break;
        }
    }
    return !lookup(thread, type_of(thread, value), names(thread).getitem_).is_unbound();
}

PercentFormatter::PercentFormatter(Thread& thread, Str* text, Value values, Target target)
    : thread_(thread),
      text_(thread, text),
      values_(thread, values),
      mapping_(thread, has_items(thread, values, target) ? values : Value::none()),
      is_tuple_(as<Tuple>(values) != nullptr),
      target_(target) {}

Result<Str*> PercentFormatter::run() {
    while (position_ < text_->length) {
        std::size_t const start = position_;
        while (position_ < text_->length && text_->at(position_) != '%') ++position_;
        builder_.append(text_.get(), start, position_);
        if (position_ == text_->length) break;
        ++position_;
        char32_t const c = MINIVM_TRY(peek());
        if (c == '%') {
            builder_.append(U'%');
            ++position_;
        } else {
            MINIVM_TRY(convert());
        }
    }
    std::size_t const given = is_tuple_ ? cast<Tuple>(values_)->length : 1;
    if (taken_ < given && mapping_.value().is_none())
        return raise_type_error(thread_, "not all arguments converted during %s formatting",
                                target_ == Target::text ? "string" : "bytes");
    return builder_.finish(thread_);
}

Result<char32_t> PercentFormatter::peek() {
    if (position_ >= text_->length) return raise_value_error(thread_, "incomplete format");
    return text_->at(position_);
}

Result<Value> PercentFormatter::next_argument() {
    if (is_tuple_ && taken_ < cast<Tuple>(values_)->length) return cast<Tuple>(values_)->items()[taken_++];
    if (!is_tuple_ && taken_++ == 0) return values_.value();
    return raise_type_error(thread_, "not enough arguments for format string");
}

Result<void> PercentFormatter::convert() {
    Conversion const conversion = MINIVM_TRY(parse());
    Value const argument = MINIVM_TRY(next_argument());
    Root<Value> kept(thread_, argument);
    return format(conversion, argument);
}

/// The octets that are the code points of a text, all below 256.
static Result<Bytes*> latin_bytes(Thread& thread, Str const* text) {
    return make_bytes(thread, {text->data(), text->length});
}

static Result<Str*> latin_text(Thread& thread, std::string_view octets) {
    StrBuilder text;
    for (char const c : octets) text.append(static_cast<unsigned char>(c));
    return text.finish(thread);
}

Result<void> PercentFormatter::select_key() {
    if (mapping_.value().is_none()) return raise_type_error(thread_, "format requires a mapping");
    std::size_t const start = ++position_;
    int depth = 1;
    for (; position_ < text_->length && depth > 0; ++position_) {
        char32_t const c = text_->at(position_);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    if (depth > 0) return raise_value_error(thread_, "incomplete format key");
    Str* const key = MINIVM_TRY(substring(thread_, text_.get(), start, position_ - 1));
    Root<Value> name(thread_, Value::of(key));
    if (target_ == Target::octets) name.set(Value::of(MINIVM_TRY(latin_bytes(thread_, key))));
    Value const item = MINIVM_TRY(get_item(thread_, mapping_, name));
    values_.set(item);
    is_tuple_ = false;
    taken_ = 0;
    return {};
}

/// An int in the place of a width or a precision.
Result<std::int64_t> PercentFormatter::star() {
    ++position_;
    Value const argument = MINIVM_TRY(next_argument());
    if (!is_int(argument)) return raise_type_error(thread_, "* wants int");
    bool fits;
    std::int64_t const result = to_int64(argument, fits);
    if (!fits) return INT64_MAX;
    return result;
}

Result<Conversion> PercentFormatter::parse() {
    Conversion result;
    char32_t c = MINIVM_TRY(peek());
    if (c == '(') MINIVM_TRY(select_key());
    for (bool more = true; more;) {
        c = MINIVM_TRY(peek());
        switch (c) {
            case '-': result.left = true; break;
            case '+': result.plus = true; break;
            case ' ': result.space = true; break;
            case '#': result.alternate = true; break;
            case '0': result.zero = true; break;
            default: more = false;
        }
        position_ += more;
    }
    auto const number = [&](std::int64_t limit, char const* what) -> Result<std::int64_t> {
        std::int64_t value = 0;
        while (true) {
            char32_t const d = MINIVM_TRY(peek());
            if (d < '0' || d > '9') return value;
            auto const digit = static_cast<std::int64_t>(d - '0');
            if (value > (limit - digit) / 10) return raise_value_error(thread_, "%s too big", what);
            value = value * 10 + digit;
            ++position_;
        }
    };
    if (c == '*') {
        result.width = MINIVM_TRY(star());
        if (result.width == INT64_MAX)
            return raise_overflow_error(thread_, "Python int too large to convert to C ssize_t");
        if (result.width < 0) {
            result.left = true;
            result.width = -result.width;
        }
    } else if (c >= '0' && c <= '9') {
        result.width = MINIVM_TRY(number(INT64_MAX, "width"));
    }
    c = MINIVM_TRY(peek());
    if (c == '.') {
        ++position_;
        c = MINIVM_TRY(peek());
        if (c == '*') {
            result.precision = MINIVM_TRY(star());
            if (result.precision > INT32_MAX || result.precision < INT32_MIN)
                return raise_overflow_error(thread_, "Python int too large to convert to C int");
            result.precision = std::max<std::int64_t>(result.precision, 0);
        } else {
            result.precision = MINIVM_TRY(number(INT32_MAX, "precision"));
        }
    }
    c = MINIVM_TRY(peek());
    if (c == 'h' || c == 'l' || c == 'L') {
        ++position_;
        c = MINIVM_TRY(peek());
    }
    result.type = c;
    ++position_;
    return result;
}

Result<void> PercentFormatter::format(Conversion const& conversion, Value argument) {
    if (target_ == Target::octets) {
        switch (conversion.type) {
            case 'b':
            case 's': return format_octets(conversion, argument);
            case 'c': return format_octet(conversion, argument);
            case 'r': {  // as %a, so that it is all ASCII
                Conversion ascii = conversion;
                ascii.type = 'a';
                return format_text(ascii, argument);
            }
            default: break;
        }
    }
    switch (conversion.type) {
        case 's':
        case 'r':
        case 'a': return format_text(conversion, argument);
        case 'c': return format_character(conversion, argument);
        case 'd':
        case 'i':
        case 'u':
        case 'o':
        case 'x':
        case 'X': return format_integer(conversion, argument);
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G': return format_double(conversion, argument);
        default: break;
    }
    char const visible =
        conversion.type > 30 && conversion.type < 127 ? static_cast<char>(conversion.type) : '?';
    if (target_ == Target::octets) {
        // CPython shows the octet as it is, which fails where a C char is negative.
        if (conversion.type > 127)
            return raise_overflow_error(thread_, "character argument not in range(0x110000)");
        if (conversion.type < ' ' || conversion.type == 127) {
            char rest[48];
            std::snprintf(rest, sizeof rest, "' (0x%x) at index %zu", static_cast<unsigned>(conversion.type),
                          position_ - 1);
            std::string text = "unsupported format character '";
            text += static_cast<char>(conversion.type);
            return raise_text(thread_, types(thread_).value_error, text + rest);
        }
    }
    return raise_value_error(thread_, "unsupported format character '%c' (0x%x) at index %zu", visible,
                             static_cast<unsigned>(conversion.type), position_ - 1);
}

Result<void> PercentFormatter::format_text(Conversion const& conversion, Value argument) {
    auto* text = conversion.type == 's' ? as<Str>(argument) : nullptr;
    if (!text)
        text = MINIVM_TRY(conversion.type == 's'   ? str(thread_, argument)
                          : conversion.type == 'r' ? repr(thread_, argument)
                                                   : ascii(thread_, argument));
    std::size_t length = text->length;
    if (conversion.precision >= 0) length = std::min(length, static_cast<std::size_t>(conversion.precision));
    return write_text(conversion, text, length);
}

Result<void> PercentFormatter::format_octets(Conversion const& conversion, Value argument) {
    std::string_view octets;
    if (!octets_of(thread_, argument, octets)) {
        Value const method = MINIVM_TRY(special_method(thread_, argument, names(thread_).bytes_));
        if (method.is_unbound())
            return raise_type_error(
                thread_, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'",
                type_name(thread_, argument));
        Value const made = MINIVM_TRY(call(thread_, method, {}));
        if (!as<Bytes>(made))
            return raise_type_error(thread_, "__bytes__ returned non-bytes (type %s)",
                                    type_name(thread_, made));
        octets = bytes_view(cast<Bytes>(made));
    }
    Str* const text = MINIVM_TRY(latin_text(thread_, octets));
    std::size_t length = text->length;
    if (conversion.precision >= 0) length = std::min(length, static_cast<std::size_t>(conversion.precision));
    return write_text(conversion, text, length);
}

Result<void> PercentFormatter::format_octet(Conversion const& conversion, Value argument) {
    std::string_view octets;
    std::int64_t octet = 0;
    if (octets_of(thread_, argument, octets) && octets.size() == 1) {
        octet = static_cast<unsigned char>(octets[0]);
    } else if (is_int(argument) ||
               !lookup(thread_, type_of(thread_, argument), names(thread_).index_).is_unbound()) {
        octet = MINIVM_TRY(index_word(thread_, argument, OutOfRange::clip));
        if (octet < 0 || octet > 255) return raise_overflow_error(thread_, "%%c arg not in range(256)");
    } else {
        return raise_type_error(thread_, "%%c requires an integer in range(256) or a single byte");
    }
    return write_text(conversion, cast<Str>(make_character(thread_, static_cast<char32_t>(octet))), 1);
}

Result<void> PercentFormatter::format_character(Conversion const& conversion, Value argument) {
    if (auto* text = as<Str>(argument)) {
        if (text->length == 1) return write_text(conversion, text, 1);
        return raise_type_error(thread_, "%%c requires int or char");
    }
    if (!is_int(argument)) {
        if (lookup(thread_, type_of(thread_, argument), names(thread_).index_).is_unbound())
            return raise_type_error(thread_, "%%c requires int or char");
        argument = MINIVM_TRY(index(thread_, argument));
    }
    bool fits;
    std::int64_t const code = to_int64(argument, fits);
    if (!fits || code < 0 || code >= 0x110000)
        return raise_overflow_error(thread_, "%%c arg not in range(0x110000)");
    return write_text(conversion, cast<Str>(make_character(thread_, static_cast<char32_t>(code))), 1);
}

Result<void> PercentFormatter::format_integer(Conversion const& conversion, Value argument) {
    auto const letter = static_cast<char>(conversion.type);
    int const base = letter == 'o' ? 8 : (letter | 0x20) == 'x' ? 16 : 10;
    Value integer = argument;
    if (!is_int(argument)) {
        Root<Value> kept(thread_, argument);
        Type* const type = type_of(thread_, argument);
        bool const has_index = !lookup(thread_, type, names(thread_).index_).is_unbound();
        bool const has_int = !lookup(thread_, type, names(thread_).int_).is_unbound();
        bool const convertible = base == 10 ? has_int || has_index || is_float(argument) : has_index;
        Result<Value> converted = Raised{};
        if (convertible) {
            if (base != 10)
                converted = index(thread_, argument);
            else if (is_float(argument))
                converted = int_from_double(thread_, as_double(argument));
            else
                converted = int_from_object(thread_, argument);
            if (!converted && !raised_is(thread_, types(thread_).type_error)) return Raised{};
            if (!converted) take_exception(thread_);
        }
        if (!converted)
            return raise_type_error(thread_, "%%%c format: %s is required, not %s", letter,
                                    base == 10 ? "a real number" : "an integer", type_name(thread_, kept));
        integer = converted.take();
    }
    if (!text_fits(thread_, conversion.precision)) return raise_memory_error(thread_);
    std::string text = MINIVM_TRY(int_to_text(thread_, integer, base));
    std::size_t const sign = text[0] == '-';
    auto const digits = static_cast<std::int64_t>(text.size() - sign);
    if (conversion.precision > digits)
        text.insert(sign, static_cast<std::size_t>(conversion.precision - digits), '0');
    if (letter == 'X')
        for (char& c : text)
            if (c >= 'a') c = static_cast<char>(c - 32);
    return write_number(conversion, text);
}

Result<void> PercentFormatter::format_double(Conversion const& conversion, Value argument) {
    Result<double> converted = to_double(thread_, argument);
    if (!converted) {
        if (target_ == Target::text || !raised_is(thread_, types(thread_).type_error)) return Raised{};
        take_exception(thread_);
        return raise_type_error(thread_, "float argument required, not %s", type_name(thread_, argument));
    }
    double const d = converted.take();
    FloatStyle style;
    style.type = static_cast<char>(conversion.type | 0x20);
    style.upper = conversion.type < 'a';
    style.keep_point = conversion.alternate;
    style.precision = conversion.precision < 0 ? 6 : conversion.precision;
    if (!text_fits(thread_, style.precision)) return raise_memory_error(thread_);
    return write_number(conversion, float_text(d, style));
}

/// Sign, prefix, zeros or spaces, digits.
Result<void> PercentFormatter::write_number(Conversion const& conversion, std::string const& text) {
    if (!text_fits(thread_, conversion.width)) return raise_memory_error(thread_);
    std::size_t const sign = text[0] == '-';
    std::string head = sign ? "-" : conversion.plus ? "+" : conversion.space ? " " : "";
    bool const has_prefix = conversion.type == 'x' || conversion.type == 'X' || conversion.type == 'o';
    if (conversion.alternate && has_prefix) {
        head += '0';
        head += static_cast<char>(conversion.type);
    }
    auto const length = static_cast<std::int64_t>(head.size() + text.size() - sign);
    auto const padding = static_cast<std::size_t>(std::max<std::int64_t>(conversion.width - length, 0));
    if (!conversion.left && !conversion.zero) builder_.append_repeated(U' ', padding);
    builder_.append_ascii(head);
    if (!conversion.left && conversion.zero) builder_.append_repeated(U'0', padding);
    builder_.append_ascii(std::string_view(text).substr(sign));
    if (conversion.left) builder_.append_repeated(U' ', padding);
    return {};
}

Result<void> PercentFormatter::write_text(Conversion const& conversion, Str const* text, std::size_t length) {
    if (!text_fits(thread_, conversion.width)) return raise_memory_error(thread_);
    auto const padding = static_cast<std::size_t>(
        std::max<std::int64_t>(conversion.width - static_cast<std::int64_t>(length), 0));
    if (!conversion.left) builder_.append_repeated(U' ', padding);
    builder_.append(text, 0, length);
    if (conversion.left) builder_.append_repeated(U' ', padding);
    return {};
}

Result<Str*> format_percent(Thread& thread, Str* text, Value values) {
    PercentFormatter formatter(thread, text, values, PercentFormatter::Target::text);
    return formatter.run();
}

Result<Value> format_percent_bytes(Thread& thread, Value octets, Value values) {
    Root<Value> const model(thread, octets);
    std::string_view const format = MINIVM_TRY(octets_of(thread, octets));
    Str* const text = MINIVM_TRY(latin_text(thread, format));
    PercentFormatter formatter(thread, text, values, PercentFormatter::Target::octets);
    Str* const made = MINIVM_TRY(formatter.run());
    return make_like(thread, octets, {made->data(), made->length});
}

}  // namespace minivm
