#pragma once
// The merge sort behind list.sort, on keys and on values that move with them. All that moves is in lists that
// only the sort knows: the collector sees them, nobody else does, so their slots are plain values.
#include "vm/objects/containers.hpp"
#include "vm/objects/sort_order.hpp"
#include "vm/state.hpp"

namespace minivm::sorting {

/// The items of a list that nobody else knows.
inline Value* plain(List* own) { return reinterpret_cast<Value*>(static_cast<Slot*>(own->items)); }

/// Gives the storage of such a list back.
inline void drop(Thread& thread, List* own) {
    if (own->capacity != 0) thread.heap->free_storage(thread, own->items, own->capacity * sizeof(Slot));
    own->items = nullptr;
    own->length = 0;
    own->capacity = 0;
}

/// Sorts the keys by Less, one of sort_order.hpp's, and along with them the values, if there are any. What
/// `less` raises ends it, with every item still there. MemoryError.
template <typename Less>
Result<void> timsort(Thread& thread, Less less, Value* keys, Value* values, std::size_t count);

}  // namespace minivm::sorting
