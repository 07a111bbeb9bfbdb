#pragma once
// bytearray: octets that can be changed and grow at the end. What is deleted at the front is not moved away
// but left behind, so that a buffer which is filled at one end and emptied at the other costs no more than
// its traffic.
//
// While a Pin holds one, its octets stay where they are and as many: whatever would resize it raises
// BufferError. A native that gives up the lock and lets the system write into a bytearray needs one.
//
// Whoever reads or writes octets, or any field but `length`, holds the Guard. Views are not for octets that
// others may change: octets_of (bytes.hpp) copies such.
#include <cstdint>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"
#include "vm/thread.hpp"

namespace minivm {

struct Str;

struct ByteArray : Object {
    static constexpr Kind kind_of = Kind::bytearray;
    char* storage;      // for `capacity` octets; null if that is 0
    std::size_t begin;  // the octets in use are storage[begin : begin + length]
    Shared<std::size_t> length;
    std::size_t capacity;
    std::uint32_t pins;
    bool frozen;  // free-threaded build only: a copy that a native made for itself, see self_octets
    char* data() { return storage + begin; }
    char const* data() const { return storage + begin; }
    std::string_view view() const { return {data(), length}; }
};

/// Keeps a bytearray's octets in place, and the object alive.
class Pin {
public:
    Pin(Thread& thread, ByteArray* array) : thread_(thread), array_(thread, array) { count(1); }
    ~Pin() { count(-1); }
    Pin(Pin const&) = delete;
    Pin& operator=(Pin const&) = delete;

private:
    void count(int change) {
        Guard const guard(thread_, array_.get());
        array_->pins += static_cast<std::uint32_t>(change);
    }

    Thread& thread_;
    Root<ByteArray> array_;
};

/// MemoryError. `octets` may lie in any object.
Result<ByteArray*> make_bytearray(Thread& thread, std::string_view octets);
/// The caller fills all octets at once.
Result<ByteArray*> make_bytearray_uninitialised(Thread& thread, std::size_t length);
// Under the array's Guard.
/// array[begin:begin + count] = octets, which must not lie in the array's own storage. BufferError,
/// MemoryError.
Result<void> bytearray_replace(Thread& thread, ByteArray* array, std::size_t begin, std::size_t count,
                               std::string_view octets);
/// Grows by `count` octets at the end, to be filled at once. BufferError, MemoryError.
Result<void> bytearray_extend(Thread& thread, ByteArray* array, std::size_t count);

// The protocols; called by vm/operations.cpp with values of the right kind.
Result<Value> bytearray_get_item(Thread& thread, ByteArray* array, Value key);
Result<void> bytearray_set_item(Thread& thread, ByteArray* array, Value key, Value item);
Result<void> bytearray_delete_item(Thread& thread, ByteArray* array, Value key);
/// array += other; TypeError unless that is bytes-like.
Result<void> bytearray_inplace_add(Thread& thread, ByteArray* array, Value other);
Result<void> bytearray_inplace_repeat(Thread& thread, ByteArray* array, Value count);
Result<Str*> bytearray_repr(Thread& thread, ByteArray* array);

void define_bytearray(Thread& thread);  // the type's methods

}  // namespace minivm
