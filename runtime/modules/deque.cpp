#include "runtime/modules/deque.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::uint32_t least_places = 8;
constexpr std::uint32_t most_places = std::uint32_t{1} << 30;

constexpr ForeignClass deque_class{sizeof(Deque), trace_deque, nullptr};

Deque* self_of(Value* a) { return static_cast<Deque*>(a[0].as_object()); }

Result<List*> make_ring(Thread& thread, std::uint32_t places) {
    if (places > most_places) return raise_memory_error(thread);
    List* const ring = MINIVM_TRY(make_list(thread, places));
    Slot* const slots = ring->items;
    std::fill_n(slots, places, Value::none());
    ring->length = places;
    return ring;
}

// Up to erase(): under the Guard.

/// Makes room for one item more.
Result<void> make_room(Thread& thread, Deque* deque) {
    List* const ring = deque->ring;
    std::uint32_t places = 0;
    if (ring) places = ring->length;
    if (deque->length < places) return {};
    List* const wider = MINIVM_TRY(make_ring(thread, places == 0 ? least_places : places * 2));
    std::uint32_t const length = deque->length;
    for (std::uint32_t i = 0; i < length; ++i) wider->items[i] = deque->at(i);
    deque->ring = wider;
    deque->first = 0;
    return {};
}

void clear(Deque* deque) {
    if (deque->length == 0) return;
    deque->ring = nullptr;
    deque->first = deque->length = 0;
    ++deque->state;
}

/// To the right by `steps`, or to the left.
void rotate(Deque* deque, std::int64_t steps) {
    std::int64_t const length = deque->length;
    if (length <= 1) return;
    ++deque->state;
    steps %= length;
    if (steps < 0) steps += length;
    // Round the shorter way.
    bool const rightwards = steps <= length / 2;
    if (!rightwards) steps = length - steps;
    std::uint32_t const mask = deque->ring->length - 1;
    Slot* const items = deque->ring->items;
    for (; steps > 0; --steps) {
        std::uint32_t const from = deque->place(rightwards ? static_cast<std::size_t>(length - 1) : 0);
        Value const moved = items[from];
        items[from] = Value::none();
        deque->first = (deque->first + (rightwards ? mask : 1)) & mask;
        deque->at(rightwards ? 0 : static_cast<std::size_t>(length - 1)) = moved;
    }
}

void erase(Deque* deque, std::int64_t i) {
    rotate(deque, -i);
    (void)pop_left(deque);
    rotate(deque, i);
}

Raised mutated(Thread& thread) {
    return raise(thread, types(thread).runtime_error, "deque mutated during iteration");
}

// --- iterators: `a` is the deque, `position` the next place, `size` how many items are left, `b` the deque's
// state at the start ---

template <int direction>
Result<Value> step_deque(Thread& thread, Iterator* self) {
    auto* const deque = static_cast<Deque*>(self->a.as_object());
    Guard const guard(thread, deque);  // for the iterator's own words as well
    if (self->b != Value::small_int(static_cast<std::int64_t>(deque->state))) {
        self->size = 0;
        return mutated(thread);
    }
    if (self->size == 0) return Value::unbound();
    Value const item = deque->at(static_cast<std::size_t>(self->position));
    self->position += direction;
    --self->size;
    return item;
}

Result<Value> iterator_next(Thread& thread, Value* a) {
    auto* const self = cast<Iterator>(a[0]);
    Value const item = MINIVM_TRY(self->step(thread, self));
    if (!item.is_unbound()) return item;
    return raise_value(thread, Value::of(types(thread).stop_iteration), Value::unbound());
}
Result<Value> iterator_iter(Thread&, Value* a) { return a[0]; }
Result<Value> iterator_length_hint(Thread& thread, Value* a) {
    return make_int(thread, cast<Iterator>(a[0])->size);
}

constexpr NativeSpec iterator_methods[] = {
    {"__iter__", iterator_iter, "(self, /)"},
    {"__next__", iterator_next, "(self, /)"},
    {"__length_hint__", iterator_length_hint, "(self, /)"},
};

template <int direction>
Result<Value> make_deque_iterator(Thread& thread, Value deque) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = imported(thread, "_collections");
    Str* const name =
        interpreter.intern(thread, direction > 0 ? "_deque_iterator" : "_deque_reverse_iterator");
    Type* const type = module ? as<Type>(get(module, name)) : nullptr;
    if (!type || type->instance_kind != Kind::iterator)
        return raise_unsupported(
            thread, "to iterate over a deque without the module _collections is not supported by Mini");
    Iterator* const made = make_iterator(thread, type->predicted->id, step_deque<direction>, deque);
    auto* const self = static_cast<Deque*>(deque.as_object());
    Guard const guard(thread, self);
    made->b = Value::small_int(static_cast<std::int64_t>(self->state));
    made->size = self->length;
    made->position = direction > 0 ? 0 : std::int64_t{self->length} - 1;
    return Value::of(made);
}

// --- construction ---

Result<Value> deque_new(Thread& thread, Value* a) {
    auto* const made = static_cast<Deque*>(allocate_foreign(thread, cast<Type>(a[0])));
    made->ring = nullptr;
    made->maxlen = Deque::unbounded;
    return Value::of(made);
}

template <Result<void> (*push)(Thread&, Deque*, Value)>
Result<void> extend_by(Thread& thread, Deque* deque, Value iterable) {
    Root<Value> kept(thread, Value::of(deque));
    Root<Value> source(thread, iterable);
    if (iterable == Value::of(deque)) {
        List* const items = MINIVM_TRY(collect_list(thread, iterable));
        source.set(Value::of(items));
    }
    if (as<List>(source) || as<Tuple>(source)) {
        PairGuard const guard(thread, deque, source.value().as_object());
        std::span<Value const> const items =
            as<List>(source) ? as<List>(source)->values() : as<Tuple>(source)->view();
        for (Value const item : items)
            if (deque->maxlen != 0) MINIVM_TRY(push(thread, deque, item));
        return {};
    }
    Iteration items(thread);
    MINIVM_TRY(items.start(source));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        Guard const guard(thread, deque);
        if (deque->maxlen != 0) MINIVM_TRY(push(thread, deque, item));
    }
}

/// iterable and maxlen from the arguments of deque(), which CPython parses by a format string.
Result<void> parse_arguments(Thread& thread, Tuple* positional, Dict* named, Value (&values)[2]) {
    std::size_t const given = positional->length + named->used;
    if (given > 2) return raise_type_error(thread, "deque() takes at most 2 arguments (%zu given)", given);
    std::copy_n(positional->items(), positional->length, values);
    std::uint32_t position = 0;
    while (auto const entry = next_entry(named, position)) {
        std::string const name = to_utf8(cast<Str>(entry->key));
        std::size_t const i = name == "iterable" ? 0 : 1;
        if (i == 1 && name != "maxlen")
            return raise_type_error(thread, "'%s' is an invalid keyword argument for deque()", name.c_str());
        if (!values[i].is_unbound())
            return raise_type_error(thread, "argument for deque() given by name ('%s') and position (%zu)",
                                    name.c_str(), i + 1);
        values[i] = entry->value;
    }
    return {};
}

Result<Value> deque_init(Thread& thread, Value* a) {
    Value values[2] = {Value::unbound(), Value::unbound()};
    MINIVM_TRY(parse_arguments(thread, cast<Tuple>(a[1]), cast<Dict>(a[2]), values));
    Deque* const deque = self_of(a);
    std::int64_t maxlen = Deque::unbounded;
    if (Value const given = values[1]; !given.is_unbound() && !given.is_none()) {
        if (!is_int(given)) return raise_type_error(thread, "an integer is required");
        bool fits = false;
        maxlen = to_int64(given, fits);
        if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
        if (maxlen < 0) return raise_value_error(thread, "maxlen must be non-negative");
    }
    {
        Guard const guard(thread, deque);
        deque->maxlen = maxlen;
        clear(deque);
    }
    if (!values[0].is_unbound()) MINIVM_TRY(extend_by<push_right>(thread, deque, values[0]));
    return Value::none();
}

/// As CPython: a derived class is called with the deque and its maxlen.
Result<Deque*> copy(Thread& thread, Deque* deque) {
    Root<Value> kept(thread, Value::of(deque));
    Type* const type = type_of(thread, kept);
    if (!type->exact_builtin) {
        std::int64_t const maxlen = deque->maxlen;
        Value const arguments[] = {kept, Value::small_int(maxlen)};
        std::size_t const count = maxlen == Deque::unbounded ? 1 : 2;
        Value const made = MINIVM_TRY(call(thread, Value::of(type), {arguments, count}));
        if (Deque* const result = as_deque(thread, made)) return result;
        return raise_type_error(thread, "%s() must return a deque, not %s", type->c_name,
                                type_name(thread, made));
    }
    auto* const made = static_cast<Deque*>(allocate_foreign(thread, type));
    Guard const guard(thread, deque);
    List* ring = deque->ring;
    if (ring) ring = MINIVM_TRY(make_list(thread, ring->values()));
    made->maxlen = deque->maxlen;
    made->length = deque->length;
    made->first = deque->first;
    made->ring = ring;
    return made;
}

Result<Value> deque_copy(Thread& thread, Value* a) {
    Deque* const made = MINIVM_TRY(copy(thread, self_of(a)));
    return Value::of(made);
}

// --- methods ---

Result<Value> deque_append(Thread& thread, Value* a) {
    Guard const guard(thread, self_of(a));
    MINIVM_TRY(push_right(thread, self_of(a), a[1]));
    return Value::none();
}
Result<Value> deque_appendleft(Thread& thread, Value* a) {
    Guard const guard(thread, self_of(a));
    MINIVM_TRY(push_left(thread, self_of(a), a[1]));
    return Value::none();
}
Result<Value> deque_pop(Thread& thread, Value* a) {
    Guard const guard(thread, self_of(a));
    if (self_of(a)->length == 0) return raise_index_error(thread, "pop from an empty deque");
    return pop_right(self_of(a));
}
Result<Value> deque_popleft(Thread& thread, Value* a) {
    Guard const guard(thread, self_of(a));
    if (self_of(a)->length == 0) return raise_index_error(thread, "pop from an empty deque");
    return pop_left(self_of(a));
}
Result<Value> deque_clear(Thread& thread, Value* a) {
    Guard const guard(thread, self_of(a));
    clear(self_of(a));
    return Value::none();
}
Result<Value> deque_extend(Thread& thread, Value* a) {
    MINIVM_TRY(extend_by<push_right>(thread, self_of(a), a[1]));
    return Value::none();
}
Result<Value> deque_extendleft(Thread& thread, Value* a) {
    MINIVM_TRY(extend_by<push_left>(thread, self_of(a), a[1]));
    return Value::none();
}
Result<Value> deque_reverse(Thread& thread, Value* a) {
    Deque* const deque = self_of(a);
    Guard const guard(thread, deque);
    for (std::size_t i = 0, j = deque->length; i + 1 < j; ++i) {
        Value const kept = deque->at(i);
        deque->at(i) = deque->at(--j);
        deque->at(j) = kept;
    }
    return Value::none();
}
Result<Value> deque_rotate(Thread& thread, Value* a) {
    std::span<Value const> const given = cast<Tuple>(a[1])->view();
    if (given.size() > 1)
        return raise_type_error(thread, "deque.rotate expected at most 1 argument, got %zu", given.size());
    std::int64_t steps = 1;
    if (!given.empty()) steps = MINIVM_TRY(size_argument(thread, given[0]));
    Guard const guard(thread, self_of(a));
    rotate(self_of(a), steps);
    return Value::none();
}

struct Place {
    std::int64_t i;       // -1: not found
    bool steady;          // or the comparison changed the deque
    std::uint64_t state;  // of the deque when it was found
};

/// The first place in [i, stop) with an item equal to a[1]; with `count` all of them are counted and none is
/// found. One step for other threads as far as no script compares.
Result<Place> search(Thread& thread, Value* a, std::int64_t i, std::int64_t stop,
                     std::int64_t* count = nullptr) {
    Deque* const deque = self_of(a);
    Guard const guard(thread, deque);
    for (; i < stop && i < deque->length; ++i) {
        Value const item = deque->at(static_cast<std::size_t>(i));
        std::uint64_t const state = deque->state;
        Quick const quick = quick_equal(item, a[1]);
        bool same = quick == Quick::yes;
        if (quick == Quick::unknown) {
            Root<Value> const kept(thread, item);
            Unguarded const unguarded(thread, deque);
            same = MINIVM_TRY(equal(thread, item, a[1]));
        }
        bool const steady = state == deque->state;
        if (same && count) ++*count;
        if ((same && !count) || !steady) return Place{same ? i : -1, steady, state};
    }
    return Place{-1, true, 0};
}

Result<Value> deque_count(Thread& thread, Value* a) {
    std::int64_t count = 0;
    Place const end = MINIVM_TRY(search(thread, a, 0, INT64_MAX, &count));
    if (!end.steady) return mutated(thread);
    return make_int(thread, count);
}
Result<Value> deque_contains(Thread& thread, Value* a) {
    Place const found = MINIVM_TRY(search(thread, a, 0, INT64_MAX));
    if (found.i < 0 && !found.steady) return mutated(thread);
    return Value::boolean(found.i >= 0);
}
Result<Value> deque_index(Thread& thread, Value* a) {
    std::int64_t start = 0;
    std::int64_t stop = INT64_MAX;
    if (!a[2].is_unbound()) start = MINIVM_TRY(search_number(thread, a[2]));
    if (!a[3].is_unbound()) stop = MINIVM_TRY(search_number(thread, a[3]));
    std::int64_t const length = self_of(a)->length;
    if (start < 0) start = std::max<std::int64_t>(start + length, 0);
    if (stop < 0) stop = std::max<std::int64_t>(stop + length, 0);
    Place const found = MINIVM_TRY(search(thread, a, start, std::min(stop, length)));
    if (found.i >= 0) return make_int(thread, found.i);
    if (!found.steady) return mutated(thread);
    Str* const text = MINIVM_TRY(repr(thread, a[1]));
    return raise_text(thread, types(thread).value_error, to_utf8(text) + " is not in deque");
}
Result<Value> deque_remove(Thread& thread, Value* a) {
    while (true) {
        Place const found = MINIVM_TRY(search(thread, a, 0, INT64_MAX));
        if (!found.steady) return raise_index_error(thread, "deque mutated during iteration");
        if (found.i < 0) break;
        Guard const guard(thread, self_of(a));
        if (found.state != self_of(a)->state) continue;  // another thread came in between
        erase(self_of(a), found.i);
        return Value::none();
    }
    Str* const text = MINIVM_TRY(repr(thread, a[1]));
    return raise_text(thread, types(thread).value_error, to_utf8(text) + " is not in deque");
}
Result<Value> deque_insert(Thread& thread, Value* a) {
    std::int64_t const index = MINIVM_TRY(size_argument(thread, a[1]));
    Deque* const deque = self_of(a);
    Guard const guard(thread, deque);
    std::int64_t const length = deque->length;
    if (deque->maxlen == length) return raise_index_error(thread, "deque already at its maximum size");
    if (index >= length) {
        MINIVM_TRY(push_right(thread, deque, a[2]));
    } else if (index <= -length || index == 0) {
        MINIVM_TRY(push_left(thread, deque, a[2]));
    } else {
        rotate(deque, -index);
        // Room may be lacking: the deque must then be as it was.
        Result<void> const pushed =
            index < 0 ? push_right(thread, deque, a[2]) : push_left(thread, deque, a[2]);
        rotate(deque, index);
        MINIVM_TRY(pushed);
    }
    return Value::none();
}

// --- protocols ---

/// The number that the key of `deque[key]` means.
Result<std::int64_t> number_of(Thread& thread, Value key) {
    if (!is_int(key) && lookup(thread, type_of(thread, key), names(thread).index_).is_unbound())
        return raise_type_error(thread, "sequence index must be integer, not '%s'", type_name(thread, key));
    return index_word(thread, key, OutOfRange::index_error);
}

/// The place of item `i`, counted from the end if negative. Under the Guard.
Result<std::size_t> position(Thread& thread, Deque* deque, std::int64_t i) {
    std::int64_t const length = deque->length;
    if (i < 0) i += length;
    if (i < 0 || i >= length) return raise_index_error(thread, "deque index out of range");
    return static_cast<std::size_t>(i);
}

Result<Value> deque_getitem(Thread& thread, Value* a) {
    std::int64_t const number = MINIVM_TRY(number_of(thread, a[1]));
    Guard const guard(thread, self_of(a));
    std::size_t const i = MINIVM_TRY(position(thread, self_of(a), number));
    return Value(self_of(a)->at(i));
}
Result<Value> deque_setitem(Thread& thread, Value* a) {
    std::int64_t const number = MINIVM_TRY(number_of(thread, a[1]));
    Guard const guard(thread, self_of(a));
    std::size_t const i = MINIVM_TRY(position(thread, self_of(a), number));
    self_of(a)->at(i) = a[2];
    return Value::none();
}
Result<Value> deque_delitem(Thread& thread, Value* a) {
    std::int64_t const number = MINIVM_TRY(number_of(thread, a[1]));
    Guard const guard(thread, self_of(a));
    std::size_t const i = MINIVM_TRY(position(thread, self_of(a), number));
    erase(self_of(a), static_cast<std::int64_t>(i));
    return Value::none();
}
Result<Value> deque_len(Thread& thread, Value* a) { return make_int(thread, self_of(a)->length); }
Result<Value> deque_iter(Thread& thread, Value* a) { return make_deque_iterator<1>(thread, a[0]); }
Result<Value> deque_reversed(Thread& thread, Value* a) { return make_deque_iterator<-1>(thread, a[0]); }

Result<Value> deque_repr(Thread& thread, Value* a) {
    Deque* const deque = self_of(a);
    Printing const printing(thread, deque);
    if (printing.again) return Value::of(make_short_str(thread, "[...]"));
    Root<List> items(thread, MINIVM_TRY(collect_list(thread, a[0])));
    Str* const listed = MINIVM_TRY(repr(thread, items.value()));
    std::int64_t const most = deque->maxlen;
    std::string const maxlen = most == Deque::unbounded ? "" : ", maxlen=" + std::to_string(most);
    std::string const name = to_utf8(type_of(thread, a[0])->name);
    Str* const text = MINIVM_TRY(make_str(thread, name + "(" + to_utf8(listed) + maxlen + ")"));
    return Value::of(text);
}

Result<Value> deque_compare(Thread& thread, int op, Value left, Value right) {
    Deque* const a = as_deque(thread, left);
    Deque* const b = as_deque(thread, right);
    if (!a || !b) return Value::not_implemented();
    auto const wanted = static_cast<CompareOperator>(op);
    bool const equality = wanted == CompareOperator::eq || wanted == CompareOperator::ne;
    if (equality && a == b) return Value::boolean(wanted == CompareOperator::eq);
    if (equality && a->length != b->length) return Value::boolean(wanted == CompareOperator::ne);
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter(" in comparison"));
    Root<Value> first(thread, MINIVM_TRY(iterate(thread, left)));
    Root<Value> second(thread, MINIVM_TRY(iterate(thread, right)));
    while (true) {
        Root<Value> x(thread, MINIVM_TRY(next(thread, first)));
        Root<Value> y(thread, MINIVM_TRY(next(thread, second)));
        bool const x_ended = x.value().is_unbound();
        bool const y_ended = y.value().is_unbound();
        if (x_ended || y_ended) {
            switch (wanted) {
                case CompareOperator::lt: return Value::boolean(!y_ended);
                case CompareOperator::le: return Value::boolean(x_ended);
                case CompareOperator::eq: return Value::boolean(x_ended == y_ended);
                case CompareOperator::ne: return Value::boolean(x_ended != y_ended);
                case CompareOperator::gt: return Value::boolean(!x_ended);
                case CompareOperator::ge: return Value::boolean(y_ended);
            }
        }
        bool const both = MINIVM_TRY(equal(thread, x, y));
        if (both) continue;
        bool const verdict = MINIVM_TRY(compare_truth(thread, wanted, x, y));
        return Value::boolean(verdict);
    }
}

Result<Value> deque_add(Thread& thread, Value* a) {
    if (!as_deque(thread, a[1])) {
        // The other's __radd__ comes first where there is one.
        bool const instance = a[1].is_object() && a[1].as_object()->kind == Kind::instance;
        if (instance && !lookup(thread, type_of(thread, a[1]), names(thread).radd_).is_unbound())
            return Value::not_implemented();
        return raise_type_error(thread, "can only concatenate deque (not \"%s\") to deque",
                                type_name(thread, a[1]));
    }
    Deque* const sum = MINIVM_TRY(copy(thread, self_of(a)));
    Root<Value> kept(thread, Value::of(sum));
    MINIVM_TRY(extend_by<push_right>(thread, sum, a[1]));
    return kept.value();
}
Result<Value> deque_iadd(Thread& thread, Value* a) {
    MINIVM_TRY(extend_by<push_right>(thread, self_of(a), a[1]));
    return a[0];
}

Result<void> repeat(Thread& thread, Deque* deque, std::int64_t times) {
    Guard const guard(thread, deque);
    std::int64_t const length = deque->length;
    if (length == 0 || times == 1) return {};
    if (times <= 0) {
        clear(deque);
        return {};
    }
    // More rounds than fill the deque change nothing.
    if (deque->maxlen != Deque::unbounded)
        times = std::min(times, (deque->maxlen + length - 1) / length + (length > 1));
    if (times > std::int64_t{most_places} / length) return raise_memory_error(thread);
    std::vector<Value> items;
    for (std::int64_t i = 0; i < length; ++i) items.push_back(deque->at(static_cast<std::size_t>(i)));
    for (std::int64_t round = 1; round < times; ++round)
        for (Value const item : items) MINIVM_TRY(push_right(thread, deque, item));
    return {};
}
Result<std::int64_t> times_of(Thread& thread, Value count) {
    if (!is_int(count) && lookup(thread, type_of(thread, count), names(thread).index_).is_unbound())
        return raise_type_error(thread, "can't multiply sequence by non-int of type '%s'",
                                type_name(thread, count));
    return index_word(thread, count, OutOfRange::overflow_error);
}
Result<Value> deque_mul(Thread& thread, Value* a) {
    std::int64_t const times = MINIVM_TRY(times_of(thread, a[1]));
    Deque* const product = MINIVM_TRY(copy(thread, self_of(a)));
    Root<Value> kept(thread, Value::of(product));
    MINIVM_TRY(repeat(thread, product, times));
    return kept.value();
}
Result<Value> deque_imul(Thread& thread, Value* a) {
    std::int64_t const times = MINIVM_TRY(times_of(thread, a[1]));
    MINIVM_TRY(repeat(thread, self_of(a), times));
    return a[0];
}

Result<Value> deque_maxlen(Thread& thread, Value self) {
    std::int64_t const maxlen = static_cast<Deque*>(self.as_object())->maxlen;
    return maxlen == Deque::unbounded ? Value::none() : make_int(thread, maxlen);
}

Result<Value> deque_class_getitem(Thread& thread, Value* a) { return make_generic_alias(thread, a[0], a[1]); }

constexpr NativeSpec methods[] = {
    {"static __new__", deque_new, "(cls, /, *args, **kwargs)"},
    {"__init__", deque_init, "(self, /, *args, **kwargs)"},
    {"append", deque_append, "(self, item, /)"},
    {"appendleft", deque_appendleft, "(self, item, /)"},
    {"clear", deque_clear, "(self, /)"},
    {"copy", deque_copy, "(self, /)"},
    {"__copy__", deque_copy, "(self, /)"},
    {"count", deque_count, "(self, value, /)"},
    {"extend", deque_extend, "(self, iterable, /)"},
    {"extendleft", deque_extendleft, "(self, iterable, /)"},
    {"index", deque_index, "format:(self, value, start=0, stop=0, /)"},
    {"insert", deque_insert, "format:(self, index, value, /)"},
    {"pop", deque_pop, "(self, /)"},
    {"popleft", deque_popleft, "(self, /)"},
    {"remove", deque_remove, "(self, value, /)"},
    {"reverse", deque_reverse, "(self, /)"},
    {"rotate", deque_rotate, "(self, /, *args)"},
    {"__len__", deque_len, "(self, /)"},
    {"__getitem__", deque_getitem, "(self, key, /)"},
    {"__setitem__", deque_setitem, "(self, key, value, /)"},
    {"__delitem__", deque_delitem, "(self, key, /)"},
    {"__contains__", deque_contains, "(self, key, /)"},
    {"__iter__", deque_iter, "(self, /)"},
    {"__reversed__", deque_reversed, "(self, /)"},
    {"__add__", deque_add, "(self, value, /)"},
    {"__mul__", deque_mul, "(self, value, /)"},
    {"__rmul__", deque_mul, "(self, value, /)"},
    {"__iadd__", deque_iadd, "(self, value, /)"},
    {"__imul__", deque_imul, "(self, value, /)"},
    {"__repr__", deque_repr, "(self, /)"},
    {"class __class_getitem__", deque_class_getitem, "(cls, item, /)"},
    MINIVM_COMPARISONS(deque_compare),
};

}  // namespace

void trace_deque(Object* object, Tracer& tracer) {
    auto* const deque = static_cast<Deque*>(object);
    if (deque->ring) tracer.visit(deque->ring);
}

Deque* as_deque(Thread& thread, Value value) {
    auto* const foreign = as<Foreign>(value);
    return foreign && type_of(thread, value)->foreign == &deque_class ? static_cast<Deque*>(foreign)
                                                                      : nullptr;
}

// One that is full is never longer, not for a moment: who asks for its length takes no lock.
Result<void> push_right(Thread& thread, Deque* deque, Value item) {
    ++deque->state;
    if (deque->length == deque->maxlen) {
        if (deque->length == 0) return {};
        deque->at(0) = Value::none();
        deque->at(deque->length) = item;  // the place of what leaves, if the ring is full too
        deque->first = deque->place(1);
        return {};
    }
    MINIVM_TRY(make_room(thread, deque));
    deque->at(deque->length) = item;
    ++deque->length;
    return {};
}

Result<void> push_left(Thread& thread, Deque* deque, Value item) {
    ++deque->state;
    if (deque->length == deque->maxlen) {
        if (deque->length == 0) return {};
        deque->at(deque->length - 1) = Value::none();
        deque->first = (deque->first - 1) & (deque->ring->length - 1);
        deque->at(0) = item;
        return {};
    }
    MINIVM_TRY(make_room(thread, deque));
    deque->first = (deque->first - 1) & (deque->ring->length - 1);
    ++deque->length;
    deque->at(0) = item;
    return {};
}

Value pop_right(Deque* deque) {
    Slot& place = deque->at(--deque->length);
    Value const item = place;
    place = Value::none();  // what it held may die
    ++deque->state;
    return item;
}

Value pop_left(Deque* deque) {
    Slot& place = deque->at(0);
    Value const item = place;
    place = Value::none();
    deque->first = deque->place(1);
    --deque->length;
    ++deque->state;
    return item;
}

namespace {

/// CPython's messages name these types with their module, and nothing else does.
void put_in_module(Thread& thread, Type* type, std::string_view module, std::string_view name) {
    Interpreter& interpreter = interpreter_of(thread);
    type->name = type->qualname = interpreter.intern(thread, name);
    type->module = Value::of(interpreter.intern(thread, module));
}

}  // namespace

void define_deque(Thread& thread, Module* module) {
    Interpreter& interpreter = interpreter_of(thread);
    Type* const type = make_foreign_type(thread, "collections.deque", deque_class);
    interpreter.keep(Value::of(type));
    put_in_module(thread, type, "collections", "deque");
    add_methods(thread, type, methods);
    add_property(thread, type, "maxlen", deque_maxlen);
    set_unhashable(thread, type);
    (void)set(thread, module, "deque", Value::of(type));
    for (char const* const name : {"_deque_iterator", "_deque_reverse_iterator"}) {
        Type* const iterator = make_builtin_type(thread, std::string("_collections.") + name,
                                                 types(thread).object, Kind::iterator, sizeof(Iterator), 0);
        put_in_module(thread, iterator, "_collections", name);
        add_methods(thread, iterator, iterator_methods);
        interpreter.keep(Value::of(iterator));
        (void)set(thread, module, name, Value::of(iterator));
    }
}

}  // namespace minivm
