#include "vm/objects/module.hpp"

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

Module* imported(Thread& thread, std::string_view name) {
    Interpreter& interpreter = *thread.interpreter;
    return as<Module>(find(interpreter.modules, interpreter.intern(thread, name)));
}

Value get(Module const* module, Str* name) {
    Value const cell = find(module->cells, name);
    return cell.is_unbound() ? cell : Value(cast<Cell>(cell)->value);
}

Cell* cell_of(Thread& thread, Module* module, Str* name) {
    if (Value const cell = find(module->cells, name); !cell.is_unbound()) return cast<Cell>(cell);
    Value const fresh = Value::of(make_cell(thread, Value::unbound()));
    Result<Value> const cell = find_or_store(thread, module->cells, Value::of(name), fresh);
    return cast<Cell>(cell ? cell.take() : fresh);
}

Result<void> set(Thread& thread, Module* module, Str* name, Value value) {
    Cell* const cell = cell_of(thread, module, name);
    if (cell->value.is_unbound()) {
        Module* const builtins = thread.interpreter->builtins;
        bool const hides = builtins && module != builtins && !find(builtins->cells, name).is_unbound();
        // A name bound again after `del`, or first read and then bound, stands last, as in CPython's dict.
        bool const moves = module->cells->used > 1 && last_value(module->cells) != Value::of(cell);
        if (hides || moves) {
            WorldStopped const world(thread);
            // Code that read the builtin of this name holds the builtin's cell.
            if (hides) thread.interpreter->flush_caches();
            if (moves && find(module->cells, name) == Value::of(cell)) {
                remove(thread, module->cells, name);
                MINIVM_TRY(store(thread, module->cells, name, Value::of(cell)));
            }
        }
    }
    cell->value = value;
    return {};
}

bool remove(Module const* module, Str* name) {
    Value const found = find(module->cells, name);
    if (found.is_unbound()) return false;
    Slot& slot = cast<Cell>(found)->value;
    while (true) {
        Value const value = slot;
        if (value.is_unbound()) return false;
        if (replace_if(slot, value, Value::unbound())) return true;
    }
}

Result<void> set(Thread& thread, Module* module, std::string_view name, Value value) {
    return set(thread, module, thread.interpreter->intern(thread, name), value);
}

void define_module(Thread&) {}

}  // namespace minivm
