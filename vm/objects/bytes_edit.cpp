// The methods of bytes and bytearray that make changed ones: replace, center, zfill, expandtabs, translate;
// hex and back.
#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<Value> unchanged(Thread& thread, Value* arguments) {
    return part_like(thread, arguments[0], 0, self_octets(thread, arguments).size());
}

/// `fresh` in front of each octet and at the end, `limit` times at most.
Result<Value> interleave(Thread& thread, Value self, std::string_view octets, std::string_view fresh,
                         std::size_t limit) {
    std::size_t const count = std::min(limit, octets.size() + 1);
    std::size_t added;
    if (__builtin_mul_overflow(count, fresh.size(), &added) || added > INT64_MAX - octets.size())
        return raise_overflow_error(thread, "replace bytes is too long");
    Fresh const made = MINIVM_TRY(make_like(thread, self, octets.size() + added));
    char* to = made.data;
    for (std::size_t i = 0; i < count; ++i) {
        to = std::copy(fresh.begin(), fresh.end(), to);
        if (i < octets.size()) *to++ = octets[i];
    }
    if (count < octets.size())
        std::copy(octets.begin() + static_cast<std::ptrdiff_t>(count), octets.end(), to);
    return made.value;
}

Result<Value> replace(Thread& thread, Value* arguments) {
    MINIVM_TRY(octets_of(thread, arguments[1]));
    MINIVM_TRY(octets_of(thread, arguments[2]));
    std::int64_t const given = MINIVM_TRY(size_argument(thread, arguments[3], -1));
    std::size_t const limit = given < 0 ? SIZE_MAX : static_cast<std::size_t>(given);
    std::string_view const old = MINIVM_TRY(octets_of(thread, arguments[1]));
    std::string_view const fresh = MINIVM_TRY(octets_of(thread, arguments[2]));
    std::string_view const octets = self_octets(thread, arguments);
    if (limit == 0 || (old.empty() && fresh.empty())) return unchanged(thread, arguments);
    if (old.empty()) return interleave(thread, arguments[0], octets, fresh, limit);
    std::size_t count = 0;
    for (std::size_t at = 0; count < limit; ++count) {
        std::int64_t const found = find_octets(octets, old, at, octets.size());
        if (found < 0) break;
        at = static_cast<std::size_t>(found) + old.size();
    }
    if (count == 0) return unchanged(thread, arguments);
    std::size_t added;
    std::size_t const kept = octets.size() - count * old.size();
    if (__builtin_mul_overflow(count, fresh.size(), &added) || added > INT64_MAX - kept)
        return raise_overflow_error(thread, "replace bytes is too long");
    Fresh const made = MINIVM_TRY(make_like(thread, arguments[0], kept + added));
    char* to = made.data;
    char const* from = octets.data();
    for (std::size_t i = 0; i < count; ++i) {
        std::int64_t const found =
            find_octets(octets, old, static_cast<std::size_t>(from - octets.data()), octets.size());
        to = std::copy(from, octets.data() + found, to);
        to = std::copy(fresh.begin(), fresh.end(), to);
        from = octets.data() + found + old.size();
    }
    std::copy(from, octets.data() + octets.size(), to);
    return made.value;
}

Result<Value> removeprefix(Thread& thread, Value* arguments) {
    std::string_view const prefix = MINIVM_TRY(octets_of(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    std::size_t const gone = octets.starts_with(prefix) ? prefix.size() : 0;
    return part_like(thread, arguments[0], gone, octets.size());
}

Result<Value> removesuffix(Thread& thread, Value* arguments) {
    std::string_view const suffix = MINIVM_TRY(octets_of(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    std::size_t const gone = octets.ends_with(suffix) ? suffix.size() : 0;
    return part_like(thread, arguments[0], 0, octets.size() - gone);
}

Result<Value> padded(Thread& thread, Value* arguments, std::int64_t left, std::int64_t right, char fill) {
    std::string_view const octets = self_octets(thread, arguments);
    left = std::max<std::int64_t>(left, 0);
    right = std::max<std::int64_t>(right, 0);
    if (left == 0 && right == 0) return unchanged(thread, arguments);
    Fresh const made =
        MINIVM_TRY(make_like(thread, arguments[0], octets.size() + static_cast<std::size_t>(left + right)));
    char* const to = std::copy(octets.begin(), octets.end(), std::fill_n(made.data, left, fill));
    std::fill_n(to, right, fill);
    return made.value;
}

/// How much is missing to the width which is argument 1, and by argument 2 the octet to fill it with.
Result<std::int64_t> padding(Thread& thread, Value* arguments, char const* method, char& fill) {
    std::int64_t const width = MINIVM_TRY(size_argument(thread, arguments[1], 0));
    fill = ' ';
    if (!arguments[2].is_unbound()) {
        std::string_view given;
        if (!octets_of(thread, arguments[2], given) || given.size() != 1)
            return raise_type_error(thread, "%s() argument 2 must be a byte string of length 1, not %s",
                                    method, argument_type_name(thread, arguments[2]));
        fill = given[0];
    }
    return std::max<std::int64_t>(width, 0) -
           static_cast<std::int64_t>(self_octets(thread, arguments).size());
}

Result<Value> ljust(Thread& thread, Value* arguments) {
    char fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, "ljust", fill));
    return padded(thread, arguments, 0, count, fill);
}

Result<Value> rjust(Thread& thread, Value* arguments) {
    char fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, "rjust", fill));
    return padded(thread, arguments, count, 0, fill);
}

Result<Value> center(Thread& thread, Value* arguments) {
    char fill;
    std::int64_t const count = MINIVM_TRY(padding(thread, arguments, "center", fill));
    if (count <= 0) return unchanged(thread, arguments);
    // An odd one goes to the left if the width is odd.
    std::int64_t const width = count + static_cast<std::int64_t>(self_octets(thread, arguments).size());
    std::int64_t const left = count / 2 + (count & width & 1);
    return padded(thread, arguments, left, count - left, fill);
}

Result<Value> zfill(Thread& thread, Value* arguments) {
    std::int64_t const width = MINIVM_TRY(size_argument(thread, arguments[1], 0));
    std::string_view const octets = self_octets(thread, arguments);
    if (width <= static_cast<std::int64_t>(octets.size())) return unchanged(thread, arguments);
    Fresh const made = MINIVM_TRY(make_like(thread, arguments[0], static_cast<std::size_t>(width)));
    std::size_t const missing = static_cast<std::size_t>(width) - octets.size();
    std::size_t const sign = octets.starts_with('+') || octets.starts_with('-') ? 1 : 0;
    char* const to = std::fill_n(std::copy_n(octets.data(), sign, made.data), missing, '0');
    std::copy(octets.begin() + static_cast<std::ptrdiff_t>(sign), octets.end(), to);
    return made.value;
}

/// An argument that CPython takes as a C int.
Result<std::int64_t> int_argument(Thread& thread, Value value, std::int64_t otherwise) {
    if (value.is_unbound()) return otherwise;
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = false;
    std::int64_t const word = to_int64(number, fits);
    if (!fits || word > INT32_MAX || word < INT32_MIN)
        return raise_overflow_error(thread, "Python int too large to convert to C int");
    return word;
}

Result<Value> expandtabs(Thread& thread, Value* arguments) {
    std::int64_t const size = MINIVM_TRY(int_argument(thread, arguments[1], 8));
    std::string_view const octets = self_octets(thread, arguments);
    // Twice over the octets: the first time to know the length.
    auto const expand = [&](auto const& put) -> bool {
        std::uint64_t column = 0;
        for (char const c : octets) {
            if (c == '\t') {
                if (size <= 0) continue;
                std::uint64_t const spaces =
                    static_cast<std::uint64_t>(size) - column % static_cast<std::uint64_t>(size);
                if (!put(' ', spaces)) return false;
                column += spaces;
            } else {
                if (!put(c, 1)) return false;
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return true;
    };
    std::size_t length = 0;
    bool const fits = expand([&](char, std::uint64_t count) {
        length += count;
        return length <= static_cast<std::size_t>(INT64_MAX);
    });
    if (!fits) return raise_overflow_error(thread, "result too long");
    Fresh const made = MINIVM_TRY(make_like(thread, arguments[0], length));
    char* to = made.data;
    expand([&](char c, std::uint64_t count) {
        to = std::fill_n(to, count, c);
        return true;
    });
    return made.value;
}

Result<Value> translate(Thread& thread, Value* arguments) {
    bool const has_table = !arguments[1].is_none();
    std::string_view table, deleted;
    if (has_table) {
        table = MINIVM_TRY(octets_of(thread, arguments[1]));
        if (table.size() != 256)
            return raise_value_error(thread, "translation table must be 256 characters long");
    }
    if (!arguments[2].is_unbound()) deleted = MINIVM_TRY(octets_of(thread, arguments[2]));
    std::array<bool, 256> goes{};
    for (char const c : deleted) goes[static_cast<unsigned char>(c)] = true;
    std::string_view const octets = self_octets(thread, arguments);
    std::string out;
    out.reserve(octets.size());
    for (char const c : octets) {
        auto const octet = static_cast<unsigned char>(c);
        if (!goes[octet]) out += has_table ? table[octet] : c;
    }
    if (out == octets) return unchanged(thread, arguments);
    return make_like(thread, arguments[0], out);
}

Result<Value> maketrans(Thread& thread, Value* arguments) {
    std::string_view const from = MINIVM_TRY(octets_of(thread, arguments[0]));
    std::string_view const to = MINIVM_TRY(octets_of(thread, arguments[1]));
    if (from.size() != to.size())
        return raise_value_error(thread, "maketrans arguments must have same length");
    Bytes* const table = MINIVM_TRY(make_bytes_uninitialised(thread, 256));
    for (int octet = 0; octet < 256; ++octet) table->data()[octet] = static_cast<char>(octet);
    for (std::size_t i = 0; i < from.size(); ++i) table->data()[static_cast<unsigned char>(from[i])] = to[i];
    return Value::of(table);
}

/// The character between groups, or 0 for none.
Result<char> hex_separator(Thread& thread, Value given) {
    if (given.is_unbound()) return '\0';
    std::int64_t const characters = MINIVM_TRY(length(thread, given));
    if (characters != 1) return raise_value_error(thread, "sep must be length 1.");
    char32_t separator = 0;
    if (Str const* const text = as<Str>(given))
        separator = text->at(0);
    else if (Bytes const* const bytes = as<Bytes>(given))
        separator = static_cast<unsigned char>(bytes->data()[0]);
    else
        return raise_type_error(thread, "sep must be str or bytes.");
    if (separator > 127) return raise_value_error(thread, "sep must be ASCII.");
    return static_cast<char>(separator);
}

Result<Value> hex(Thread& thread, Value* arguments) {
    std::int64_t const group = MINIVM_TRY(int_argument(thread, arguments[2], 1));
    char const separator = MINIVM_TRY(hex_separator(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    auto const every = static_cast<std::size_t>(group < 0 ? -group : group);
    bool const separated = !arguments[1].is_unbound() && every != 0 && !octets.empty();
    std::size_t const count = separated ? (octets.size() - 1) / every : 0;
    if (octets.size() > (UINT32_MAX - count) / 2) return raise_memory_error(thread);
    Str* const text = MINIVM_TRY(make_str_uninitialised(thread, octets.size() * 2 + count, 'f'));
    char* to = text->data();
    for (std::size_t i = 0; i < octets.size(); ++i) {
        // Groups are counted from the right; for a negative number from the left.
        std::size_t const behind = group < 0 ? i : octets.size() - i;
        if (separated && i != 0 && behind % every == 0) *to++ = separator;
        auto const octet = static_cast<unsigned char>(octets[i]);
        *to++ = "0123456789abcdef"[octet >> 4];
        *to++ = "0123456789abcdef"[octet & 15];
    }
    return Value::of(text);
}

int hex_digit(char32_t c) {
    if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
    if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
    return -1;
}

Result<Value> fromhex(Thread& thread, Value* arguments) {
    Str const* const text = as<Str>(arguments[1]);
    if (!text)
        return raise_type_error(thread, "fromhex() argument must be str, not %s",
                                argument_type_name(thread, arguments[1]));
    auto const wrong = [&](std::size_t at) {
        return raise_value_error(thread, "non-hexadecimal number found in fromhex() arg at position %zu", at);
    };
    // What is not ASCII is complained of first.
    for (std::size_t i = 0; !text->ascii && i < text->length; ++i)
        if (text->at(i) >= 128) return wrong(i);
    std::string out;
    for (std::size_t i = 0; i < text->length;) {
        char32_t const c = text->at(i);
        if (is_octet_space(static_cast<char>(c))) {
            ++i;
            continue;
        }
        int const high = hex_digit(c);
        if (high < 0) return wrong(i);
        int const low = i + 1 < text->length ? hex_digit(text->at(i + 1)) : -1;
        if (low < 0) return wrong(i + 1);
        out += static_cast<char>(high << 4 | low);
        i += 2;
    }
    Bytes* const bytes = MINIVM_TRY(make_bytes(thread, out));
    if (arguments[0] == Value::of(types(thread).bytes)) return Value::of(bytes);
    Value const made_of[] = {Value::of(bytes)};
    return call(thread, arguments[0], made_of);
}

NativeSpec const methods[] = {
    {"center", center, "(self, width, fillchar=b' ', /)"},
    {"expandtabs", expandtabs, "(self, /, tabsize=8)"},
    {"class fromhex", fromhex, "(type, string, /)"},
    {"hex", hex, "(self, /, sep=None, bytes_per_sep=1)"},
    {"ljust", ljust, "(self, width, fillchar=b' ', /)"},
    {"static maketrans", maketrans, "(frm, to, /)"},
    {"removeprefix", removeprefix, "(self, prefix, /)"},
    {"removesuffix", removesuffix, "(self, suffix, /)"},
    {"replace", replace, "(self, old, new, count=-1, /)"},
    {"rjust", rjust, "(self, width, fillchar=b' ', /)"},
    {"translate", translate, "(self, table, /, delete=b'')"},
    {"zfill", zfill, "(self, width, /)"},
};

}  // namespace

std::span<NativeSpec const> const bytes_edit_methods = methods;

}  // namespace minivm
