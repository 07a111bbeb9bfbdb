// Builtin functions about any object: its attributes, its type, its hash and how it is written.
#include "runtime/modules/builtins_parts.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm {

namespace {

Result<Str*> attribute_name(Thread& thread, Value name) {
    Str* const text = as<Str>(name);
    if (!text)
        return raise_type_error(thread, "attribute name must be string, not '%s'", type_name(thread, name));
    return thread.interpreter->intern(thread, text);
}

Result<Value> getattr(Thread& thread, Value* arguments) {
    Str* const name = MINIVM_TRY(attribute_name(thread, arguments[1]));
    if (arguments[2].is_unbound()) return get_attribute(thread, arguments[0], name);
    Value const found = MINIVM_TRY(find_attribute(thread, arguments[0], name));
    return found.is_unbound() ? arguments[2] : found;
}

Result<Value> hasattr(Thread& thread, Value* arguments) {
    Str* const name = MINIVM_TRY(attribute_name(thread, arguments[1]));
    Value const found = MINIVM_TRY(find_attribute(thread, arguments[0], name));
    return Value::boolean(!found.is_unbound());
}

Result<Value> setattr(Thread& thread, Value* arguments) {
    Str* const name = MINIVM_TRY(attribute_name(thread, arguments[1]));
    MINIVM_TRY(set_attribute(thread, arguments[0], name, arguments[2]));
    return Value::none();
}

Result<Value> delattr(Thread& thread, Value* arguments) {
    Str* const name = MINIVM_TRY(attribute_name(thread, arguments[1]));
    MINIVM_TRY(delete_attribute(thread, arguments[0], name));
    return Value::none();
}

Result<Value> vars(Thread& thread, Value* arguments) {
    if (arguments[0].is_unbound())
        return raise_unsupported(thread, "vars() without an argument is not supported by Mini");
    Value const names_and_values = MINIVM_TRY(find_attribute(thread, arguments[0], names(thread).dict_));
    if (names_and_values.is_unbound())
        return raise_type_error(thread, "vars() argument must have __dict__ attribute");
    return names_and_values;
}

/// Whether what is there for dir() to show is all that CPython shows: not for most builtin types, nor for
/// modules.
Result<void> check_names_complete(Thread& thread, Value object) {
    if (as<Module>(object)) return raise_unsupported(thread, "dir() of a module is not supported by Mini");
    Type const* const type = as<Type>(object) ? cast<Type>(object) : type_of(thread, object);
    if (type->is_subtype_of(types(thread).base_exception)) return {};
    for (Value const item : type->mro->view()) {
        Type const* const base = cast<Type>(item);
        if (base->exact_builtin && base != types(thread).object)
            return raise_unsupported(thread, "dir() of the builtin type '%s' is not supported by Mini",
                                     base->c_name);
    }
    return {};
}

Result<Value> dir(Thread& thread, Value* arguments) {
    if (arguments[0].is_unbound())
        return raise_unsupported(thread, "dir() without an argument is not supported by Mini");
    if (as<Native>(lookup(thread, type_of(thread, arguments[0]), names(thread).dir_)))
        MINIVM_TRY(check_names_complete(thread, arguments[0]));
    Value const method = MINIVM_TRY(special_method(thread, arguments[0], names(thread).dir_));
    Value const shown = MINIVM_TRY(call(thread, method, {}));
    List* const list = MINIVM_TRY(collect_list(thread, shown));
    arguments[0] = Value::of(list);
    MINIVM_TRY(sort(thread, list, Value::none(), false));
    return arguments[0];
}

Result<Value> isinstance_builtin(Thread& thread, Value* arguments) {
    bool const is = MINIVM_TRY(isinstance(thread, arguments[0], arguments[1]));
    return Value::boolean(is);
}

Result<Value> issubclass_builtin(Thread& thread, Value* arguments) {
    bool const is = MINIVM_TRY(issubclass(thread, arguments[0], arguments[1]));
    return Value::boolean(is);
}

Result<Value> callable_builtin(Thread& thread, Value* arguments) {
    return Value::boolean(callable(thread, arguments[0]));
}

Result<Value> hash_builtin(Thread& thread, Value* arguments) {
    std::int64_t const value = MINIVM_TRY(hash(thread, arguments[0]));
    return make_int(thread, value);
}

/// Values that are not objects are their own identity: their bits are beyond all that identity() returns.
Result<Value> id(Thread& thread, Value* arguments) {
    Value const value = arguments[0];
    return make_int_unsigned(thread,
                             value.is_object() ? thread.heap->identity(value.as_object()) : value.bits());
}

Result<Value> repr_builtin(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(repr(thread, arguments[0]));
    return Value::of(text);
}

Result<Value> ascii_builtin(Thread& thread, Value* arguments) {
    Str* const text = MINIVM_TRY(ascii(thread, arguments[0]));
    return Value::of(text);
}

Result<Value> format_builtin(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound()) return format(thread, arguments[0], empty_str(thread));
    Str* const spec = as<Str>(arguments[1]);
    if (!spec)
        return raise_type_error(thread, "format() argument 2 must be str, not %s",
                                arguments[1].is_none() ? "None" : type_name(thread, arguments[1]));
    return format(thread, arguments[0], spec);
}

/// exit() and quit()
Result<Value> leave(Thread& thread, Value* arguments) {
    return raise_with(thread, types(thread).system_exit,
                      arguments[0].is_unbound() ? Value::none() : arguments[0]);
}

NativeSpec const functions[] = {
    {"ascii", ascii_builtin, "(obj, /)"},
    {"callable", callable_builtin, "(obj, /)"},
    {"delattr", delattr, "(obj, name, /)"},
    {"dir", dir, "(object=None, /)"},
    {"exit", leave, "(code=None)"},
    {"format", format_builtin, "(value, format_spec='', /)"},
    {"getattr", getattr, "(object, name, default=None, /)"},
    {"hasattr", hasattr, "(obj, name, /)"},
    {"hash", hash_builtin, "(obj, /)"},
    {"id", id, "(obj, /)"},
    {"isinstance", isinstance_builtin, "(obj, class_or_tuple, /)"},
    {"issubclass", issubclass_builtin, "(cls, class_or_tuple, /)"},
    {"quit", leave, "(code=None)"},
    {"repr", repr_builtin, "(obj, /)"},
    {"setattr", setattr, "(obj, name, value, /)"},
    {"vars", vars, "(object=None, /)"},
};

}  // namespace

std::span<NativeSpec const> const attribute_builtins = functions;

}  // namespace minivm
