#pragma once
// set and frozenset. The table, its probing and its growth follow CPython's Objects/setobject.c (9 linear
// probes, then perturbation), because the order in which a set of ints is printed is the table's order.
#include <cstdint>
#include <optional>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

// HOW THREADS SHARE A SET (vm/sync.hpp). As a dict (dict.hpp): readers load the table once, writers hold the
// Guard. But places are filled again. There the key alone tells what a place is, free, deleted or live; a
// writer stores the hash before the key, a reader loads the key before the hash. So a reader may miss a key
// which was taken out while it looked, and never takes a deleted place for the end of a probe sequence.

struct SetEntry {
    Shared<std::int64_t> hash;  // deleted_hash: none, the entry is deleted
    Slot key;                   // unbound: free; deleted_key
};
inline constexpr std::int64_t deleted_hash = -1;
/// The ordinary build asks the hash whether a place is free or deleted, to tell what is live by one test.
inline constexpr Value deleted_key =
    free_threaded ? Value::from_bits(Value::unbound().bits() + 2) : Value::unbound();
inline bool is_live(Value key) { return !key.is_unbound() && key != deleted_key; }

/// Behind it lie mask + 1 entries.
struct SetTable {
    std::uint32_t mask;
    std::uint32_t filled;  // Guard. Live and deleted
    std::uint32_t added;   // Guard. Counts the keys that came in, in the free-threaded build
    SetEntry* entries() { return reinterpret_cast<SetEntry*>(this + 1); }
    SetEntry const* entries() const { return reinterpret_cast<SetEntry const*>(this + 1); }
    std::uint32_t reserved;
};
static_assert(sizeof(SetTable) % alignof(SetEntry) == 0);

/// Of both kinds: Kind::set and Kind::frozenset.
struct Set : Object {
    static constexpr Kind kind_of = Kind::set;
    Shared<SetTable*> table;
    Shared<std::uint32_t> used;        // live: len()
    Shared<std::uint32_t> version;     // changes after the table was replaced
    Shared<std::int64_t> cached_hash;  // of a frozenset; -1: not yet computed
    std::uint32_t finger;              // Guard. Where pop() goes on
};

/// A live entry as it was when it was met.
struct SetItem {
    Value key;
    std::int64_t hash;
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
/// The live entries as dict.hpp's: of a table as long as no script code runs in between, else of the set,
/// which may change meanwhile, as it may under CPython's own loops.
inline std::optional<SetItem> next_entry(SetTable const* table, std::uint32_t& position) {
    SetEntry const* const first = table->entries();
    SetEntry const* const last = first + table->mask;
    for (SetEntry const* entry = first + position; entry <= last; ++entry) {
        Value const key = entry->key;
        if (!is_live(key)) continue;
        position = static_cast<std::uint32_t>(entry - first) + 1;
        return SetItem{key, entry->hash};
    }
    position = table->mask + 1;
    return std::nullopt;
}
inline std::optional<SetItem> next_entry(Set const* set, std::uint32_t& position) {
    return next_entry(set->table, position);
}
/// The set itself or, where other threads may be changing it, a copy, its keys in the same places.
Result<Set*> steady(Thread& thread, Set* set);

// The parts that set_methods.cpp and those with a hash at hand use. Each runs script code only through
// __eq__.
Result<bool> set_contains(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<void> set_add(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<bool> set_discard(Thread& thread, Set* set, Value key, std::int64_t hash);
Result<void> set_merge(Thread& thread, Set* set, Set* other);
/// Swaps the tables of a set and another that nobody else knows. False, and nothing done, if `set` has been
/// changed by another thread since `seen` was made of it.
struct SetState {
    std::uint32_t version, added, used;
};
SetState set_state(Thread& thread, Set* set);
bool set_swap(Thread& thread, Set* set, Set* other, SetState seen);
/// hash(), but a set hashes as the frozenset that it equals: for `in`, remove and discard.
Result<std::int64_t> set_key_hash(Thread& thread, Value key);
/// A table without deleted places, if more than a quarter of them are.
Result<void> set_shrink(Thread& thread, Set* set);
Result<void> set_clear(Thread& thread, Set* set);
/// Any key, removed; unbound if the set is empty.
Value set_pop(Thread& thread, Set* set);

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
