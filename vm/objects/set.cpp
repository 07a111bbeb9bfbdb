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
constexpr std::int64_t deleted_hash = -1;

bool is_free(SetEntry const& entry) { return entry.key.is_unbound() && entry.hash != deleted_hash; }
bool is_live(SetEntry const& entry) { return !entry.key.is_unbound(); }

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

/// Into a table that has no deleted places and does not hold the key.
void insert_clean(SetEntry* table, std::uint32_t mask, Value key, std::int64_t hash) {
    Probe at(hash, mask);
    while (is_live(table[at.slot])) at.advance();
    table[at.slot] = {key, hash};
}

Result<SetEntry*> make_table(Thread& thread, std::uint64_t size) {
    void* const storage =
        size > (1U << 31) ? nullptr : thread.heap->allocate_storage(thread, size * sizeof(SetEntry));
    if (storage == nullptr) return raise_memory_error(thread);
    auto* const table = static_cast<SetEntry*>(storage);
    std::fill_n(table, size, SetEntry{Value::unbound(), 0});
    return table;
}

void free_table(Thread& thread, SetEntry* table, std::uint32_t mask) {
    thread.heap->retire_storage(thread, table, (std::size_t{mask} + 1) * sizeof(SetEntry));
}

/// A table for more than `least` entries.
Result<void> resize(Thread& thread, Set* set, std::uint64_t least) {
    std::uint64_t size = least_size;
    while (size <= least) size <<= 1;
    if (size == least_size && set->mask == least_size - 1 && set->filled == set->used) return {};
    SetEntry* const table = MINIVM_TRY(make_table(thread, size));
    auto const mask = static_cast<std::uint32_t>(size - 1);
    for (std::uint32_t i = 0; i <= set->mask; ++i)
        if (is_live(set->table[i])) insert_clean(table, mask, set->table[i].key, set->table[i].hash);
    free_table(thread, set->table, set->mask);
    set->table = table;
    set->mask = mask;
    set->filled = set->used;
    return {};
}

Result<void> resize_for_growth(Thread& thread, Set* set) {
    return resize(thread, set, std::uint64_t{set->used} * (set->used > 50000 ? 2 : 4));
}

/// Where a key is, or where it would go. `set` and `key` are rooted by the caller: equality may run script
/// code, after which the search starts again if the table or the entry is another one.
struct Place {
    std::uint64_t slot;
    bool found;
};
Result<Place> search(Thread& thread, Set* set, Value key, std::int64_t hash) {
    while (true) {
        SetEntry* const table = set->table;
        std::uint64_t deleted = UINT64_MAX;
        bool changed = false;
        for (Probe at(hash, set->mask); !changed; at.advance()) {
            SetEntry const& entry = table[at.slot];
            if (entry.hash == hash && is_live(entry)) {
                Value const met = entry.key;
                Quick const quick = quick_equal(met, key);
                if (quick == Quick::yes) return Place{at.slot, true};
                if (quick == Quick::unknown) {
                    Root<Value> kept(thread, met);
                    bool const equals_it = MINIVM_TRY(equal(thread, met, key));
                    if (set->table != table || table[at.slot].key != met) {
                        changed = true;
                    } else if (equals_it) {
                        return Place{at.slot, true};
                    }
                }
            } else if (!is_live(entry)) {
                if (entry.hash != deleted_hash)
                    return Place{deleted != UINT64_MAX ? deleted : at.slot, false};
                deleted = at.slot;
            }
        }
    }
}

}  // namespace

Result<bool> set_contains(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Place const place = MINIVM_TRY(search(thread, set, key, hash));
    return place.found;
}

Result<void> set_add(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Place const place = MINIVM_TRY(search(thread, set, key, hash));
    if (place.found) return {};
    SetEntry& entry = set->table[place.slot];
    bool const fresh = is_free(entry);
    entry = {key, hash};
    ++set->used;
    if (!fresh) return {};
    ++set->filled;
    if (std::uint64_t{set->filled} * 5 < std::uint64_t{set->mask} * 3) return {};
    return resize_for_growth(thread, set);
}

Result<bool> set_discard(Thread& thread, Set* set, Value key, std::int64_t hash) {
    Root<Set> kept(thread, set);
    Root<Value> kept_key(thread, key);
    Place const place = MINIVM_TRY(search(thread, set, key, hash));
    if (!place.found) return false;
    set->table[place.slot] = {Value::unbound(), deleted_hash};
    --set->used;
    return true;
}

Result<Set*> make_set(Thread& thread, Kind kind) {
    SetEntry* const table = MINIVM_TRY(make_table(thread, least_size));
    std::uint32_t const shape = kind == Kind::set ? shape_id::set : shape_id::frozenset;
    auto* set = static_cast<Set*>(Heap::allocate(thread, shape, kind, sizeof(Set)));
    set->table = table;
    set->mask = least_size - 1;
    set->filled = 0;
    set->used = 0;
    set->finger = 0;
    set->cached_hash = -1;
    return set;
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

Result<void> set_merge(Thread& thread, Set* set, Set* other) {
    if (set == other || other->used == 0) return {};
    if ((std::uint64_t{set->filled} + other->used) * 5 >= std::uint64_t{set->mask} * 3)
        MINIVM_TRY(resize(thread, set, (std::uint64_t{set->used} + other->used) * 2));
    if (set->filled == 0 && set->mask == other->mask && other->filled == other->used) {
        std::copy_n(other->table, std::size_t{other->mask} + 1, set->table);
        set->filled = other->filled;
        set->used = other->used;
        return {};
    }
    if (set->filled == 0) {
        for (std::uint32_t i = 0; i <= other->mask; ++i)
            if (is_live(other->table[i]))
                insert_clean(set->table, set->mask, other->table[i].key, other->table[i].hash);
        set->filled = other->used;
        set->used = other->used;
        return {};
    }
    Root<Set> kept(thread, set);
    Root<Set> kept_other(thread, other);
    for (std::uint32_t i = 0; i <= other->mask; ++i) {
        SetEntry const entry = other->table[i];
        if (is_live(entry)) MINIVM_TRY(set_add(thread, set, entry.key, entry.hash));
    }
    return {};
}

Result<void> update(Thread& thread, Set* set, Value iterable) {
    if (Set* const other = as_any_set(iterable)) return set_merge(thread, set, other);
    Root<Set> kept(thread, set);
    if (Dict* const dict = as<Dict>(iterable); dict != nullptr && dict->shape == shape_id::dict) {
        Root<Dict> kept_dict(thread, dict);
        if ((std::uint64_t{set->filled} + dict->used) * 5 >= std::uint64_t{set->mask} * 3)
            MINIVM_TRY(resize(thread, set, (std::uint64_t{set->used} + dict->used) * 2));
        std::uint32_t position = 0;
        while (DictEntry const* const entry = next_entry(dict, position))
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
    if (set->filled - set->used <= set->mask / 4) return {};
    return resize_for_growth(thread, set);
}

Result<void> set_clear(Thread& thread, Set* set) {
    if (set->mask == least_size - 1) {
        std::fill_n(set->table, least_size, SetEntry{Value::unbound(), 0});
    } else {
        SetEntry* const table = MINIVM_TRY(make_table(thread, least_size));
        free_table(thread, set->table, set->mask);
        set->table = table;
        set->mask = least_size - 1;
    }
    set->filled = 0;
    set->used = 0;
    return {};
}

Value set_pop(Set* set) {
    if (set->used == 0) return Value::unbound();
    std::uint32_t slot = set->finger & set->mask;
    while (!is_live(set->table[slot])) slot = slot == set->mask ? 0 : slot + 1;
    Value const key = set->table[slot].key;
    set->table[slot] = {Value::unbound(), deleted_hash};
    --set->used;
    set->finger = slot + 1;
    return key;
}

SetEntry* next_entry(Set* set, std::uint32_t& position) {
    while (position <= set->mask) {
        SetEntry* const entry = &set->table[position++];
        if (is_live(*entry)) return entry;
    }
    return nullptr;
}

Result<std::int64_t> frozenset_hash(Thread&, Set* set) {
    if (set->kind == Kind::frozenset && set->cached_hash != -1) return set->cached_hash;
    // Independent of the order, and CPython's to the bit: scripts can print it.
    std::uint64_t mixed = 0;
    for (std::uint32_t i = 0; i <= set->mask; ++i) {
        if (!is_live(set->table[i])) continue;
        auto const hash = static_cast<std::uint64_t>(set->table[i].hash);
        mixed ^= ((hash ^ 89869747U) ^ (hash << 16)) * 3644798167U;
    }
    mixed ^= (std::uint64_t{set->used} + 1) * 1927868237U;
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed * 69069U + 907133923U;
    if (mixed == UINT64_MAX) mixed = 590923713U;
    if (set->kind == Kind::frozenset) set->cached_hash = static_cast<std::int64_t>(mixed);
    return static_cast<std::int64_t>(mixed);
}

void trace_set(Set* set, Tracer& tracer) {
    for (std::uint32_t i = 0; i <= set->mask; ++i) tracer.visit(set->table[i].key);
}

void free_set(Set* set) {
    Heap::free_dead_storage(set->table);
}

}  // namespace minivm
