#include <algorithm>

#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

List* self_of(Value* arguments) { return cast<List>(arguments[0]); }

std::int64_t from_end(std::int64_t bound, std::int64_t length) {
    return bound < 0 ? std::max<std::int64_t>(bound + length, 0) : bound;
}

/// The first place in [start, stop) with an item equal to arguments[1], or -1; `found` becomes the item. The
/// list may change meanwhile.
Result<std::int64_t> search(Thread& thread, Value* arguments, std::int64_t start, std::int64_t stop,
                            Value* found = nullptr) {
    for (std::int64_t i = start; i < stop; ++i) {
        Value const item = self_of(arguments)->item(static_cast<std::size_t>(i));
        if (item.is_unbound()) break;
        if (found) *found = item;
        Quick const quick = quick_equal(item, arguments[1]);
        if (quick == Quick::no) continue;
        if (quick == Quick::yes) return i;
        Root<Value> kept(thread, item);
        bool const same = MINIVM_TRY(equal(thread, item, arguments[1]));
        if (same) return i;
    }
    return -1;
}

Result<Value> list_append(Thread& thread, Value* arguments) {
    MINIVM_TRY(append(thread, self_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> list_clear(Thread& thread, Value* arguments) {
    Guard const guard(thread, self_of(arguments));
    list_truncate(thread, self_of(arguments), 0);
    return Value::none();
}

Result<Value> list_copy(Thread& thread, Value* arguments) {
    List* const copied = MINIVM_TRY(copy_list(thread, self_of(arguments)));
    return Value::of(copied);
}

Result<Value> list_count(Thread& thread, Value* arguments) {
    std::int64_t count = 0;
    for (std::int64_t at = -1;; ++count) {
        at = MINIVM_TRY(search(thread, arguments, at + 1, INT64_MAX));
        if (at < 0) return Value::small_int(count);
    }
}

Result<Value> list_extend(Thread& thread, Value* arguments) {
    MINIVM_TRY(list_inplace_extend(thread, self_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> list_index(Thread& thread, Value* arguments) {
    std::int64_t start = 0;
    std::int64_t stop = INT64_MAX;
    if (!arguments[2].is_unbound()) start = MINIVM_TRY(search_number(thread, arguments[2]));
    if (!arguments[3].is_unbound()) stop = MINIVM_TRY(search_number(thread, arguments[3]));
    std::int64_t const length = self_of(arguments)->length;
    std::int64_t const at =
        MINIVM_TRY(search(thread, arguments, from_end(start, length), from_end(stop, length)));
    if (at >= 0) return Value::small_int(at);
    Str* const text = MINIVM_TRY(repr(thread, arguments[1]));
    return raise_text(thread, types(thread).value_error, to_utf8(text) + " is not in list");
}

Result<Value> list_insert(Thread& thread, Value* arguments) {
    std::int64_t const at = MINIVM_TRY(size_argument(thread, arguments[1]));
    MINIVM_TRY(insert(thread, self_of(arguments), at, arguments[2]));
    return Value::none();
}

Result<Value> list_pop(Thread& thread, Value* arguments) {
    std::int64_t at = -1;
    if (!arguments[1].is_unbound()) at = MINIVM_TRY(size_argument(thread, arguments[1]));
    List* const list = self_of(arguments);
    Guard const guard(thread, list);
    std::uint32_t const length = list->length;
    if (length == 0) return raise_index_error(thread, "pop from empty list");
    if (at < 0) at += length;
    if (at < 0 || at >= length) return raise_index_error(thread, "pop index out of range");
    Value const item = list->items[at];
    // The last, and no storage to be given back.
    if (at + 1 == length && (length > list->capacity / 2 || (thread.watched() && length > 1)))
        list->length = length - 1;
    else
        MINIVM_TRY(list_replace(thread, list, static_cast<std::size_t>(at), 1, {}));
    return item;
}

/// Removes an item at one stroke, if no item before it has an __eq__ to be asked; whether it has.
Result<bool> remove_quickly(Thread& thread, List* list, Value wanted) {
    Guard const guard(thread, list);
    std::size_t const length = list->length;
    for (std::size_t i = 0; i < length; ++i) {
        Value const item = list->items[i];
        Quick const same = quick_equal(item, wanted);
        if (same == Quick::no) continue;
        if (same == Quick::yes) MINIVM_TRY(list_replace(thread, list, i, 1, {}));
        return same == Quick::yes;
    }
    return false;
}

Result<Value> list_remove(Thread& thread, Value* arguments) {
    List* const list = self_of(arguments);
    if (thread.watched()) {
        bool const removed = MINIVM_TRY(remove_quickly(thread, list, arguments[1]));
        if (removed) return Value::none();
    }
    while (true) {
        Value found;
        std::int64_t const at = MINIVM_TRY(search(thread, arguments, 0, INT64_MAX, &found));
        if (at < 0) return raise_value_error(thread, "list.remove(x): x not in list");
        Guard const guard(thread, list);
        // __eq__ may have changed the list: as in CPython, what is there now goes. But not what another
        // thread has moved there: then the item itself, wherever it is now.
        auto place = static_cast<std::size_t>(at);
        if (thread.watched() && (place >= list->length || list->items[place] != found)) {
            std::span<Value const> const items = list->values();
            place = static_cast<std::size_t>(std::ranges::find(items, found) - items.begin());
            if (place == items.size()) continue;
        }
        if (place < list->length) MINIVM_TRY(list_replace(thread, list, place, 1, {}));
        return Value::none();
    }
}

Result<Value> list_reverse(Thread& thread, Value* arguments) {
    List* const list = self_of(arguments);
    Guard const guard(thread, list);
    reverse_slots(list->items, list->length);
    return Value::none();
}

Result<Value> list_sort(Thread& thread, Value* arguments) {
    Value const key = arguments[1].is_unbound() ? Value::none() : arguments[1];
    bool backward = false;
    if (arguments[2].is_bool()) {
        backward = arguments[2].is_true();
    } else if (!arguments[2].is_unbound()) {
        Value const number = MINIVM_TRY(index(thread, arguments[2]));
        bool fits = true;
        std::int64_t const word = to_int64(number, fits);
        if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C long");
        if (word > INT32_MAX || word < INT32_MIN)
            return raise_overflow_error(thread, "Python int too large to convert to C int");
        backward = word != 0;
    }
    MINIVM_TRY(sort(thread, self_of(arguments), key, backward));
    return Value::none();
}

Result<Value> list_new(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) {
        List* const made = MINIVM_TRY(make_list(thread));
        return Value::of(made);
    }
    List* const collected = MINIVM_TRY(collect_list(thread, arguments[1]));
    return Value::of(collected);
}

Result<Value> list_len(Thread&, Value* arguments) { return Value::small_int(self_of(arguments)->length); }
Result<Value> list_getitem(Thread& thread, Value* arguments) {
    return list_get_item(thread, self_of(arguments), arguments[1]);
}
Result<Value> list_setitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(list_set_item(thread, self_of(arguments), arguments[1], arguments[2]));
    return Value::none();
}
Result<Value> list_delitem(Thread& thread, Value* arguments) {
    MINIVM_TRY(list_delete_item(thread, self_of(arguments), arguments[1]));
    return Value::none();
}
Result<Value> list_contains(Thread& thread, Value* arguments) {
    std::int64_t const at = MINIVM_TRY(search(thread, arguments, 0, INT64_MAX));
    return Value::boolean(at >= 0);
}
Result<Value> list_add(Thread& thread, Value* arguments) {
    List* const other = as<List>(arguments[1]);
    if (other == nullptr) {
        return raise_type_error(thread, "can only concatenate list (not \"%s\") to list",
                                type_name(thread, arguments[1]));
    }
    return list_concatenate(thread, self_of(arguments), other);
}
Result<Value> list_mul(Thread& thread, Value* arguments) {
    return list_repeat(thread, self_of(arguments), arguments[1]);
}
Result<Value> list_iadd(Thread& thread, Value* arguments) {
    MINIVM_TRY(list_inplace_extend(thread, self_of(arguments), arguments[1]));
    return arguments[0];
}
Result<Value> list_imul(Thread& thread, Value* arguments) {
    MINIVM_TRY(list_inplace_repeat(thread, self_of(arguments), arguments[1]));
    return arguments[0];
}
Result<Value> list_reversed(Thread& thread, Value* arguments) {
    return reversed_iterator(thread, arguments[0]);
}

}  // namespace

Result<std::int64_t> size_argument(Thread& thread, Value value) {
    if (value.is_small_int()) return value.as_small_int();
    Value const number = MINIVM_TRY(index(thread, value));
    bool fits = true;
    std::int64_t const word = to_int64(number, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
    return word;
}

void define_list(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", list_new, "(cls, iterable=(), /)"},
        {"append", list_append, "(self, object, /)"},
        {"clear", list_clear, "(self, /)"},
        {"copy", list_copy, "(self, /)"},
        {"count", list_count, "(self, value, /)"},
        {"extend", list_extend, "(self, iterable, /)"},
        {"index", list_index, "(self, value, start=0, stop=9223372036854775807, /)"},
        {"insert", list_insert, "(self, index, object, /)"},
        {"pop", list_pop, "(self, index=-1, /)"},
        {"remove", list_remove, "(self, value, /)"},
        {"reverse", list_reverse, "(self, /)"},
        {"sort", list_sort, "(self, /, *, key=None, reverse=False)"},
        {"__len__", list_len, "(self, /)"},
        {"__getitem__", list_getitem, "(self, key, /)"},
        {"__setitem__", list_setitem, "(self, key, value, /)"},
        {"__delitem__", list_delitem, "(self, key, /)"},
        {"__contains__", list_contains, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__reversed__", list_reversed, "(self, /)"},
        {"__add__", list_add, "(self, value, /)"},
        {"__mul__", list_mul, "(self, value, /)"},
        {"__rmul__", list_mul, "(self, value, /)"},
        {"__iadd__", list_iadd, "(self, value, /)"},
        {"__imul__", list_imul, "(self, value, /)"},
        {"__repr__", (special_repr<List, list_repr>), "(self, /)"},
        MINIVM_COMPARISONS(sequence_compare),
    };
    add_methods(thread, types(thread).list, methods);
    set_unhashable(thread, types(thread).list);
}

}  // namespace minivm
