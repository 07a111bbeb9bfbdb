// abc: the marks of abstract methods and the class ABC, by which make_class (vm/type.cpp) knows the classes
// that have any. There are no metaclasses.
#include <string>

#include "runtime/modules/native_modules.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Result<Value> abstractmethod(Thread& thread, Value* arguments) {
    MINIVM_TRY(set_attribute(thread, arguments[0], names(thread).isabstractmethod_, Value::boolean(true)));
    return arguments[0];
}

Result<Value> register_class(Thread& thread, Value*) {
    return raise_unsupported(thread, "register() of abstract base classes is not supported by Mini");
}

constexpr NativeSpec functions[] = {
    {"abstractmethod", abstractmethod, "(funcobj, /)"},
};
constexpr NativeSpec methods[] = {
    {"class register", register_class, "(cls, subclass, /)"},
};

}  // namespace

Module* make_abc(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "abc");
    module->unsupported_is_error = true;
    Dict* const attributes = make_dict(thread);
    auto define = [&](Str* name, Value value) { (void)store(thread, attributes, name, value); };
    define(names(thread).module_, Value::of(module->name));
    define(names(thread).doc_,
           Value::of(interpreter.intern(
               thread,
               "Helper class that provides a standard way to create an ABC using\n    inheritance.\n    ")));
    define(names(thread).abstractmethods_, Value::of(make_set(thread, Kind::frozenset).take()));
    Type* const type = make_class(thread, interpreter.intern(thread, "ABC"), empty_tuple(thread), attributes,
                                  nullptr, Value::none())
                           .take();
    add_methods(thread, type, methods);
    (void)set(thread, module, "ABC", Value::of(type));
    add_functions(thread, module, functions);
    return module;
}

}  // namespace minivm
