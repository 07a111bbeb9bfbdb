// The methods of str that make a changed text: replace, center, zfill, expandtabs, translate.
#include <algorithm>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {

namespace {

Result<Value> finish(Thread& thread, StrBuilder& out) {
    Str* const text = MINIVM_TRY(out.finish(thread));
    return Value::of(text);
}

Result<Value> replace(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    for (int i : {1, 2})
        if (!as<Str>(arguments[i]))
            return raise_type_error(thread, "replace() argument %d must be str, not %s", i,
                                    argument_type_name(thread, arguments[i]));
    Str const* const old = cast<Str>(arguments[1]);
    Str const* const fresh = cast<Str>(arguments[2]);
    std::int64_t limit = MINIVM_TRY(size_argument(thread, arguments[3], -1));
    if (limit < 0) limit = INT64_MAX;
    StrBuilder out;
    std::size_t begin = 0;
    bool changed = false;
    if (old->length == 0) {
        // In front of each code point and at the end.
        for (std::size_t i = 0; i <= text->length && limit > 0; ++i, --limit) {
            changed = true;
            out.append(fresh);
            if (i < text->length) out.append(text->at(i));
            begin = i + 1;
        }
    } else {
        for (; limit > 0; --limit) {
            std::int64_t const found = find(text, old, begin, text->length);
            if (found < 0) break;
            changed = true;
            out.append(text, begin, static_cast<std::size_t>(found));
            out.append(fresh);
            begin = static_cast<std::size_t>(found) + old->length;
        }
    }
    if (!changed) return Value::of(text);
    out.append(text, begin, text->length);
    return finish(thread, out);
}

bool begins_at(Str const* text, std::size_t at, Str const* part) {
    return find(text, part, at, at + part->length) == static_cast<std::int64_t>(at);
}

Result<Value> removeprefix(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    Str const* const prefix = as<Str>(arguments[1]);
    if (!prefix)
        return raise_type_error(thread, "removeprefix() argument must be str, not %s",
                                argument_type_name(thread, arguments[1]));
    if (prefix->length > text->length || !begins_at(text, 0, prefix)) return Value::of(text);
    Str* const rest = MINIVM_TRY(substring(thread, text, prefix->length, text->length));
    return Value::of(rest);
}

Result<Value> removesuffix(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    Str const* const suffix = as<Str>(arguments[1]);
    if (!suffix)
        return raise_type_error(thread, "removesuffix() argument must be str, not %s",
                                argument_type_name(thread, arguments[1]));
    if (suffix->length > text->length || !begins_at(text, text->length - suffix->length, suffix))
        return Value::of(text);
    Str* const rest = MINIVM_TRY(substring(thread, text, 0, text->length - suffix->length));
    return Value::of(rest);
}

Result<Value> padded(Thread& thread, Str* text, std::int64_t left, std::int64_t right, char32_t fill) {
    if (left <= 0 && right <= 0) return Value::of(text);
    StrBuilder out;
    if (left > 0) out.append_repeated(fill, static_cast<std::size_t>(left));
    out.append(text);
    if (right > 0) out.append_repeated(fill, static_cast<std::size_t>(right));
    return finish(thread, out);
}

/// How much is missing to the width which is argument 1, and by argument 2 the character to fill it with.
Result<std::int64_t> padding(Thread& thread, Value* arguments, char32_t& fill) {
    std::int64_t const width = MINIVM_TRY(size_argument(thread, arguments[1], 0));
    fill = U' ';
    if (!arguments[2].is_unbound()) {
        Str const* const character = as<Str>(arguments[2]);
        if (!character)
            return raise_type_error(thread, "The fill character must be a unicode character, not %s",
                                    type_name(thread, arguments[2]));
        if (character->length != 1)
            return raise_type_error(thread, "The fill character must be exactly one character long");
        fill = character->at(0);
    }
    return std::max<std::int64_t>(width, 0) - static_cast<std::int64_t>(self_of(arguments)->length);
}

Result<Value> ljust(Thread& thread, Value* arguments) {
    char32_t fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, fill));
    return padded(thread, self_of(arguments), 0, count, fill);
}

Result<Value> rjust(Thread& thread, Value* arguments) {
    char32_t fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, fill));
    return padded(thread, self_of(arguments), count, 0, fill);
}

Result<Value> center(Thread& thread, Value* arguments) {
    char32_t fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, fill));
    if (count <= 0) return arguments[0];
    // An odd space goes to the left if the width is odd.
    std::int64_t const width = count + self_of(arguments)->length;
    std::int64_t const left = count / 2 + (count & width & 1);
    return padded(thread, self_of(arguments), left, count - left, fill);
}

Result<Value> zfill(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    std::int64_t const width = MINIVM_TRY(size_argument(thread, arguments[1], 0));
    if (width <= static_cast<std::int64_t>(text->length)) return Value::of(text);
    std::size_t const sign = text->length > 0 && (text->at(0) == U'+' || text->at(0) == U'-') ? 1 : 0;
    StrBuilder out;
    out.append(text, 0, sign);
    out.append_repeated(U'0', static_cast<std::size_t>(width) - text->length);
    out.append(text, sign, text->length);
    return finish(thread, out);
}

Result<Value> expandtabs(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    Result<std::int64_t> converted = size_argument(thread, arguments[1], 8);
    if (!converted && !raised_is(thread, types(thread).overflow_error)) return Raised{};
    std::int64_t const size = converted ? converted.take() : INT64_MAX;
    if (size > INT32_MAX || size < INT32_MIN) {
        if (!converted) take_exception(thread);
        return raise_overflow_error(thread, "Python int too large to convert to C int");
    }
    StrBuilder out;
    std::int64_t column = 0;
    bool found = false;
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        if (c == U'\t') {
            found = true;
            if (size <= 0) continue;
            std::int64_t const spaces = size - column % size;
            out.append_repeated(U' ', static_cast<std::size_t>(spaces));
            column += spaces;
        } else {
            out.append(c);
            column = c == U'\n' || c == U'\r' ? 0 : column + 1;
        }
    }
    if (!found) return Value::of(text);
    return finish(thread, out);
}

Result<Value> translate(Thread& thread, Value* arguments) {
    Str* const text = self_of(arguments);
    StrBuilder out;
    for (std::size_t i = 0; i < text->length; ++i) {
        char32_t const c = text->at(i);
        Result<Value> found = get_item(thread, arguments[1], Value::small_int(static_cast<std::int64_t>(c)));
        if (!found) {
            if (!raised_is(thread, types(thread).lookup_error)) return Raised{};
            take_exception(thread);
            out.append(c);
            continue;
        }
        Value const replacement = found.take();
        if (replacement.is_none()) continue;
        if (Str const* const piece = as<Str>(replacement)) {
            out.append(piece);
        } else if (is_int(replacement)) {
            bool fits = false;
            std::int64_t const code = to_int64(replacement, fits);
            if (!fits || code < 0 || code > 0x10FFFF)
                return raise_value_error(thread, "character mapping must be in range(0x110000)");
            out.append(static_cast<char32_t>(code));
        } else {
            return raise_type_error(thread, "character mapping must return integer, None or str");
        }
    }
    return finish(thread, out);
}

Result<Value> table_from_dict(Thread& thread, Value given) {
    Dict* const from = as<Dict>(given);
    if (!from)
        return raise_type_error(thread, "if you give only one argument to maketrans it must be a dict");
    Root<Dict> table(thread, make_dict(thread));
    Root<Dict> source(thread, MINIVM_TRY(steady(thread, from)));
    std::uint32_t i = 0;
    while (auto const entry = next_entry(source.get(), i)) {
        Value key = entry->key;
        if (Str const* const text = as<Str>(key)) {
            if (text->length != 1)
                return raise_value_error(thread, "string keys in translate table must be of length 1");
            key = Value::small_int(static_cast<std::int64_t>(text->at(0)));
        } else if (!is_int(key)) {
            return raise_type_error(thread, "keys in translate table must be strings or integers");
        }
        MINIVM_TRY(store(thread, table.get(), key, entry->value));
    }
    return table.value();
}

Result<Value> maketrans(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return table_from_dict(thread, arguments[0]);
    for (int i : {1, 2})
        if (!arguments[i].is_unbound() && !as<Str>(arguments[i]))
            return raise_type_error(thread, "maketrans() argument %d must be str, not %s", i + 1,
                                    argument_type_name(thread, arguments[i]));
    Str const* const from = as<Str>(arguments[0]);
    if (!from)
        return raise_type_error(thread,
                                "first maketrans argument must be a string if there is a second argument");
    Str const* const to = cast<Str>(arguments[1]);
    if (from->length != to->length)
        return raise_value_error(thread, "the first two maketrans arguments must have equal length");
    Dict* const table = make_dict(thread);
    auto const code = [](Str const* text, std::size_t i) {
        return Value::small_int(static_cast<std::int64_t>(text->at(i)));
    };
    for (std::size_t i = 0; i < from->length; ++i)
        MINIVM_TRY(store(thread, table, code(from, i), code(to, i)));
    if (Str const* const deleted = arguments[2].is_unbound() ? nullptr : cast<Str>(arguments[2]))
        for (std::size_t i = 0; i < deleted->length; ++i)
            MINIVM_TRY(store(thread, table, code(deleted, i), Value::none()));
    return Value::of(table);
}

NativeSpec const methods[] = {
    {"center", center, "(self, width, fillchar=' ', /)"},
    {"expandtabs", expandtabs, "(self, /, tabsize=8)"},
    {"ljust", ljust, "(self, width, fillchar=' ', /)"},
    {"static maketrans", maketrans, "(x, y=None, z=None, /)"},
    {"removeprefix", removeprefix, "(self, prefix, /)"},
    {"removesuffix", removesuffix, "(self, suffix, /)"},
    {"replace", replace, "(self, old, new, count=-1, /)"},
    {"rjust", rjust, "(self, width, fillchar=' ', /)"},
    {"translate", translate, "(self, table, /)"},
    {"zfill", zfill, "(self, width, /)"},
};

}  // namespace

std::span<NativeSpec const> const str_edit_methods = methods;

}  // namespace minivm
