// dict: the table. Methods are in dict_methods.cpp, views in dict_view.cpp.
//
// The entries lie in order of insertion in one block of storage, the index behind them. An index element is
// the number of an entry, `free_slot` or `deleted_slot`, in 1, 2 or 4 bytes by the size of the index; it is
// found by the perturbed probing that CPython's dict uses, with the same sizes and the same growth, so that a
// script whose __eq__ prints sees the same comparisons.
//
// Probing is cut in two: `probe` runs as far as it gets without script code, `lookup` calls a script's __eq__
// where it must and then starts again if the table has become another one meanwhile (`version` counts the
// tables).
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
constexpr std::int32_t free_slot = -1;
constexpr std::int32_t deleted_slot = -2;

std::uint32_t room_of(std::uint32_t index_size) {
    return static_cast<std::uint32_t>(std::uint64_t{index_size} * 2 / 3);
}

std::size_t element_width(std::uint32_t index_size) {
    return index_size <= 128 ? 1 : index_size <= 32768 ? 2 : 4;
}

std::size_t storage_bytes(std::uint32_t index_size) {
    return room_of(index_size) * sizeof(DictEntry) + index_size * element_width(index_size);
}

/// Calls f with the index as an array of its element type.
template <typename F>
auto with_index(Dict const* dict, F f) {
    if (dict->index_size <= 128) return f(static_cast<std::int8_t*>(dict->index));
    if (dict->index_size <= 32768) return f(static_cast<std::int16_t*>(dict->index));
    return f(static_cast<std::int32_t*>(dict->index));
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
};

template <typename I>
Stop probe(Dict const* dict, I const* index, Value key, std::int64_t hash, Probe& at) {
    for (;; at.advance()) {
        std::int32_t const number = index[at.slot];
        if (number >= 0) {
            DictEntry const& entry = dict->entries[number];
            if (entry.key == key) return {number, true};
            if (entry.hash == hash) {
                Quick const quick = quick_equal(entry.key, key);
                if (quick != Quick::no) return {number, quick == Quick::yes};
            }
        } else if (number == free_slot) {
            return {-1, true};
        }
    }
}

template <typename I>
std::int32_t probe_str(Dict const* dict, I const* index, Str* name, std::int64_t hash) {
    Value const key = Value::of(name);
    for (Probe at(hash, dict->index_size);; at.advance()) {
        std::int32_t const number = index[at.slot];
        if (number >= 0) {
            DictEntry const& entry = dict->entries[number];
            if (entry.key == key) return number;
            if (entry.hash == hash && is_exact_str(entry.key)) {
                Str* const other = cast<Str>(entry.key);
                if (!(other->interned && name->interned) && equals(other, name)) return number;
            }
        } else if (number == free_slot) {
            return -1;
        }
    }
}

std::int32_t lookup_str(Dict const* dict, Str* name) {
    if (dict->index_size == 0) return -1;
    std::int64_t const hash = hash_of(name);
    return with_index(dict, [&](auto* index) { return probe_str(dict, index, name, hash); });
}

/// The number of the key's entry or -1. `key` and `dict` must be rooted where its hash or equality may run
/// script code.
Result<std::int32_t> lookup(Thread& thread, Dict* dict, Value key, std::int64_t hash) {
    while (true) {
        if (dict->index_size == 0) return -1;
        std::uint32_t const version = dict->version;
        Probe at(hash, dict->index_size);
        while (true) {
            Stop const stop =
                with_index(dict, [&](auto* index) { return probe(dict, index, key, hash, at); });
            if (stop.certain) return stop.entry;
            Root<Value> met(thread, dict->entries[stop.entry].key);
            bool const equals_it = MINIVM_TRY(equal(thread, met, key));
            if (dict->version != version || dict->entries[stop.entry].key != met.value()) break;
            if (equals_it) return stop.entry;
            at.advance();
        }
    }
}

template <typename I>
void index_entries(Dict* dict, I* index) {
    std::fill_n(index, dict->index_size, static_cast<I>(free_slot));
    for (std::uint32_t i = 0; i < dict->filled; ++i) {
        Probe at(dict->entries[i].hash, dict->index_size);
        while (index[at.slot] != free_slot) at.advance();
        index[at.slot] = static_cast<I>(i);
    }
}

/// A new table, without deleted entries, whose index has at least `least` elements.
Result<void> rebuild(Thread& thread, Dict* dict, std::uint64_t least) {
    std::uint64_t const wanted = std::bit_ceil(std::max<std::uint64_t>(least, least_index));
    if (wanted > largest_index) return raise_memory_error(thread);
    auto const index_size = static_cast<std::uint32_t>(wanted);
    void* const storage = thread.heap->allocate_storage(thread, storage_bytes(index_size));
    if (storage == nullptr) return raise_memory_error(thread);
    auto* const entries = static_cast<DictEntry*>(storage);
    std::uint32_t filled = 0;
    for (std::uint32_t i = 0; i < dict->filled; ++i)
        if (!dict->entries[i].key.is_unbound()) entries[filled++] = dict->entries[i];
    if (dict->index_size != 0)
        thread.heap->retire_storage(thread, dict->entries, storage_bytes(dict->index_size));
    dict->entries = entries;
    dict->filled = filled;
    dict->capacity = room_of(index_size);
    dict->index_size = index_size;
    dict->index = entries + dict->capacity;
    ++dict->version;
    with_index(dict, [&](auto* index) { index_entries(dict, index); });
    return {};
}

Result<void> insert(Thread& thread, Dict* dict, Value key, std::int64_t hash, Value value) {
    if (dict->filled >= dict->capacity) MINIVM_TRY(rebuild(thread, dict, std::uint64_t{dict->used} * 3));
    std::uint32_t const number = dict->filled++;
    dict->entries[number] = {hash, key, value};
    ++dict->used;
    if (!is_exact_str(key)) dict->only_str_keys = false;
    with_index(dict, [&](auto* index) {
        Probe at(hash, dict->index_size);
        while (index[at.slot] >= 0) at.advance();
        index[at.slot] = static_cast<std::remove_reference_t<decltype(*index)>>(number);
    });
    return {};
}

void erase(Dict* dict, std::int32_t number) {
    DictEntry& entry = dict->entries[number];
    with_index(dict, [&](auto* index) {
        Probe at(entry.hash, dict->index_size);
        while (index[at.slot] != number) at.advance();
        index[at.slot] = deleted_slot;
    });
    entry.key = Value::unbound();
    entry.value = Value::unbound();
    --dict->used;
}

/// Whether keys can be found by name alone: no script's __eq__ has a say.
bool plain_for(Dict const* dict, Value key) { return dict->only_str_keys && is_exact_str(key); }

}  // namespace

Dict* make_dict(Thread& thread) {
    auto* dict = static_cast<Dict*>(Heap::allocate(thread, shape_id::dict, Kind::dict, sizeof(Dict)));
    dict->entries = nullptr;
    dict->index = nullptr;
    dict->used = 0;
    dict->filled = 0;
    dict->capacity = 0;
    dict->index_size = 0;
    dict->version = 0;
    dict->only_str_keys = true;
    return dict;
}

Result<Value> find(Thread& thread, Dict* dict, Value key) {
    if (plain_for(dict, key)) return find(dict, cast<Str>(key));
    if (key.is_small_int() && dict->index_size != 0) {
        std::int64_t const i = key.as_small_int();
        std::int64_t const hash = i == -1 ? -2 : i;
        Probe at(hash, dict->index_size);
        Stop const stop = with_index(dict, [&](auto* index) { return probe(dict, index, key, hash, at); });
        if (stop.certain) return stop.entry < 0 ? Value::unbound() : dict->entries[stop.entry].value;
    }
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    std::int32_t const number = MINIVM_TRY(lookup(thread, dict, key, hash));
    return number < 0 ? Value::unbound() : dict->entries[number].value;
}

Result<Value> find(Thread& thread, Dict* dict, Value key, std::int64_t hash) {
    if (plain_for(dict, key)) return find(dict, cast<Str>(key));
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    std::int32_t const number = MINIVM_TRY(lookup(thread, dict, key, hash));
    return number < 0 ? Value::unbound() : dict->entries[number].value;
}

Value find(Dict const* dict, Str* name) {
    std::int32_t const number = lookup_str(dict, name);
    return number < 0 ? Value::unbound() : dict->entries[number].value;
}

Result<void> store(Thread& thread, Dict* dict, Value key, Value value) {
    if (plain_for(dict, key)) return store(thread, dict, cast<Str>(key), value);
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
    std::int32_t const number = MINIVM_TRY(lookup(thread, dict, key, hash));
    if (number < 0) return insert(thread, dict, key, hash, value);
    dict->entries[number].value = value;
    return {};
}

Result<void> store(Thread& thread, Dict* dict, Str* name, Value value) {
    std::int32_t const number = lookup_str(dict, name);
    if (number < 0) return insert(thread, dict, Value::of(name), hash_of(name), value);
    dict->entries[number].value = value;
    return {};
}

Result<Value> find_or_store(Thread& thread, Dict* dict, Value key, Value fallback) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    Root<Value> kept_fallback(thread, fallback);
    std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
    std::int32_t const number = MINIVM_TRY(lookup(thread, dict, key, hash));
    if (number >= 0) return dict->entries[number].value;
    MINIVM_TRY(insert(thread, dict, key, hash, fallback));
    return fallback;
}

Result<Value> take(Thread& thread, Dict* dict, Value key) {
    Root<Dict> kept(thread, dict);
    Root<Value> kept_key(thread, key);
    std::int32_t number = -1;
    if (plain_for(dict, key)) {
        number = lookup_str(dict, cast<Str>(key));
    } else {
        std::int64_t const hash = MINIVM_TRY(quick_hash(thread, key));
        number = MINIVM_TRY(lookup(thread, dict, key, hash));
    }
    if (number < 0) return Value::unbound();
    Value const value = dict->entries[number].value;
    erase(dict, number);
    return value;
}

Result<bool> remove(Thread& thread, Dict* dict, Value key) {
    Value const value = MINIVM_TRY(take(thread, dict, key));
    return !value.is_unbound();
}

bool remove(Dict* dict, Str* name) {
    std::int32_t const number = lookup_str(dict, name);
    if (number < 0) return false;
    erase(dict, number);
    return true;
}

bool take_last(Dict* dict, DictEntry& taken) {
    if (dict->used == 0) return false;
    std::uint32_t last = dict->filled - 1;
    while (dict->entries[last].key.is_unbound()) --last;
    taken = dict->entries[last];
    erase(dict, static_cast<std::int32_t>(last));
    // The entries behind are free again for reading, but not for filling: their index elements stay deleted
    // ones, and without the lower limit a dict used as a stack would fill its index with them.
    dict->capacity -= dict->filled - last;
    dict->filled = last;
    return true;
}

void clear(Thread& thread, Dict* dict) {
    if (dict->index_size != 0)
        thread.heap->retire_storage(thread, dict->entries, storage_bytes(dict->index_size));
    dict->entries = nullptr;
    dict->index = nullptr;
    dict->used = 0;
    dict->filled = 0;
    dict->capacity = 0;
    dict->index_size = 0;
    ++dict->version;
    dict->only_str_keys = true;
}

Result<void> reserve(Thread& thread, Dict* dict, std::size_t count) {
    if (count <= std::size_t{dict->capacity} - dict->filled) return {};
    return rebuild(thread, dict, (std::uint64_t{dict->used} + count) * 3 / 2 + 1);
}

Result<Dict*> copy(Thread& thread, Dict* dict) {
    Dict* const made = make_dict(thread);
    if (dict->used == 0) return made;
    void* const storage = thread.heap->allocate_storage(thread, storage_bytes(dict->index_size));
    if (storage == nullptr) return raise_memory_error(thread);
    std::memcpy(storage, dict->entries, storage_bytes(dict->index_size));
    made->entries = static_cast<DictEntry*>(storage);
    made->index = made->entries + room_of(dict->index_size);
    made->used = dict->used;
    made->filled = dict->filled;
    made->capacity = dict->capacity;
    made->index_size = dict->index_size;
    made->only_str_keys = dict->only_str_keys;
    // A mostly empty table is not worth keeping.
    if (dict->used < dict->filled / 3 * 2)
        MINIVM_TRY(rebuild(thread, made, std::uint64_t{made->used} * 3 / 2 + 1));
    return made;
}

DictEntry* next_entry(Dict* dict, std::uint32_t& position) {
    while (position < dict->filled) {
        DictEntry* const entry = &dict->entries[position++];
        if (!entry->key.is_unbound()) return entry;
    }
    return nullptr;
}

void trace_dict(Dict* dict, Tracer& tracer) {
    for (std::uint32_t i = 0; i < dict->filled; ++i) {
        tracer.visit(dict->entries[i].key);
        tracer.visit(dict->entries[i].value);
    }
}

void free_dict(Dict* dict) {
    if (dict->index_size != 0) Heap::free_dead_storage(dict->entries);
}

}  // namespace minivm
