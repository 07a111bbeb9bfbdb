#pragma once
// set and frozenset. The table, its probing and its growth follow CPython's Objects/setobject.c (9 linear
// probes, then perturbation), because the order in which a set of ints is printed is the table's order.
#include <cstdint>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

struct SetEntry {
    Value key;  // unbound: free, or deleted if hash is -1
    std::int64_t hash;
};

/// Of both kinds: Kind::set and Kind::frozenset.
struct Set : Object {
    static constexpr Kind kind_of = Kind::set;
    SetEntry* table;  // storage for mask + 1
    std::uint32_t mask;
    std::uint32_t filled;      // live and deleted
    std::uint32_t used;        // live: len()
    std::uint32_t finger;      // where pop() goes on
    std::int64_t cached_hash;  // of a frozenset; -1: not yet computed
};
inline Set* as_any_set(Value value) {
    if (!value.is_object()) return nullptr;
    Kind const kind = value.as_object()->kind;
    return kind == Kind::set || kind == Kind::frozenset ? static_cast<Set*>(value.as_object()) : nullptr;
}

Result<Set*> make_set(Thread& thread, Kind kind = Kind::set);
/// May run script code. Raises.
Result<bool> contains(Thread& thread, Set* set, Value key);
Result<void> add(Thread& thread, Set* set, Value key);
Result<bool> discard(Thread& thread, Set* set, Value key);
/// set.update(iterable)
Result<void> update(Thread& thread, Set* set, Value iterable);
/// As for dict.hpp's; the set may change meanwhile, as it may under CPython's own loops.
SetEntry* next_entry(Set* set, std::uint32_t& position);

// The parts that set_methods.cpp and those with a hash at hand use. Each runs script code only through
// __eq__.
Result<bool> set_contains(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<void> set_add(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<bool> set_discard(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<void> set_merge(Thread& thread, Set* set, Set* other);
/// hash(), but a set hashes as the frozenset that it equals: for `in`, remove and discard.
Result<std::int64_t> set_key_hash(Thread& thread, Value key);
/// A table without deleted places, if more than a quarter of them are.
Result<void> set_shrink(Thread& thread, Set* set);
Result<void> set_clear(Thread& thread, Set* set);
/// Any key, removed; unbound if the set is empty.
Value set_pop(Set* set);

// The protocols, called by vm/operations.cpp. `op`s as in vm/operations.hpp; NotImplemented where the
// operands do not fit.
Result<Value> set_binary(Thread& thread, int op, Value left, Value right);
Result<Value> set_inplace(Thread& thread, int op, Value left, Value right);
Result<Value> set_compare(Thread& thread, int op, Value left, Value right);
Result<std::int64_t> frozenset_hash(Thread& thread, Set* set);
Result<Str*> set_repr(Thread& thread, Set* set);

void trace_set(Set* set, class Tracer& tracer);
void free_set(Set* set);
void define_set(Thread& thread);

}  // namespace minivm
