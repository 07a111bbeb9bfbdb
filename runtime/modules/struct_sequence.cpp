#include "runtime/modules/struct_sequence.hpp"

#include <array>
#include <string>
#include <utility>

#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t most_fields = 16;

template <std::size_t i>
Result<Value> field(Thread&, Value self) {
    return cast<Tuple>(self)->items()[i];
}

template <std::size_t... i>
constexpr std::array<NativeGetter, sizeof...(i)> getters_of(std::index_sequence<i...>) {
    return {field<i>...};
}
constexpr std::array<NativeGetter, most_fields> getters = getters_of(std::make_index_sequence<most_fields>());

/// "sys.version_info(major=3, ...)": the names are the type's match_args.
Result<Value> struct_repr(Thread& thread, Value* arguments) {
    Tuple* const values = cast<Tuple>(arguments[0]);
    Type* const type = type_of(thread, arguments[0]);
    Value const names_of_fields =
        lookup(thread, type, interpreter_of(thread).intern(thread, "__match_args__"));
    Tuple* const fields = cast<Tuple>(names_of_fields);
    StrBuilder text;
    text.append_utf8(type_name(thread, arguments[0]));
    text.append_ascii("(");
    for (std::uint32_t i = 0; i < values->length; ++i) {
        if (i != 0) text.append_ascii(", ");
        text.append(cast<Str>(fields->items()[i]));
        text.append_ascii("=");
        Str* const written = MINIVM_TRY(repr(thread, values->items()[i]));
        text.append(written);
    }
    text.append_ascii(")");
    Str* const made = MINIVM_TRY(text.finish(thread));
    return Value::of(made);
}

constexpr NativeSpec methods[] = {{"__repr__", struct_repr, "(self, /)"}};

}  // namespace

Type* make_struct_sequence_type(Thread& thread, std::string_view name, std::span<char const* const> fields) {
    MINIVM_ASSERT(fields.size() <= most_fields);
    Interpreter& interpreter = interpreter_of(thread);
    Type* const type = make_builtin_type(thread, name, types(thread).tuple, Kind::tuple, sizeof(Tuple), 0);
    interpreter.keep(Value::of(type));
    std::array<Value, most_fields> names_of_fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        add_property(thread, type, fields[i], getters[i]);
        names_of_fields[i] = Value::of(interpreter.intern(thread, fields[i]));
    }
    add_methods(thread, type, methods);
    Tuple* const all = make_small_tuple(thread, {names_of_fields.data(), fields.size()});
    (void)store(thread, type->attributes, interpreter.intern(thread, "__match_args__"), Value::of(all));
    return type;
}

Value make_struct_sequence(Thread& thread, Type* type, std::span<Value const> values) {
    return Value::of(make_tuple(thread, type, values).take());  // short: cannot fail
}

}  // namespace minivm
