// _unsupported: the exception UnsupportedError, which is no builtin name, for the modules written in Mini.
#include "runtime/modules/native_modules.hpp"
#include "vm/objects/module.hpp"
#include "vm/state.hpp"

namespace minivm {

Module* make_unsupported(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "_unsupported");
    (void)set(thread, module, "UnsupportedError", Value::of(types(thread).unsupported));
    return module;
}

}  // namespace minivm
