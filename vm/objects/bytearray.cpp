// bytearray: storage and protocols. The methods are in bytearray_methods.cpp and, where bytes has them too,
// in bytes_*.cpp.
#include "vm/objects/bytearray.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "vm/heap.hpp"
#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t longest = static_cast<std::size_t>(INT64_MAX);

// Under the Guard are all of these but number_of() and assignable().

Result<void> check_pins(Thread& thread, ByteArray const* array) {
    if (array->pins == 0) return {};
    return raise(thread, types(thread).buffer_error, "Existing exports of data: object cannot be re-sized");
}

/// Room for `length` octets from `begin` on; those in use stay. Nothing is resized by it as far as scripts
/// can tell.
Result<void> make_room(Thread& thread, ByteArray* array, std::size_t length) {
    if (length > longest / 2) return raise_memory_error(thread);
    if (array->begin + length <= array->capacity) return {};
    // What was left behind at the front is used again if that gives room enough not to come back soon.
    if (length + length / 8 <= array->capacity) {
        std::memmove(array->storage, array->data(), array->length);
        array->begin = 0;
        return {};
    }
    std::size_t const capacity = length + length / 8 + 8;
    if (array->begin != 0) {
        std::memmove(array->storage, array->data(), array->length);
        array->begin = 0;
    }
    void* const storage = thread.heap->reallocate_storage(thread, array->storage, array->capacity, capacity);
    if (!storage) return raise_memory_error(thread);
    array->storage = static_cast<char*>(storage);
    array->capacity = capacity;
    return {};
}

/// Gives storage back when less than half is used; that it cannot be had is no failure.
void give_back(Thread& thread, ByteArray* array) {
    if (array->length >= array->capacity / 2 || array->capacity < 64) return;
    std::size_t const capacity = array->length + array->length / 8 + 8;
    // Only now and then, because it moves what is in use.
    if (array->begin != 0) std::memmove(array->storage, array->data(), array->length);
    array->begin = 0;
    void* const storage = thread.heap->reallocate_storage(thread, array->storage, array->capacity, capacity);
    if (!storage) return;
    array->storage = static_cast<char*>(storage);
    array->capacity = capacity;
}

Result<std::int64_t> number_of(Thread& thread, Value key) {
    if (!is_int(key) && lookup(thread, type_of(thread, key), names(thread).index_).is_unbound())
        return raise_type_error(thread, "bytearray indices must be integers or slices, not %s",
                                type_name(thread, key));
    return index_word(thread, key, OutOfRange::index_error);
}

Result<std::size_t> position(Thread& thread, ByteArray const* array, std::int64_t i) {
    auto const length = static_cast<std::int64_t>(array->length);
    if (i < 0) i += length;
    if (i < 0 || i >= length) return raise_index_error(thread, "bytearray index out of range");
    return static_cast<std::size_t>(i);
}

/// array[start::step], `count` of them, go.
Result<void> delete_selected(Thread& thread, ByteArray* array, SliceBounds bounds) {
    if (bounds.count == 0) return {};
    if (bounds.step < 0) {
        bounds.start += (bounds.count - 1) * bounds.step;
        bounds.step = -bounds.step;
    }
    if (bounds.step == 1)
        return bytearray_replace(thread, array, static_cast<std::size_t>(bounds.start),
                                 static_cast<std::size_t>(bounds.count), {});
    MINIVM_TRY(check_pins(thread, array));
    char* const data = array->data();
    auto to = static_cast<std::size_t>(bounds.start);
    std::size_t next_gone = to;
    std::int64_t left = bounds.count;
    for (std::size_t from = to; from < array->length; ++from) {
        if (left > 0 && from == next_gone) {
            next_gone += static_cast<std::size_t>(bounds.step);
            --left;
        } else {
            data[to++] = data[from];
        }
    }
    array->length = to;
    return {};
}

/// What an assignment to a slice takes: octets, or whatever bytearray() makes them of.
Result<Value> assignable(Thread& thread, ByteArray* array, Value item) {
    std::string_view octets;
    if (item != Value::of(array) && octets_of(thread, item, octets)) return item;
    Type* const type = type_of(thread, item);
    bool const number = is_int(item) || is_float(item) ||
                        !lookup(thread, type, names(thread).index_).is_unbound() ||
                        !lookup(thread, type, names(thread).int_).is_unbound() ||
                        !lookup(thread, type, names(thread).float_).is_unbound();
    if (number || as<Str>(item))
        return raise_type_error(thread,
                                "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    Value arguments[] = {Value::none(), item, Value::unbound(), Value::unbound()};
    return octets_from(thread, arguments, types(thread).bytearray);
}

}  // namespace

Result<ByteArray*> make_bytearray_uninitialised(Thread& thread, std::size_t length) {
    auto* const array = static_cast<ByteArray*>(
        Heap::allocate(thread, shape_id::bytearray, Kind::bytearray, sizeof(ByteArray)));
    array->storage = nullptr;
    array->begin = array->length = array->capacity = 0;
    array->pins = 0;
    if constexpr (free_threaded) array->frozen = false;
    if (length == 0) return array;
    if (length > longest) return raise_memory_error(thread);
    array->storage = static_cast<char*>(thread.heap->allocate_storage(thread, length));
    if (!array->storage) return raise_memory_error(thread);
    array->length = array->capacity = length;
    return array;
}

Result<ByteArray*> make_bytearray(Thread& thread, std::string_view octets) {
    ByteArray* const array = MINIVM_TRY(make_bytearray_uninitialised(thread, octets.size()));
    std::copy(octets.begin(), octets.end(), array->data());
    return array;
}

Result<void> bytearray_replace(Thread& thread, ByteArray* array, std::size_t begin, std::size_t count,
                               std::string_view octets) {
    if (octets.size() != count) MINIVM_TRY(check_pins(thread, array));
    std::size_t const tail = array->length - begin - count;
    if (octets.size() > count) {
        MINIVM_TRY(make_room(thread, array, array->length - count + octets.size()));
        char* const at = array->data() + begin;
        std::memmove(at + octets.size(), at + count, tail);
    } else if (begin == 0) {
        array->begin += count - octets.size();
    } else if (octets.size() < count) {
        char* const at = array->data() + begin;
        std::memmove(at + octets.size(), at + count, tail);
    }
    array->length = begin + octets.size() + tail;
    std::copy(octets.begin(), octets.end(), array->data() + begin);
    if (octets.size() < count) give_back(thread, array);
    return {};
}

Result<void> bytearray_extend(Thread& thread, ByteArray* array, std::size_t count) {
    if (count == 0) return {};
    MINIVM_TRY(check_pins(thread, array));
    if (count > longest - array->length) return raise_memory_error(thread);
    MINIVM_TRY(make_room(thread, array, array->length + count));
    array->length += count;
    return {};
}

Result<Value> bytearray_get_item(Thread& thread, ByteArray* array, Value key) {
    Root<ByteArray> const kept(thread, array);
    if (Slice* const slice = as<Slice>(key)) {
        SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
        Guard const guard(thread, array);
        SliceBounds const bounds = slice_select(numbers, array->length);
        auto const count = static_cast<std::size_t>(bounds.count);
        ByteArray* const part = MINIVM_TRY(make_bytearray_uninitialised(thread, count));
        std::int64_t at = bounds.start;
        for (std::size_t i = 0; i < count; ++i, at += bounds.step) part->data()[i] = array->data()[at];
        return Value::of(part);
    }
    std::int64_t const number = MINIVM_TRY(number_of(thread, key));
    Guard const guard(thread, array);
    std::size_t const i = MINIVM_TRY(position(thread, array, number));
    return Value::small_int(static_cast<unsigned char>(array->data()[i]));
}

Result<void> bytearray_set_item(Thread& thread, ByteArray* array, Value key, Value item) {
    Root<ByteArray> const kept(thread, array);
    Root<Value> const kept_item(thread, item);
    Slice* const slice = as<Slice>(key);
    if (!slice) {
        std::int64_t const number = MINIVM_TRY(number_of(thread, key));
        char const octet = MINIVM_TRY(octet_of(thread, item));
        Guard const guard(thread, array);
        std::size_t const i = MINIVM_TRY(position(thread, array, number));
        array->data()[i] = octet;
        return {};
    }
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    Value const taken = MINIVM_TRY(assignable(thread, array, item));
    std::string_view const octets = MINIVM_TRY(octets_of(thread, taken));
    Guard const guard(thread, array);
    SliceBounds const bounds = slice_select(numbers, array->length);
    auto const count = static_cast<std::size_t>(bounds.count);
    if (bounds.step == 1)
        return bytearray_replace(thread, array, static_cast<std::size_t>(bounds.start), count, octets);
    if (octets.empty()) return delete_selected(thread, array, bounds);
    if (octets.size() != count)
        return raise_value_error(thread, "attempt to assign bytes of size %zu to extended slice of size %zu",
                                 octets.size(), count);
    std::int64_t at = bounds.start;
    for (std::size_t i = 0; i < count; ++i, at += bounds.step) array->data()[at] = octets[i];
    return {};
}

Result<void> bytearray_delete_item(Thread& thread, ByteArray* array, Value key) {
    Root<ByteArray> const kept(thread, array);
    if (Slice* const slice = as<Slice>(key)) {
        SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
        Guard const guard(thread, array);
        return delete_selected(thread, array, slice_select(numbers, array->length));
    }
    std::int64_t const number = MINIVM_TRY(number_of(thread, key));
    Guard const guard(thread, array);
    std::size_t const i = MINIVM_TRY(position(thread, array, number));
    return bytearray_replace(thread, array, i, 1, {});
}

Result<void> bytearray_inplace_add(Thread& thread, ByteArray* array, Value other) {
    std::string_view octets;
    if (!octets_of(thread, other, octets))
        return raise_type_error(thread, "can't concat %s to %s", type_name(thread, other),
                                type_name(thread, Value::of(array)));
    // CPython holds on to what it adds, and so an array cannot be added to itself.
    if (other == Value::of(array) && !octets.empty()) {
        Pin const pinned(thread, array);
        Guard const guard(thread, array);
        return check_pins(thread, array);
    }
    Guard const guard(thread, array);
    MINIVM_TRY(bytearray_extend(thread, array, octets.size()));
    std::copy_backward(octets.begin(), octets.end(), array->data() + array->length);
    return {};
}

Result<void> bytearray_inplace_repeat(Thread& thread, ByteArray* array, Value count) {
    Root<ByteArray> const kept(thread, array);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    Guard const guard(thread, array);
    std::size_t const length = array->length;
    if (times <= 0) return bytearray_replace(thread, array, 0, length, {});
    if (length > longest / static_cast<std::size_t>(times)) return raise_memory_error(thread);
    MINIVM_TRY(bytearray_extend(thread, array, length * static_cast<std::size_t>(times - 1)));
    char* to = array->data() + length;
    for (std::int64_t i = 1; i < times; ++i) to = std::copy_n(array->data(), length, to);
    return {};
}

Result<Str*> bytearray_repr(Thread& thread, ByteArray* array) {
    // CPython escapes ' here even within ".
    std::string_view octets;
    (void)octets_of(thread, Value::of(array), octets);
    std::string const text = repr_of_octets(octets, SingleQuote::escaped);
    return make_str(thread, "bytearray(" + text + ")");
}

}  // namespace minivm
