// list: storage and protocols. The methods are in list_methods.cpp, sort in sort.cpp.
//
// While a list is being sorted its `items` is sort.cpp's mark with capacity 0: everything here takes a
// capacity of 0 to mean that there is no storage, whatever the pointer.
#include <algorithm>

#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t longest = UINT32_MAX - 8;

/// Sets the storage to exactly `capacity` (> 0) items; the length stays.
Result<void> set_capacity(Thread& thread, List* list, std::size_t capacity) {
    if (capacity > longest) return raise_memory_error(thread);
    Heap& heap = *thread.heap;
    void* const storage = list->capacity == 0
                              ? heap.allocate_storage(thread, capacity * sizeof(Value))
                              : heap.reallocate_storage(thread, list->items, list->capacity * sizeof(Value),
                                                        capacity * sizeof(Value));
    if (storage == nullptr) return raise_memory_error(thread);
    list->items = static_cast<Value*>(storage);
    list->capacity = static_cast<std::uint32_t>(capacity);
    return {};
}

void release(Thread& thread, List* list) {
    if (list->capacity != 0) {
        thread.heap->retire_storage(thread, list->items, list->capacity * sizeof(Value));
        list->items = nullptr;
        list->capacity = 0;
    }
    list->length = 0;
}

std::size_t roomy(std::size_t length) { return (length + (length >> 3) + 6) & ~std::size_t{3}; }

/// New items are garbage until the caller fills them.
Result<void> grow(Thread& thread, List* list, std::size_t length) {
    if (length > list->capacity) {
        std::size_t capacity = roomy(length);
        if (length - list->length > capacity - length) capacity = (length + 3) & ~std::size_t{3};
        MINIVM_TRY(set_capacity(thread, list, capacity));
    }
    list->length = static_cast<std::uint32_t>(length);
    return {};
}

Result<void> indexable(Thread& thread, Value key) {
    if (is_int(key) || !lookup(thread, type_of(thread, key), names(thread).index_).is_unbound()) return {};
    return raise_type_error(thread, "list indices must be integers or slices, not %s",
                            type_name(thread, key));
}

/// What `list[slice] = ...` takes: the items of any iterable, in a list or tuple that is not `list` itself.
Result<Value> items_for(Thread& thread, List* list, Value source, char const* complaint) {
    if (source == Value::of(list)) {
        List* const copied = MINIVM_TRY(make_list(thread, list->view()));
        return Value::of(copied);
    }
    if (as<List>(source) || as<Tuple>(source)) return source;
    Result<Value> const iterator = iterate(thread, source);
    if (!iterator) {
        if (!raised_is(thread, types(thread).type_error)) return Raised{};
        take_exception(thread);
        return raise_type_error(thread, "%s", complaint);
    }
    Root<Value> kept(thread, iterator.take());
    List* const collected = MINIVM_TRY(collect_list(thread, kept));
    return Value::of(collected);
}

std::span<Value const> view_of(Value sequence) {
    if (List const* const list = as<List>(sequence)) return list->view();
    return cast<Tuple>(sequence)->view();
}

Result<void> set_slice(Thread& thread, List* list, Slice* slice, Value source) {
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    bool const contiguous = numbers.step == 1;
    Value const taken = MINIVM_TRY(
        items_for(thread, list, source,
                  contiguous ? "can only assign an iterable" : "must assign iterable to extended slice"));
    // Iterating over the source may have changed the list: only now are positions final.
    SliceBounds const bounds = slice_select(numbers, list->length);
    std::span<Value const> const items = view_of(taken);
    auto const count = static_cast<std::size_t>(bounds.count);
    if (contiguous) return list_replace(thread, list, static_cast<std::size_t>(bounds.start), count, items);
    if (items.size() != count) {
        return raise_value_error(thread,
                                 "attempt to assign sequence of size %zu to extended slice of size %zu",
                                 items.size(), count);
    }
    std::int64_t at = bounds.start;
    for (std::size_t i = 0; i < count; ++i, at += bounds.step) list->items[at] = items[i];
    return {};
}

Result<void> delete_slice(Thread& thread, List* list, Slice* slice) {
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    SliceBounds bounds = slice_select(numbers, list->length);
    if (bounds.count == 0) return {};
    if (bounds.step < 0) {
        bounds.start += (bounds.count - 1) * bounds.step;
        bounds.step = -bounds.step;
    }
    if (bounds.step == 1) {
        return list_replace(thread, list, static_cast<std::size_t>(bounds.start),
                            static_cast<std::size_t>(bounds.count), {});
    }
    std::size_t to = static_cast<std::size_t>(bounds.start);
    std::int64_t left = bounds.count;
    std::size_t next_gone = to;
    for (std::size_t from = to; from < list->length; ++from) {
        if (left > 0 && from == next_gone) {
            next_gone += static_cast<std::size_t>(bounds.step);
            --left;
        } else {
            list->items[to++] = list->items[from];
        }
    }
    list_truncate(thread, list, to);
    return {};
}

/// A valid index into the list, from a key that is no slice.
Result<std::size_t> position(Thread& thread, List* list, Value key, char const* complaint) {
    std::int64_t i;
    if (key.is_small_int()) {
        i = key.as_small_int();
    } else {
        MINIVM_TRY(indexable(thread, key));
        i = MINIVM_TRY(index_word(thread, key, OutOfRange::index_error));
    }
    if (i < 0) i += list->length;
    if (i < 0 || i >= list->length) return raise_index_error(thread, "%s", complaint);
    return static_cast<std::size_t>(i);
}

}  // namespace

Result<List*> make_list(Thread& thread, std::size_t capacity) {
    auto* list = static_cast<List*>(Heap::allocate(thread, shape_id::list, Kind::list, sizeof(List)));
    list->items = nullptr;
    list->length = 0;
    list->capacity = 0;
    if (capacity != 0) MINIVM_TRY(set_capacity(thread, list, capacity));
    return list;
}

Result<List*> make_list(Thread& thread, std::span<Value const> items) {
    List* const list = MINIVM_TRY(make_list(thread, items.size()));
    std::copy(items.begin(), items.end(), list->items);
    list->length = static_cast<std::uint32_t>(items.size());
    return list;
}

Result<void> append(Thread& thread, List* list, Value item) {
    std::uint32_t const length = list->length;
    if (length < list->capacity) [[likely]]
        list->length = length + 1;
    else
        MINIVM_TRY(grow(thread, list, std::size_t{length} + 1));
    list->items[length] = item;
    return {};
}

Result<void> extend(Thread& thread, List* list, std::span<Value const> items) {
    if (items.empty()) return {};
    std::uint32_t const length = list->length;
    std::size_t const count = items.size();
    bool const own = items.data() == list->items;  // list.extend(list): growing moves the storage
    MINIVM_TRY(grow(thread, list, length + count));
    std::copy_n(own ? list->items : items.data(), count, list->items + length);
    return {};
}

Result<void> reserve(Thread& thread, List* list, std::size_t capacity) {
    if (capacity <= list->capacity) return {};
    return set_capacity(thread, list, capacity);
}

Result<void> insert(Thread& thread, List* list, std::int64_t index, Value item) {
    std::int64_t const length = list->length;
    if (index < 0) index = std::max<std::int64_t>(index + length, 0);
    index = std::min(index, length);
    MINIVM_TRY(grow(thread, list, static_cast<std::size_t>(length) + 1));
    std::copy_backward(list->items + index, list->items + length, list->items + length + 1);
    list->items[index] = item;
    return {};
}

void list_truncate(Thread& thread, List* list, std::size_t length) {
    if (length == 0) {
        release(thread, list);
        return;
    }
    list->length = static_cast<std::uint32_t>(length);
    // Storage is given back when less than half is used, as CPython does; that it cannot be had is no
    // failure.
    if (length >= list->capacity / 2) return;
    std::size_t const capacity = roomy(length);
    void* const storage = thread.heap->reallocate_storage(thread, list->items, list->capacity * sizeof(Value),
                                                          capacity * sizeof(Value));
    if (storage == nullptr) return;
    list->items = static_cast<Value*>(storage);
    list->capacity = static_cast<std::uint32_t>(capacity);
}

Result<void> list_replace(Thread& thread, List* list, std::size_t begin, std::size_t count,
                          std::span<Value const> items) {
    std::size_t const old_length = list->length;
    std::size_t const tail = old_length - begin - count;
    if (items.size() > count) {
        MINIVM_TRY(grow(thread, list, old_length - count + items.size()));
        std::copy_backward(list->items + begin + count, list->items + old_length,
                           list->items + begin + items.size() + tail);
    } else if (items.size() < count) {
        std::copy_n(list->items + begin + count, tail, list->items + begin + items.size());
    }
    std::copy(items.begin(), items.end(), list->items + begin);
    if (items.size() < count) list_truncate(thread, list, begin + items.size() + tail);
    return {};
}

Result<Value> list_get_item(Thread& thread, List* list, Value key) {
    if (Slice* const slice = as<Slice>(key)) {
        Root<List> kept(thread, list);
        SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
        SliceBounds const bounds = slice_select(numbers, list->length);
        auto const count = static_cast<std::size_t>(bounds.count);
        List* const part = MINIVM_TRY(make_list(thread, count));
        if (bounds.step == 1) {
            std::copy_n(list->items + bounds.start, count, part->items);
        } else {
            std::int64_t at = bounds.start;
            for (std::size_t i = 0; i < count; ++i, at += bounds.step) part->items[i] = list->items[at];
        }
        part->length = static_cast<std::uint32_t>(count);
        return Value::of(part);
    }
    Root<List> kept(thread, list);
    std::size_t const i = MINIVM_TRY(position(thread, list, key, "list index out of range"));
    return list->items[i];
}

Result<void> list_set_item(Thread& thread, List* list, Value key, Value item) {
    Root<List> kept(thread, list);
    Root<Value> kept_item(thread, item);
    if (Slice* const slice = as<Slice>(key)) return set_slice(thread, list, slice, item);
    std::size_t const i = MINIVM_TRY(position(thread, list, key, "list assignment index out of range"));
    list->items[i] = item;
    return {};
}

Result<void> list_delete_item(Thread& thread, List* list, Value key) {
    Root<List> kept(thread, list);
    if (Slice* const slice = as<Slice>(key)) return delete_slice(thread, list, slice);
    std::size_t const i = MINIVM_TRY(position(thread, list, key, "list assignment index out of range"));
    return list_replace(thread, list, i, 1, {});
}

Result<Value> list_concatenate(Thread& thread, List* left, List* right) {
    List* const joined = MINIVM_TRY(make_list(thread, std::size_t{left->length} + right->length));
    std::copy_n(left->items, left->length, joined->items);
    std::copy_n(right->items, right->length, joined->items + left->length);
    joined->length = left->length + right->length;
    return Value::of(joined);
}

Result<Value> list_repeat(Thread& thread, List* list, Value count) {
    Root<List> kept(thread, list);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
    if (times <= 0 || list->length == 0) {
        List* const none = MINIVM_TRY(make_list(thread));
        return Value::of(none);
    }
    if (static_cast<std::uint64_t>(times) > longest / list->length) return raise_memory_error(thread);
    std::size_t const total = static_cast<std::size_t>(times) * list->length;
    List* const repeated = MINIVM_TRY(make_list(thread, total));
    if (list->length == 1) {
        std::fill_n(repeated->items, total, list->items[0]);
    } else {
        for (std::size_t at = 0; at < total; at += list->length)
            std::copy_n(list->items, list->length, repeated->items + at);
    }
    repeated->length = static_cast<std::uint32_t>(total);
    return Value::of(repeated);
}

Result<void> list_inplace_extend(Thread& thread, List* list, Value iterable) {
    if (List const* const other = as<List>(iterable)) return extend(thread, list, other->view());
    if (Tuple const* const other = as<Tuple>(iterable)) return extend(thread, list, other->view());
    Root<List> kept(thread, list);
    // Each item is appended before the next one is asked for: a script may watch the list grow.
    Iteration items(thread);
    MINIVM_TRY(items.start(iterable));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        MINIVM_TRY(append(thread, list, item));
    }
}

Result<void> list_inplace_repeat(Thread& thread, List* list, Value count) {
    Root<List> kept(thread, list);
    std::int64_t const times = MINIVM_TRY(index_word(thread, count, OutOfRange::overflow_error));
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
        std::copy_n(list->items, length, list->items + at);
    return {};
}

Result<Str*> list_repr(Thread& thread, List* list) {
    if (list->length == 0) return make_short_str(thread, "[]");
    Printing const printing(thread, list);
    if (printing.again) return make_short_str(thread, "[...]");
    Root<List> kept(thread, list);
    StrBuilder text;
    text.append_ascii("[");
    for (std::uint32_t i = 0; i < list->length; ++i) {
        if (i != 0) text.append_ascii(", ");
        Root<Value> item(thread, list->items[i]);
        Str* const written = MINIVM_TRY(repr(thread, item));
        text.append(written);
    }
    text.append_ascii("]");
    return text.finish(thread);
}

}  // namespace minivm
