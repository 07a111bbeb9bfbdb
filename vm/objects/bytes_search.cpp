// The methods of bytes and bytearray that find octets in them.
#include <algorithm>
#include <cstring>

#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

std::int64_t find_octets(std::string_view octets, std::string_view sought, std::size_t begin,
                         std::size_t end) {
    end = std::min(end, octets.size());
    if (begin > end || sought.size() > end - begin) return -1;
    if (sought.empty()) return static_cast<std::int64_t>(begin);
    char const* const from = octets.data() + begin;
    void const* const place = sought.size() == 1
                                  ? std::memchr(from, static_cast<unsigned char>(sought[0]), end - begin)
                                  : memmem(from, end - begin, sought.data(), sought.size());
    return place ? static_cast<char const*>(place) - octets.data() : -1;
}

std::int64_t find_last_octets(std::string_view octets, std::string_view sought, std::size_t begin,
                              std::size_t end) {
    end = std::min(end, octets.size());
    if (begin > end || sought.size() > end - begin) return -1;
    std::size_t const found = octets.substr(begin, end - begin).rfind(sought);
    return found == octets.npos ? -1 : static_cast<std::int64_t>(found + begin);
}

namespace {

/// What is searched for: something bytes-like, or an int that is one octet.
class Sought {
public:
    Result<void> set(Thread& thread, Value value) {
        if (octets_of(thread, value, octets_)) return {};
        if (!is_int(value) && lookup(thread, type_of(thread, value), names(thread).index_).is_unbound())
            return raise_type_error(thread, "argument should be integer or bytes-like object, not '%s'",
                                    type_name(thread, value));
        std::int64_t const octet = MINIVM_TRY(index_word(thread, value, OutOfRange::clip));
        if (octet < 0 || octet > 255) return raise_value_error(thread, "byte must be in range(0, 256)");
        octet_ = static_cast<char>(octet);
        octets_ = {&octet_, 1};
        return {};
    }
    std::string_view octets() const { return octets_; }

private:
    char octet_ = 0;
    std::string_view octets_;
};

Result<std::int64_t> find_part(Thread& thread, Value* arguments, decltype(find_octets)* search) {
    SearchRange const range = MINIVM_TRY(search_range(thread, arguments[2], arguments[3]));
    Sought sought;
    MINIVM_TRY(sought.set(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    Part const part = select(range, octets.size());
    return part.exists() ? search(octets, sought.octets(), part.begin, part.end) : -1;
}

template <decltype(find_octets)* search>
Result<Value> find_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, search));
    return make_int(thread, found);
}

template <decltype(find_octets)* search>
Result<Value> index_method(Thread& thread, Value* arguments) {
    std::int64_t const found = MINIVM_TRY(find_part(thread, arguments, search));
    if (found < 0) return raise_value_error(thread, "subsection not found");
    return make_int(thread, found);
}

Result<Value> count_method(Thread& thread, Value* arguments) {
    SearchRange const range = MINIVM_TRY(search_range(thread, arguments[2], arguments[3]));
    Sought sought;
    MINIVM_TRY(sought.set(thread, arguments[1]));
    std::string_view const octets = self_octets(thread, arguments);
    Part part = select(range, octets.size());
    if (!part.exists()) return Value::small_int(0);
    std::string_view const wanted = sought.octets();
    if (wanted.empty()) return make_int(thread, static_cast<std::int64_t>(part.end - part.begin + 1));
    std::int64_t count = 0;
    while (true) {
        std::int64_t const found = find_octets(octets, wanted, part.begin, part.end);
        if (found < 0) return make_int(thread, count);
        ++count;
        part.begin = static_cast<std::size_t>(found) + wanted.size();
    }
}

enum class Side : std::uint8_t { start, end };

bool matches(std::string_view octets, Part part, std::string_view affix, Side side) {
    if (!part.exists()) return false;
    std::string_view const selected = octets.substr(part.begin, part.end - part.begin);
    return side == Side::start ? selected.starts_with(affix) : selected.ends_with(affix);
}

template <Side side>
Result<Value> has_affix(Thread& thread, Value* arguments) {
    SearchRange const range = MINIVM_TRY(search_range(thread, arguments[2], arguments[3]));
    std::string_view const octets = self_octets(thread, arguments);
    Part const part = select(range, octets.size());
    if (Tuple const* const affixes = as<Tuple>(arguments[1])) {
        for (Value const item : affixes->view()) {
            std::string_view const affix = MINIVM_TRY(octets_of(thread, item));
            if (matches(octets, part, affix, side)) return Value::boolean(true);
        }
        return Value::boolean(false);
    }
    std::string_view affix;
    if (!octets_of(thread, arguments[1], affix))
        return raise_type_error(thread, "%s first arg must be bytes or a tuple of bytes, not %s",
                                side == Side::start ? "startswith" : "endswith",
                                type_name(thread, arguments[1]));
    return Value::boolean(matches(octets, part, affix, side));
}

NativeSpec const methods[] = {
    {"count", count_method, "format:(self, sub, start=None, end=None, /)"},
    {"endswith", has_affix<Side::end>, "format:(self, suffix, start=None, end=None, /)"},
    {"find", find_method<find_octets>, "format:(self, sub, start=None, end=None, /)"},
    {"index", index_method<find_octets>, "format:(self, sub, start=None, end=None, /)"},
    {"rfind", find_method<find_last_octets>, "format:(self, sub, start=None, end=None, /)"},
    {"rindex", index_method<find_last_octets>, "format:(self, sub, start=None, end=None, /)"},
    {"startswith", has_affix<Side::start>, "format:(self, prefix, start=None, end=None, /)"},
};

}  // namespace

std::span<NativeSpec const> const bytes_search_methods = methods;

}  // namespace minivm
