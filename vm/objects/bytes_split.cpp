// The methods of bytes and bytearray that take them apart or put them together: split, partition, strip,
// splitlines, join.
#include <algorithm>
#include <cstring>
#include <vector>

#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// The pieces of `self`, gathered in a list.
struct Pieces {
    Thread& thread;
    Value self;
    List* list;
    Result<void> add(std::size_t begin, std::size_t end) const {
        Value const piece = MINIVM_TRY(part_like(thread, self, begin, end));
        return append(thread, list, piece);
    }
};

Result<void> split_at_spaces(Pieces const& pieces, std::string_view octets, std::int64_t limit) {
    std::size_t at = 0;
    while (true) {
        while (at < octets.size() && is_octet_space(octets[at])) ++at;
        if (at == octets.size()) return {};
        if (limit-- <= 0) break;
        std::size_t const begin = at;
        while (at < octets.size() && !is_octet_space(octets[at])) ++at;
        MINIVM_TRY(pieces.add(begin, at));
    }
    return pieces.add(at, octets.size());
}

Result<void> split_at_spaces_backwards(Pieces const& pieces, std::string_view octets, std::int64_t limit) {
    std::size_t end = octets.size();
    while (true) {
        while (end > 0 && is_octet_space(octets[end - 1])) --end;
        if (end == 0) return {};
        if (limit-- <= 0) break;
        std::size_t begin = end;
        while (begin > 0 && !is_octet_space(octets[begin - 1])) --begin;
        MINIVM_TRY(pieces.add(begin, end));
        end = begin;
    }
    return pieces.add(0, end);
}

Result<void> split_at(Pieces const& pieces, std::string_view octets, std::string_view separator,
                      std::int64_t limit) {
    std::size_t begin = 0;
    while (limit-- > 0) {
        std::int64_t const found = find_octets(octets, separator, begin, octets.size());
        if (found < 0) break;
        MINIVM_TRY(pieces.add(begin, static_cast<std::size_t>(found)));
        begin = static_cast<std::size_t>(found) + separator.size();
    }
    return pieces.add(begin, octets.size());
}

Result<void> split_at_backwards(Pieces const& pieces, std::string_view octets, std::string_view separator,
                                std::int64_t limit) {
    std::size_t end = octets.size();
    while (limit-- > 0) {
        std::int64_t const found = find_last_octets(octets, separator, 0, end);
        if (found < 0) break;
        MINIVM_TRY(pieces.add(static_cast<std::size_t>(found) + separator.size(), end));
        end = static_cast<std::size_t>(found);
    }
    return pieces.add(0, end);
}

enum class From : std::uint8_t { start, end };

template <From from>
Result<Value> split(Thread& thread, Value* arguments) {
    std::int64_t limit = MINIVM_TRY(size_argument(thread, arguments[2], -1));
    if (limit < 0) limit = INT64_MAX;
    bool const at_spaces = arguments[1].is_unbound() || arguments[1].is_none();
    std::string_view separator;
    if (!at_spaces) separator = MINIVM_TRY(octets_of(thread, arguments[1]));
    if (!at_spaces && separator.empty()) return raise_value_error(thread, "empty separator");
    std::string_view const octets = self_octets(thread, arguments);
    List* const list = MINIVM_TRY(make_list(thread));
    Pieces const pieces{thread, arguments[0], list};
    if (from == From::start) {
        if (at_spaces)
            MINIVM_TRY(split_at_spaces(pieces, octets, limit));
        else
            MINIVM_TRY(split_at(pieces, octets, separator, limit));
    } else {
        if (at_spaces)
            MINIVM_TRY(split_at_spaces_backwards(pieces, octets, limit));
        else
            MINIVM_TRY(split_at_backwards(pieces, octets, separator, limit));
        reverse_slots(list->items, list->length);
    }
    return Value::of(list);
}

Result<Value> splitlines(Thread& thread, Value* arguments) {
    bool const keep_ends = MINIVM_TRY(size_argument(thread, arguments[1], 0)) != 0;
    std::string_view const octets = self_octets(thread, arguments);
    List* const lines = MINIVM_TRY(make_list(thread));
    Pieces const pieces{thread, arguments[0], lines};
    for (std::size_t begin = 0; begin < octets.size();) {
        std::size_t const end = std::min(octets.find_first_of("\n\r", begin), octets.size());
        std::size_t next = end;
        if (end < octets.size()) next += octets.substr(end).starts_with("\r\n") ? 2 : 1;
        MINIVM_TRY(pieces.add(begin, keep_ends ? next : end));
        begin = next;
    }
    return Value::of(lines);
}

template <From from>
Result<Value> partition(Thread& thread, Value* arguments) {
    std::string_view const separator = MINIVM_TRY(octets_of(thread, arguments[1]));
    if (separator.empty()) return raise_value_error(thread, "empty separator");
    std::string_view const octets = self_octets(thread, arguments);
    std::int64_t const found = from == From::start ? find_octets(octets, separator, 0, octets.size())
                                                   : find_last_octets(octets, separator, 0, octets.size());
    Value parts[3];
    if (found < 0) {
        int const whole = from == From::start ? 0 : 2;
        for (int i = 0; i < 3; ++i)
            parts[i] = MINIVM_TRY(part_like(thread, arguments[0], 0, i == whole ? octets.size() : 0));
    } else {
        auto const begin = static_cast<std::size_t>(found);
        parts[0] = MINIVM_TRY(part_like(thread, arguments[0], 0, begin));
        parts[1] = arguments[1];
        if (!as<Bytes>(arguments[0])) parts[1] = MINIVM_TRY(make_like(thread, arguments[0], separator));
        parts[2] = MINIVM_TRY(part_like(thread, arguments[0], begin + separator.size(), octets.size()));
    }
    return Value::of(make_small_tuple(thread, parts));
}

template <bool left, bool right>
Result<Value> strip(Thread& thread, Value* arguments) {
    bool const spaces = arguments[1].is_unbound() || arguments[1].is_none();
    std::string_view unwanted;
    if (!spaces) unwanted = MINIVM_TRY(octets_of(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    auto const goes = [&](char c) { return spaces ? is_octet_space(c) : unwanted.find(c) != unwanted.npos; };
    std::size_t begin = 0, end = octets.size();
    if (left)
        while (begin < end && goes(octets[begin])) ++begin;
    if (right)
        while (end > begin && goes(octets[end - 1])) --end;
    return part_like(thread, arguments[0], begin, end);
}

Result<Value> join_method(Thread& thread, Value* arguments) {
    std::span<Value const> const pieces = MINIVM_TRY(items_to_join(thread, arguments[1]));
    std::string_view const separator = self_octets(thread, arguments);
    std::size_t length = 0;
    std::vector<std::string_view> seen;  // where looking again might show other octets
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        std::string_view piece;
        if (!octets_of(thread, pieces[i], piece))
            return raise_type_error(thread, "sequence item %zu: expected a bytes-like object, %s found", i,
                                    type_name(thread, pieces[i]));
        if (thread.watched()) seen.push_back(piece);
        length += piece.size() + (i == 0 ? 0 : separator.size());
    }
    if (pieces.size() == 1 && as<Bytes>(pieces[0]) && as<Bytes>(arguments[0])) return pieces[0];
    Fresh const joined = MINIVM_TRY(make_like(thread, arguments[0], length));
    char* to = joined.data;
    for (Value const& each : pieces) {
        std::string_view piece;
        if (thread.watched())
            piece = seen[static_cast<std::size_t>(&each - pieces.data())];
        else
            (void)octets_of(thread, each, piece);
        if (&each != pieces.data()) to = std::copy(separator.begin(), separator.end(), to);
        to = std::copy(piece.begin(), piece.end(), to);
    }
    return joined.value;
}

NativeSpec const methods[] = {
    {"join", join_method, "(self, iterable_of_bytes, /)"},
    {"lstrip", (strip<true, false>), "(self, bytes=None, /)"},
    {"partition", partition<From::start>, "(self, sep, /)"},
    {"rpartition", partition<From::end>, "(self, sep, /)"},
    {"rsplit", split<From::end>, "(self, /, sep=None, maxsplit=-1)"},
    {"rstrip", (strip<false, true>), "(self, bytes=None, /)"},
    {"split", split<From::start>, "(self, /, sep=None, maxsplit=-1)"},
    {"splitlines", splitlines, "(self, /, keepends=False)"},
    {"strip", (strip<true, true>), "(self, bytes=None, /)"},
};

}  // namespace

std::span<NativeSpec const> const bytes_split_methods = methods;

}  // namespace minivm
