// The iterators of the builtin containers: each a step function over `a` (what is iterated; None once
// exhausted, so that an iterator that ended stays ended) and `position`. enumerate, zip, map, filter and
// reversed, which scripts call, are in iterator_types.cpp.
#include "vm/objects/iterator.hpp"

#include <algorithm>
#include <optional>

#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Value finish(Iterator* self) {
    self->a = Value::none();
    return Value::unbound();
}

Result<Value> step_list(Thread&, Iterator* self) {
    List* const list = as<List>(self->a);
    if (list == nullptr) return Value::unbound();
    Value const item = list->item(static_cast<std::size_t>(self->position));
    if (item.is_unbound()) return finish(self);
    ++self->position;
    return item;
}

Result<Value> step_list_reverse(Thread&, Iterator* self) {
    List* const list = as<List>(self->a);
    if (list == nullptr) return Value::unbound();
    if (self->position >= 0) {
        Value const item = list->item(static_cast<std::size_t>(self->position));
        if (!item.is_unbound()) {
            --self->position;
            return item;
        }
    }
    self->position = -1;
    return finish(self);
}

Result<Value> step_tuple(Thread&, Iterator* self) {
    Tuple* const tuple = as<Tuple>(self->a);
    if (tuple == nullptr) return Value::unbound();
    std::int64_t const position = self->position;
    if (position >= tuple->length) return finish(self);
    self->position = position + 1;
    return tuple->items()[position];
}

/// A range of words: `position` is the number after the last one, modulo 2^64, `size` how many are left, `b`
/// the step.
Result<Value> step_range(Thread& thread, Iterator* self) {
    std::int64_t const left = self->size;
    if (left <= 0) return Value::unbound();
    self->size = left - 1;
    std::uint64_t const back =
        static_cast<std::uint64_t>(left) * static_cast<std::uint64_t>(self->b.as_small_int());
    return make_int(thread,
                    static_cast<std::int64_t>(
                        static_cast<std::uint64_t>(static_cast<std::int64_t>(self->position)) - back));
}

/// Any other: `a` is the next number, `b` the step, `c` how many are left.
Result<Value> step_long_range(Thread& thread, Iterator* self) {
    Guard const guard(thread, self);
    if (sign_of(self->c) <= 0) return Value::unbound();
    Value const number = self->a;
    self->c =
        MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::sub), self->c, Value::small_int(1)));
    self->a = MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::add), number, self->b));
    return number;
}

/// How far an iterator over a dict or a set is. It is kept in the one word `position`: two threads that ask
/// one iterator must not make a state of which one half is the one's and the other half the other's.
struct Progress {
    std::uint32_t next;  // the number of the next entry; of a reversed dict, how many entries come before it
    std::uint32_t left;

    static Progress of(Iterator const* self) {
        auto const word = static_cast<std::uint64_t>(static_cast<std::int64_t>(self->position));
        return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32)};
    }
    void keep(Iterator* self) const {
        self->position = static_cast<std::int64_t>(std::uint64_t{left} << 32 | next);
    }
};

Result<std::optional<DictItem>> dict_changed(Thread& thread, Iterator* self) {
    self->size = -1;  // and so it stays
    return raise(thread, types(thread).runtime_error, "dictionary changed size during iteration");
}

// Dicts: `size` is the length when the iteration began.

Result<std::optional<DictItem>> next_of_dict(Thread& thread, Iterator* self) {
    Dict* const dict = as<Dict>(self->a);
    if (dict == nullptr) return std::optional<DictItem>();
    if (self->size != dict->used) return dict_changed(thread, self);
    Progress progress = Progress::of(self);
    auto const entry = next_entry(dict, progress.next);
    if (!entry) {
        finish(self);
        return entry;
    }
    if (progress.left == 0) {
        finish(self);
        return raise(thread, types(thread).runtime_error, "dictionary keys changed during iteration");
    }
    --progress.left;
    progress.keep(self);
    return entry;
}

Result<std::optional<DictItem>> previous_of_dict(Thread& thread, Iterator* self) {
    Dict* const dict = as<Dict>(self->a);
    if (dict == nullptr) return std::optional<DictItem>();
    if (self->size != dict->used) return dict_changed(thread, self);
    Progress progress = Progress::of(self);
    DictTable const* const table = dict->table;
    std::int64_t position = std::int64_t{std::min<std::uint32_t>(progress.next, table->filled)} - 1;
    auto const entry = previous_entry(table, position);
    if (!entry) {
        finish(self);
        return entry;
    }
    progress.next = static_cast<std::uint32_t>(position + 1);
    if (progress.left > 0) --progress.left;  // an entry added for one deleted may come behind the last
    progress.keep(self);
    return entry;
}

using EntryOf = Result<std::optional<DictItem>> (*)(Thread&, Iterator*);

template <EntryOf entry_of>
Result<Value> step_dict_keys(Thread& thread, Iterator* self) {
    auto const entry = MINIVM_TRY(entry_of(thread, self));
    return !entry ? Value::unbound() : entry->key;
}

template <EntryOf entry_of>
Result<Value> step_dict_values(Thread& thread, Iterator* self) {
    auto const entry = MINIVM_TRY(entry_of(thread, self));
    return !entry ? Value::unbound() : entry->value;
}

template <EntryOf entry_of>
Result<Value> step_dict_items(Thread& thread, Iterator* self) {
    auto const entry = MINIVM_TRY(entry_of(thread, self));
    if (!entry) return Value::unbound();
    Value const pair[] = {entry->key, entry->value};
    return Value::of(make_small_tuple(thread, pair));
}

/// `size` is the set's length when the iteration began.
Result<Value> step_set(Thread& thread, Iterator* self) {
    Set* const set = as_any_set(self->a);
    if (set == nullptr) return Value::unbound();
    if (self->size != set->used) {
        self->size = -1;
        return raise(thread, types(thread).runtime_error, "Set changed size during iteration");
    }
    Progress progress = Progress::of(self);
    auto const entry = next_entry(set, progress.next);
    if (!entry) return finish(self);
    if (progress.left > 0) --progress.left;
    progress.keep(self);
    return entry->key;
}

/// `a` is the callable, `b` the sentinel.
Result<Value> step_callable(Thread& thread, Iterator* self) {
    Value const callable = self->a;
    Value const sentinel = self->b;
    if (sentinel.is_unbound() || callable.is_none()) return Value::unbound();
    Root<Iterator> kept(thread, self);
    Root<Value> kept_sentinel(thread, sentinel);
    Result<Value> const result = call(thread, callable, {});
    if (!result) {
        if (!raised_is(thread, types(thread).stop_iteration)) return Raised{};
        take_exception(thread);
        self->b = Value::unbound();
        return finish(self);
    }
    // The call may have exhausted this very iterator.
    if (self->b.is_unbound()) return Value::unbound();
    Root<Value> item(thread, result.take());
    bool const ended = MINIVM_TRY(equal(thread, sentinel, item));
    if (!ended) return item.value();
    self->b = Value::unbound();
    return finish(self);
}

/// An object's own __getitem__, from 0 on.
Result<Value> step_sequence(Thread& thread, Iterator* self) {
    Value const sequence = self->a;
    if (sequence.is_none()) return Value::unbound();
    Root<Iterator> kept(thread, self);
    Root<Value> kept_sequence(thread, sequence);
    Result<Value> const item = get_item(thread, sequence, make_int(thread, self->position));
    ++self->position;
    if (item) return item;
    if (!raised_is(thread, types(thread).index_error) && !raised_is(thread, types(thread).stop_iteration))
        return Raised{};
    take_exception(thread);
    return finish(self);
}

Result<Value> step_sequence_reverse(Thread& thread, Iterator* self) {
    Value const sequence = self->a;
    std::int64_t const position = self->position;
    if (position < 0 || sequence.is_none()) return Value::unbound();
    Root<Iterator> kept(thread, self);
    Root<Value> kept_sequence(thread, sequence);
    Result<Value> const item = get_item(thread, sequence, make_int(thread, position));
    if (item) {
        --self->position;
        return item;
    }
    if (!raised_is(thread, types(thread).index_error) && !raised_is(thread, types(thread).stop_iteration))
        return Raised{};
    take_exception(thread);
    self->position = -1;
    return finish(self);
}

Value range_iterator(Thread& thread, Value start, Value step, Value length) {
    bool fits = false;
    std::int64_t const first = to_int64(start, fits);
    if (fits && step.is_small_int() && length.is_small_int()) {
        // The last number must be a word as well.
        std::int64_t span;
        std::int64_t last;
        std::int64_t const count = length.as_small_int();
        if (count == 0 || (!__builtin_mul_overflow(count - 1, step.as_small_int(), &span) &&
                           !__builtin_add_overflow(first, span, &last))) {
            Iterator* const made = make_iterator(thread, shape_id::range_iterator, step_range, Value::none(),
                                                 step, Value::none());
            std::uint64_t const length_of_all =
                static_cast<std::uint64_t>(count) * static_cast<std::uint64_t>(step.as_small_int());
            made->position = static_cast<std::int64_t>(static_cast<std::uint64_t>(first) + length_of_all);
            made->size = count;
            return Value::of(made);
        }
    }
    return Value::of(
        make_iterator(thread, shape_id::long_range_iterator, step_long_range, start, step, length));
}

/// Of a dict or a set of `used` entries.
Value entry_iterator(Thread& thread, std::uint32_t shape, Iterator::Step step, Value source,
                     std::uint32_t next, std::uint32_t used) {
    Iterator* const made = make_iterator(thread, shape, step, source);
    Progress{next, used}.keep(made);
    made->size = used;
    return Value::of(made);
}

template <EntryOf entry_of>
Value dict_iterator(Thread& thread, Dict* dict, std::uint32_t next, std::uint32_t view_shape,
                    std::uint32_t key_shape, std::uint32_t value_shape, std::uint32_t item_shape) {
    Value const source = Value::of(dict);
    std::uint32_t const used = dict->used;
    switch (view_shape) {
        case shape_id::dict_values:
            return entry_iterator(thread, value_shape, step_dict_values<entry_of>, source, next, used);
        case shape_id::dict_items:
            return entry_iterator(thread, item_shape, step_dict_items<entry_of>, source, next, used);
        default: return entry_iterator(thread, key_shape, step_dict_keys<entry_of>, source, next, used);
    }
}

Value forward(Thread& thread, Dict* dict, std::uint32_t view_shape) {
    return dict_iterator<next_of_dict>(thread, dict, 0, view_shape, shape_id::dict_key_iterator,
                                       shape_id::dict_value_iterator, shape_id::dict_item_iterator);
}

Value backward(Thread& thread, Dict* dict, std::uint32_t view_shape) {
    return dict_iterator<previous_of_dict>(
        thread, dict, dict->table->filled, view_shape, shape_id::dict_reverse_key_iterator,
        shape_id::dict_reverse_value_iterator, shape_id::dict_reverse_item_iterator);
}

Value from_end(Thread& thread, std::uint32_t shape, Iterator::Step step, Value sequence,
               std::int64_t length) {
    Iterator* const made = make_iterator(thread, shape, step, sequence);
    made->position = length - 1;
    return Value::of(made);
}

}  // namespace

std::uint32_t entries_left(Iterator const* self) { return Progress::of(self).left; }

Iterator* make_iterator(Thread& thread, std::uint32_t shape, Iterator::Step step, Value a, Value b, Value c) {
    auto* made = static_cast<Iterator*>(Heap::allocate(thread, shape, Kind::iterator, sizeof(Iterator)));
    made->step = step;
    made->a = a;
    made->b = b;
    made->c = c;
    made->position = 0;
    made->size = 0;
    return made;
}

Result<Value> builtin_iterator(Thread& thread, Value iterable) {
    if (!iterable.is_object()) return Value::unbound();
    Object* const object = iterable.as_object();
    switch (object->kind) {
        case Kind::list:
            return Value::of(make_iterator(thread, shape_id::list_iterator, step_list, iterable));
        case Kind::tuple:
            return Value::of(make_iterator(thread, shape_id::tuple_iterator, step_tuple, iterable));
        case Kind::str: return str_iterator(thread, static_cast<Str*>(object));
        case Kind::bytes:
        case Kind::bytearray: return bytes_iterator(thread, iterable);
        case Kind::range: {
            Range* const range = static_cast<Range*>(object);
            return range_iterator(thread, range->start, range->step, range->length);
        }
        case Kind::dict: return forward(thread, static_cast<Dict*>(object), shape_id::dict_keys);
        case Kind::dict_view:
            return forward(thread, cast<Dict>(static_cast<DictView*>(object)->dict), object->shape);
        case Kind::set:
        case Kind::frozenset:
            return entry_iterator(thread, shape_id::set_iterator, step_set, iterable, 0,
                                  static_cast<Set*>(object)->used);
        case Kind::iterator: return iterable;
        default: return Value::unbound();
    }
}

Result<Value> reversed_iterator(Thread& thread, Value sequence) {
    if (sequence.is_object()) {
        Object* const object = sequence.as_object();
        switch (object->kind) {
            case Kind::list:
                return from_end(thread, shape_id::list_reverse_iterator, step_list_reverse, sequence,
                                static_cast<List*>(object)->length);
            case Kind::tuple:
                return from_end(thread, shape_id::reversed, step_sequence_reverse, sequence,
                                static_cast<Tuple*>(object)->length);
            case Kind::str:
                return from_end(thread, shape_id::reversed, step_sequence_reverse, sequence,
                                static_cast<Str*>(object)->length);
            case Kind::bytes:
                return from_end(thread, shape_id::reversed, step_sequence_reverse, sequence,
                                static_cast<std::int64_t>(static_cast<Bytes*>(object)->length));
            case Kind::bytearray:
                return from_end(thread, shape_id::reversed, step_sequence_reverse, sequence,
                                static_cast<std::int64_t>(static_cast<ByteArray*>(object)->length));
            case Kind::range: {
                Root<Range> range(thread, static_cast<Range*>(object));
                auto binary_int = [&](BinaryOperator op, Value left, Value right) {
                    return int_binary(thread, static_cast<int>(op), left, right);
                };
                Value const before =
                    MINIVM_TRY(binary_int(BinaryOperator::sub, range->length, Value::small_int(1)));
                Value const span = MINIVM_TRY(binary_int(BinaryOperator::mul, before, range->step));
                Value const last = MINIVM_TRY(binary_int(BinaryOperator::add, range->start, span));
                Value const step =
                    MINIVM_TRY(binary_int(BinaryOperator::sub, Value::small_int(0), range->step));
                return range_iterator(thread, last, step, range->length);
            }
            case Kind::dict: return backward(thread, static_cast<Dict*>(object), shape_id::dict_keys);
            case Kind::dict_view:
                return backward(thread, cast<Dict>(static_cast<DictView*>(object)->dict), object->shape);
            default: break;
        }
    }
    Type* const type = type_of(thread, sequence);
    Value const own = lookup(thread, type, names(thread).reversed_);
    bool const refuses = own.is_none();
    Root<Value> kept(thread, sequence);
    if (!refuses && !own.is_unbound()) return call_method(thread, sequence, names(thread).reversed_, {});
    if (refuses || lookup(thread, type, names(thread).getitem_).is_unbound())
        return raise_type_error(thread, "'%s' object is not reversible", type_name(thread, sequence));
    std::int64_t const count = MINIVM_TRY(length(thread, sequence));
    return from_end(thread, shape_id::reversed, step_sequence_reverse, sequence, count);
}

Value callable_iterator(Thread& thread, Value callable, Value sentinel) {
    return Value::of(make_iterator(thread, shape_id::callable_iterator, step_callable, callable, sentinel));
}

Value sequence_iterator(Thread& thread, Value sequence) {
    return Value::of(make_iterator(thread, shape_id::sequence_iterator, step_sequence, sequence));
}

}  // namespace minivm
