// range. Its numbers are ints of any size; those that fit words take the short way.
#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

Range* self_of(Value* arguments) { return cast<Range>(arguments[0]); }

Result<Value> arithmetic(Thread& thread, BinaryOperator op, Value left, Value right) {
    return int_binary(thread, static_cast<int>(op), left, right);
}

/// How many numbers there are from `low` up to `high`, exclusive, `step` (> 0) apart.
Result<Value> count_between(Thread& thread, Value low, Value high, Value step) {
    if (int_compare(low, high) >= 0) return Value::small_int(0);
    if (low.is_small_int() && high.is_small_int() && step.is_small_int()) {
        std::int64_t const distance = high.as_small_int() - low.as_small_int();
        return make_int(thread, (distance - 1) / step.as_small_int() + 1);
    }
    Value const distance = MINIVM_TRY(arithmetic(thread, BinaryOperator::sub, high, low));
    Value const before = MINIVM_TRY(arithmetic(thread, BinaryOperator::sub, distance, Value::small_int(1)));
    Value const steps = MINIVM_TRY(arithmetic(thread, BinaryOperator::floordiv, before, step));
    return arithmetic(thread, BinaryOperator::add, steps, Value::small_int(1));
}

/// The number at `i`, which need not be in the range.
Result<Value> number_at(Thread& thread, Range* range, Value i) {
    Value const offset = MINIVM_TRY(arithmetic(thread, BinaryOperator::mul, i, range->step));
    return arithmetic(thread, BinaryOperator::add, range->start, offset);
}

Result<Value> range_slice(Thread& thread, Range* range, Slice* slice) {
    // By slice.indices() of the length, for both may be of any size.
    Root<Range> kept(thread, range);
    Tuple* const numbers = MINIVM_TRY(slice_indices(thread, slice, range->length));
    Root<Tuple> kept_numbers(thread, numbers);
    Value const start = MINIVM_TRY(number_at(thread, range, numbers->items()[0]));
    Value const stop = MINIVM_TRY(number_at(thread, range, numbers->items()[1]));
    Value const step = MINIVM_TRY(arithmetic(thread, BinaryOperator::mul, range->step, numbers->items()[2]));
    return make_range(thread, start, stop, step);
}

/// For an int: whether it is in the range.
Result<bool> holds_int(Thread& thread, Range* range, Value number) {
    bool const upward = sign_of(range->step) > 0;
    if (int_compare(number, range->start) * (upward ? 1 : -1) < 0) return false;
    if (int_compare(number, range->stop) * (upward ? 1 : -1) >= 0) return false;
    Value const offset = MINIVM_TRY(arithmetic(thread, BinaryOperator::sub, number, range->start));
    Value const rest = MINIVM_TRY(arithmetic(thread, BinaryOperator::mod, offset, range->step));
    return sign_of(rest) == 0;
}

bool is_exact_int(Value value) {
    return value.is_bool() || value.is_small_int() ||
           (value.is_object() && value.as_object()->shape == shape_id::integer);
}

/// How often an object that is no int is in the range, or its first place: by looking at every number.
Result<std::int64_t> search(Thread& thread, Value range, Value wanted, bool first_only) {
    Value const iterator = MINIVM_TRY(builtin_iterator(thread, range));
    Root<Value> kept(thread, iterator);
    std::int64_t found = 0;
    for (std::int64_t i = 0;; ++i) {
        MINIVM_TRY(Safepoint::end_if_asked(thread));
        Value const number = MINIVM_TRY(next(thread, iterator));
        if (number.is_unbound()) return first_only ? -1 : found;
        bool const equals_it = MINIVM_TRY(same(thread, number, wanted));
        if (!equals_it) continue;
        if (first_only) return i;
        ++found;
    }
}

Result<Value> range_index(Thread& thread, Value* arguments) {
    Range* const range = self_of(arguments);
    if (is_exact_int(arguments[1])) {
        bool const held = MINIVM_TRY(holds_int(thread, range, arguments[1]));
        if (held) {
            Value const offset =
                MINIVM_TRY(arithmetic(thread, BinaryOperator::sub, arguments[1], range->start));
            return arithmetic(thread, BinaryOperator::floordiv, offset, range->step);
        }
        Str* const text = MINIVM_TRY(repr(thread, arguments[1]));
        return raise_text(thread, types(thread).value_error, to_utf8(text) + " is not in range");
    }
    std::int64_t const at = MINIVM_TRY(search(thread, arguments[0], arguments[1], true));
    if (at < 0) return raise_value_error(thread, "sequence.index(x): x not in sequence");
    return make_int(thread, at);
}

Result<Value> range_count(Thread& thread, Value* arguments) {
    if (is_exact_int(arguments[1])) {
        bool const held = MINIVM_TRY(holds_int(thread, self_of(arguments), arguments[1]));
        return Value::small_int(held);
    }
    std::int64_t const found = MINIVM_TRY(search(thread, arguments[0], arguments[1], false));
    return make_int(thread, found);
}

Result<Value> range_new(Thread& thread, Value* arguments) {
    Tuple* const given = cast<Tuple>(arguments[1]);
    if (given->length == 0) return raise_type_error(thread, "range expected at least 1 argument, got 0");
    if (given->length > 3)
        return raise_type_error(thread, "range expected at most 3 arguments, got %u", given->length);
    Value const first = MINIVM_TRY(index(thread, given->items()[0]));
    if (given->length == 1) return make_range(thread, Value::small_int(0), first, Value::small_int(1));
    Root<Value> start(thread, first);
    Value const second = MINIVM_TRY(index(thread, given->items()[1]));
    Root<Value> stop(thread, second);
    Value step = Value::small_int(1);
    if (given->length == 3) {
        step = MINIVM_TRY(index(thread, given->items()[2]));
        if (sign_of(step) == 0) return raise_value_error(thread, "range() arg 3 must not be zero");
    }
    return make_range(thread, start, stop, step);
}

Result<Value> range_len(Thread& thread, Value* arguments) {
    bool fits = true;
    std::int64_t const word = to_int64(self_of(arguments)->length, fits);
    if (!fits) return raise_overflow_error(thread, "Python int too large to convert to C ssize_t");
    return make_int(thread, word);
}
Result<Value> range_getitem(Thread& thread, Value* arguments) {
    return range_get_item(thread, self_of(arguments), arguments[1]);
}
Result<Value> range_has(Thread& thread, Value* arguments) {
    bool const held = MINIVM_TRY(range_contains(thread, self_of(arguments), arguments[1]));
    return Value::boolean(held);
}
Result<Value> range_reversed(Thread& thread, Value* arguments) {
    return reversed_iterator(thread, arguments[0]);
}
Result<Value> range_hashed(Thread& thread, Value* arguments) {
    std::int64_t const hash = MINIVM_TRY(range_hash(thread, self_of(arguments)));
    return make_int(thread, hash);
}

Result<Value> range_compare(Thread& thread, int op, Value left, Value right) {
    auto const wanted = static_cast<CompareOperator>(op);
    Range* const other = as<Range>(right);
    if (other == nullptr || (wanted != CompareOperator::eq && wanted != CompareOperator::ne))
        return Value::not_implemented();
    Value const equals_it = MINIVM_TRY(range_equal(thread, cast<Range>(left), other));
    return Value::boolean(equals_it.is_true() == (wanted == CompareOperator::eq));
}

Result<Value> range_get_start(Thread&, Value self) { return cast<Range>(self)->start; }
Result<Value> range_get_stop(Thread&, Value self) { return cast<Range>(self)->stop; }
Result<Value> range_get_step(Thread&, Value self) { return cast<Range>(self)->step; }

}  // namespace

Result<Value> make_range(Thread& thread, Value start, Value stop, Value step) {
    // True and False are ints, but a range shows numbers.
    auto number = [](Value value) { return value.is_bool() ? Value::small_int(value.is_true()) : value; };
    start = number(start);
    stop = number(stop);
    step = number(step);
    Value length;
    if (sign_of(step) > 0) {
        length = MINIVM_TRY(count_between(thread, start, stop, step));
    } else {
        Value const distance = MINIVM_TRY(arithmetic(thread, BinaryOperator::sub, Value::small_int(0), step));
        length = MINIVM_TRY(count_between(thread, stop, start, distance));
    }
    auto* range = static_cast<Range*>(Heap::allocate(thread, shape_id::range, Kind::range, sizeof(Range)));
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = length;
    return Value::of(range);
}

Result<Value> range_get_item(Thread& thread, Range* range, Value key) {
    Root<Range> kept(thread, range);
    if (Slice* const slice = as<Slice>(key)) return range_slice(thread, range, slice);
    if (!is_int(key) && lookup(thread, type_of(thread, key), names(thread).index_).is_unbound())
        return raise_type_error(thread, "range indices must be integers or slices, not %s",
                                type_name(thread, key));
    Value i = MINIVM_TRY(index(thread, key));
    if (sign_of(i) < 0) i = MINIVM_TRY(arithmetic(thread, BinaryOperator::add, i, range->length));
    if (sign_of(i) < 0 || int_compare(i, range->length) >= 0)
        return raise_index_error(thread, "range object index out of range");
    return number_at(thread, range, i);
}

Result<bool> range_contains(Thread& thread, Range* range, Value item) {
    if (is_exact_int(item)) return holds_int(thread, range, item);
    std::int64_t const at = MINIVM_TRY(search(thread, Value::of(range), item, true));
    return at >= 0;
}

Result<Value> range_equal(Thread&, Range* left, Range* right) {
    auto equals = [](Value a, Value b) { return int_compare(a, b) == 0; };
    Value const zero = Value::small_int(0);
    Value const one = Value::small_int(1);
    if (left == right) return Value::boolean(true);
    if (!equals(left->length, right->length)) return Value::boolean(false);
    if (equals(left->length, zero)) return Value::boolean(true);
    if (!equals(left->start, right->start)) return Value::boolean(false);
    return Value::boolean(equals(left->length, one) || equals(left->step, right->step));
}

Result<std::int64_t> range_hash(Thread& thread, Range* range) {
    Value items[3] = {range->length, Value::none(), Value::none()};
    if (sign_of(range->length) != 0) items[1] = range->start;
    if (int_compare(range->length, Value::small_int(1)) > 0) items[2] = range->step;
    return tuple_hash(thread, make_small_tuple(thread, items));
}

Result<Str*> range_repr(Thread& thread, Range* range) {
    StrBuilder text;
    auto add = [&](char const* before, Value number) -> Result<void> {
        Str* const written = MINIVM_TRY(int_repr(thread, number));
        text.append_ascii(before);
        text.append(written);
        return {};
    };
    MINIVM_TRY(add("range(", range->start));
    MINIVM_TRY(add(", ", range->stop));
    if (range->step != Value::small_int(1)) MINIVM_TRY(add(", ", range->step));
    text.append_ascii(")");
    return text.finish(thread);
}

void define_range(Thread& thread) {
    static constexpr NativeSpec methods[] = {
        {"static __new__", range_new, "(cls, /, *args)"},
        {"index", range_index, "(self, value, /)"},
        {"count", range_count, "(self, value, /)"},
        {"__len__", range_len, "(self, /)"},
        {"__getitem__", range_getitem, "(self, key, /)"},
        {"__contains__", range_has, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__reversed__", range_reversed, "(self, /)"},
        {"__hash__", range_hashed, "(self, /)"},
        {"__repr__", (special_repr<Range, range_repr>), "(self, /)"},
        MINIVM_COMPARISONS(range_compare),
    };
    Type* const type = types(thread).range;
    add_methods(thread, type, methods);
    add_property(thread, type, "start", range_get_start, read_only);
    add_property(thread, type, "stop", range_get_stop, read_only);
    add_property(thread, type, "step", range_get_step, read_only);
}

}  // namespace minivm
