// Builtin functions about iterables: all, any, iter, len, max, min, next, sorted, sum.
#include "runtime/modules/builtins_parts.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/generator.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/iterator.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// True if the truth of some item is `sought`.
Result<bool> some_item(Thread& thread, Value iterable, bool sought) {
    Iteration items(thread);
    MINIVM_TRY(items.start(iterable));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return false;
        bool const is_true = MINIVM_TRY(truth(thread, item));
        if (is_true == sought) return true;
    }
}

Result<Value> all(Thread& thread, Value* arguments) {
    bool const found = MINIVM_TRY(some_item(thread, arguments[0], false));
    return Value::boolean(!found);
}

Result<Value> any(Thread& thread, Value* arguments) {
    bool const found = MINIVM_TRY(some_item(thread, arguments[0], true));
    return Value::boolean(found);
}

Result<Value> len(Thread& thread, Value* arguments) {
    std::int64_t const size = MINIVM_TRY(length(thread, arguments[0]));
    return make_int(thread, size);
}

Result<Value> extreme(Thread& thread, Value* arguments, CompareOperator better, char const* name) {
    Value const key = arguments[0].is_unbound() ? Value::none() : arguments[0];
    Value const otherwise = arguments[1];
    Tuple* const given = cast<Tuple>(arguments[2]);
    if (given->length == 0) return raise_type_error(thread, "%s expected at least 1 argument, got 0", name);
    if (given->length > 1 && !otherwise.is_unbound())
        return raise_type_error(thread,
                                "Cannot specify a default for %s() with multiple positional arguments", name);
    Iteration items(thread);
    MINIVM_TRY(items.start(given->length == 1 ? given->items()[0] : Value::of(given)));
    Root<Value> item(thread, Value::none()), best(thread, Value::unbound());
    Root<Value> item_key(thread, Value::none()), best_key(thread, Value::none());
    while (true) {
        Value const next_item = MINIVM_TRY(items.next());
        if (next_item.is_unbound()) break;
        item.set(next_item);
        Value next_key = next_item;
        if (!key.is_none()) next_key = MINIVM_TRY(call(thread, key, std::span<Value const>(&next_item, 1)));
        item_key.set(next_key);
        if (!best.value().is_unbound()) {
            bool const is_better = MINIVM_TRY(compare_truth(thread, better, item_key, best_key));
            if (!is_better) continue;
        }
        best.set(item);
        best_key.set(item_key);
    }
    if (!best.value().is_unbound()) return best.value();
    if (!otherwise.is_unbound()) return otherwise;
    return raise_value_error(thread, "%s() arg is an empty sequence", name);
}

Result<Value> max(Thread& thread, Value* arguments) {
    return extreme(thread, arguments, CompareOperator::gt, "max");
}
Result<Value> min(Thread& thread, Value* arguments) {
    return extreme(thread, arguments, CompareOperator::lt, "min");
}

Result<Value> sorted(Thread& thread, Value* arguments) {
    // CPython hands all keywords to list.sort, whose complaint this is.
    if (Dict* const others = cast<Dict>(arguments[3]); others->used != 0) {
        std::uint32_t position = 0;
        Str const* const name = cast<Str>(next_entry(others, position)->key);
        return raise_type_error(thread, "'%s' is an invalid keyword argument for sort()",
                                to_utf8(name).c_str());
    }
    bool reverse = false;
    List* const list = MINIVM_TRY(collect_list(thread, arguments[0]));
    arguments[0] = Value::of(list);
    if (!arguments[2].is_unbound()) {
        Value const integer = MINIVM_TRY(index(thread, arguments[2]));
        reverse = sign_of(integer) != 0;
    }
    MINIVM_TRY(sort(thread, list, arguments[1].is_unbound() ? Value::none() : arguments[1], reverse));
    return arguments[0];
}

Result<Value> sum(Thread& thread, Value* arguments) {
    Root<Value> total(thread, arguments[1].is_unbound() ? Value::small_int(0) : arguments[1]);
    if (as<Str>(total)) return raise_type_error(thread, "sum() can't sum strings [use ''.join(seq) instead]");
    if (total.value().is_object() && total.value().as_object()->kind == Kind::bytes)
        return raise_type_error(thread, "sum() can't sum bytes [use b''.join(seq) instead]");
    Iteration items(thread);
    MINIVM_TRY(items.start(arguments[0]));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return total.value();
        Value const so_far = total;
        Value next_total;
        if (so_far.is_small_int() && item.is_small_int())
            next_total = make_int(thread, so_far.as_small_int() + item.as_small_int());
        else if (so_far.is_small_double() && item.is_small_double())
            next_total = make_float(thread, so_far.as_small_double() + item.as_small_double());
        else
            next_total = MINIVM_TRY(binary(thread, BinaryOperator::add, so_far, item));
        total.set(next_total);
    }
}

Result<Value> iter(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return iterate(thread, arguments[0]);
    if (!callable(thread, arguments[0])) return raise_type_error(thread, "iter(v, w): v must be callable");
    return callable_iterator(thread, arguments[0], arguments[1]);
}

Result<Value> next_item(Thread& thread, Value* arguments) {
    Value const iterator = arguments[0];
    Value const otherwise = arguments[1];
    Value result = Value::unbound();
    Value returned = Value::none();
    if (Iterator* const builtin = as<Iterator>(iterator)) {
        result = MINIVM_TRY(builtin->step(thread, builtin));
    } else if (Generator* const generator = as<Generator>(iterator)) {
        result = MINIVM_TRY(resume(thread, generator, Value::none(), &returned));
    } else {
        Value const method = MINIVM_TRY(special_method(thread, iterator, names(thread).next_));
        if (method.is_unbound())
            return raise_type_error(thread, "'%s' object is not an iterator",
                                    type_name(thread, arguments[0]));
        Result<Value> const called = call(thread, method, {});
        if (called || otherwise.is_unbound() || !raised_is(thread, types(thread).stop_iteration))
            return called;
        take_exception(thread);
        return otherwise;
    }
    if (!result.is_unbound()) return result;
    if (!otherwise.is_unbound()) return otherwise;
    if (!returned.is_none()) return raise_with(thread, types(thread).stop_iteration, returned);
    return raise_value(thread, Value::of(types(thread).stop_iteration), Value::unbound());
}

NativeSpec const functions[] = {
    {"all", all, "(iterable, /)"},
    {"any", any, "(iterable, /)"},
    {"iter", iter, "(object, sentinel=None, /)"},
    {"len", len, "(obj, /)"},
    {"max", max, "(*args, key=None, default=None)"},
    {"min", min, "(*args, key=None, default=None)"},
    {"next", next_item, "(iterator, default=None, /)"},
    {"sorted", sorted, "(iterable, /, *, key=None, reverse=False, **kwargs)"},
    {"sum", sum, "(iterable, /, start=0)"},
};

}  // namespace

std::span<NativeSpec const> const iterable_builtins = functions;

}  // namespace minivm
