#pragma once
// tuple, list, slice, range and cell: their layouts and the operations that C++ code uses. See dict.hpp and
// set.hpp for the hashed ones.
#include <cstdint>
#include <span>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;
struct Type;

struct Tuple : Object {
    static constexpr Kind kind_of = Kind::tuple;
    std::uint32_t length;
    std::uint32_t reserved;
    Value* items() { return reinterpret_cast<Value*>(this + 1); }
    Value const* items() const { return reinterpret_cast<Value const*>(this + 1); }
    std::span<Value const> view() const { return {items(), length}; }
};
static_assert(sizeof(Tuple) == 16);

/// HOW THREADS SHARE A LIST (vm/sync.hpp). A list's storage only ever grows while other threads run: one that
/// gets shorter keeps it, and so does one that is emptied or sorted. A writer holds the Guard; it stores new
/// items before the length that counts them, and larger storage, which has all that the old one had, before
/// that length too. A reader holds nothing; it loads the length first and the storage then, each once:
/// whatever length it saw, the storage has at least as many slots, and slot i < length holds a value that was
/// in the list at some moment since. More than one slot read so need not have been there together: what
/// copies or joins lists takes the Guard.
///
/// `list[i] = x` takes the Guard too, lest it write into storage that is just being replaced. A thread which
/// has always been alone may also let storage shrink or change hands: nobody else can have seen a length.
struct List : Object {
    static constexpr Kind kind_of = Kind::list;
    Shared<Slot*> items;  // storage for `capacity`; may be null if that is 0
    Shared<std::uint32_t> length;
    Shared<std::uint32_t> capacity;        // 0 also while it is being sorted
    Shared<std::uint32_t const*> sorting;  // free-threaded build only: see sort.cpp
    /// For reading; what is in a slot may change from one look to the next.
    std::span<Slot const> view() const {
        std::uint32_t const count = length;
        Slot const* const storage = items;
        return {storage, count};
    }
    /// The items as plain values, for who holds the Guard or alone knows the list. Not for writing.
    std::span<Value const> values() const {
        Slot const* const storage = items;
        return {reinterpret_cast<Value const*>(storage), length};
    }
    /// Item i, or unbound if the list is not that long.
    Value item(std::size_t i) const {
        std::span<Slot const> const now = view();
        if (i < now.size()) return now[i];
        return Value::unbound();
    }
};

struct Slice : Object {
    static constexpr Kind kind_of = Kind::slice;
    Value start, stop, step;
};

/// The bounds are ints of any size.
struct Range : Object {
    static constexpr Kind kind_of = Kind::range;
    Value start, stop, step, length;
};

/// A variable that closures share, or a global.
struct Cell : Object {
    static constexpr Kind kind_of = Kind::cell;
    Slot value;  // unbound: not (or no longer) assigned
};

/// Items are unbound-free garbage until filled: fill all before anything may collect. MemoryError if too
/// long.
Result<Tuple*> make_tuple_uninitialised(Thread& thread, std::size_t length);
Result<Tuple*> make_tuple(Thread& thread, std::span<Value const> items);
/// Of a type derived from tuple whose instances are laid out as tuples; never shared.
Result<Tuple*> make_tuple(Thread& thread, Type* type, std::span<Value const> items);
/// At most 64 items: cannot fail.
Tuple* make_small_tuple(Thread& thread, std::span<Value const> items);
Tuple* empty_tuple(Thread& thread);
void make_empty_tuple(Thread& thread);  // called by Interpreter::boot

/// With room for `capacity` items and length 0. MemoryError.
Result<List*> make_list(Thread& thread, std::size_t capacity = 0);
Result<List*> make_list(Thread& thread, std::span<Value const> items);
/// What the list holds at one moment.
Result<List*> copy_list(Thread& thread, List* list);
Result<Tuple*> tuple_of(Thread& thread, List* list);
/// MemoryError. Growth as CPython's list_resize. Each is one step for other threads and runs no script code.
Result<void> append(Thread& thread, List* list, Value item);
Result<void> extend(Thread& thread, List* list, std::span<Value const> items);
Result<void> extend(Thread& thread, List* list, List* other);
Result<void> insert(Thread& thread, List* list, std::int64_t index, Value item);

// Under the list's Guard, or while nobody else knows the list:
/// append().
Result<void> list_push(Thread& thread, List* list, Value item);
/// Room for `capacity` items. MemoryError.
Result<void> reserve(Thread& thread, List* list, std::size_t capacity);
/// Cuts the list to `length` items or fewer than it has; gives storage back as CPython does, where it may.
void list_truncate(Thread& thread, List* list, std::size_t length);
/// list[begin:begin + count] = items, which must not lie in the list's own storage. MemoryError.
Result<void> list_replace(Thread& thread, List* list, std::size_t begin, std::size_t count,
                          std::span<Value const> items);

/// list.sort(key=, reverse=): stable merge sort that compares in the order that CPython's does where a script
/// can see it. May run script code.
Result<void> sort(Thread& thread, List* list, Value key, bool reverse);

Cell* make_cell(Thread& thread, Value value);
Value make_slice(Thread& thread, Value start, Value stop, Value step);
/// Any ints; `step` must not be 0.
Result<Value> make_range(Thread& thread, Value start, Value stop, Value step);

/// slice.indices() for a sequence of `length`: start, step and the count of selected items. Raises (bad
/// types, zero step).
struct SliceBounds {
    std::int64_t start, step, count;
};
Result<SliceBounds> slice_bounds(Thread& thread, Slice* slice, std::size_t length);
/// The same in two steps, for sequences whose length a script's __index__ might change: the numbers, clipped
/// to words, and what they select of `length` items.
struct SliceNumbers {
    std::int64_t start, stop, step;
};
Result<SliceNumbers> slice_numbers(Thread& thread, Slice* slice);
SliceBounds slice_select(SliceNumbers numbers, std::size_t length);
/// slice.indices(length) itself: (start, stop, step), ints of any size.
Result<Tuple*> slice_indices(Thread& thread, Slice* slice, Value length);
/// The start or stop of list.index and tuple.index, clipped to a word.
Result<std::int64_t> search_number(Thread& thread, Value value);
/// An argument that CPython takes as a Py_ssize_t: OverflowError if it is no word.
Result<std::int64_t> size_argument(Thread& thread, Value value);

// The protocols of these types; called by vm/operations.cpp with values of the right kind.
Result<Value> list_get_item(Thread& thread, List* list, Value key);
Result<void> list_set_item(Thread& thread, List* list, Value key, Value item);
Result<void> list_delete_item(Thread& thread, List* list, Value key);
Result<Value> tuple_get_item(Thread& thread, Tuple* tuple, Value key);
Result<Value> range_get_item(Thread& thread, Range* range, Value key);
Result<bool> range_contains(Thread& thread, Range* range, Value item);
Result<Value> list_concatenate(Thread& thread, List* left, List* right);
Result<Value> list_repeat(Thread& thread, List* list, Value count);
Result<void> list_inplace_extend(Thread& thread, List* list, Value iterable);
Result<void> list_inplace_repeat(Thread& thread, List* list, Value count);
Result<Value> tuple_concatenate(Thread& thread, Tuple* left, Tuple* right);
Result<Value> tuple_repeat(Thread& thread, Tuple* tuple, Value count);
/// Lexicographic; `op` is a CompareOperator as in vm/operations.hpp.
Result<Value> sequence_compare(Thread& thread, int op, Value left, Value right);
Result<Value> range_equal(Thread& thread, Range* left, Range* right);
Result<std::int64_t> tuple_hash(Thread& thread, Tuple* tuple);
Result<std::int64_t> range_hash(Thread& thread, Range* range);
Result<std::int64_t> slice_hash(Thread& thread, Slice* slice);
Result<Str*> list_repr(Thread& thread, List* list);
Result<Str*> tuple_repr(Thread& thread, Tuple* tuple);
Result<Str*> range_repr(Thread& thread, Range* range);
Result<Str*> slice_repr(Thread& thread, Slice* slice);

/// Marks a container as being printed by this thread, while it lives; on the C++ stack, in strict nesting.
/// `again` tells that it already was: it contains itself.
struct Printing {
    Printing(Thread& thread, Object const* object);
    ~Printing();
    Printing(Printing const&) = delete;
    Printing& operator=(Printing const&) = delete;
    bool again = false;

private:
    Thread& thread_;
    Printing* outer_;
    Object const* object_;
};

void define_tuple(Thread& thread);
void define_list(Thread& thread);
void define_range(Thread& thread);
void define_slice(Thread& thread);

}  // namespace minivm
