// Making bytes, and the protocols that bytes-like values share.
#include "vm/objects/bytes.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "vm/heap.hpp"
#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes_methods.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// nullptr when memory ran out.
Bytes* allocate(Thread& thread, std::size_t length) {
    auto* const bytes =
        static_cast<Bytes*>(Heap::allocate(thread, shape_id::bytes, Kind::bytes, sizeof(Bytes) + length));
    if (bytes) {
        bytes->length = length;
        bytes->cached_hash = 0;
    }
    return bytes;
}

}  // namespace

void make_shared_bytes(Thread& thread) {
    Interpreter& interpreter = *thread.interpreter;
    interpreter.no_octets = allocate(thread, 0);
    interpreter.keep(Value::of(interpreter.no_octets));
    for (std::size_t octet = 0; octet < interpreter.octets.size(); ++octet) {
        Bytes* const bytes = allocate(thread, 1);
        bytes->data()[0] = static_cast<char>(octet);
        interpreter.octets[octet] = bytes;
        interpreter.keep(Value::of(bytes));
    }
}

namespace {

Result<Value> made(Thread& thread, std::string_view octets) {
    Bytes* const bytes = MINIVM_TRY(make_bytes(thread, octets));
    return Value::of(bytes);
}

Result<Value> step_octets(Thread& thread, Iterator* self) {
    Value const source = self->a;
    auto const at = static_cast<std::size_t>(self->position);
    if (Bytes const* const bytes = as<Bytes>(source)) {
        if (at < bytes->length) {
            self->position = static_cast<std::int64_t>(at) + 1;
            return Value::small_int(static_cast<unsigned char>(bytes->data()[at]));
        }
    } else if (ByteArray* const array = as<ByteArray>(source)) {
        Guard const guard(thread, array);
        if (at < array->length) {
            self->position = static_cast<std::int64_t>(at) + 1;
            return Value::small_int(static_cast<unsigned char>(array->data()[at]));
        }
    }
    self->a = Value::none();
    return Value::unbound();
}

/// Storage with a copy of octets that others may change as soon as their Guard is let go. Null if there are
/// none, or no memory: what they lie in stays, whatever others make of it, and has to do.
char* copied(Thread& thread, std::string_view octets) {
    if (octets.empty()) return nullptr;
    void* storage = thread.heap->allocate_storage(thread, octets.size());
    if (!storage) storage = std::malloc(octets.size());  // beyond the memory limit, but not for long
    if (storage) std::memcpy(storage, octets.data(), octets.size());
    return static_cast<char*>(storage);
}

}  // namespace

Bytes* empty_bytes(Thread& thread) { return thread.interpreter->no_octets; }

Result<Bytes*> make_bytes_uninitialised(Thread& thread, std::size_t length) {
    if (length == 0) return empty_bytes(thread);
    constexpr std::size_t head_in_cpython = 33;
    if (length > static_cast<std::size_t>(INT64_MAX) - head_in_cpython)
        return raise_overflow_error(thread, "byte string is too large");
    Bytes* const bytes = allocate(thread, length);
    if (!bytes) return raise_memory_error(thread);
    return bytes;
}

Result<Bytes*> make_bytes(Thread& thread, std::string_view octets) {
    if (octets.size() == 1) {
        return thread.interpreter->octets[static_cast<unsigned char>(octets[0])];
    }
    Bytes* const bytes = MINIVM_TRY(make_bytes_uninitialised(thread, octets.size()));
    if (!octets.empty()) std::memcpy(bytes->data(), octets.data(), octets.size());
    return bytes;
}

bool octets_of(Thread& thread, Value value, std::string_view& octets) {
    if (Bytes const* const bytes = as<Bytes>(value)) {
        octets = bytes_view(bytes);
        return true;
    }
    if (ByteArray* const array = as<ByteArray>(value)) {
        if (!thread.watched() || array->frozen) {
            octets = array->view();
        } else {
            Guard const guard(thread, array);
            octets = array->view();
            if (char* const copy = copied(thread, octets)) {
                thread.heap->retire_storage(thread, copy, octets.size());  // good as long as the view
                octets = {copy, octets.size()};
            }
        }
        return true;
    }
    return false;
}

Result<std::string_view> octets_of(Thread& thread, Value value) {
    std::string_view octets;
    if (octets_of(thread, value, octets)) return octets;
    return raise_type_error(thread, "a bytes-like object is required, not '%s'", type_name(thread, value));
}

std::string_view self_octets(Thread& thread, Value* arguments) {
    ByteArray* const array = as<ByteArray>(arguments[0]);
    if (!thread.watched() || !array || array->frozen) {
        std::string_view octets;
        (void)octets_of(thread, arguments[0], octets);
        return octets;
    }
    ByteArray* const copy = make_bytearray_uninitialised(thread, 0).take();  // an empty one cannot fail
    Guard const guard(thread, array);
    copy->storage = copied(thread, array->view());
    if (!copy->storage && array->length != 0) return array->view();
    copy->length = copy->capacity = array->length;
    copy->frozen = true;
    arguments[0] = Value::of(copy);
    return copy->view();
}

Result<Fresh> make_like(Thread& thread, Value model, std::size_t length) {
    if (as<Bytes>(model)) {
        Bytes* const bytes = MINIVM_TRY(make_bytes_uninitialised(thread, length));
        return Fresh{Value::of(bytes), bytes->data()};
    }
    ByteArray* const array = MINIVM_TRY(make_bytearray_uninitialised(thread, length));
    return Fresh{Value::of(array), array->data()};
}

Result<Value> make_like(Thread& thread, Value model, std::string_view octets) {
    if (as<Bytes>(model)) return made(thread, octets);
    ByteArray* const array = MINIVM_TRY(make_bytearray(thread, octets));
    return Value::of(array);
}

Result<Value> part_like(Thread& thread, Value self, std::size_t begin, std::size_t end) {
    std::string_view octets;
    (void)octets_of(thread, self, octets);
    if (begin == 0 && end == octets.size() && as<Bytes>(self)) return self;
    return make_like(thread, self, octets.substr(begin, end - begin));
}

Result<Value> bytes_get_item(Thread& thread, Bytes* bytes, Value key) {
    Root<Bytes> const kept(thread, bytes);
    if (Slice* const slice = as<Slice>(key)) {
        SliceBounds const bounds = MINIVM_TRY(slice_bounds(thread, slice, bytes->length));
        auto const count = static_cast<std::size_t>(bounds.count);
        if (count == 0) return Value::of(empty_bytes(thread));
        if (bounds.step == 1 && count == bytes->length) return Value::of(bytes);
        if (bounds.step == 1)
            return made(thread, bytes_view(bytes).substr(static_cast<std::size_t>(bounds.start), count));
        if (count == 1) return made(thread, {bytes->data() + bounds.start, 1});
        Bytes* const part = MINIVM_TRY(make_bytes_uninitialised(thread, count));
        std::int64_t at = bounds.start;
        for (std::size_t i = 0; i < count; ++i, at += bounds.step) part->data()[i] = bytes->data()[at];
        return Value::of(part);
    }
    if (!is_int(key) && lookup(thread, type_of(thread, key), names(thread).index_).is_unbound())
        return raise_type_error(thread, "byte indices must be integers or slices, not %s",
                                type_name(thread, key));
    std::int64_t i = MINIVM_TRY(index_word(thread, key, OutOfRange::index_error));
    auto const length = static_cast<std::int64_t>(bytes->length);
    if (i < 0) i += length;
    if (i < 0 || i >= length) return raise_index_error(thread, "index out of range");
    return Value::small_int(static_cast<unsigned char>(bytes->data()[i]));
}

Result<bool> bytes_contains(Thread& thread, Value container, Value item) {
    Root<Value> const kept(thread, container);
    std::string_view octets, sought;
    if (!octets_of(thread, item, sought)) {
        if (Result<std::int64_t> found = index_word(thread, item, OutOfRange::clip)) {
            std::int64_t const octet = found.take();
            if (octet < 0 || octet > 255) return raise_value_error(thread, "byte must be in range(0, 256)");
            octets = MINIVM_TRY(octets_of(thread, container));
            return octets.find(static_cast<char>(octet)) != octets.npos;
        }
        take_exception(thread);  // whatever it was, CPython complains of what is not bytes-like
        sought = MINIVM_TRY(octets_of(thread, item));
    }
    octets = MINIVM_TRY(octets_of(thread, container));
    return octets.find(sought) != octets.npos;
}

Result<Value> bytes_concatenate(Thread& thread, Value left, Value right) {
    std::string_view first, second;
    if (!octets_of(thread, left, first) || !octets_of(thread, right, second))
        return raise_type_error(thread, "can't concat %s to %s", type_name(thread, right),
                                type_name(thread, left));
    if (as<Bytes>(left) && first.empty() && as<Bytes>(right)) return right;
    if (as<Bytes>(left) && second.empty()) return left;
    Fresh const joined = MINIVM_TRY(make_like(thread, left, first.size() + second.size()));
    std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), joined.data));
    return joined.value;
}

Result<Value> bytes_repeat(Thread& thread, Value sequence, Value count) {
    Root<Value> const kept(thread, sequence);
    std::int64_t const given = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    std::string_view const octets = MINIVM_TRY(octets_of(thread, sequence));
    if (given == 1 && as<Bytes>(sequence)) return sequence;
    auto const times = static_cast<std::size_t>(std::max<std::int64_t>(given, 0));
    std::size_t length;
    if (__builtin_mul_overflow(octets.size(), times, &length) || length > INT64_MAX) {
        if (!as<Bytes>(sequence)) return raise_memory_error(thread);
        return raise_overflow_error(thread, "repeated bytes are too long");
    }
    Fresh const repeated = MINIVM_TRY(make_like(thread, sequence, length));
    char* to = repeated.data;
    if (octets.size() == 1)
        std::fill_n(to, length, octets[0]);  // of an empty bytearray `to` is null
    else
        for (std::size_t i = 0; i < times; ++i) to = std::copy(octets.begin(), octets.end(), to);
    return repeated.value;
}

Result<Value> bytes_compare(Thread& thread, int op, Value left, Value right) {
    std::string_view first, second;
    if (!octets_of(thread, left, first) || !octets_of(thread, right, second)) return Value::not_implemented();
    // bytes leaves what it is compared with to the other type.
    if (as<Bytes>(left) && !as<Bytes>(right)) return Value::not_implemented();
    switch (static_cast<CompareOperator>(op)) {
        case CompareOperator::lt: return Value::boolean(first < second);
        case CompareOperator::le: return Value::boolean(first <= second);
        case CompareOperator::eq: return Value::boolean(first == second);
        case CompareOperator::ne: return Value::boolean(first != second);
        case CompareOperator::gt: return Value::boolean(first > second);
        case CompareOperator::ge: return Value::boolean(first >= second);
    }
    return Value::not_implemented();
}

std::int64_t bytes_hash(Bytes* bytes) {
    std::int64_t const hash = bytes->cached_hash;
    return hash != 0 ? hash : bytes->cached_hash = hash_octets(bytes_view(bytes));
}

std::string repr_of_octets(std::string_view octets, SingleQuote single) {
    char const quote = octets.find('\'') != octets.npos && octets.find('"') == octets.npos ? '"' : '\'';
    std::string text = "b";
    text += quote;
    for (char const c : octets) {
        if (c == quote || c == '\\' || (c == '\'' && single == SingleQuote::escaped)) {
            text += '\\';
            text += c;
        } else if (c == '\t') {
            text += "\\t";
        } else if (c == '\n') {
            text += "\\n";
        } else if (c == '\r') {
            text += "\\r";
        } else if (c < ' ' || c == 0x7F) {
            auto const octet = static_cast<unsigned char>(c);
            text += "\\x";
            text += "0123456789abcdef"[octet >> 4];
            text += "0123456789abcdef"[octet & 15];
        } else {
            text += c;
        }
    }
    return text + quote;
}

Result<Str*> bytes_repr(Thread& thread, Bytes* bytes) {
    return make_str(thread, repr_of_octets(bytes_view(bytes)));
}

Value bytes_iterator(Thread& thread, Value sequence) {
    std::uint32_t const shape = as<Bytes>(sequence) ? shape_id::bytes_iterator : shape_id::bytearray_iterator;
    return Value::of(make_iterator(thread, shape, step_octets, sequence));
}

}  // namespace minivm
