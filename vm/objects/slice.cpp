#include <algorithm>

#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<std::int64_t> slice_number(Thread& thread, Value value) {
    if (value.is_small_int()) return value.as_small_int();
    if (!is_int(value) && lookup(thread, type_of(thread, value), names(thread).index_).is_unbound())
        return raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
    return index_word(thread, value, OutOfRange::clip);
}

/// index() of a number whose type shows: True counts as 1 and is shown so.
Result<Value> plain_index(Thread& thread, Value value) {
    Value const number = MINIVM_TRY(index(thread, value));
    return number.is_bool() ? Value::small_int(number.is_true()) : number;
}

/// One bound of indices(): of any size, because so may the length be.
Result<Value> clamp_bound(Thread& thread, Value bound, Value length, Value lower, Value upper) {
    Value number = MINIVM_TRY(plain_index(thread, bound));
    if (sign_of(number) < 0) {
        number = MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::add), number, length));
        return int_compare(number, lower) < 0 ? lower : number;
    }
    return int_compare(number, upper) > 0 ? upper : number;
}

Result<void> check_index(Thread& thread, Value value) {
    if (!is_int(value) && lookup(thread, type_of(thread, value), names(thread).index_).is_unbound())
        return raise_type_error(thread, "slice indices must be integers or None or have an __index__ method");
    return {};
}

Result<Value> indices(Thread& thread, Value* arguments) {
    Tuple* const numbers = MINIVM_TRY(slice_indices(thread, cast<Slice>(arguments[0]), arguments[1]));
    return Value::of(numbers);
}

Result<Value> slice_new(Thread& thread, Value* arguments) {
    Tuple* const given = cast<Tuple>(arguments[1]);
    if (given->length == 0) return raise_type_error(thread, "slice expected at least 1 argument, got 0");
    if (given->length > 3)
        return raise_type_error(thread, "slice expected at most 3 arguments, got %u", given->length);
    Value const* items = given->items();
    if (given->length == 1) return make_slice(thread, Value::none(), items[0], Value::none());
    return make_slice(thread, items[0], items[1], given->length == 3 ? items[2] : Value::none());
}

/// As tuples of the three.
Result<Value> slice_compare(Thread& thread, int op, Value left, Value right) {
    Slice const* const a = as<Slice>(left);
    Slice const* const b = as<Slice>(right);
    if (a == nullptr || b == nullptr) return Value::not_implemented();
    Value const first[] = {a->start, a->stop, a->step};
    Value const second[] = {b->start, b->stop, b->step};
    return sequence_compare(thread, op, Value::of(make_small_tuple(thread, first)),
                            Value::of(make_small_tuple(thread, second)));
}

Result<Value> slice_get_start(Thread&, Value self) { return cast<Slice>(self)->start; }
Result<Value> slice_get_stop(Thread&, Value self) { return cast<Slice>(self)->stop; }
Result<Value> slice_get_step(Thread&, Value self) { return cast<Slice>(self)->step; }

}  // namespace

Value make_slice(Thread& thread, Value start, Value stop, Value step) {
    auto* slice = static_cast<Slice*>(Heap::allocate(thread, shape_id::slice, Kind::slice, sizeof(Slice)));
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return Value::of(slice);
}

Result<SliceNumbers> slice_numbers(Thread& thread, Slice* slice) {
    Root<Slice> kept(thread, slice);
    SliceNumbers numbers{0, 0, 1};
    if (!kept->step.is_none()) {
        numbers.step = MINIVM_TRY(slice_number(thread, kept->step));
        if (numbers.step == 0) return raise_value_error(thread, "slice step cannot be zero");
        numbers.step = std::max(numbers.step, -INT64_MAX);  // so that it can be negated
    }
    numbers.start = numbers.step < 0 ? INT64_MAX : 0;
    numbers.stop = numbers.step < 0 ? INT64_MIN : INT64_MAX;
    if (!kept->start.is_none()) numbers.start = MINIVM_TRY(slice_number(thread, kept->start));
    if (!kept->stop.is_none()) numbers.stop = MINIVM_TRY(slice_number(thread, kept->stop));
    return numbers;
}

SliceBounds slice_select(SliceNumbers numbers, std::size_t length) {
    auto const size = static_cast<std::int64_t>(length);
    bool const backward = numbers.step < 0;
    auto clamp = [&](std::int64_t bound) {
        if (bound < 0) {
            bound += size;
            return bound < 0 ? (backward ? -1 : 0) : bound;
        }
        return bound >= size ? (backward ? size - 1 : size) : bound;
    };
    std::int64_t const start = clamp(numbers.start);
    std::int64_t const stop = clamp(numbers.stop);
    std::int64_t count = 0;
    if (backward && stop < start) count = (start - stop - 1) / -numbers.step + 1;
    if (!backward && start < stop) count = (stop - start - 1) / numbers.step + 1;
    return {start, numbers.step, count};
}

Result<SliceBounds> slice_bounds(Thread& thread, Slice* slice, std::size_t length) {
    SliceNumbers const numbers = MINIVM_TRY(slice_numbers(thread, slice));
    return slice_select(numbers, length);
}

Result<Tuple*> slice_indices(Thread& thread, Slice* slice, Value of_length) {
    Root<Slice> kept(thread, slice);
    Value const zero = Value::small_int(0);
    Value const minus_one = Value::small_int(-1);
    Value const length = MINIVM_TRY(plain_index(thread, of_length));
    Root<Value> kept_length(thread, length);
    if (sign_of(length) < 0) return raise_value_error(thread, "length should not be negative");
    Value step = Value::small_int(1);
    if (!slice->step.is_none()) {
        MINIVM_TRY(check_index(thread, slice->step));
        step = MINIVM_TRY(plain_index(thread, slice->step));
        if (sign_of(step) == 0) return raise_value_error(thread, "slice step cannot be zero");
    }
    Root<Value> kept_step(thread, step);
    bool const backward = sign_of(step) < 0;
    Value lower = zero;
    Value upper = length;
    if (backward) {
        lower = minus_one;
        upper = MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::add), length, minus_one));
    }
    Root<Value> kept_upper(thread, upper);
    Value start = backward ? upper : lower;
    if (!slice->start.is_none()) {
        MINIVM_TRY(check_index(thread, slice->start));
        start = MINIVM_TRY(clamp_bound(thread, slice->start, length, lower, upper));
    }
    Root<Value> kept_start(thread, start);
    Value stop = backward ? lower : upper;
    if (!slice->stop.is_none()) {
        MINIVM_TRY(check_index(thread, slice->stop));
        stop = MINIVM_TRY(clamp_bound(thread, slice->stop, length, lower, upper));
    }
    Value const items[] = {start, stop, step};
    return make_small_tuple(thread, items);
}

Result<std::int64_t> slice_hash(Thread& thread, Slice*) {
    return raise_type_error(thread, "unhashable type: 'slice'");
}

Result<Str*> slice_repr(Thread& thread, Slice* slice) {
    Root<Slice> kept(thread, slice);
    StrBuilder text;
    text.append_ascii("slice(");
    Str* const start = MINIVM_TRY(repr(thread, kept->start));
    text.append(start);
    text.append_ascii(", ");
    Str* const stop = MINIVM_TRY(repr(thread, kept->stop));
    text.append(stop);
    text.append_ascii(", ");
    Str* const step = MINIVM_TRY(repr(thread, kept->step));
    text.append(step);
    text.append_ascii(")");
    return text.finish(thread);
}

void define_slice(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", slice_new, "(cls, /, *args)"},
        {"indices", indices, "(self, object, /)"},
        {"__repr__", (special_repr<Slice, slice_repr>), "(self, /)"},
        MINIVM_COMPARISONS(slice_compare),
    };
    Type* const type = types(thread).slice;
    add_methods(thread, type, methods);
    set_unhashable(thread, type);
    add_property(thread, type, "start", slice_get_start, read_only);
    add_property(thread, type, "stop", slice_get_stop, read_only);
    add_property(thread, type, "step", slice_get_step, read_only);
}

}  // namespace minivm
