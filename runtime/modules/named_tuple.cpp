#include "runtime/modules/named_tuple.hpp"

#include <array>
#include <string>
#include <utility>

#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t most_fields = 64;

template <std::size_t i>
Result<Value> field(Thread& thread, Value self) {
    Tuple* const items = cast<Tuple>(self);
    if (i >= items->length) return raise_index_error(thread, "tuple index out of range");
    return items->items()[i];
}
template <std::size_t... i>
constexpr std::array<NativeGetter, sizeof...(i)> getters_of(std::index_sequence<i...>) {
    return {field<i>...};
}
constexpr std::array<NativeGetter, most_fields> getters = getters_of(std::make_index_sequence<most_fields>());

Result<void> read_only_field(Thread& thread, Value, Value) {
    return raise(thread, types(thread).attribute_error, "can't set attribute");
}

Result<Value> init(Thread&, Value*) { return Value::none(); }
/// object's own would make the VM take __new__ for a native.
constexpr NativeSpec methods[] = {{"__init__", init, "(self, /, *args, **kwargs)"}};

Result<Value> new_type(Thread& thread, Value* a) {
    auto* const name = as<Str>(a[0]);
    auto* const fields = as<Tuple>(a[1]);
    auto* const attributes = as<Dict>(a[2]);
    if (!name || !fields || !attributes)
        return raise_type_error(thread, "_named_tuple() takes a str, a tuple and a dict");
    if (fields->length > most_fields)
        return raise_unsupported(thread, "a namedtuple of more than %zu fields is not supported by Mini",
                                 most_fields);
    Interpreter& interpreter = interpreter_of(thread);
    Type* const type =
        make_builtin_type(thread, to_utf8(name), types(thread).tuple, Kind::tuple, sizeof(Tuple), 0);
    interpreter.keep(Value::of(type));
    add_methods(thread, type, methods);
    for (std::uint32_t i = 0; i < fields->length; ++i) {
        auto* const each = as<Str>(fields->items()[i]);
        if (!each) return raise_type_error(thread, "the name of a field must be a str");
        add_property(thread, type, to_utf8(each), getters[i], read_only_field);
    }
    std::uint32_t position = 0;
    while (auto const entry = next_entry(attributes, position)) {
        auto* const key = as<Str>(entry->key);
        if (!key || equals(key, "__init__")) continue;
        if (equals(key, "__module__")) type->module = entry->value;
        MINIVM_TRY(store(thread, type->attributes, interpreter.intern(thread, key), entry->value));
    }
    return Value::of(type);
}

Result<Value> new_tuple(Thread& thread, Value* a) {
    auto* const type = as<Type>(a[0]);
    auto* const fields =
        type ? as<Tuple>(lookup(thread, type, interpreter_of(thread).intern(thread, "_fields"))) : nullptr;
    if (!fields || type->instance_kind != Kind::tuple)
        return raise_type_error(thread, "_tuple() takes the class of a named tuple");
    Tuple* const items = MINIVM_TRY(collect_tuple(thread, a[1]));
    if (items->length != fields->length)
        return raise_type_error(thread, "Expected %u arguments, got %u", fields->length, items->length);
    Tuple* const made = MINIVM_TRY(make_tuple(thread, type, items->view()));
    return Value::of(made);
}

/// Calls _namedtuple of collections.mini with the name of the caller's module before all other arguments.
Result<Value> namedtuple(Thread& thread, Value* a) {
    Interpreter& interpreter = interpreter_of(thread);
    auto* const module = imported(thread, "collections");
    Value const maker = module ? get(module, interpreter.intern(thread, "_namedtuple")) : Value::unbound();
    if (maker.is_unbound())
        return raise_unsupported(thread,
                                 "namedtuple without the module collections is not supported by Mini");
    Value caller = function_in(thread.base)->module;
    Value const arguments[] = {caller, a[0], a[1]};
    return call(thread, maker, arguments);
}

constexpr NativeSpec functions[] = {
    {"_named_tuple", new_type, "(name, fields, attributes, /)"},
    {"_tuple", new_tuple, "(cls, items, /)"},
    {"namedtuple", namedtuple, "(*args, **kwargs)"},
};

}  // namespace

void define_named_tuple(Thread& thread, Module* module) { add_functions(thread, module, functions); }

}  // namespace minivm
