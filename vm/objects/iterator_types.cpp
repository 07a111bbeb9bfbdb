// The iterators that scripts make by name (enumerate, zip, map, filter, reversed), and the methods of every
// iterator type.
#include <algorithm>

#include "vm/objects/integer.hpp"
#include "vm/objects/special.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

/// next() of an iterator that another one goes through: scripts may put any number of them into each other.
Result<Value> next_of(Thread& thread, Value iterator) {
    if (reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) < thread.native_stack_limit)
        return raise_recursion_error(thread);
    return next(thread, iterator);
}

/// `a` is the iterator, `b` the next number.
Result<Value> step_enumerate(Thread& thread, Iterator* self) {
    Root<Iterator> kept(thread, self);
    Value const item = MINIVM_TRY(next_of(thread, self->a));
    if (item.is_unbound()) return item;
    Root<Value> kept_item(thread, item);
    Value const number = self->b;
    if (number.is_small_int() && number.as_small_int() < Value::small_max)
        self->b = Value::small_int(number.as_small_int() + 1);
    else
        self->b = MINIVM_TRY(
            int_binary(thread, static_cast<int>(BinaryOperator::add), number, Value::small_int(1)));
    Value const pair[] = {number, item};
    return Value::of(make_small_tuple(thread, pair));
}

Result<Value> enumerate_new(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound())
        return raise_type_error(thread, "enumerate() missing required argument 'iterable'");
    Value start = Value::small_int(0);
    if (!arguments[2].is_unbound()) start = MINIVM_TRY(index(thread, arguments[2]));
    Root<Value> kept_start(thread, start);
    Value const iterator = MINIVM_TRY(iterate(thread, arguments[1]));
    return Value::of(make_iterator(thread, shape_id::enumerate, step_enumerate, iterator, start));
}

/// A tuple of the iterators of several iterables.
Result<Tuple*> iterators_of(Thread& thread, std::span<Value const> iterables) {
    List* const iterators = MINIVM_TRY(make_list(thread, iterables.size()));
    Root<List> kept(thread, iterators);
    for (Value const iterable : iterables) {
        Value const iterator = MINIVM_TRY(iterate(thread, iterable));
        MINIVM_TRY(append(thread, iterators, iterator));
    }
    return make_tuple(thread, iterators->values());
}

char const* before(std::uint32_t i) { return i == 1 ? " " : "s 1-"; }

/// zip(strict=True), when iterator i is the first that is exhausted: all the others must be, and none have
/// moved before.
Result<Value> check_lengths(Thread& thread, Tuple* iterators, std::uint32_t i) {
    if (i != 0) {
        return raise_value_error(thread, "zip() argument %u is shorter than argument%s%u", i + 1, before(i),
                                 i);
    }
    for (i = 1; i < iterators->length; ++i) {
        Value const item = MINIVM_TRY(next_of(thread, iterators->items()[i]));
        if (!item.is_unbound())
            return raise_value_error(thread, "zip() argument %u is longer than argument%s%u", i + 1,
                                     before(i), i);
    }
    return Value::unbound();
}

/// `a` is a tuple of the iterators, `size` 1 if strict.
Result<Value> step_zip(Thread& thread, Iterator* self) {
    Tuple* const iterators = cast<Tuple>(self->a);
    std::uint32_t const count = iterators->length;
    if (count == 0) return Value::unbound();
    Root<Iterator> kept(thread, self);
    // Gathered in a tuple from the start: the items already there stay alive while a script runs for the next
    // one.
    Tuple* const items = MINIVM_TRY(make_tuple_uninitialised(thread, count));
    std::fill_n(items->items(), count, Value::none());
    Root<Tuple> gathered(thread, items);
    for (std::uint32_t i = 0; i < count; ++i) {
        Value const item = MINIVM_TRY(next_of(thread, iterators->items()[i]));
        if (item.is_unbound())
            return self->size == 0 ? Result<Value>(item) : check_lengths(thread, iterators, i);
        items->items()[i] = item;
    }
    return Value::of(items);
}

Result<Value> zip_new(Thread& thread, Value* arguments) {
    bool strict = false;
    if (!arguments[1].is_unbound()) strict = MINIVM_TRY(truth(thread, arguments[1]));
    Tuple* const iterators = MINIVM_TRY(iterators_of(thread, cast<Tuple>(arguments[2])->view()));
    Iterator* const made = make_iterator(thread, shape_id::zip, step_zip, Value::of(iterators));
    made->size = strict;
    return Value::of(made);
}

/// `a` is the function, `b` a tuple of the iterators.
Result<Value> step_map(Thread& thread, Iterator* self) {
    Tuple* const iterators = cast<Tuple>(self->b);
    Root<Iterator> kept(thread, self);
    if (iterators->length == 1) {
        Value const item = MINIVM_TRY(next_of(thread, iterators->items()[0]));
        if (item.is_unbound()) return item;
        Value const argument[] = {item};
        return call(thread, self->a, argument);
    }
    Tuple* const items = MINIVM_TRY(make_tuple_uninitialised(thread, iterators->length));
    std::fill_n(items->items(), items->length, Value::none());
    Root<Tuple> gathered(thread, items);
    for (std::uint32_t i = 0; i < iterators->length; ++i) {
        Value const item = MINIVM_TRY(next_of(thread, iterators->items()[i]));
        if (item.is_unbound()) return item;
        items->items()[i] = item;
    }
    return call(thread, self->a, items->view());
}

Result<Value> map_new(Thread& thread, Value* arguments) {
    std::span<Value const> const given = cast<Tuple>(arguments[1])->view();
    if (given.size() < 2) return raise_type_error(thread, "map() must have at least two arguments.");
    Tuple* const iterators = MINIVM_TRY(iterators_of(thread, given.subspan(1)));
    return Value::of(make_iterator(thread, shape_id::map, step_map, given[0], Value::of(iterators)));
}

/// `a` is the function or None, `b` the iterator.
Result<Value> step_filter(Thread& thread, Iterator* self) {
    Root<Iterator> kept(thread, self);
    Value const function = self->a;
    bool const itself = function.is_none() || function == Value::of(types(thread).boolean);
    while (true) {
        MINIVM_TRY(Safepoint::end_if_asked(thread));
        Value const item = MINIVM_TRY(next_of(thread, self->b));
        if (item.is_unbound()) return item;
        Root<Value> kept_item(thread, item);
        Value verdict = item;
        if (!itself) {
            Value const argument[] = {item};
            verdict = MINIVM_TRY(call(thread, function, argument));
        }
        bool const passes = MINIVM_TRY(truth(thread, verdict));
        if (passes) return item;
    }
}

Result<Value> filter_new(Thread& thread, Value* arguments) {
    Value const iterator = MINIVM_TRY(iterate(thread, arguments[2]));
    return Value::of(make_iterator(thread, shape_id::filter, step_filter, arguments[1], iterator));
}

Result<Value> reversed_new(Thread& thread, Value* arguments) {
    return reversed_iterator(thread, arguments[1]);
}

Result<Value> iterator_next(Thread& thread, Value* arguments) {
    auto* const self = cast<Iterator>(arguments[0]);
    Value const item = MINIVM_TRY(self->step(thread, self));
    if (!item.is_unbound()) return item;
    return raise_value(thread, Value::of(types(thread).stop_iteration), Value::unbound());
}

Result<Value> iterator_iter(Thread&, Value* arguments) { return arguments[0]; }

/// How many items are left, of the iterators that know.
Result<Value> iterator_length_hint(Thread& thread, Value* arguments) {
    auto* const self = cast<Iterator>(arguments[0]);
    std::int64_t const position = self->position;
    auto at_least_0 = [&](std::int64_t left) { return make_int(thread, left < 0 ? 0 : left); };
    switch (self->shape) {
        case shape_id::range_iterator: return at_least_0(self->size);
        case shape_id::long_range_iterator: return Value(self->c);
        case shape_id::list_reverse_iterator: {
            List const* const list = as<List>(self->a);
            if (list == nullptr || position >= list->length) return Value::small_int(0);
            return at_least_0(position + 1);
        }
        default: break;
    }
    Value const source = self->a;
    if (source.is_none()) return Value::small_int(0);
    if (List const* const list = as<List>(source); list != nullptr && self->shape == shape_id::list_iterator)
        return at_least_0(std::int64_t{list->length} - position);
    if (Tuple const* const tuple = as<Tuple>(source);
        tuple != nullptr && self->shape == shape_id::tuple_iterator)
        return at_least_0(std::int64_t{tuple->length} - position);
    if (Str const* const text = as<Str>(source);
        text != nullptr &&
        (self->shape == shape_id::str_iterator || self->shape == shape_id::str_ascii_iterator))
        return at_least_0(std::int64_t{text->length} - position);
    if (Dict const* const dict = as<Dict>(source))
        return Value::small_int(self->size == dict->used ? entries_left(self) : 0);
    if (Set const* const set = as_any_set(source))
        return Value::small_int(self->size == set->used ? entries_left(self) : 0);
    std::int64_t const total = MINIVM_TRY(length(thread, source));
    if (self->shape == shape_id::reversed) return at_least_0(position < total ? position + 1 : 0);
    return at_least_0(total - position);
}

}  // namespace

void define_iterators(Thread& thread) {
    static constexpr NativeSpec common[] = {
        {"__iter__", iterator_iter, "(self, /)"},
        {"__next__", iterator_next, "(self, /)"},
    };
    static constexpr NativeSpec sized[] = {{"__length_hint__", iterator_length_hint, "(self, /)"}};
    static constexpr NativeSpec new_enumerate[] = {
        {"static __new__", enumerate_new, "(cls, /, iterable=None, start=0)"}};
    static constexpr NativeSpec new_zip[] = {
        {"static __new__", zip_new, "(cls, /, *iterables, strict=False)"}};
    static constexpr NativeSpec new_map[] = {{"static __new__", map_new, "(cls, /, *arguments)"}};
    static constexpr NativeSpec new_filter[] = {
        {"static __new__", filter_new, "(cls, function, iterable, /)"}};
    static constexpr NativeSpec new_reversed[] = {{"static __new__", reversed_new, "(cls, sequence, /)"}};

    Types const& all = types(thread);
    for (Type* const type :
         {all.list_iterator, all.list_reverse_iterator, all.tuple_iterator, all.bytes_iterator,
          all.bytearray_iterator, all.str_iterator, all.str_ascii_iterator, all.range_iterator,
          all.set_iterator, all.dict_key_iterator, all.dict_value_iterator, all.dict_item_iterator,
          all.dict_reverse_key_iterator, all.dict_reverse_value_iterator, all.dict_reverse_item_iterator,
          all.sequence_iterator, all.reversed}) {
        add_methods(thread, type, common);
        add_methods(thread, type, sized);
    }
    for (Type* const type : {all.callable_iterator, all.enumerate, all.zip, all.map, all.filter})
        add_methods(thread, type, common);
    add_methods(thread, all.enumerate, new_enumerate);
    add_methods(thread, all.zip, new_zip);
    add_methods(thread, all.map, new_map);
    add_methods(thread, all.filter, new_filter);
    add_methods(thread, all.reversed, new_reversed);
}

}  // namespace minivm
