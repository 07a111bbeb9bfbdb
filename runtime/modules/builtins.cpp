#include "runtime/modules/builtins.hpp"

#include <string_view>

#include "runtime/modules/builtins_parts.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"
#include "vm/type.hpp"

namespace minivm {

namespace {

/// CPython's builtins that Mini lacks. The compiler refuses programs that name them; at the prompt calling
/// one says so.
#define MINIVM_UNSUPPORTED(F) \
    F(aiter)                  \
    F(anext) F(breakpoint) F(compile) F(eval) F(exec) F(globals) F(help) F(locals) F(open) F(__import__)

constexpr char const* unsupported_names[] = {
#define F(name) #name,
    MINIVM_UNSUPPORTED(F)
#undef F
};

template <std::size_t which>
Result<Value> unsupported(Thread& thread, Value*) {
    return raise_unsupported(thread, "the builtin function %s() is not supported by Mini",
                             unsupported_names[which]);
}

enum UnsupportedIndex : std::size_t {
#define F(name) index_##name,
    MINIVM_UNSUPPORTED(F)
#undef F
};

NativeSpec const unsupported_functions[] = {
#define F(name) {#name, unsupported<index_##name>, "(*args, **kwargs)"},
    MINIVM_UNSUPPORTED(F)
#undef F
};

Result<Value> unsupported_type(Thread& thread, Value* arguments) {
    return raise_unsupported(thread, "the type '%s' is not supported by Mini",
                             cast<Type>(arguments[0])->c_name);
}

/// Types without instances: asking whether something is one has an answer, making one is refused.
NativeSpec const unsupported_constructor[] = {
    {"static __new__", unsupported_type, "(cls, /, *args, **kwargs)"},
};
constexpr ForeignClass no_instances = {sizeof(Foreign), nullptr, nullptr};

class Definition {
public:
    Definition(Thread& thread, Module* module) : thread_(thread), module_(module) {}

    void name(std::string_view text, Value value) {
        // Only memory can lack, and without its builtins an interpreter is of no use: it says NameError then.
        if (!set(thread_, module_, text, value)) take_exception(thread_);
    }
    void functions(std::span<NativeSpec const> specs) {
        for (NativeSpec const& spec : specs) {
            Native* const native = make_native(thread_, spec);
            native->module = Value::of(module_->name);
            name(spec.name, Value::of(native));
        }
    }
    void missing_type(std::string_view text) {
        Type* const type = make_foreign_type(thread_, text, no_instances);
        add_methods(thread_, type, unsupported_constructor);
        name(text, Value::of(type));
    }

private:
    Thread& thread_;
    Module* module_;
};

}  // namespace

std::span<NativeSpec const> const unsupported_builtins = unsupported_functions;

Module* make_builtins(Thread& thread) {
    Interpreter& interpreter = *thread.interpreter;
    Module* const module = interpreter.make_module(thread, "builtins");
    interpreter.builtins = module;
    Definition define(thread, module);
    for (std::span<NativeSpec const> const functions :
         {number_builtins, iterable_builtins, attribute_builtins, stream_builtins, unsupported_builtins})
        define.functions(functions);
    Types const& all = interpreter.types;
    for (Type* const type :
         {all.object,       all.type,      all.integer, all.boolean,  all.floating,      all.str,
          all.bytes,        all.bytearray, all.tuple,   all.list,     all.dict,          all.set,
          all.frozenset,    all.range,     all.slice,   all.property, all.static_method, all.class_method,
          all.super_object, all.enumerate, all.zip,     all.map,      all.filter,        all.reversed})
        define.name(type->c_name, Value::of(type));
    for (char const* const type : {"complex", "memoryview"}) define.missing_type(type);
#define E(field, text, ...) \
    if (all.field != all.unsupported && all.field != all.stop) define.name(text, Value::of(all.field));
    MINIVM_EXCEPTIONS(E)
#undef E
    for (char const* const alias : {"EnvironmentError", "IOError"})
        define.name(alias, Value::of(all.os_error));
    define.name("None", Value::none());
    define.name("True", Value::boolean(true));
    define.name("False", Value::boolean(false));
    define.name("Ellipsis", Value::ellipsis());
    define.name("NotImplemented", Value::not_implemented());
    define.name("__debug__", Value::boolean(true));
    return module;
}

}  // namespace minivm
