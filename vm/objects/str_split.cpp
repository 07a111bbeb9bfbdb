// The methods of str that take text apart or put it together: split, partition, strip, splitlines, join.
#include <algorithm>
#include <cstring>

#include "vm/objects/containers.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/objects/unicode.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {

namespace {

bool is_space(char32_t c) {
    constexpr std::uint64_t ascii_spaces = 0x1'F000'3E00;  // 9 to 13, 28 to 31, 32
    return c < 64 ? (ascii_spaces >> c & 1) != 0 : c >= 128 && unicode::is_space(c);
}

Result<void> add_piece(Thread& thread, List* pieces, Str* text, std::size_t begin, std::size_t end) {
    Str* const piece = MINIVM_TRY(substring(thread, text, begin, end));
    return append(thread, pieces, Value::of(piece));
}

Result<void> split_at_spaces(Thread& thread, List* pieces, Str* text, std::int64_t limit) {
    std::size_t const length = text->length;
    std::size_t at = 0;
    while (true) {
        while (at < length && is_space(text->at(at))) ++at;
        if (at == length) return {};
        if (limit-- <= 0) break;
        std::size_t const begin = at;
        while (at < length && !is_space(text->at(at))) ++at;
        MINIVM_TRY(add_piece(thread, pieces, text, begin, at));
    }
    return add_piece(thread, pieces, text, at, length);
}

Result<void> split_at_spaces_backwards(Thread& thread, List* pieces, Str* text, std::int64_t limit) {
    std::size_t end = text->length;
    while (true) {
        while (end > 0 && is_space(text->at(end - 1))) --end;
        if (end == 0) return {};
        if (limit-- <= 0) break;
        std::size_t begin = end;
        while (begin > 0 && !is_space(text->at(begin - 1))) --begin;
        MINIVM_TRY(add_piece(thread, pieces, text, begin, end));
        end = begin;
    }
    return add_piece(thread, pieces, text, 0, end);
}

Result<void> split_at(Thread& thread, List* pieces, Str* text, Str* separator, std::int64_t limit) {
    std::size_t begin = 0;
    while (limit-- > 0) {
        std::int64_t const found = find(text, separator, begin, text->length);
        if (found < 0) break;
        MINIVM_TRY(add_piece(thread, pieces, text, begin, static_cast<std::size_t>(found)));
        begin = static_cast<std::size_t>(found) + separator->length;
    }
    return add_piece(thread, pieces, text, begin, text->length);
}

Result<void> split_at_backwards(Thread& thread, List* pieces, Str* text, Str* separator, std::int64_t limit) {
    std::size_t end = text->length;
    while (limit-- > 0) {
        std::int64_t const found = find_last(text, separator, 0, end);
        if (found < 0) break;
        MINIVM_TRY(add_piece(thread, pieces, text, static_cast<std::size_t>(found) + separator->length, end));
        end = static_cast<std::size_t>(found);
    }
    return add_piece(thread, pieces, text, 0, end);
}

enum class From : std::uint8_t { start, end };

Result<Value> split_from(Thread& thread, Value* arguments, From from) {
    std::int64_t limit = MINIVM_TRY(size_argument(thread, arguments[2], -1));
    if (limit < 0) limit = INT64_MAX;
    Str* const text = self_of(arguments);
    bool const at_spaces = arguments[1].is_unbound() || arguments[1].is_none();
    Str* const separator = at_spaces ? nullptr : as<Str>(arguments[1]);
    if (!at_spaces && !separator)
        return raise_type_error(thread, "must be str or None, not %s", type_name(thread, arguments[1]));
    if (separator && separator->length == 0) return raise_value_error(thread, "empty separator");
    List* const pieces = MINIVM_TRY(make_list(thread));
    if (from == From::start) {
        if (at_spaces)
            MINIVM_TRY(split_at_spaces(thread, pieces, text, limit));
        else
            MINIVM_TRY(split_at(thread, pieces, text, separator, limit));
    } else {
        if (at_spaces)
            MINIVM_TRY(split_at_spaces_backwards(thread, pieces, text, limit));
        else
            MINIVM_TRY(split_at_backwards(thread, pieces, text, separator, limit));
        reverse_slots(pieces->items, pieces->length);
    }
    return Value::of(pieces);
}

Result<Value> split(Thread& thread, Value* arguments) { return split_from(thread, arguments, From::start); }
Result<Value> rsplit(Thread& thread, Value* arguments) { return split_from(thread, arguments, From::end); }

Result<Value> splitlines(Thread& thread, Value* arguments) {
    bool const keep_ends = MINIVM_TRY(size_argument(thread, arguments[1], 0)) != 0;
    Str* const text = self_of(arguments);
    List* const lines = MINIVM_TRY(make_list(thread));
    std::size_t const length = text->length;
    for (std::size_t begin = 0; begin < length;) {
        std::size_t end = begin;
        while (end < length && !unicode::has(text->at(end), unicode::line_break)) ++end;
        std::size_t next = end;
        if (end < length)
            next += text->at(end) == U'\r' && end + 1 < length && text->at(end + 1) == U'\n' ? 2 : 1;
        MINIVM_TRY(add_piece(thread, lines, text, begin, keep_ends ? next : end));
        begin = next;
    }
    return Value::of(lines);
}

Result<Value> partition_from(Thread& thread, Value* arguments, From from) {
    Str* const text = self_of(arguments);
    Str* const separator = as<Str>(arguments[1]);
    if (!separator) return raise_type_error(thread, "must be str, not %s", type_name(thread, arguments[1]));
    if (separator->length == 0) return raise_value_error(thread, "empty separator");
    std::int64_t const found = from == From::start ? find(text, separator, 0, text->length)
                                                   : find_last(text, separator, 0, text->length);
    Value const nothing = Value::of(empty_str(thread));
    Value parts[3] = {nothing, nothing, nothing};
    if (found < 0) {
        parts[from == From::start ? 0 : 2] = Value::of(text);
    } else {
        auto const begin = static_cast<std::size_t>(found);
        Str* const before = MINIVM_TRY(substring(thread, text, 0, begin));
        Str* const behind = MINIVM_TRY(substring(thread, text, begin + separator->length, text->length));
        parts[0] = Value::of(before);
        parts[1] = Value::of(separator);
        parts[2] = Value::of(behind);
    }
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> partition(Thread& thread, Value* arguments) {
    return partition_from(thread, arguments, From::start);
}
Result<Value> rpartition(Thread& thread, Value* arguments) {
    return partition_from(thread, arguments, From::end);
}

Result<Value> strip_ends(Thread& thread, Value* arguments, char const* name, bool left, bool right) {
    Str* const text = self_of(arguments);
    Str* unwanted = nullptr;
    if (!arguments[1].is_unbound() && !arguments[1].is_none()) {
        unwanted = as<Str>(arguments[1]);
        if (!unwanted) return raise_type_error(thread, "%s arg must be None or str", name);
    }
    auto const goes = [&](std::size_t i) {
        char32_t const c = text->at(i);
        if (!unwanted) return is_space(c);
        for (std::size_t k = 0; k < unwanted->length; ++k)
            if (unwanted->at(k) == c) return true;
        return false;
    };
    std::size_t begin = 0, end = text->length;
    if (left)
        while (begin < end && goes(begin)) ++begin;
    if (right)
        while (end > begin && goes(end - 1)) --end;
    Str* const rest = MINIVM_TRY(substring(thread, text, begin, end));
    return Value::of(rest);
}

Result<Value> strip(Thread& thread, Value* arguments) {
    return strip_ends(thread, arguments, "strip", true, true);
}
Result<Value> lstrip(Thread& thread, Value* arguments) {
    return strip_ends(thread, arguments, "lstrip", true, false);
}
Result<Value> rstrip(Thread& thread, Value* arguments) {
    return strip_ends(thread, arguments, "rstrip", false, true);
}

Result<Value> join_method(Thread& thread, Value* arguments) {
    std::span<Value const> const pieces = MINIVM_TRY(items_to_join(thread, arguments[1]));
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (!as<Str>(pieces[i]))
            return raise_type_error(thread, "sequence item %zu: expected str instance, %s found", i,
                                    type_name(thread, pieces[i]));
    Str* const joined = MINIVM_TRY(join(thread, self_of(arguments), pieces));
    return Value::of(joined);
}

NativeSpec const methods[] = {
    {"join", join_method, "(self, iterable, /)"},
    {"lstrip", lstrip, "(self, chars=None, /)"},
    {"partition", partition, "(self, sep, /)"},
    {"rpartition", rpartition, "(self, sep, /)"},
    {"rsplit", rsplit, "(self, /, sep=None, maxsplit=-1)"},
    {"rstrip", rstrip, "(self, chars=None, /)"},
    {"split", split, "(self, /, sep=None, maxsplit=-1)"},
    {"splitlines", splitlines, "(self, /, keepends=False)"},
    {"strip", strip, "(self, chars=None, /)"},
};

}  // namespace

std::span<NativeSpec const> const str_split_methods = methods;

}  // namespace minivm
