#pragma once
// str: an immutable sequence of code points, stored with 1, 2 or 4 bytes each, whichever is the least that
// holds them all (PEP 393), so that indexing is O(1). The hash is SipHash-1-3 with a zero key: what CPython
// computes under PYTHONHASHSEED=0.
//
// The data lies behind the head, but for long strings that grow by `s += t`: those share the beginning of one
// buffer (an unseen Str with room at its end), so that a loop of n appends copies O(n) and not O(n^2).
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Thread;

struct Str : Object {
    static constexpr Kind kind_of = Kind::str;
    enum class Storage : std::uint8_t {
        inline_data,
        concatenated,  // inline, and made by concatenate: the next concatenation to it makes a buffer
        shared,        // in a buffer: a SharedData is behind the head
    };
    struct SharedData {
        char* data;
        Str* buffer;  // its length says how much of it is in use
    };

    std::uint32_t length;  // code points
    std::uint8_t width;    // bytes a code point: 1, 2 or 4
    bool ascii;            // all below 128: the data is its own UTF-8
    bool interned;
    Storage storage;
    Shared<std::int64_t> cached_hash;  // 0: not yet computed

    SharedData* shared() { return reinterpret_cast<SharedData*>(this + 1); }
    SharedData const* shared() const { return reinterpret_cast<SharedData const*>(this + 1); }
    char* data() { return storage != Storage::shared ? reinterpret_cast<char*>(this + 1) : shared()->data; }
    char const* data() const {
        return storage != Storage::shared ? reinterpret_cast<char const*>(this + 1) : shared()->data;
    }
    std::uint8_t const* latin() const { return reinterpret_cast<std::uint8_t const*>(data()); }
    std::uint16_t const* wide() const { return reinterpret_cast<std::uint16_t const*>(data()); }
    std::uint32_t const* full() const { return reinterpret_cast<std::uint32_t const*>(data()); }
    char32_t at(std::size_t i) const { return width == 1 ? latin()[i] : width == 2 ? wide()[i] : full()[i]; }
    /// The text itself if ascii; asserts that.
    std::string_view view() const {
        MINIVM_ASSERT(ascii);
        return {data(), length};
    }
    /// What the collector must visit besides the object itself; nullptr mostly.
    Str* traced() const { return storage == Storage::shared ? shared()->buffer : nullptr; }
};
static_assert(sizeof(Str) == 24);

/// From UTF-8 (lone surrogates as WTF-8 accepted). Invalid bytes are a caller's bug: decode input before.
/// MemoryError if too long.
Result<Str*> make_str(Thread& thread, std::string_view utf8);
/// Short text that cannot fail (at most 4096 bytes).
Str* make_short_str(Thread& thread, std::string_view utf8);
/// Uninitialised data for `length` code points of at most `widest`; the caller fills it. `widest` must need
/// as many bytes as the widest code point that is stored, and be below 128 only if all are.
Result<Str*> make_str_uninitialised(Thread& thread, std::size_t length, char32_t widest);
/// From code points.
Result<Str*> make_str(Thread& thread, std::u32string_view code_points);
/// One code point; the 256 first ones are shared.
Value make_character(Thread& thread, char32_t code_point);
Str* empty_str(Thread& thread);

/// WTF-8: lone surrogates are encoded as three bytes.
std::string to_utf8(Str const* text);
void append_utf8(std::string& out, char32_t code_point);
std::int64_t compute_hash(Str* text);
/// The hash of a text that is stored as these octets, and of bytes; 0 for none.
std::int64_t hash_octets(std::string_view octets);
inline std::int64_t hash_of(Str* text) {
    std::int64_t const hash = text->cached_hash;
    return hash != 0 ? hash : compute_hash(text);
}
inline bool equals(Str const* left, Str const* right) {
    if (left == right) return true;
    if (left->length != right->length || left->width != right->width) return false;
    return std::memcmp(left->data(), right->data(), std::size_t{left->length} * left->width) == 0;
}
bool equals(Str const* left, std::string_view ascii);
int compare(Str const* left, Str const* right);

Result<Str*> concatenate(Thread& thread, Str* left, Str* right);
/// Strs (nothing else) one after the other; `separator` may be null.
Result<Str*> join(Thread& thread, Str* separator, std::span<Value const> pieces);
Result<Str*> substring(Thread& thread, Str* text, std::size_t begin, std::size_t end);
Result<Str*> repr_of(Thread& thread, Str* text);
/// repr_of with \x, \u and \U escapes for what is not ASCII: ascii().
Result<Str*> ascii_of(Thread& thread, Str* repr);

/// The first (last) place of `part` in text[begin:end], or -1. In linear time.
std::int64_t find(Str const* text, Str const* part, std::size_t begin, std::size_t end);
std::int64_t find_last(Str const* text, Str const* part, std::size_t begin, std::size_t end);
std::size_t count(Str const* text, Str const* part, std::size_t begin, std::size_t end);

// The protocols; called by vm/operations.cpp with values of the right kind.
Result<Value> str_get_item(Thread& thread, Str* text, Value key);
/// TypeError unless `item` is a str.
Result<bool> str_contains(Thread& thread, Str* text, Value item);
/// `count` is an int; OverflowError, MemoryError.
Result<Value> str_repeat(Thread& thread, Str* text, Value count);
Result<Value> str_iterator(Thread& thread, Str* text);

/// Gathers text piece by piece, widening as needed. Not rooted: holds no object.
class StrBuilder {
public:
    void append(char32_t code_point);
    void append(Str const* text);
    void append(Str const* text, std::size_t begin, std::size_t end);
    void append_ascii(std::string_view text);
    void append_utf8(std::string_view text);
    void append_repeated(char32_t code_point, std::size_t count);
    std::size_t length() const { return bytes_.size() / width_; }
    /// MemoryError if too long, or if memory ran out meanwhile.
    Result<Str*> finish(Thread& thread);

private:
    char* extend(std::size_t count, char32_t widest);
    void widen(std::uint8_t width);

    // width of `bytes_`'s elements grows from 1 to 2 to 4 with the widest code point seen
    std::string bytes_;
    std::uint8_t width_ = 1;
    bool failed_ = false;
    char32_t seen_ = 0;  // all code points or-ed together
};

void make_shared_strs(
    Thread& thread);              // '' and those of one code point below 256; called by Interpreter::boot
void define_str(Thread& thread);  // the type's methods

}  // namespace minivm
