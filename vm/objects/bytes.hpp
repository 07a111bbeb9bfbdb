#pragma once
// bytes: an immutable sequence of octets, which lie behind the head. The hash is that of a str of the same
// octets, as under CPython. The empty one and those of one octet are shared.
//
// A string_view of an object's octets is good until script code runs or the lock is given up. That of a
// bytearray which other threads may change is one of a copy: two views taken one after the other may differ.
#include <cstdint>
#include <string>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

struct Bytes : Object {
    static constexpr Kind kind_of = Kind::bytes;
    std::size_t length;
    Shared<std::int64_t> cached_hash;  // 0: not yet computed
    char* data() { return reinterpret_cast<char*>(this + 1); }
    char const* data() const { return reinterpret_cast<char const*>(this + 1); }
};
static_assert(sizeof(Bytes) == 24);

/// MemoryError. `octets` may lie in any object.
Result<Bytes*> make_bytes(Thread& thread, std::string_view octets);
/// The caller fills all `length` octets at once. MemoryError.
Result<Bytes*> make_bytes_uninitialised(Thread& thread, std::size_t length);
Bytes* empty_bytes(Thread& thread);
inline std::string_view bytes_view(Bytes const* bytes) { return {bytes->data(), bytes->length}; }

/// The octets of any bytes-like value; false for every other.
bool octets_of(Thread& thread, Value value, std::string_view& octets);
/// TypeError "a bytes-like object is required, not 'str'".
Result<std::string_view> octets_of(Thread& thread, Value value);
/// What bytes(value) makes of all but numbers and strs: by __bytes__, of octets, of the items of an iterable.
/// TypeError. May run script code.
Result<Value> bytes_from_object(Thread& thread, Value value);

// The protocols; called by vm/operations.cpp with values of the right kind.
Result<Value> bytes_get_item(Thread& thread, Bytes* bytes, Value key);
/// `item` is an int or bytes-like. Runs script code (__index__).
Result<bool> bytes_contains(Thread& thread, Value container, Value item);
/// TypeError unless both are bytes-like. Of the left one's type.
Result<Value> bytes_concatenate(Thread& thread, Value left, Value right);
Result<Value> bytes_repeat(Thread& thread, Value sequence, Value count);
/// `op` is a CompareOperator; NotImplemented unless both are bytes, or the left one a bytearray and the right
/// one bytes-like.
Result<Value> bytes_compare(Thread& thread, int op, Value left, Value right);
std::int64_t bytes_hash(Bytes* bytes);
Result<Str*> bytes_repr(Thread& thread, Bytes* bytes);
/// b'...' in ASCII. Between double quotes a single one needs no escape, but bytearray's repr gives it one.
enum class SingleQuote : std::uint8_t { plain, escaped };
std::string repr_of_octets(std::string_view octets, SingleQuote single = SingleQuote::plain);
Value bytes_iterator(Thread& thread, Value sequence);

void make_shared_bytes(Thread& thread);  // b'' and those of one octet; called by Interpreter::boot
void define_bytes(Thread& thread);       // the type's methods

}  // namespace minivm
