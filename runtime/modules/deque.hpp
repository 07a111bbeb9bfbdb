#pragma once
// collections.deque: a ring of values that grows at both ends. Every method is one step for other threads, as
// far as it runs no script code: it holds the deque's Guard, for reading too, as an item's place is several
// words. Lock: held.
#include <cstdint>

#include "vm/native.hpp"
#include "vm/objects/containers.hpp"

namespace minivm {

struct Module;

struct Deque : Foreign {
    static constexpr std::int64_t unbounded = -1;
    Shared<List*> ring;  // all of its places are in use as a List's are; their number is a power of two, or
                         // null: no items yet
    Shared<std::uint32_t> first;  // place of item 0
    Shared<std::uint32_t> length;
    Shared<std::int64_t> maxlen;  // or unbounded
    Shared<std::uint64_t> state;  // counts changes of what is where, so that iterators see them

    std::uint32_t place(std::size_t i) const {
        return (first + static_cast<std::uint32_t>(i)) & (ring->length - 1);
    }
    Slot& at(std::size_t i) const { return ring->items[place(i)]; }
};

/// ForeignClass::trace of a Deque and of what begins with one.
void trace_deque(Object* object, Tracer& tracer);
/// The deque, of the type itself or of a derived class; else nullptr.
Deque* as_deque(Thread& thread, Value value);
/// The types deque and those of its iterators become names of `module`.
void define_deque(Thread& thread, Module* module);

// These under the deque's Guard.
/// MemoryError. One that is full loses an item at the other end.
Result<void> push_right(Thread& thread, Deque* deque, Value item);
Result<void> push_left(Thread& thread, Deque* deque, Value item);
/// There must be an item.
Value pop_right(Deque* deque);
Value pop_left(Deque* deque);

}  // namespace minivm
