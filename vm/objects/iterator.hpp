#pragma once
// Every builtin iterator (of list, dict, range, ...; enumerate, zip, map, filter, reversed) is one kind of
// object: a C++ step function and what it works on. The shape tells scripts which type it is.
#include <cstdint>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Thread;
struct Str;

struct Iterator : Object {
    static constexpr Kind kind_of = Kind::iterator;
    /// The next item, or unbound at the end and ever after.
    using Step = Result<Value> (*)(Thread& thread, Iterator* self);
    Step step;
    // A step loads each of them once: where two threads ask one iterator they may get the same item, or each
    // leave one out, but never what is none of its items.
    Slot a, b, c;                   // what it works on; traced
    Shared<std::int64_t> position;  // what it counts with
    Shared<std::int64_t> size;
};

Iterator* make_iterator(Thread& thread, std::uint32_t shape, Iterator::Step step, Value a,
                        Value b = Value::none(), Value c = Value::none());
/// iter(x) for list, tuple, str, range, dict, dict views, set, frozenset, Iterator itself; unbound for any
/// other kind.
Result<Value> builtin_iterator(Thread& thread, Value iterable);
/// reversed(x) for list, tuple, str, range, dict and its views, or any sequence by __len__ and __getitem__.
Result<Value> reversed_iterator(Thread& thread, Value sequence);

/// iter(callable, sentinel)
Value callable_iterator(Thread& thread, Value callable, Value sentinel);
/// iter(x) of a class that has __getitem__ and no __iter__.
Value sequence_iterator(Thread& thread, Value sequence);
/// How many entries an iterator over a dict, a view of it or a set has still to give.
std::uint32_t entries_left(Iterator const* self);

void define_iterators(
    Thread& thread);  // enumerate, zip, map, filter, reversed as types; __next__, __iter__, __length_hint__

}  // namespace minivm
