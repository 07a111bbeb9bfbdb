// _collections: the parts of collections (collections.mini) that are in C++, as CPython's are
// (Modules/_collectionsmodule.c).
#include "runtime/modules/deque.hpp"
#include "runtime/modules/named_tuple.hpp"
#include "runtime/modules/native_modules.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<Value> generic_alias(Thread& thread, Value* a) { return make_generic_alias(thread, a[0], a[1]); }

/// `__class_getitem__ = classmethod(_generic_alias)` in a class of Mini makes `C[int]` what it is of a
/// builtin type.
constexpr NativeSpec functions[] = {{"_generic_alias", generic_alias, "(cls, item, /)"}};

}  // namespace

Module* make_collections(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "_collections");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    define_deque(thread, module);
    define_named_tuple(thread, module);
    return module;
}

}  // namespace minivm
