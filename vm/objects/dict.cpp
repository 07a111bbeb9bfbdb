// dict: the table. Methods are in dict_methods.cpp, views in dict_view.cpp.
//
// A table is one block of storage: its head, the index, the entries in order of insertion. An index element
// is the number of an entry, `free_slot` or `deleted_slot`, in 1, 2 or 4 bytes by the size of the index; it
// is found by the perturbed probing that CPython's dict uses, with the same sizes and the same growth, so
// that a script whose __eq__ prints sees the same comparisons.
//
// Probing is cut in two: `probe` runs as far as it gets without script code, `lookup` calls a script's __eq__
// where it must and then starts again if the table has become another one meanwhile (`version` counts the
// tables; their addresses may come again). One that is to write lets go of the Guard for the call, and starts
// again also if anything has been stored meanwhile: that may be the key it did not find.
#include "vm/objects/dict.hpp"

#include <algorithm>
#include <bit>

#include "vm/objects/containers.hpp"
#include "vm/objects/quick.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::uint32_t least_index = 8;
constexpr std::uint32_t largest_index = 1u << 31;
constexpr std::int32_t free_slot = -1;  // in all widths all bits are set
constexpr std::int32_t deleted_slot = -2;

/// Of all dicts that are empty and have no room; nothing is ever written there.
struct EmptyTable {
    DictTable head;
    Shared<std::int8_t> index[alignof(DictTable)];
};
EmptyTable const no_entries = {{nullptr, 1, 0, 0, 0, true}, {free_slot}};
DictTable* empty_table() { return const_cast<DictTable*>(&no_entries.head); }

std::uint32_t room_of(std::uint32_t index_size) {
    return static_cast<std::uint32_t>(std::uint64_t{index_size} * 2 / 3);
}

std::size_t index_bytes(std::uint32_t index_size) {
    std::size_t const size = index_size;
    return size <= 128 ? size : size <= 32768 ? size * 2 : size * 4;
}

std::size_t storage_bytes(std::uint32_t index_size) {
    return sizeof(DictTable) + index_bytes(index_size) + room_of(index_size) * sizeof(DictEntry);
}

DictEntry* entries_place(DictTable* table) {
    return reinterpret_cast<DictEntry*>(static_cast<char*>(table->index()) + index_bytes(table->index_size));
}

void retire(Thread& thread, DictTable* table) {
    if (table != empty_table()) thread.heap->retire_storage(thread, table, storage_bytes(table->index_size));
}

/// Calls f with the index as an array of its element type.
template <typename F>
[[gnu::always_inline]] inline auto with_index(DictTable const* table, F f) {
    void* const index = const_cast<void*>(table->index());
    if (table->index_size <= 128) return f(static_cast<Shared<std::int8_t>*>(index));
    if (table->index_size <= 32768) return f(static_cast<Shared<std::int16_t>*>(index));
    return f(static_cast<Shared<std::int32_t>*>(index));
}

struct Probe {
    Probe(std::int64_t hash, std::size_t size)
        : perturb(static_cast<std::uint64_t>(hash)), mask(size - 1), slot(perturb & mask) {}
    void advance() {
        perturb >>= 5;
        slot = (slot * 5 + perturb + 1) & mask;
    }
    std::uint64_t perturb;
    std::size_t mask;
    std::size_t slot;
};

/// Where a probe stopped: at the entry that is the key, at one that may be (its __eq__ must be asked), or at
/// the end.
struct Stop {
    std::int32_t entry;  // -1: not in the table
    bool certain;
    Value met;  // the entry's key
};

template <typename I>
Stop probe(DictTable const* table, I const* index, Value key, std::int64_t hash, Probe& at) {
    for (;; at.advance()) {
        std::int32_t const number = index[at.slot];
        if (number >= 0) {
            DictEntry const& entry = table->entries[number];
            Value const met = entry.key;
            if (met == key) return {number, true, met};
            if (entry.hash == hash) {
                if (free_threaded && met.is_unbound()) continue;  // deleted just now
                Quick const quick = quick_equal(met, key);
                if (quick != Quick::no) return {number, quick == Quick::yes, met};
            }
        } else if (number == free_slot) {
            return {-1, true, key};
        }
    }
}

[[gnu::always_inline]] inline Stop probe(DictTable const* table, Value key, std::int64_t hash, Probe& at) {
    return with_index(table, [&](auto* index) { return probe(table, index, key, hash, at); });
}

template <typename I>
std::int32_t probe_str(DictTable const* table, I const* index, Str* name, std::int64_t hash) {
    Value const key = Value::of(name);
    for (Probe at(hash, table->index_size);; at.advance()) {
        std::int32_t const number = index[at.slot];
        if (number >= 0) {
            DictEntry const& entry = table->entries[number];
            Value const met = entry.key;
            if (met == key) return number;
            if (entry.hash == hash && is_exact_str(met)) {
                Str* const other = cast<Str>(met);
                if (!(other->interned && name->interned) && equals(other, name)) return number;
            }
        } else if (number == free_slot) {
            return -1;
        }
    }
}

std::int32_t lookup_str(DictTable const* table, Str* name, std::int64_t hash) {
    return with_index(table, [&](auto* index) { return probe_str(table, index, name, hash); });
}

/// The key's entry in a table that was the dict's, and still is if the dict is held; null if there is none.
struct Found {
    static Found at(DictTable const* table, std::int32_t number) {
        return {number < 0 ? nullptr : &table->entries[number]};
    }
    Value value() const { return entry == nullptr ? Value::unbound() : Value(entry->value); }
    DictEntry* entry;
};

/// `key` and `dict` must be rooted where the key's equality may run script code.
template <Holding holding>
Result<Found> lookup(Thread& thread, Dict* dict, Value key, std::int64_t hash) {
    Others<free_threaded ? holding : Holding::nothing> others(thread);
    while (true) {
        std::uint32_t const version = dict->version;
        DictTable const* const table = dict->table;
        [[maybe_unused]] std::uint32_t const filled = table->filled;
        Probe at(hash, table->index_size);
        while (true) {
            Stop const stop = probe(table, key, hash, at);
            if (stop.certain) return Found::at(table, stop.entry);
            if (others.has(stop.met)) {
                at.advance();
                continue;
            }
            Root<Value> met(thread, stop.met);
            bool const equals_it = MINIVM_TRY(equal_holding<holding>(thread, dict, met, key));
            if (dict->version != version || table->entries[stop.entry].key != met.value()) break;
            if (equals_it) return Found::at(table, stop.entry);
            if (holding == Holding::guard && thread.watched() && table->filled != filled) {
                MINIVM_TRY(others.add(met));
                break;
            }
            at.advance();
        }
    }
}

template <typename I>
void index_entries(DictTable* table, Shared<I>* index) {
    for (std::uint32_t i = 0; i < table->filled; ++i) {
        Probe at(table->entries[i].hash, table->index_size);
        while (index[at.slot] != free_slot) at.advance();
        index[at.slot] = static_cast<I>(i);
    }
}

/// Under the Guard.
void replace_table(Thread& thread, Dict* dict, DictTable* table) {
    DictTable* const before = dict->table;
    dict->table = table;
    ++dict->version;  // later than the table: who finds this version finds the table it counts
    retire(thread, before);
}

/// A new table, without deleted entries, whose index has at least `least` elements. Under the Guard.
Result<DictTable*> rebuild(Thread& thread, Dict* dict, std::uint64_t least) {
    std::uint64_t const wanted = std::bit_ceil(std::max<std::uint64_t>(least, least_index));
    if (wanted > largest_index) return raise_memory_error(thread);
    auto const index_size = static_cast<std::uint32_t>(wanted);
    void* const storage = thread.heap->allocate_storage(thread, storage_bytes(index_size));
    if (storage == nullptr) return raise_memory_error(thread);
    DictTable const* const before = dict->table;
    auto* const table = static_cast<DictTable*>(storage);
    table->index_size = index_size;
    table->capacity = room_of(index_size);
    table->only_str_keys = before->only_str_keys;
    table->entries = entries_place(table);
    std::uint32_t filled = 0;
    for (std::uint32_t i = 0; i < before->filled; ++i)
        if (!before->entries[i].key.is_unbound()) table->entries[filled++] = before->entries[i];
    table->filled = filled;
    table->live_end = filled;
    std::memset(table->index(), free_slot, index_bytes(index_size));
    with_index(table, [&](auto* index) { index_entries(table, index); });
    replace_table(thread, dict, table);
    return table;
}

/// Under the Guard; the key must not be there.
Result<void> insert(Thread& thread, Dict* dict, Value key, std::int64_t hash, Value value) {
    DictTable* table = dict->table;
    if (table->filled >= table->capacity)
        table = MINIVM_TRY(rebuild(thread, dict, std::uint64_t{dict->used} * 3));
    std::uint32_t const number = table->filled;
    DictEntry& entry = table->entries[number];
    entry.hash = hash;
    entry.key = key;
    entry.value = value;
    if (!is_exact_str(key)) table->only_str_keys = false;
    with_index(table, [&]<typename I>(Shared<I>* index) {
        Probe at(hash, table->index_size);
        while (index[at.slot] >= 0) at.advance();
        index[at.slot] = static_cast<I>(number);
    });
    table->filled = number + 1;
    if constexpr (free_threaded) table->live_end = number + 1;
    ++dict->used;
    return {};
}

/// Under the Guard. The value that it had.
Value erase(Dict* dict, DictEntry& entry) {
    DictTable const* const table = dict->table;
    auto const number = static_cast<std::int32_t>(&entry - table->entries);
    with_index(table, [&](auto* index) {
        Probe at(entry.hash, table->index_size);
        while (index[at.slot] != number) at.advance();
        index[at.slot] = deleted_slot;
    });
    Value const value = entry.value;
    entry.key = Value::unbound();
    entry.value = Value::unbound();
    --dict->used;
    return value;
}

/// Whether keys can be found by name alone: no script's __eq__ has a say.
bool plain_for(DictTable const* table, Value key) { return table->only_str_keys && is_exact_str(key); }

Value value_of(DictTable const* table, Str* name) {
    std::int32_t const number = lookup_str(table, name, hash_of(name));
    return number < 0 ? Value::unbound() : Value(table->entries[number].value);
}

/// Under the Guard.
Result<void> store_name(Thread& thread, Dict* dict, Str* name, Value value) {
    DictTable* const table = dict->table;
    std::int64_t const hash = hash_of(name);
    std::int32_t const number = lookup_str(table, name, hash);
    if (number < 0) return insert(thread, dict, Value::of(name), hash, value);
    table->entries[number].value = value;
    return {};
}

}  // namespace

Dict* make_dict(Thread& thread) {
    auto* dict = static_cast<Dict*>(Heap::allocate(thread, shape_id::dict, Kind::dict, sizeof(Dict)));
    dict->table = empty_table();
    dict->used = 0;
    dict->version = 0;
    return dict;
}

Result<Value> find(Thread& thread, Dict* dict, Value key) {
    DictTable const* const table = dict->table;
    if (plain_for(table, key)) return value_of(table, cast<Str>(key));
    if (key.is_small_int()) {
        std::int64_t const i = key.as_small_int();
        std::int64_t const hash = i == -1 ? -2 : i;
        Probe at(hash, table->index_size);
        Stop const stop = probe(table, key, hash, at);
        if (stop.certain) return Found::at(table, stop.entry).value();
    }
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    Found const found = MINIVM_TRY(lookup<Holding::nothing>(thread, dict, key, hash));
    return found.value();
}

Result<Value> find(Thread& thread, Dict* dict, Value key, std::int64_t hash) {
    DictTable const* const table = dict->table;
    if (plain_for(table, key)) return value_of(table, cast<Str>(key));
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    Found const found = MINIVM_TRY(lookup<Holding::nothing>(thread, dict, key, hash));
    return found.value();
}

Value find(Dict const* dict, Str* name) { return value_of(dict->table, name); }

Result<void> store(Thread& thread, Dict* dict, Value key, Value value) {
    if (is_exact_str(key)) {
        Guard const guard(thread, dict);
        if (dict->table->only_str_keys) return store_name(thread, dict, cast<Str>(key), value);
    }
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    Root<Value> kept_value(thread, value);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    return store(thread, dict, key, hash, value);
}

Result<void> store(Thread& thread, Dict* dict, Value key, std::int64_t hash, Value value) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    Root<Value> kept_value(thread, value);
    Guard const guard(thread, dict);
    Found const found = MINIVM_TRY(lookup<Holding::guard>(thread, dict, key, hash));
    if (found.entry == nullptr) return insert(thread, dict, key, hash, value);
    found.entry->value = value;
    return {};
}

Result<void> store(Thread& thread, Dict* dict, Str* name, Value value) {
    Guard const guard(thread, dict);
    return store_name(thread, dict, name, value);
}

Result<Value> find_or_store(Thread& thread, Dict* dict, Value key, Value fallback) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    Root<Value> kept_fallback(thread, fallback);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    Guard const guard(thread, dict);
    Found const found = MINIVM_TRY(lookup<Holding::guard>(thread, dict, key, hash));
    if (found.entry != nullptr) return found.value();
    MINIVM_TRY(insert(thread, dict, key, hash, fallback));
    return fallback;
}

Result<Value> take(Thread& thread, Dict* dict, Value key) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    Guard const guard(thread, dict);
    DictTable const* const table = dict->table;
    Found found = {nullptr};
    if (plain_for(table, key))
        found = Found::at(table, lookup_str(table, cast<Str>(key), hash));
    else
        found = MINIVM_TRY(lookup<Holding::guard>(thread, dict, key, hash));
    return found.entry == nullptr ? Value::unbound() : erase(dict, *found.entry);
}

Result<bool> remove(Thread& thread, Dict* dict, Value key) {
    Value const value = MINIVM_TRY(take(thread, dict, key));
    return !value.is_unbound();
}

bool remove(Thread& thread, Dict* dict, Str* name) {
    Guard const guard(thread, dict);
    DictTable const* const table = dict->table;
    Found const found = Found::at(table, lookup_str(table, name, hash_of(name)));
    if (found.entry == nullptr) return false;
    erase(dict, *found.entry);
    return true;
}

bool take_last(Thread& thread, Dict* dict, DictItem& taken) {
    Guard const guard(thread, dict);
    if (dict->used == 0) return false;
    DictTable* const table = dict->table;
    std::uint32_t last = table->filled;
    if constexpr (free_threaded) last = std::min(last, table->live_end);
    --last;
    while (table->entries[last].key.is_unbound()) --last;
    DictEntry& entry = table->entries[last];
    taken = {entry.key, entry.value, entry.hash};
    erase(dict, entry);
    if (thread.watched()) {
        table->live_end = last;  // others may be reading there: the places stay empty
        return true;
    }
    // The entries behind are free again for reading, but not for filling: their index elements stay deleted
    // ones, and without the lower limit a dict used as a stack would fill its index with them.
    table->capacity -= table->filled - last;
    table->filled = last;
    return true;
}

void clear(Thread& thread, Dict* dict) {
    Guard const guard(thread, dict);
    replace_table(thread, dict, empty_table());
    dict->used = 0;
}

Result<void> reserve(Thread& thread, Dict* dict, std::size_t count) {
    Guard const guard(thread, dict);
    DictTable const* const table = dict->table;
    if (count <= std::size_t{table->capacity} - table->filled) return {};
    MINIVM_TRY(rebuild(thread, dict, (std::uint64_t{dict->used} + count) * 3 / 2 + 1));
    return {};
}

Result<Dict*> copy(Thread& thread, Dict* dict) {
    Dict* const made = make_dict(thread);
    Guard const guard(thread, dict);
    if (dict->used == 0) return made;
    DictTable const* const from = dict->table;
    std::size_t const bytes = storage_bytes(from->index_size);
    void* const storage = thread.heap->allocate_storage(thread, bytes);
    if (storage == nullptr) return raise_memory_error(thread);
    std::memcpy(storage, static_cast<void const*>(from), bytes);
    auto* const table = static_cast<DictTable*>(storage);
    table->entries = entries_place(table);
    made->table = table;
    made->used = dict->used;
    // A mostly empty table is not worth keeping.
    if (made->used < table->filled / 3 * 2)
        MINIVM_TRY(rebuild(thread, made, std::uint64_t{made->used} * 3 / 2 + 1));
    return made;
}

Result<std::uint32_t> store_at_once(Thread& thread, Dict* dict, Dict const* own) {
    Guard const guard(thread, dict);
    for (std::uint32_t position = 0;;) {
        std::uint32_t const before = position;
        auto const entry = next_entry(own, position);
        if (!entry) return position;
        DictTable* const table = dict->table;
        Probe at(entry->hash, table->index_size);
        Stop const stop = probe(table, entry->key, entry->hash, at);
        if (!stop.certain) return before;
        if (stop.entry < 0)
            MINIVM_TRY(insert(thread, dict, entry->key, entry->hash, entry->value));
        else
            table->entries[stop.entry].value = entry->value;
    }
}

Result<Dict*> steady(Thread& thread, Dict* dict) {
    if (!thread.watched()) return dict;
    return copy(thread, dict);
}

Value last_value(Dict const* dict) {
    DictTable const* const table = dict->table;
    std::uint32_t const filled = table->filled;
    return filled == 0 ? Value::unbound() : Value(table->entries[filled - 1].value);
}

void trace_dict(Dict* dict, Tracer& tracer) {
    DictTable const* const table = dict->table;
    std::uint32_t const filled = table->filled;
    for (std::uint32_t i = 0; i < filled; ++i) {
        tracer.visit(table->entries[i].key);
        tracer.visit(table->entries[i].value);
    }
}

void free_dict(Dict* dict) {
    DictTable* const table = dict->table;
    if (table != empty_table()) Heap::free_dead_storage(table);
}

}  // namespace minivm
