#pragma once
// `<` as list.sort asks for it: by the kind of what is compared, so that where no script has a say in it the
// comparison is a few instructions, in line.
#include <algorithm>
#include <cstring>

#include "vm/objects/containers.hpp"
#include "vm/objects/quick.hpp"
#include "vm/operations.hpp"

namespace minivm::sorting {

/// `raised`: a script's comparison did; or, where none may be asked, there is no answer without it.
enum class Order : std::int8_t { raised = -1, not_less = 0, less = 1 };

struct IntLess {
    Order operator()(Value left, Value right) const {
        return left.bits() < right.bits() ? Order::less : Order::not_less;
    }
};
struct DoubleLess {
    Order operator()(Value left, Value right) const {
        return left.as_small_double() < right.as_small_double() ? Order::less : Order::not_less;
    }
};
inline Order str_less(Str const* left, Str const* right) {
    if (left->width != 1 || right->width != 1)
        return compare(left, right) < 0 ? Order::less : Order::not_less;
    int const order = std::memcmp(left->data(), right->data(), std::min(left->length, right->length));
    return order < 0 || (order == 0 && left->length < right->length) ? Order::less : Order::not_less;
}
struct StrLess {
    Order operator()(Value left, Value right) const { return str_less(cast<Str>(left), cast<Str>(right)); }
};

/// `left < right` of values that no script has a say in; `raised` if they are none of these.
inline Order plain_less(Value left, Value right) {
    if (left.is_small_int() && right.is_small_int()) return IntLess{}(left, right);
    if (left.is_small_double() && right.is_small_double()) return DoubleLess{}(left, right);
    if (is_exact_str(left) && is_exact_str(right)) return str_less(cast<Str>(left), cast<Str>(right));
    return Order::raised;
}

/// The same of tuples too: decided by the first items that differ.
inline Order plain_tuple_less(Value left, Value right) {
    auto is_exact_tuple = [](Value value) {
        return value.is_object() && value.as_object()->shape == shape_id::tuple;
    };
    if (!is_exact_tuple(left) || !is_exact_tuple(right)) return plain_less(left, right);
    std::span<Value const> const a = cast<Tuple>(left)->view();
    std::span<Value const> const b = cast<Tuple>(right)->view();
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        Quick const quick = quick_equal(a[i], b[i]);
        if (quick == Quick::unknown) return Order::raised;
        if (quick == Quick::no) return plain_less(a[i], b[i]);
    }
    return a.size() < b.size() ? Order::less : Order::not_less;
}

/// Whatever the values are; may run script code.
struct AnyLess {
    Thread& thread;
    Order operator()(Value left, Value right) const {
        if (Order const plain = plain_tuple_less(left, right); plain != Order::raised) return plain;
        Result<bool> less = compare_truth(thread, CompareOperator::lt, left, right);
        if (!less) return Order::raised;
        return less.take() ? Order::less : Order::not_less;
    }
};

}  // namespace minivm::sorting
