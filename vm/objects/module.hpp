#pragma once
// A module: its names are Cells, so that compiled code can hold on to a name and see every rebinding.
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Cell;
struct Dict;
struct Str;
struct Thread;

struct Module : Object {
    static constexpr Kind kind_of = Kind::module;
    Str* name;
    Dict* cells;  // Str -> Cell, in order of definition; a Cell may be unbound
    /// A builtin module that has not all of CPython's names: one that is missing raises UnsupportedError.
    bool unsupported_is_error;
};

/// What sys.modules has by that name; null if that is no module.
Module* imported(Thread& thread, std::string_view name);
/// The value, or unbound.
Value get(Module const* module, Str* name);
/// Binding a name that hides a builtin flushes the caches.
Result<void> set(Thread& thread, Module* module, Str* name, Value value);
Result<void> set(Thread& thread, Module* module, std::string_view name, Value value);
/// Makes the name unbound, as `del` does; whether it was bound.
bool remove(Module const* module, Str* name);
/// The name's cell, made unbound if it is new.
Cell* cell_of(Thread& thread, Module* module, Str* name);

void define_module(Thread& thread);

}  // namespace minivm
