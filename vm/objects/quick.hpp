#pragma once
// Equality and hash of the values that need no script code, decided in line: what dict, set, list and sort
// try first.
#include <algorithm>

#include "vm/objects/containers.hpp"
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

/// Keys of which a search has been told that they are not the one that it looks for. A writer that must start
/// again, as the container has got other keys meanwhile, does not ask these again: else a script whose __eq__
/// adds a key each time would never see the search end.
template <Holding holding>
class Others {
public:
    explicit Others(Thread&) {}
    bool has(Value) const { return false; }
    Result<void> add(Value) { return {}; }
};
template <>
class Others<Holding::guard> {
public:
    explicit Others(Thread& thread) : thread_(thread), keys_(thread, Value::none()) {}
    bool has(Value key) const {
        auto* const keys = as<List>(keys_);
        return keys && std::ranges::find(keys->values(), key) != keys->values().end();
    }
    Result<void> add(Value key) {
        if (!as<List>(keys_)) keys_.set(Value::of(MINIVM_TRY(make_list(thread_))));
        return list_push(thread_, cast<List>(keys_), key);
    }

private:
    Thread& thread_;
    Root<Value> keys_;  // a List, once there are any
};

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
