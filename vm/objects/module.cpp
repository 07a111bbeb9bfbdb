#include "vm/objects/module.hpp"

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

Value get(Module const* module, Str* name) {
    Value const cell = find(module->cells, name);
    return cell.is_unbound() ? cell : Value(cast<Cell>(cell)->value);
}

Cell* cell_of(Thread& thread, Module* module, Str* name) {
    if (Value const cell = find(module->cells, name); !cell.is_unbound()) return cast<Cell>(cell);
    Cell* const cell = make_cell(thread, Value::unbound());
    (void)store(thread, module->cells, name, Value::of(cell));
    return cell;
}

Result<void> set(Thread& thread, Module* module, Str* name, Value value) {
    Cell* const cell = cell_of(thread, module, name);
    // Code that read the builtin of this name holds the builtin's cell.
    Module* const builtins = thread.interpreter->builtins;
    if (cell->value.is_unbound() && builtins && module != builtins &&
        !find(builtins->cells, name).is_unbound())
        thread.interpreter->flush_caches();
    if (cell->value.is_unbound() && find(module->cells, name) == Value::of(cell) && module->cells->used > 1) {
        // A name bound again after `del`, or first read and then bound, stands last, as in CPython's dict.
        if (last_value(module->cells) != Value::of(cell)) {
            remove(thread, module->cells, name);
            MINIVM_TRY(store(thread, module->cells, name, Value::of(cell)));
        }
    }
    cell->value = value;
    return {};
}

Result<void> set(Thread& thread, Module* module, std::string_view name, Value value) {
    return set(thread, module, thread.interpreter->intern(thread, name), value);
}

void define_module(Thread&) {}

}  // namespace minivm
