#pragma once
// Equality and hash of the values that need no script code, decided in line: what dict, set, list and sort
// try first.
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"

namespace minivm {

inline bool is_exact_str(Value value) {
    return value.is_object() && value.as_object()->shape == shape_id::str;
}

enum class Quick : std::uint8_t { no, yes, unknown };

/// Whether `left is right or left == right`, as far as it can be told without dispatch.
inline Quick quick_equal(Value left, Value right) {
    if (left == right) return Quick::yes;
    if (left.is_small_int() && right.is_small_int()) return Quick::no;
    if (is_exact_str(left)) {
        if (is_exact_str(right)) {
            Str* const a = cast<Str>(left);
            Str* const b = cast<Str>(right);
            if (a->interned && b->interned) return Quick::no;
            return equals(a, b) ? Quick::yes : Quick::no;
        }
        return right.is_object() ? Quick::unknown : Quick::no;
    }
    if (left.is_object() || (right.is_object() && !is_exact_str(right))) return Quick::unknown;
    if (is_exact_str(right)) return Quick::no;
    if (left.is_small_double() && right.is_small_double())
        return left.as_small_double() == right.as_small_double() ? Quick::yes : Quick::no;
    return Quick::unknown;
}

/// Whether `left < right`, as far as it can be told without dispatch: of small ints, floats, strs and tuples
/// of these.
Quick quick_less(Value left, Value right);

/// How a search has the container that it looks into: a reader as it is, a writer by its Guard.
enum class Holding : std::uint8_t { nothing, guard };

/// `==`, for which a writer lets its Guard go.
template <Holding holding>
Result<bool> equal_holding(Thread& thread, [[maybe_unused]] Object* container, Value left, Value right) {
    if constexpr (holding == Holding::guard) {
        Unguarded const unguarded(thread, container);
        return equal(thread, left, right);
    } else {
        return equal(thread, left, right);
    }
}

/// Identity or `==`; runs script code only where neither value is plain.
inline Result<bool> same(Thread& thread, Value left, Value right) {
    Quick const quick = quick_equal(left, right);
    if (quick != Quick::unknown) [[likely]]
        return quick == Quick::yes;
    return equal(thread, left, right);
}

/// hash(), the frequent kinds first.
inline Result<std::int64_t> quick_hash(Thread& thread, Value value) {
    if (is_exact_str(value)) return hash_of(cast<Str>(value));
    if (value.is_small_int()) {
        std::int64_t const i = value.as_small_int();
        return i == -1 ? -2 : i;
    }
    return hash(thread, value);
}

}  // namespace minivm
