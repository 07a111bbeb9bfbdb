#pragma once
// dict: open addressing over an index of 1, 2 or 4 bytes an entry, entries in order of insertion (as CPython
// since 3.6). A dict whose keys are all str compares and hashes without running script code, which most
// natives rely on: `find` and `store` with a Str key cannot raise but for MemoryError.
#include <cstdint>
#include <optional>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;
struct Tuple;

// HOW THREADS SHARE A DICT (vm/sync.hpp). What a lookup needs lies in one table, which a reader loads once.
// Within a table entries are only added, each in a place of its own: what was deleted leaves an empty place
// until a rebuild makes another table, so an entry's key changes once in its life, to unbound, and its hash
// never. A writer holds the Guard; it completes an entry before the index and `filled` tell of it, and a
// table before the dict does. A reader of a table that was replaced meanwhile finds what was there when it
// began. Whoever finds an entry whose key or value is unbound has found nothing.

struct DictEntry {
    std::int64_t hash;
    Slot key;  // unbound: deleted
    Slot value;
};

/// Behind it lies the index, of `index_size` elements of 1, 2 or 4 bytes, and behind that the entries.
struct DictTable {
    DictEntry* entries;        // `filled` of them in order, deleted ones among them
    std::uint32_t index_size;  // a power of two
    std::uint32_t capacity;    // how far `filled` may go before the table is rebuilt
    Shared<std::uint32_t> filled;
    std::uint32_t live_end;      // Guard. No entry from there on is live, if it is not above `filled`
    Shared<bool> only_str_keys;  // all keys ever stored in this table were str, not of a derived class
    void* index() { return this + 1; }
    void const* index() const { return this + 1; }
};

struct Dict : Object {
    static constexpr Kind kind_of = Kind::dict;
    Shared<DictTable*> table;       // never null
    Shared<std::uint32_t> used;     // live entries: len()
    Shared<std::uint32_t> version;  // changes after the table was replaced
};

/// A live entry as it was when it was met.
struct DictItem {
    Value key;
    Value value;
    std::int64_t hash;
};

/// keys(), values(), items(); which one the shape tells.
struct DictView : Object {
    static constexpr Kind kind_of = Kind::dict_view;
    Value dict;
};

Dict* make_dict(Thread& thread);
/// The value, or unbound. May run script code (__hash__, __eq__) unless key and keys are str, int and the
/// like. Raises.
Result<Value> find(Thread& thread, Dict* dict, Value key);
Result<void> store(Thread& thread, Dict* dict, Value key, Value value);
/// The same with the hash at hand.
Result<Value> find(Thread& thread, Dict* dict, Value key, std::int64_t hash);
Result<void> store(Thread& thread, Dict* dict, Value key, std::int64_t hash, Value value);
/// dict.setdefault(): the value, which is now `fallback` if the key was not there.
Result<Value> find_or_store(Thread& thread, Dict* dict, Value key, Value fallback);
/// Removes the key; its value, or unbound if it was not there.
Result<Value> take(Thread& thread, Dict* dict, Value key);
/// Removes the last entry; false if there is none.
bool take_last(Thread& thread, Dict* dict, DictItem& taken);
/// Room for `count` more keys at once. MemoryError.
Result<void> reserve(Thread& thread, Dict* dict, std::size_t count);
/// True if it was there.
Result<bool> remove(Thread& thread, Dict* dict, Value key);
/// No script code, no exception: the keys of `dict` that are not str cannot be equal to `name` (but for str
/// subclasses' __eq__, which CPython's unicode lookup ignores too). Unbound if missing.
Value find(Dict const* dict, Str* name);
/// MemoryError only.
Result<void> store(Thread& thread, Dict* dict, Str* name, Value value);
bool remove(Thread& thread, Dict* dict, Str* name);
void clear(Thread& thread, Dict* dict);
Result<Dict*> copy(Thread& thread, Dict* dict);
/// Stores the entries of `own`, which no other thread sees, so that others see none or all of them; but only
/// up to one whose key's __eq__ must be asked: its position. MemoryError.
Result<std::uint32_t> store_at_once(Thread& thread, Dict* dict, Dict const* own);
/// dict.update(other): a mapping (keys() method) or an iterable of pairs.
Result<void> update(Thread& thread, Dict* dict, Value other);

/// The live entries of a table in order, one a call; `position` is advanced. No script code may run between
/// the first call and the last, or else the dict must be asked each time.
inline std::optional<DictItem> next_entry(DictTable const* table, std::uint32_t& position) {
    while (position < table->filled) {
        DictEntry const& entry = table->entries[position++];
        Value const key = entry.key;
        if (key.is_unbound()) continue;
        Value const value = entry.value;
        if (free_threaded && value.is_unbound()) continue;  // deleted just now
        return DictItem{key, value, entry.hash};
    }
    return std::nullopt;
}
inline std::optional<DictItem> next_entry(Dict const* dict, std::uint32_t& position) {
    return next_entry(dict->table, position);
}
/// The last live entry at or before `position`, which becomes that of the one before it.
inline std::optional<DictItem> previous_entry(DictTable const* table, std::int64_t& position) {
    while (position >= 0) {
        DictEntry const& entry = table->entries[position--];
        Value const key = entry.key;
        if (key.is_unbound()) continue;
        Value const value = entry.value;
        if (free_threaded && value.is_unbound()) continue;
        return DictItem{key, value, entry.hash};
    }
    return std::nullopt;
}
/// What a loop that runs script code goes through instead of `dict`, so that it meets each entry once: the
/// dict itself, or a copy where other threads may be changing it. MemoryError.
Result<Dict*> steady(Thread& thread, Dict* dict);
/// The value of the last place, unbound if that is empty.
Value last_value(Dict const* dict);

/// A view of the kind that the shape (dict_keys, dict_values, dict_items) tells.
Value make_dict_view(Thread& thread, Dict* dict, std::uint32_t shape);

// The protocols, called by vm/operations.cpp.
Result<Value> dict_get_item(Thread& thread, Dict* dict, Value key);  // KeyError; __missing__ of subclasses
Result<void> dict_delete_item(Thread& thread, Dict* dict, Value key);
Result<Value> dict_equal(Thread& thread, Dict* left, Dict* right);
Result<Str*> dict_repr(Thread& thread, Dict* dict);
Result<Value> dict_or(Thread& thread, Dict* left, Dict* right);
Result<void> dict_inplace_or(Thread& thread, Dict* dict, Value other);
Result<Str*> dict_view_repr(Thread& thread, DictView* view);
Result<bool> dict_view_contains(Thread& thread, DictView* view, Value item);
/// `op`: a BinaryOperator (sub, bit_and, bit_or, bit_xor) or NotImplemented; compare: a CompareOperator.
Result<Value> dict_view_binary(Thread& thread, int op, Value left, Value right);
Result<Value> dict_view_compare(Thread& thread, int op, Value left, Value right);

void trace_dict(Dict* dict, class Tracer& tracer);
void free_dict(Dict* dict);
void define_dict(Thread& thread);
void define_dict_views(Thread& thread);  // called by define_dict

}  // namespace minivm
