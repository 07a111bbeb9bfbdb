#pragma once
// dict: open addressing over an index of 1, 2 or 4 bytes an entry, entries in order of insertion (as CPython
// since 3.6). A dict whose keys are all str compares and hashes without running script code, which most
// natives rely on: `find` and `store` with a Str key cannot raise but for MemoryError.
#include <cstdint>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;
struct Tuple;

struct DictEntry {
    std::int64_t hash;
    Value key;  // unbound: deleted
    Value value;
};

struct Dict : Object {
    static constexpr Kind kind_of = Kind::dict;
    DictEntry*
        entries;  // `filled` of them in order, deleted ones among them; the storage ends with the index
    void* index;  // of `index_size` (a power of two, 0 when there is no storage) elements of 1, 2 or 4 bytes
    std::uint32_t used;  // live entries: len()
    std::uint32_t filled;
    std::uint32_t capacity;  // how far `filled` may go before the table is rebuilt
    std::uint32_t index_size;
    std::uint32_t version;  // changes when the table is replaced: entries keep their numbers meanwhile
    bool only_str_keys;     // all keys ever stored in this table were str, not of a class derived from it
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
bool take_last(Dict* dict, DictEntry& taken);
/// Room for `count` more keys at once. MemoryError.
Result<void> reserve(Thread& thread, Dict* dict, std::size_t count);
/// True if it was there.
Result<bool> remove(Thread& thread, Dict* dict, Value key);
/// No script code, no exception: the keys of `dict` that are not str cannot be equal to `name` (but for str
/// subclasses' __eq__, which CPython's unicode lookup ignores too). Unbound if missing.
Value find(Dict const* dict, Str* name);
/// MemoryError only.
Result<void> store(Thread& thread, Dict* dict, Str* name, Value value);
bool remove(Dict* dict, Str* name);
void clear(Thread& thread, Dict* dict);
Result<Dict*> copy(Thread& thread, Dict* dict);
/// dict.update(other): a mapping (keys() method) or an iterable of pairs.
Result<void> update(Thread& thread, Dict* dict, Value other);

/// Live entries in order: `for (std::uint32_t i = 0; DictEntry* entry = next_entry(dict, i);)`; i is
/// advanced. The dict must not change meanwhile.
DictEntry* next_entry(Dict* dict, std::uint32_t& position);

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
