// set and frozenset as scripts see them. Which operand is walked, copied or probed follows CPython in each
// operation, because the order of the result depends on it.
#include <utility>

#include "vm/objects/integer.hpp"
#include "vm/objects/quick.hpp"
#include "vm/objects/special.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

Set* self_of(Value* arguments) { return static_cast<Set*>(arguments[0].as_object()); }

bool is_exact_dict(Value value) { return value.is_object() && value.as_object()->shape == shape_id::dict; }

Result<Set*> copy(Thread& thread, Set* set, Kind kind) {
    Root<Set> kept(thread, set);
    Set* const made = MINIVM_TRY(make_set(thread, kind));
    MINIVM_TRY(set_merge(thread, made, set));
    return made;
}

Result<Set*> set_from(Thread& thread, Value iterable, Kind kind) {
    Set* const made = MINIVM_TRY(make_set(thread, kind));
    Root<Set> kept(thread, made);
    MINIVM_TRY(update(thread, made, iterable));
    return made;
}

/// Calls f(key, hash) for each entry of a set, which f may change.
template <typename F>
Result<void> for_each(Thread& thread, Set* set, F f) {
    Root<Set> kept(thread, set);
    Root<Set> from(thread, MINIVM_TRY(steady(thread, set)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        Root<Value> key(thread, entry->key);
        MINIVM_TRY(f(key.value(), entry->hash));
    }
    return {};
}

/// The same for each key of a dict.
template <typename F>
Result<void> for_each(Thread& thread, Dict* dict, F f) {
    Root<Dict> kept(thread, dict);
    Root<Dict> from(thread, MINIVM_TRY(steady(thread, dict)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        Root<Value> key(thread, entry->key);
        MINIVM_TRY(f(key.value(), entry->hash));
    }
    return {};
}

/// The same for each item of any iterable.
template <typename F>
Result<void> for_each_of(Thread& thread, Value iterable, F f) {
    Iteration items(thread);
    MINIVM_TRY(items.start(iterable));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        Root<Value> key(thread, item);
        std::int64_t const hash = MINIVM_TRY(quick_hash(thread, item));
        MINIVM_TRY(f(item, hash));
    }
}

Result<Set*> intersection(Thread& thread, Set* set, Value with) {
    if (Value::of(set) == with) return copy(thread, set, set->kind);
    Root<Set> kept(thread, set);
    Root<Value> kept_with(thread, with);
    Set* const made = MINIVM_TRY(make_set(thread, set->kind));
    Root<Set> result(thread, made);
    Set* other = as_any_set(with);
    auto add_common = [&](Set* among) {
        return [&thread, made, among](Value key, std::int64_t hash) -> Result<void> {
            bool const both = MINIVM_TRY(set_contains(thread, among, key, hash));
            if (both) MINIVM_TRY(set_add(thread, made, key, hash));
            return {};
        };
    };
    if (other == nullptr) {
        MINIVM_TRY(for_each_of(thread, with, add_common(set)));
        return made;
    }
    if (other->used > set->used) std::swap(set, other);
    MINIVM_TRY(for_each(thread, other, add_common(set)));
    return made;
}

Result<void> remove_all(Thread& thread, Set* set, Value other) {
    if (Value::of(set) == other) return set_clear(thread, set);
    Root<Set> kept(thread, set);
    Root<Value> kept_other(thread, other);
    auto remove_one = [&](Value key, std::int64_t hash) -> Result<void> {
        MINIVM_TRY(set_discard(thread, set, key, hash));
        return {};
    };
    if (Set* removed = as_any_set(other)) {
        if ((removed->used >> 3) > set->used) removed = MINIVM_TRY(intersection(thread, set, other));
        MINIVM_TRY(for_each(thread, removed, remove_one));
    } else {
        MINIVM_TRY(for_each_of(thread, other, remove_one));
    }
    return set_shrink(thread, set);
}

Result<Set*> copy_and_remove(Thread& thread, Set* set, Value other) {
    Root<Value> kept(thread, other);
    Set* const made = MINIVM_TRY(copy(thread, set, set->kind));
    Root<Set> result(thread, made);
    MINIVM_TRY(remove_all(thread, made, other));
    return made;
}

Result<Set*> difference(Thread& thread, Set* set, Value other) {
    Set* const removed = as_any_set(other);
    bool const mapping = is_exact_dict(other);
    if (removed == nullptr && !mapping) return copy_and_remove(thread, set, other);
    // A set much larger than what is taken away is better copied.
    if ((set->used >> 2) > (mapping ? cast<Dict>(other)->used : removed->used))
        return copy_and_remove(thread, set, other);
    Root<Value> kept(thread, other);
    Root<Set> kept_set(thread, set);
    Set* const made = MINIVM_TRY(make_set(thread, set->kind));
    Root<Set> result(thread, made);
    auto keep_one = [&](Value key, std::int64_t hash) -> Result<void> {
        bool gone = false;
        if (mapping) {
            Value const found = MINIVM_TRY(find(thread, cast<Dict>(other), key, hash));
            gone = !found.is_unbound();
        } else {
            gone = MINIVM_TRY(set_contains(thread, removed, key, hash));
        }
        if (!gone) MINIVM_TRY(set_add(thread, made, key, hash));
        return {};
    };
    MINIVM_TRY(for_each(thread, set, keep_one));
    return made;
}

Result<void> toggle_all(Thread& thread, Set* set, Value other) {
    if (Value::of(set) == other) return set_clear(thread, set);
    Root<Set> kept(thread, set);
    auto toggle = [&](Value key, std::int64_t hash) -> Result<void> {
        bool const had = MINIVM_TRY(set_discard(thread, set, key, hash));
        if (!had) MINIVM_TRY(set_add(thread, set, key, hash));
        return {};
    };
    if (is_exact_dict(other)) return for_each(thread, cast<Dict>(other), toggle);
    Set* keys = as_any_set(other);
    if (keys == nullptr) keys = MINIVM_TRY(set_from(thread, other, set->kind));
    return for_each(thread, keys, toggle);
}

/// What `set ^ other` is: the other's keys first.
Result<Set*> symmetric_difference(Thread& thread, Set* set, Value other) {
    Root<Set> kept(thread, set);
    Set* const made = MINIVM_TRY(set_from(thread, other, set->kind));
    Root<Set> result(thread, made);
    MINIVM_TRY(toggle_all(thread, made, Value::of(set)));
    return made;
}

/// `set` is to have what it has in common with something else. `common` is that of what it was when `state`
/// and then `before` were made of it: without a change meanwhile it is the result, or else what is to go goes
/// out one by one.
Result<void> become(Thread& thread, Set* set, Set* common, Set* before, SetState state) {
    if (set_swap(thread, set, common, state)) return {};
    Root<Set> kept(thread, common);
    return for_each(thread, before, [&](Value key, std::int64_t hash) -> Result<void> {
        bool const stays = MINIVM_TRY(set_contains(thread, common, key, hash));
        if (!stays) MINIVM_TRY(set_discard(thread, set, key, hash));
        return {};
    });
}

Result<void> keep_common(Thread& thread, Set* set, Value other) {
    Root<Set> kept(thread, set);
    Root<Value> kept_other(thread, other);
    SetState const state = set_state(thread, set);
    Root<Set> before(thread, MINIVM_TRY(steady(thread, set)));
    Set* const common = MINIVM_TRY(intersection(thread, before.get(), other));
    return become(thread, set, common, before.get(), state);
}

Result<bool> is_subset(Thread& thread, Set* set, Set* other) {
    if (set->used > other->used) return false;
    Root<Set> kept(thread, set);
    Root<Set> kept_other(thread, other);
    Root<Set> from(thread, MINIVM_TRY(steady(thread, set)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position)) {
        bool const held = MINIVM_TRY(set_contains(thread, other, entry->key, entry->hash));
        if (!held) return false;
    }
    return true;
}

Result<bool> are_equal(Thread& thread, Set* left, Set* right) {
    if (left->used != right->used) return false;
    std::int64_t const left_hash = left->cached_hash;
    std::int64_t const right_hash = right->cached_hash;
    if (left_hash != -1 && right_hash != -1 && left_hash != right_hash) return false;
    return is_subset(thread, left, right);
}

Result<Value> as_value(Result<Set*> made) {
    Set* const set = MINIVM_TRY(made);
    return Value::of(set);
}

// --- methods: arguments[0] is self; `*others` arrives as a Tuple ---

std::span<Value const> others_of(Value* arguments) { return cast<Tuple>(arguments[1])->view(); }

Result<Value> method_add(Thread& thread, Value* arguments) {
    MINIVM_TRY(add(thread, self_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> method_clear(Thread& thread, Value* arguments) {
    MINIVM_TRY(set_clear(thread, self_of(arguments)));
    return Value::none();
}

Result<Value> method_copy(Thread& thread, Value* arguments) {
    if (self_of(arguments)->shape == shape_id::frozenset) return arguments[0];
    return as_value(copy(thread, self_of(arguments), self_of(arguments)->kind));
}

Result<Value> method_discard(Thread& thread, Value* arguments) {
    MINIVM_TRY(discard(thread, self_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> method_remove(Thread& thread, Value* arguments) {
    bool const had = MINIVM_TRY(discard(thread, self_of(arguments), arguments[1]));
    if (!had) return raise_with(thread, types(thread).key_error, arguments[1]);
    return Value::none();
}

Result<Value> method_pop(Thread& thread, Value* arguments) {
    Value const key = set_pop(thread, self_of(arguments));
    if (key.is_unbound()) return raise(thread, types(thread).key_error, "pop from an empty set");
    return key;
}

Result<Value> method_union(Thread& thread, Value* arguments) {
    Set* const made = MINIVM_TRY(copy(thread, self_of(arguments), self_of(arguments)->kind));
    Root<Set> kept(thread, made);
    for (Value const other : others_of(arguments))
        if (other != arguments[0]) MINIVM_TRY(update(thread, made, other));
    return Value::of(made);
}

Result<Value> method_update(Thread& thread, Value* arguments) {
    for (Value const other : others_of(arguments)) MINIVM_TRY(update(thread, self_of(arguments), other));
    return Value::none();
}

Result<Set*> intersection_of_all(Thread& thread, Set* set, std::span<Value const> others) {
    if (others.empty()) return copy(thread, set, set->kind);
    Root<Set> result(thread, set);
    for (Value const other : others) {
        Set* const made = MINIVM_TRY(intersection(thread, result.get(), other));
        result.set(made);
    }
    return result.get();
}

Result<Value> method_intersection(Thread& thread, Value* arguments) {
    return as_value(intersection_of_all(thread, self_of(arguments), others_of(arguments)));
}

Result<Value> method_intersection_update(Thread& thread, Value* arguments) {
    Set* const set = self_of(arguments);
    SetState const state = set_state(thread, set);
    Root<Set> before(thread, MINIVM_TRY(steady(thread, set)));
    Set* const common = MINIVM_TRY(intersection_of_all(thread, before.get(), others_of(arguments)));
    MINIVM_TRY(become(thread, set, common, before.get(), state));
    return Value::none();
}

Result<Value> method_difference(Thread& thread, Value* arguments) {
    std::span<Value const> const others = others_of(arguments);
    if (others.empty()) return as_value(copy(thread, self_of(arguments), self_of(arguments)->kind));
    Set* const made = MINIVM_TRY(difference(thread, self_of(arguments), others[0]));
    Root<Set> kept(thread, made);
    for (Value const other : others.subspan(1)) MINIVM_TRY(remove_all(thread, made, other));
    return Value::of(made);
}

Result<Value> method_difference_update(Thread& thread, Value* arguments) {
    for (Value const other : others_of(arguments)) MINIVM_TRY(remove_all(thread, self_of(arguments), other));
    return Value::none();
}

Result<Value> method_symmetric_difference(Thread& thread, Value* arguments) {
    return as_value(symmetric_difference(thread, self_of(arguments), arguments[1]));
}

Result<Value> method_symmetric_difference_update(Thread& thread, Value* arguments) {
    MINIVM_TRY(toggle_all(thread, self_of(arguments), arguments[1]));
    return Value::none();
}

Result<Value> method_isdisjoint(Thread& thread, Value* arguments) {
    Set* set = self_of(arguments);
    if (arguments[0] == arguments[1]) return Value::boolean(set->used == 0);
    if (Set* other = as_any_set(arguments[1])) {
        if (other->used > set->used) std::swap(set, other);
        Root<Set> from(thread, MINIVM_TRY(steady(thread, other)));
        std::uint32_t position = 0;
        while (auto const entry = next_entry(from.get(), position)) {
            bool const held = MINIVM_TRY(set_contains(thread, set, entry->key, entry->hash));
            if (held) return Value::boolean(false);
        }
        return Value::boolean(true);
    }
    Iteration items(thread);
    MINIVM_TRY(items.start(arguments[1]));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return Value::boolean(true);
        Root<Value> key(thread, item);
        std::int64_t const hash = MINIVM_TRY(quick_hash(thread, item));
        bool const held = MINIVM_TRY(set_contains(thread, set, item, hash));
        if (held) return Value::boolean(false);
    }
}

Result<Value> method_issubset(Thread& thread, Value* arguments) {
    Set* other = as_any_set(arguments[1]);
    if (other == nullptr) {
        // CPython collects what is common rather than the whole of the other.
        Set* const common = MINIVM_TRY(intersection(thread, self_of(arguments), arguments[1]));
        return Value::boolean(common->used == self_of(arguments)->used);
    }
    bool const held = MINIVM_TRY(is_subset(thread, self_of(arguments), other));
    return Value::boolean(held);
}

Result<Value> method_issuperset(Thread& thread, Value* arguments) {
    if (Set* const other = as_any_set(arguments[1])) {
        bool const held = MINIVM_TRY(is_subset(thread, other, self_of(arguments)));
        return Value::boolean(held);
    }
    Iteration items(thread);
    MINIVM_TRY(items.start(arguments[1]));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return Value::boolean(true);
        Root<Value> key(thread, item);
        std::int64_t const hash = MINIVM_TRY(quick_hash(thread, item));
        bool const held = MINIVM_TRY(set_contains(thread, self_of(arguments), item, hash));
        if (!held) return Value::boolean(false);
    }
}

Result<Value> set_new(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return as_value(make_set(thread));
    return as_value(set_from(thread, arguments[1], Kind::set));
}

Result<Value> frozenset_new(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return as_value(make_set(thread, Kind::frozenset));
    if (arguments[1].is_object() && arguments[1].as_object()->shape == shape_id::frozenset)
        return arguments[1];
    return as_value(set_from(thread, arguments[1], Kind::frozenset));
}

Result<Value> special_len(Thread&, Value* arguments) { return Value::small_int(self_of(arguments)->used); }
Result<Value> special_contains(Thread& thread, Value* arguments) {
    bool const held = MINIVM_TRY(contains(thread, self_of(arguments), arguments[1]));
    return Value::boolean(held);
}
Result<Value> special_hash(Thread& thread, Value* arguments) {
    std::int64_t const hash = MINIVM_TRY(frozenset_hash(thread, self_of(arguments)));
    return make_int(thread, hash);
}

}  // namespace

Result<Value> set_binary(Thread& thread, int op, Value left, Value right) {
    Set* const set = as_any_set(left);
    if (set == nullptr || as_any_set(right) == nullptr) return Value::not_implemented();
    switch (static_cast<BinaryOperator>(op)) {
        case BinaryOperator::bit_or: {
            Root<Value> kept(thread, right);
            Set* const made = MINIVM_TRY(copy(thread, set, set->kind));
            Root<Set> result(thread, made);
            if (left != right) MINIVM_TRY(update(thread, made, right));
            return Value::of(made);
        }
        case BinaryOperator::bit_and: return as_value(intersection(thread, set, right));
        case BinaryOperator::sub: return as_value(difference(thread, set, right));
        case BinaryOperator::bit_xor: return as_value(symmetric_difference(thread, set, right));
        default: return Value::not_implemented();
    }
}

Result<Value> set_inplace(Thread& thread, int op, Value left, Value right) {
    Set* const set = as_any_set(left);
    if (set == nullptr || set->kind != Kind::set || as_any_set(right) == nullptr)
        return Value::not_implemented();
    switch (static_cast<BinaryOperator>(op)) {
        case BinaryOperator::bit_or: MINIVM_TRY(update(thread, set, right)); return left;
        case BinaryOperator::bit_and: MINIVM_TRY(keep_common(thread, set, right)); return left;
        case BinaryOperator::sub: MINIVM_TRY(remove_all(thread, set, right)); return left;
        case BinaryOperator::bit_xor: MINIVM_TRY(toggle_all(thread, set, right)); return left;
        default: return Value::not_implemented();
    }
}

Result<Value> set_compare(Thread& thread, int op, Value left, Value right) {
    Set* const a = as_any_set(left);
    Set* const b = as_any_set(right);
    if (a == nullptr || b == nullptr) return Value::not_implemented();
    bool holds = false;
    switch (static_cast<CompareOperator>(op)) {
        case CompareOperator::eq: holds = MINIVM_TRY(are_equal(thread, a, b)); break;
        case CompareOperator::ne:
            holds = MINIVM_TRY(are_equal(thread, a, b));
            holds = !holds;
            break;
        case CompareOperator::le: holds = MINIVM_TRY(is_subset(thread, a, b)); break;
        case CompareOperator::ge: holds = MINIVM_TRY(is_subset(thread, b, a)); break;
        case CompareOperator::lt:
            if (a->used < b->used) holds = MINIVM_TRY(is_subset(thread, a, b));
            break;
        case CompareOperator::gt:
            if (a->used > b->used) holds = MINIVM_TRY(is_subset(thread, b, a));
            break;
    }
    return Value::boolean(holds);
}

Result<Str*> set_repr(Thread& thread, Set* set) {
    bool const plain = set->shape == shape_id::set;
    std::string const name = type_name(thread, Value::of(set));
    StrBuilder text;
    if (set->used == 0) {
        text.append_utf8(name + "()");
        return text.finish(thread);
    }
    Printing const printing(thread, set);
    if (printing.again) {
        text.append_utf8(name + "(...)");
        return text.finish(thread);
    }
    // The keys as they are now: a __repr__ may change the set.
    Root<Set> kept(thread, set);
    List* const keys = MINIVM_TRY(make_list(thread, std::size_t{set->used}));
    Root<List> kept_keys(thread, keys);
    SetTable const* const table = set->table;
    std::uint32_t position = 0;
    while (auto const entry = next_entry(table, position)) MINIVM_TRY(append(thread, keys, entry->key));
    text.append_utf8(plain ? "{" : name + "({");
    for (std::uint32_t i = 0; i < keys->length; ++i) {
        if (i != 0) text.append_ascii(", ");
        Str* const written = MINIVM_TRY(repr(thread, keys->items[i]));
        text.append(written);
    }
    text.append_ascii(plain ? "}" : "})");
    return text.finish(thread);
}

void define_set(Thread& thread) {
#define MINIVM_SET_OPERATOR(name, op)                                                          \
    {"__" name "__", special_binary<set_binary, BinaryOperator::op>, "(self, value, /)"}, {    \
        "__r" name "__", special_reflected<set_binary, BinaryOperator::op>, "(self, value, /)" \
    }
    static constexpr NativeSpec common[] = {
        {"copy", method_copy, "(self, /)"},
        {"difference", method_difference, "(self, /, *others)"},
        {"intersection", method_intersection, "(self, /, *others)"},
        {"isdisjoint", method_isdisjoint, "(self, other, /)"},
        {"issubset", method_issubset, "(self, other, /)"},
        {"issuperset", method_issuperset, "(self, other, /)"},
        {"symmetric_difference", method_symmetric_difference, "(self, other, /)"},
        {"union", method_union, "(self, /, *others)"},
        {"__len__", special_len, "(self, /)"},
        {"__contains__", special_contains, "(self, key, /)"},
        {"__iter__", special_iter, "(self, /)"},
        {"__repr__", (special_repr<Set, set_repr>), "(self, /)"},
        MINIVM_SET_OPERATOR("or", bit_or),
        MINIVM_SET_OPERATOR("and", bit_and),
        MINIVM_SET_OPERATOR("sub", sub),
        MINIVM_SET_OPERATOR("xor", bit_xor),
        MINIVM_COMPARISONS(set_compare),
    };
    static constexpr NativeSpec mutable_only[] = {
        {"static __new__", set_new, "(cls, iterable=(), /)"},
        {"add", method_add, "(self, object, /)"},
        {"clear", method_clear, "(self, /)"},
        {"difference_update", method_difference_update, "(self, /, *others)"},
        {"discard", method_discard, "(self, object, /)"},
        {"intersection_update", method_intersection_update, "(self, /, *others)"},
        {"pop", method_pop, "(self, /)"},
        {"remove", method_remove, "(self, object, /)"},
        {"symmetric_difference_update", method_symmetric_difference_update, "(self, other, /)"},
        {"update", method_update, "(self, /, *others)"},
        {"__ior__", (special_binary<set_inplace, BinaryOperator::bit_or>), "(self, value, /)"},
        {"__iand__", (special_binary<set_inplace, BinaryOperator::bit_and>), "(self, value, /)"},
        {"__isub__", (special_binary<set_inplace, BinaryOperator::sub>), "(self, value, /)"},
        {"__ixor__", (special_binary<set_inplace, BinaryOperator::bit_xor>), "(self, value, /)"},
    };
    static constexpr NativeSpec frozen_only[] = {
        {"static __new__", frozenset_new, "(cls, iterable=(), /)"},
        {"__hash__", special_hash, "(self, /)"},
    };
#undef MINIVM_SET_OPERATOR
    Type* const set = types(thread).set;
    Type* const frozenset = types(thread).frozenset;
    add_methods(thread, set, common);
    add_methods(thread, set, mutable_only);
    set_unhashable(thread, set);
    add_methods(thread, frozenset, common);
    add_methods(thread, frozenset, frozen_only);
}

}  // namespace minivm
