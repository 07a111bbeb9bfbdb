#include <string>

#include "vm/objects/containers.hpp"
#include "vm/objects/format.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

/// A part of the text.
struct Piece {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool empty() const { return begin >= end; }
};

/// {name!conversion:spec}
struct Field {
    Piece name;
    Piece spec;
    char32_t conversion = 0;
    bool nested = false;  // the spec has fields of its own
};

/// text.format(...): the fields' values may run script code; what is kept over it is rooted.
class FieldFormatter {
public:
    FieldFormatter(Thread& thread, Str* text, Tuple* arguments, Value mapping)
        : thread_(thread),
          text_(thread, text),
          arguments_(thread, arguments ? Value::of(arguments) : Value::none()),
          mapping_(thread, mapping) {}
    Result<Str*> run(Piece piece, int depth);

private:
    Result<Field> parse_field(std::size_t& position, std::size_t end);
    Result<void> write_field(Field const& field, int depth, StrBuilder& builder);
    Result<Value> value_of(Piece name);
    Result<Value> first_value(Piece name);
    Result<std::int64_t> number_in(Piece piece);
    Result<Str*> text_of(Piece piece) { return substring(thread_, text_.get(), piece.begin, piece.end); }
    Raised fail(char const* message) { return raise_value_error(thread_, "%s", message); }

    enum class Numbering : std::uint8_t { undecided, automatic, manual };
    Thread& thread_;
    Root<Str> text_;
    Root<Value> arguments_;  // Tuple, or None for format_map
    Root<Value> mapping_;
    Numbering numbering_ = Numbering::undecided;
    std::int64_t next_index_ = 0;
};

Result<Str*> FieldFormatter::run(Piece piece, int depth) {
    if (depth == 0) return fail("Max string recursion exceeded");
    StrBuilder builder;
    std::size_t position = piece.begin;
    while (position < piece.end) {
        std::size_t const start = position;
        while (position < piece.end && text_->at(position) != '{' && text_->at(position) != '}') ++position;
        builder.append(text_.get(), start, position);
        if (position == piece.end) break;
        char32_t const brace = text_->at(position++);
        bool const doubled = position < piece.end && text_->at(position) == brace;
        if (doubled) {
            builder.append(brace);
            ++position;
            continue;
        }
        if (brace == '}') return fail("Single '}' encountered in format string");
        if (position == piece.end) return fail("Single '{' encountered in format string");
        Field const field = MINIVM_TRY(parse_field(position, piece.end));
        MINIVM_TRY(write_field(field, depth, builder));
    }
    return builder.finish(thread_);
}

Result<Field> FieldFormatter::parse_field(std::size_t& position, std::size_t end) {
    Field field;
    field.name.begin = position;
    char32_t c = 0;
    bool ended = false;
    while (!ended && position < end) {
        c = text_->at(position++);
        if (c == '{') return fail("unexpected '{' in field name");
        if (c == '[')
            while (position < end && text_->at(position) != ']') ++position;
        ended = c == '}' || c == ':' || c == '!';
    }
    if (!ended) return fail("expected '}' before end of string");
    field.name.end = position - 1;
    if (c == '}') return field;
    if (c == '!') {
        if (position >= end) return fail("end of string while looking for conversion specifier");
        field.conversion = text_->at(position++);
        if (position < end) {
            c = text_->at(position++);
            if (c == '}') return field;
            if (c != ':') return fail("expected ':' after conversion specifier");
        }
    }
    field.spec.begin = position;
    for (int depth = 1; position < end;) {
        c = text_->at(position++);
        if (c == '{') {
            field.nested = true;
            ++depth;
        } else if (c == '}' && --depth == 0) {
            field.spec.end = position - 1;
            return field;
        }
    }
    return fail("unmatched '{' in format spec");
}

Result<void> FieldFormatter::write_field(Field const& field, int depth, StrBuilder& builder) {
    Value const found = MINIVM_TRY(value_of(field.name));
    Root<Value> value(thread_, found);
    Str* converted = nullptr;
    switch (field.conversion) {
        case 0: break;
        case 'r': converted = MINIVM_TRY(repr(thread_, value)); break;
        case 's': converted = MINIVM_TRY(str(thread_, value)); break;
        case 'a': converted = MINIVM_TRY(ascii(thread_, value)); break;
        default:
            if (field.conversion > 32 && field.conversion < 127)
                return raise_value_error(thread_, "Unknown conversion specifier %c",
                                         static_cast<char>(field.conversion));
            return raise_value_error(thread_, "Unknown conversion specifier \\x%x",
                                     static_cast<unsigned>(field.conversion));
    }
    if (converted) value.set(Value::of(converted));
    Str* const spec = MINIVM_TRY(field.nested ? run(field.spec, depth - 1) : text_of(field.spec));
    Value const formatted = MINIVM_TRY(format(thread_, value, spec));
    builder.append(cast<Str>(formatted));
    return {};
}

/// The number that the piece is, or -1 if it is none.
Result<std::int64_t> FieldFormatter::number_in(Piece piece) {
    if (piece.empty()) return -1;
    std::int64_t number = 0;
    for (std::size_t i = piece.begin; i < piece.end; ++i) {
        int const digit = unicode::decimal_value(text_->at(i));
        if (digit < 0) return -1;
        if (number > (INT64_MAX - digit) / 10) return fail("Too many decimal digits in format string");
        number = number * 10 + digit;
    }
    return number;
}

Result<Value> FieldFormatter::first_value(Piece name) {
    std::int64_t index = MINIVM_TRY(number_in(name));
    bool const automatic = name.empty();
    if (!automatic && index < 0) {
        Str* const key = MINIVM_TRY(text_of(name));
        if (mapping_.value().is_none()) return raise_with(thread_, types(thread_).key_error, Value::of(key));
        return get_item(thread_, mapping_, Value::of(key));
    }
    if (arguments_.value().is_none()) return fail("Format string contains positional fields");
    if (numbering_ == Numbering::undecided) numbering_ = automatic ? Numbering::automatic : Numbering::manual;
    if (numbering_ == Numbering::manual && automatic)
        return fail("cannot switch from manual field specification to automatic field numbering");
    if (numbering_ == Numbering::automatic && !automatic)
        return fail("cannot switch from automatic field numbering to manual field specification");
    if (automatic) index = next_index_++;
    auto* const arguments = cast<Tuple>(arguments_);
    if (index < static_cast<std::int64_t>(arguments->length)) return arguments->items()[index];
    return raise_index_error(thread_, "Replacement index %lld out of range for positional args tuple",
                             static_cast<long long>(index));
}

Result<Value> FieldFormatter::value_of(Piece name) {
    std::size_t position = name.begin;
    auto const at_separator = [&] { return text_->at(position) == '.' || text_->at(position) == '['; };
    while (position < name.end && !at_separator()) ++position;
    Value const first = MINIVM_TRY(first_value({name.begin, position}));
    Root<Value> value(thread_, first);
    while (position < name.end) {
        char32_t const separator = text_->at(position++);
        Piece part{position, position};
        if (separator == '.') {
            while (position < name.end && !at_separator()) ++position;
            part.end = position;
        } else if (separator == '[') {
            while (position < name.end && text_->at(position) != ']') ++position;
            if (position == name.end) return fail("Missing ']' in format string");
            part.end = position++;
        } else {
            return fail("Only '.' or '[' may follow ']' in format field specifier");
        }
        std::int64_t number = -1;
        if (separator == '[') number = MINIVM_TRY(number_in(part));
        if (part.empty()) return fail("Empty attribute in format string");
        Value key = Value::small_int(0);
        if (number < 0) {
            Str* const text = MINIVM_TRY(text_of(part));
            key = Value::of(text);
        } else {
            key = make_int(thread_, number);
        }
        Value const next = MINIVM_TRY(
            separator == '.'
                ? get_attribute(thread_, value, interpreter_of(thread_).intern(thread_, cast<Str>(key)))
                : get_item(thread_, value, key));
        value.set(next);
    }
    return value.value();
}

Result<Str*> format_fields(Thread& thread, Str* text, Tuple* arguments, Value mapping) {
    FieldFormatter formatter(thread, text, arguments, mapping);
    return formatter.run({0, text->length}, 2);
}

}  // namespace minivm
