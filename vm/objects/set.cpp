// set and frozenset: the table. What scripts call is in set_methods.cpp.
//
// A key sits in the first free place of its probe sequence: from slot hash & mask on, ten neighbours where
// they fit before the end of the table, then the next slot of a perturbed sequence. Insertion prefers the
// last deleted place it passed. A table is replaced when three fifths are filled. All of it is what CPython
// does, because the order of a set is the table's order, and scripts print sets.
#include "vm/objects/set.hpp"

#include <algorithm>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/quick.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::uint32_t least_size = 8;
constexpr std::uint32_t neighbours = 9;

/// The slots of a probe sequence, one after the other.
struct Probe {
    Probe(std::int64_t hash, std::uint32_t table_mask)
        : perturb(static_cast<std::uint64_t>(hash)), mask(table_mask), group(perturb & mask) {
        start();
    }
    void advance() {
        if (left != 0) {
            --left;
            ++slot;
            return;
        }
        perturb >>= 5;
        group = (group * 5 + 1 + perturb) & mask;
        start();
    }
    void start() {
        slot = group;
        left = group + neighbours <= mask ? neighbours : 0;
    }
    std::uint64_t perturb;
    std::uint64_t mask;
    std::uint64_t group;
    std::uint64_t slot;
    std::uint32_t left;
};

std::size_t bytes_for(std::uint32_t mask) {
    return sizeof(SetTable) + (std::size_t{mask} + 1) * sizeof(SetEntry);
}

bool is_free(SetEntry const& entry, Value key) {
    return key.is_unbound() && (free_threaded || entry.hash != deleted_hash);
}

void fill(SetEntry& entry, Value key, std::int64_t hash) {
    entry.hash = hash;
    entry.key = key;
}

void erase(SetEntry& entry) {
    entry.key = deleted_key;
    entry.hash = deleted_hash;
}

/// Into a table that has no deleted places and does not hold the key.
void insert_clean(SetTable* table, Value key, std::int64_t hash) {
    SetEntry* const entries = table->entries();
    Probe at(hash, table->mask);
    while (is_live(entries[at.slot].key)) at.advance();
    fill(entries[at.slot], key, hash);
}

Result<SetTable*> make_table(Thread& thread, std::uint64_t size) {
    auto const mask = static_cast<std::uint32_t>(size - 1);
    void* const storage =
        size > (1U << 31) ? nullptr : thread.heap->allocate_storage(thread, bytes_for(mask));
    if (storage == nullptr) return raise_memory_error(thread);
    auto* const table = static_cast<SetTable*>(storage);
    *table = {mask, 0, 0, 0};
    std::fill_n(table->entries(), size, SetEntry{0, Value::unbound()});
    return table;
}

/// Under the Guard.
void replace_table(Thread& thread, Set* set, SetTable* table) {
    SetTable* const before = set->table;
    set->table = table;
    ++set->version;  // later than the table: who finds this version finds the table it counts
    thread.heap->retire_storage(thread, before, bytes_for(before->mask));
}

/// A table for more than `least` entries. Under the Guard.
Result<void> resize(Thread& thread, Set* set, std::uint64_t least) {
    std::uint64_t size = least_size;
    while (size <= least) size <<= 1;
    SetTable const* const before = set->table;
    if (size == least_size && before->mask == least_size - 1 && before->filled == set->used) return {};
    SetTable* const table = MINIVM_TRY(make_table(thread, size));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(before, position)) insert_clean(table, entry->key, entry->hash);
    table->filled = set->used;
    replace_table(thread, set, table);
    return {};
}

/// Under the Guard.
Result<void> resize_for_growth(Thread& thread, Set* set) {
    return resize(thread, set, std::uint64_t{set->used} * (set->used > 50000 ? 2 : 4));
}

/// Room for `count` keys that may be new, as CPython makes it before it takes in a set or a dict. Under the
/// Guard.
Result<void> reserve(Thread& thread, Set* set, std::uint64_t count) {
    SetTable const* const table = set->table;
    if ((table->filled + count) * 5 < std::uint64_t{table->mask} * 3) return {};
    return resize(thread, set, (set->used + count) * 2);
}

/// Where a key is, or where it would go. `set` and `key` are rooted by the caller: equality may run script
/// code, after which the search starts again if the table or the entry is another one, or if another thread
/// may have stored the key meanwhile that a writer is about to.
struct Place {
    std::uint64_t slot;
    bool found;
};
template <Holding holding>
Result<Place> search(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Others<free_threaded ? holding : Holding::nothing> others(thread);
    while (true) {
        std::uint32_t const version = set->version;
        SetTable const* const table = set->table;
        SetEntry const* const entries = table->entries();
        [[maybe_unused]] std::uint32_t added = 0;
        if constexpr (free_threaded && holding == Holding::guard) added = table->added;
        std::uint64_t deleted = UINT64_MAX;
        bool changed = false;
        for (Probe at(hash, table->mask); !changed; at.advance()) {
            SetEntry const& entry = entries[at.slot];
            Value const met = entry.key;
            if (entry.hash == hash && is_live(met)) {
                Quick const quick = quick_equal(met, key);
                if (quick == Quick::yes) return Place{at.slot, true};
                if (quick == Quick::unknown && !others.has(met)) {
                    Root<Value> kept(thread, met);
                    bool const equals_it = MINIVM_TRY(equal_holding<holding>(thread, set, met, key));
                    if (set->version != version || entries[at.slot].key != met) {
                        changed = true;
                    } else if (equals_it) {
                        return Place{at.slot, true};
                    } else if (holding == Holding::guard && thread.watched() && table->added != added) {
                        MINIVM_TRY(others.add(met));
                        changed = true;
                    }
                }
            } else if (!is_live(met)) {
                if (is_free(entry, met)) return Place{deleted != UINT64_MAX ? deleted : at.slot, false};
                deleted = at.slot;
            }
        }
    }
}

}  // namespace

Result<bool> set_contains(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Place const place = MINIVM_TRY(search<Holding::nothing>(thread, set, key, hash));
    return place.found;
}

Result<void> set_add(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Guard const guard(thread, set);
    Place const place = MINIVM_TRY(search<Holding::guard>(thread, set, key, hash));
    if (place.found) return {};
    SetTable* const table = set->table;
    SetEntry& entry = table->entries()[place.slot];
    bool const fresh = is_free(entry, entry.key);
    fill(entry, key, hash);
    ++set->used;
    if constexpr (free_threaded) ++table->added;
    if (!fresh) return {};
    ++table->filled;
    if (std::uint64_t{table->filled} * 5 < std::uint64_t{table->mask} * 3) return {};
    return resize_for_growth(thread, set);
}

Result<bool> set_discard(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Guard const guard(thread, set);
    Place const place = MINIVM_TRY(search<Holding::guard>(thread, set, key, hash));
    if (!place.found) return false;
    erase(set->table->entries()[place.slot]);
    --set->used;
    return true;
}

Result<Set*> make_set(Thread& thread, Kind kind) {
    SetTable* const table = MINIVM_TRY(make_table(thread, least_size));
    std::uint32_t const shape = kind == Kind::set ? shape_id::set : shape_id::frozenset;
    auto* set = static_cast<Set*>(Heap::allocate(thread, shape, kind, sizeof(Set)));
    set->table = table;
    set->used = 0;
    set->version = 0;
    set->finger = 0;
    set->cached_hash = -1;
    return set;
}

Result<Set*> steady(Thread& thread, Set* set) {
    if (!thread.watched() || set->kind == Kind::frozenset) return set;
    Set* const made = MINIVM_TRY(make_set(thread));
    Guard const guard(thread, set);
    SetTable const* const from = set->table;
    SetTable* const table = MINIVM_TRY(make_table(thread, std::uint64_t{from->mask} + 1));
    std::copy_n(from->entries(), std::size_t{from->mask} + 1, table->entries());
    table->filled = from->filled;
    replace_table(thread, made, table);
    made->used = set->used;
    return made;
}

Result<bool> contains(Thread& thread, Set* set, Value key) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(set_key_hash(thread, key));
    return set_contains(thread, set, key, hash);
}

Result<void> add(Thread& thread, Set* set, Value key) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    return set_add(thread, set, key, hash);
}

Result<bool> discard(Thread& thread, Set* set, Value key) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(set_key_hash(thread, key));
    return set_discard(thread, set, key, hash);
}

Result<std::int64_t> set_key_hash(Thread& thread, Value key) {
    // A set is no key, but `s in sets` looks for the frozenset that it equals.
    if (key.is_object() && key.as_object()->kind == Kind::set) return frozenset_hash(thread, cast<Set>(key));
    return quick_hash(thread, key);
}

namespace {

/// What set_merge does without asking any key whether it is equal to another: false if it must.
Result<bool> merge_at_once(Thread& thread, Set* set, Set* other) {
    PairGuard const guard(thread, set, other);
    MINIVM_TRY(reserve(thread, set, other->used));
    SetTable* const table = set->table;
    SetTable const* const from = other->table;
    if (table->filled != 0) return false;
    if (table->mask == from->mask && from->filled == other->used) {
        std::copy_n(from->entries(), std::size_t{from->mask} + 1, table->entries());
    } else {
        std::uint32_t position = 0;
        while (auto const entry = next_entry(from, position)) insert_clean(table, entry->key, entry->hash);
    }
    table->filled = other->used;
    set->used = other->used;
    if constexpr (free_threaded) ++table->added;
    return true;
}

}  // namespace

Result<void> set_merge(Thread& thread, Set* set, Set* other) {
    if (set == other || other->used == 0) return {};
    bool const done = MINIVM_TRY(merge_at_once(thread, set, other));
    if (done) return {};
    Root<Set> kept(thread, set);
    Root<Set> kept_other(thread, other);
    Root<Set> from(thread, MINIVM_TRY(steady(thread, other)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(from.get(), position))
        MINIVM_TRY(set_add(thread, set, entry->key, entry->hash));
    return {};
}

Result<void> update(Thread& thread, Set* set, Value iterable) {
    if (Set* const other = as_any_set(iterable)) return set_merge(thread, set, other);
    Root<Set> kept(thread, set);
    if (Dict* const dict = as<Dict>(iterable); dict != nullptr && dict->shape == shape_id::dict) {
        Root<Dict> kept_dict(thread, dict);
        {
            Guard const guard(thread, set);
            MINIVM_TRY(reserve(thread, set, dict->used));
        }
        Root<Dict> from(thread, MINIVM_TRY(steady(thread, dict)));
        std::uint32_t position = 0;
        while (auto const entry = next_entry(from.get(), position))
            MINIVM_TRY(set_add(thread, set, entry->key, entry->hash));
        return {};
    }
    Iteration items(thread);
    MINIVM_TRY(items.start(iterable));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return {};
        MINIVM_TRY(add(thread, set, item));
    }
}

Result<void> set_shrink(Thread& thread, Set* set) {
    Guard const guard(thread, set);
    SetTable const* const table = set->table;
    if (table->filled - set->used <= table->mask / 4) return {};
    return resize_for_growth(thread, set);
}

Result<void> set_clear(Thread& thread, Set* set) {
    Guard const guard(thread, set);
    SetTable* const table = set->table;
    if (table->mask == least_size - 1 && !thread.watched()) {
        std::fill_n(table->entries(), least_size, SetEntry{0, Value::unbound()});
        table->filled = 0;
    } else {
        SetTable* const fresh = MINIVM_TRY(make_table(thread, least_size));
        replace_table(thread, set, fresh);
    }
    set->used = 0;
    return {};
}

Value set_pop(Thread& thread, Set* set) {
    Guard const guard(thread, set);
    if (set->used == 0) return Value::unbound();
    SetTable* const table = set->table;
    SetEntry* const entries = table->entries();
    std::uint32_t slot = set->finger & table->mask;
    while (!is_live(entries[slot].key)) slot = slot == table->mask ? 0 : slot + 1;
    Value const key = entries[slot].key;
    erase(entries[slot]);
    --set->used;
    set->finger = slot + 1;
    return key;
}

SetState set_state(Thread& thread, Set* set) {
    Guard const guard(thread, set);
    return {set->version, set->table->added, set->used};
}

bool set_swap(Thread& thread, Set* set, Set* other, SetState seen) {
    PairGuard const guard(thread, set, other);
    SetTable* const table = set->table;
    if (thread.watched() &&
        (set->version != seen.version || table->added != seen.added || set->used != seen.used))
        return false;
    std::uint32_t const used = set->used;
    set->table = other->table;
    set->used = other->used;
    ++set->version;
    other->table = table;
    other->used = used;
    ++other->version;
    return true;
}

Result<std::int64_t> frozenset_hash(Thread& thread, Set* set) {
    bool const frozen = set->kind == Kind::frozenset;
    if (frozen)
        if (std::int64_t const known = set->cached_hash; known != -1) return known;
    Guard const guard(thread, set);
    // Independent of the order, and CPython's to the bit: scripts can print it.
    std::uint64_t mixed = 0;
    SetTable const* const table = set->table;
    std::uint32_t position = 0;
    while (auto const entry = next_entry(table, position)) {
        auto const hash = static_cast<std::uint64_t>(entry->hash);
        mixed ^= ((hash ^ 89869747U) ^ (hash << 16)) * 3644798167U;
    }
    mixed ^= (std::uint64_t{set->used} + 1) * 1927868237U;
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed * 69069U + 907133923U;
    if (mixed == UINT64_MAX) mixed = 590923713U;
    if (frozen) set->cached_hash = static_cast<std::int64_t>(mixed);
    return static_cast<std::int64_t>(mixed);
}

void trace_set(Set* set, Tracer& tracer) {
    SetTable const* const table = set->table;
    for (std::uint32_t i = 0; i <= table->mask; ++i) tracer.visit(table->entries()[i].key);
}

void free_set(Set* set) { Heap::free_dead_storage(set->table); }

}  // namespace minivm
