// list: storage and protocols. The methods are in list_methods.cpp, sort in sort.cpp.
//
// While a list is being sorted its capacity is 0 and `items` may be sort.cpp's mark: everything here takes a
// capacity of 0 to mean that there is no storage of the list's own, whatever the pointer.
//
// Functions which expect the list's Guard to be held, or a list that nobody else knows, say so or are named
// so in containers.hpp; the others take it.
#include <algorithm>

#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t longest = UINT32_MAX - 8;

/// Sets the storage to exactly `capacity` (> 0) items; the length stays. Under the Guard, and so all up to
/// grow().
Result<void> set_capacity(Thread& thread, List* list, std::size_t capacity) {
    if (capacity > longest) return raise_memory_error(thread);
    Heap& heap = *thread.heap;
    std::uint32_t const before = list->capacity;
    void* const storage = before == 0 ? heap.allocate_storage(thread, capacity * sizeof(Slot))
                                      : heap.reallocate_storage(thread, list->items, before * sizeof(Slot),
                                                                capacity * sizeof(Slot));
    if (storage == nullptr) return raise_memory_error(thread);
    list->items = static_cast<Slot*>(storage);
    list->capacity = static_cast<std::uint32_t>(capacity);
    return {};
}

/// Whoever wants room in a list that is being sorted ends that state: the list has its storage again.
void end_sorting(List* list) {
    if constexpr (free_threaded) {
        if (std::uint32_t const* const capacity = list->sorting) {
            list->capacity = *capacity;
            list->sorting = nullptr;
        }
    }
}

void release(Thread& thread, List* list) {
    list->length = 0;
    if (list->capacity == 0 || thread.watched()) return;
    thread.heap->retire_storage(thread, list->items, list->capacity * sizeof(Slot));
    list->items = nullptr;
    list->capacity = 0;
}

/// What others may be reading is copied when it grows, and stays until the world stops: it grows in larger
/// steps.
std::size_t roomy(Thread const& thread, std::size_t length) {
    return (length + (length >> (thread.watched() ? 1 : 3)) + 6) & ~std::size_t{3};
}

/// Room for `length` items; the length stays, for others must not see it before the items.
Result<void> grow(Thread& thread, List* list, std::size_t length) {
    if (length <= list->capacity) return {};
    end_sorting(list);
    if (length <= list->capacity) return {};
    std::size_t capacity = roomy(thread, length);
    if (length - list->length > capacity - length) capacity = (length + 3) & ~std::size_t{3};
    return set_capacity(thread, list, capacity);
}

Slot* slots_of(List* list) { return list->items; }

void set_length(List* list, std::size_t length) { list->length = static_cast<std::uint32_t>(length); }

/// A list of `count` items of an array.
template <typename Item>
Result<List*> list_of(Thread& thread, Item const* items, std::size_t count) {
    List* const list = MINIVM_TRY(make_list(thread, count));
    copy_slots<Slot, Item>(slots_of(list), items, count);
    set_length(list, count);
    return list;
}

/// list.extend(). Under the Guard; `items` must not move as the list grows.
template <typename Item>
Result<void> add_all(Thread& thread, List* list, Item const* items, std::size_t count) {
    if (count == 0) return {};
    std::size_t const length = list->length;
    MINIVM_TRY(grow(thread, list, length + count));
    copy_slots<Slot, Item>(slots_of(list) + length, items, count);
    set_length(list, length + count);
    return {};
}

Result<void> indexable(Thread& thread, Value key) {
    if (is_int(key) || !lookup(thread, type_of(thread, key), names(thread).index_).is_unbound()) return {};
    return raise_type_error(thread, "list indices must be integers or slices, not %s",
                            type_name(thread, key));
}

/// What `list[slice] = ...` takes: the items of any iterable, in a list (which may be `list` itself) or
/// tuple.
Result<Value> items_for(Thread& thread, Value source, char const* complaint) {
    if (as<List>(source) || as<Tuple>(source)) return source;
    Value const all = MINIVM_TRY(steady(thread, source));
    Result<Value> const iterator = iterate(thread, all);
    if (!iterator) {
        if (!raised_is(thread, types(thread).type_error)) return Raised{};
        take_exception(thread);
        return raise_type_error(thread, "%s", complaint);
    }
    Root<Value> kept(thread, iterator.take());
    List* const collected = MINIVM_TRY(collect_list(thread, kept));
    return Value::of(collected);
}

/// Under the Guard if it is a list.
std::span<Value const> values_of(Value sequence) {
    if (List const* const list = as<List>(sequence)) return list->values();
    return cast<Tuple>(sequence)->view();
}

Result<void> set_slice(Thread& thread, List* list, Slice* slice, Value source) {
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    bool const contiguous = numbers.step == 1;
    Value taken = MINIVM_TRY(
        items_for(thread, source,
                  contiguous ? "can only assign an iterable" : "must assign iterable to extended slice"));
    PairGuard const guard(thread, list, taken.as_object());
    if (taken == Value::of(list)) {
        List* const copied = MINIVM_TRY(list_of(thread, slots_of(list), list->length));
        taken = Value::of(copied);
    }
    // Iterating over the source may have changed the list: only now are positions final.
    SliceBounds const bounds = slice_select(numbers, list->length);
    std::span<Value const> const items = values_of(taken);
    auto const count = static_cast<std::size_t>(bounds.count);
    if (contiguous) return list_replace(thread, list, static_cast<std::size_t>(bounds.start), count, items);
    if (items.size() != count) {
        return raise_value_error(thread,
                                 "attempt to assign sequence of size %zu to extended slice of size %zu",
                                 items.size(), count);
    }
    std::int64_t at = bounds.start;
    for (std::size_t i = 0; i < count; ++i, at += bounds.step) slots_of(list)[at] = items[i];
    return {};
}

Result<void> delete_slice(Thread& thread, List* list, Slice* slice) {
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    Guard const guard(thread, list);
    std::size_t const length = list->length;
    SliceBounds bounds = slice_select(numbers, length);
    if (bounds.count == 0) return {};
    if (bounds.step < 0) {
        bounds.start += (bounds.count - 1) * bounds.step;
        bounds.step = -bounds.step;
    }
    if (bounds.step == 1) {
        return list_replace(thread, list, static_cast<std::size_t>(bounds.start),
                            static_cast<std::size_t>(bounds.count), {});
    }
    Slot* const slots = list->items;
    std::size_t to = static_cast<std::size_t>(bounds.start);
    std::int64_t left = bounds.count;
    std::size_t next_gone = to;
    for (std::size_t from = to; from < length; ++from) {
        if (left > 0 && from == next_gone) {
            next_gone += static_cast<std::size_t>(bounds.step);
            --left;
        } else {
            slots[to++] = slots[from];
        }
    }
    list_truncate(thread, list, to);
    return {};
}

/// The number that a key which is no slice means: before what is negative is counted from the end.
Result<std::int64_t> number_of(Thread& thread, Value key) {
    if (key.is_small_int()) return key.as_small_int();
    MINIVM_TRY(indexable(thread, key));
    return index_word(thread, key, OutOfRange::index_error);
}

/// A valid index into a list of `length` items.
Result<std::size_t> position(Thread& thread, std::int64_t i, std::size_t length, char const* complaint) {
    if (i < 0) i += static_cast<std::int64_t>(length);
    if (i < 0 || i >= static_cast<std::int64_t>(length)) return raise_index_error(thread, "%s", complaint);
    return static_cast<std::size_t>(i);
}

}  // namespace

Result<List*> make_list(Thread& thread, std::size_t capacity) {
    auto* list = static_cast<List*>(Heap::allocate(thread, shape_id::list, Kind::list, sizeof(List)));
    list->items = nullptr;
    list->length = 0;
    list->capacity = 0;
    if constexpr (free_threaded) list->sorting = nullptr;
    if (capacity != 0) MINIVM_TRY(set_capacity(thread, list, capacity));
    return list;
}

Result<List*> make_list(Thread& thread, std::span<Value const> items) {
    return list_of(thread, items.data(), items.size());
}

Result<List*> copy_list(Thread& thread, List* list) {
    Guard const guard(thread, list);
    return list_of(thread, slots_of(list), list->length);
}

Result<Tuple*> tuple_of(Thread& thread, List* list) {
    Guard const guard(thread, list);
    return make_tuple(thread, list->values());
}

Result<void> list_push(Thread& thread, List* list, Value item) {
    std::uint32_t const length = list->length;
    if (length >= list->capacity) [[unlikely]]
        MINIVM_TRY(grow(thread, list, std::size_t{length} + 1));
    list->items[length] = item;
    list->length = length + 1;
    return {};
}

Result<void> append(Thread& thread, List* list, Value item) {
    Guard const guard(thread, list);
    return list_push(thread, list, item);
}

Result<void> extend(Thread& thread, List* list, std::span<Value const> items) {
    Guard const guard(thread, list);
    return add_all(thread, list, items.data(), items.size());
}

Result<void> extend(Thread& thread, List* list, List* other) {
    PairGuard const guard(thread, list, other);
    std::size_t const count = other->length;
    MINIVM_TRY(grow(thread, list, list->length + count));  // first: they may be one list
    return add_all(thread, list, slots_of(other), count);
}

Result<void> reserve(Thread& thread, List* list, std::size_t capacity) {
    if (capacity <= list->capacity) return {};
    return set_capacity(thread, list, capacity);
}

Result<void> insert(Thread& thread, List* list, std::int64_t index, Value item) {
    Guard const guard(thread, list);
    std::int64_t const length = list->length;
    if (index < 0) index = std::max<std::int64_t>(index + length, 0);
    index = std::min(index, length);
    MINIVM_TRY(grow(thread, list, static_cast<std::size_t>(length) + 1));
    Slot* const place = slots_of(list) + index;
    move_slots(place + 1, place, static_cast<std::size_t>(length - index));
    *place = item;
    set_length(list, static_cast<std::size_t>(length) + 1);
    return {};
}

void list_truncate(Thread& thread, List* list, std::size_t length) {
    if (length == 0) {
        release(thread, list);
        return;
    }
    set_length(list, length);
    // Storage is given back when less than half is used, as CPython does; that it cannot be had is no
    // failure.
    std::uint32_t const before = list->capacity;
    if (length >= before / 2 || thread.watched()) return;
    std::size_t const capacity = roomy(thread, length);
    void* const storage =
        thread.heap->reallocate_storage(thread, list->items, before * sizeof(Slot), capacity * sizeof(Slot));
    if (storage == nullptr) return;
    list->items = static_cast<Slot*>(storage);
    list->capacity = static_cast<std::uint32_t>(capacity);
}

Result<void> list_replace(Thread& thread, List* list, std::size_t begin, std::size_t count,
                          std::span<Value const> items) {
    std::size_t const tail = list->length - begin - count;
    std::size_t const length = begin + items.size() + tail;
    if (items.size() > count) MINIVM_TRY(grow(thread, list, length));
    Slot* const place = slots_of(list) + begin;
    if (items.size() != count) move_slots(place + items.size(), place + count, tail);
    copy_slots<Slot, Value>(place, items.data(), items.size());
    if (items.size() > count) set_length(list, length);
    if (items.size() < count) list_truncate(thread, list, length);
    return {};
}

Result<Value> list_get_item(Thread& thread, List* list, Value key) {
    Root<List> kept(thread, list);
    if (Slice* const slice = as<Slice>(key)) {
        SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
        Guard const guard(thread, list);
        SliceBounds const bounds = slice_select(numbers, list->length);
        auto const count = static_cast<std::size_t>(bounds.count);
        Slot const* const from = slots_of(list);
        if (bounds.step == 1 || count == 0) {
            List* const part = MINIVM_TRY(list_of(thread, count == 0 ? from : from + bounds.start, count));
            return Value::of(part);
        }
        List* const part = MINIVM_TRY(make_list(thread, count));
        std::int64_t at = bounds.start;
        for (std::size_t i = 0; i < count; ++i, at += bounds.step) slots_of(part)[i] = from[at];
        set_length(part, count);
        return Value::of(part);
    }
    std::int64_t const number = MINIVM_TRY(number_of(thread, key));
    std::span<Slot const> const now = list->view();
    std::size_t const i = MINIVM_TRY(position(thread, number, now.size(), "list index out of range"));
    return Value(now[i]);
}

Result<void> list_set_item(Thread& thread, List* list, Value key, Value item) {
    Root<List> kept(thread, list);
    Root<Value> kept_item(thread, item);
    if (Slice* const slice = as<Slice>(key)) return set_slice(thread, list, slice, item);
    std::int64_t const number = MINIVM_TRY(number_of(thread, key));
    Guard const guard(thread, list);
    std::size_t const i =
        MINIVM_TRY(position(thread, number, list->length, "list assignment index out of range"));
    list->items[i] = item;
    return {};
}

Result<void> list_delete_item(Thread& thread, List* list, Value key) {
    Root<List> kept(thread, list);
    if (Slice* const slice = as<Slice>(key)) return delete_slice(thread, list, slice);
    std::int64_t const number = MINIVM_TRY(number_of(thread, key));
    Guard const guard(thread, list);
    std::size_t const i =
        MINIVM_TRY(position(thread, number, list->length, "list assignment index out of range"));
    return list_replace(thread, list, i, 1, {});
}

Result<Value> list_concatenate(Thread& thread, List* left, List* right) {
    PairGuard const guard(thread, left, right);
    std::size_t const first = left->length;
    std::size_t const second = right->length;
    List* const joined = MINIVM_TRY(make_list(thread, first + second));
    copy_slots(slots_of(joined), left->items, first);
    if (second != 0) copy_slots(slots_of(joined) + first, right->items, second);
    set_length(joined, first + second);
    return Value::of(joined);
}

Result<Value> list_repeat(Thread& thread, List* list, Value count) {
    Root<List> kept(thread, list);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    Guard const guard(thread, list);
    std::size_t const length = list->length;
    if (times <= 0 || length == 0) {
        List* const none = MINIVM_TRY(make_list(thread));
        return Value::of(none);
    }
    if (static_cast<std::uint64_t>(times) > longest / length) return raise_memory_error(thread);
    std::size_t const total = static_cast<std::size_t>(times) * length;
    List* const repeated = MINIVM_TRY(make_list(thread, total));
    Slot* const to = repeated->items;
    if (length == 1) {
        Value const item = list->items[0];
        std::fill_n(to, total, item);
    } else {
        for (std::size_t at = 0; at < total; at += length) copy_slots(to + at, list->items, length);
    }
    set_length(repeated, total);
    return Value::of(repeated);
}

Result<void> list_inplace_extend(Thread& thread, List* list, Value iterable) {
    if (List* const other = as<List>(iterable)) return extend(thread, list, other);
    if (Tuple const* const other = as<Tuple>(iterable)) return extend(thread, list, other->view());
    Root<List> kept(thread, list);
    // Each item is appended before the next one is asked for: a script may watch the list grow.
    Iteration items(thread);
    Value const all = MINIVM_TRY(steady(thread, iterable));
    MINIVM_TRY(items.start(all));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        MINIVM_TRY(append(thread, list, item));
    }
}

Result<void> list_inplace_repeat(Thread& thread, List* list, Value count) {
    Root<List> kept(thread, list);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    Guard const guard(thread, list);
    std::size_t const length = list->length;
    if (times <= 0) {
        release(thread, list);
        return {};
    }
    if (length == 0 || times == 1) return {};
    if (static_cast<std::uint64_t>(times) > longest / length) return raise_memory_error(thread);
    std::size_t const total = static_cast<std::size_t>(times) * length;
    MINIVM_TRY(grow(thread, list, total));
    for (std::size_t at = length; at < total; at += length)
        copy_slots(slots_of(list) + at, list->items, length);
    set_length(list, total);
    return {};
}

Result<Str*> list_repr(Thread& thread, List* list) {
    if (list->length == 0) return make_short_str(thread, "[]");
    Printing const printing(thread, list);
    if (printing.again) return make_short_str(thread, "[...]");
    Root<List> kept(thread, list);
    StrBuilder text;
    text.append_ascii("[");
    for (std::size_t i = 0;; ++i) {
        Root<Value> item(thread, list->item(i));
        if (item.value().is_unbound()) break;
        if (i != 0) text.append_ascii(", ");
        Str* const written = MINIVM_TRY(repr(thread, item));
        text.append(written);
    }
    text.append_ascii("]");
    return text.finish(thread);
}

}  // namespace minivm
