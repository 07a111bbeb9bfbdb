#include "vm/native.hpp"

#include <cstring>
#include <string>

#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// The position of the next ',' outside quotes and brackets (defaults may hold them: sep=', ').
std::size_t next_comma(std::string_view text) {
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(' || c == '[')
            ++depth;
        else if (c == ')' || c == ']')
            --depth;
        else if (c == ',' && depth == 0)
            return i;
    }
    return text.size();
}

// Most signatures are those of many functions.
NativeParameters const* parse_signature(Thread& thread, std::string_view const signature) {
    Interpreter& interpreter = interpreter_of(thread);
    if (NativeParameters const* const known = interpreter.find_parameters(signature)) return known;
    std::string_view text = signature;
    auto parameters = std::make_unique<NativeParameters>();
    if (std::string_view const prefix = "format:"; text.starts_with(prefix)) {
        parameters->by_format = true;
        text.remove_prefix(prefix.size());
    }
    text = text.substr(1, text.size() - 2);
    bool keyword_only = false;
    while (!text.empty()) {
        std::size_t const end = next_comma(text);
        std::string_view item = trimmed(text.substr(0, end));
        text = end < text.size() ? text.substr(end + 1) : std::string_view();
        if (item.empty()) continue;
        if (item == "/") {
            parameters->positional_only = parameters->positional;
        } else if (item == "*") {
            keyword_only = true;
        } else if (item.starts_with("**")) {
            parameters->star_kwargs = true;
        } else if (item.starts_with("*")) {
            parameters->star_args = keyword_only = true;
        } else {
            std::size_t const equals = item.find('=');
            bool const optional = equals != std::string_view::npos;
            parameters->names.push_back(interpreter.intern(thread, trimmed(item.substr(0, equals))));
            if (keyword_only) {
                if (!optional) parameters->keyword_required |= std::uint64_t{1} << parameters->keyword_only;
                ++parameters->keyword_only;
            } else {
                ++parameters->positional;
                if (!optional) parameters->required = parameters->positional;
            }
        }
    }
    parameters->slots = static_cast<std::uint16_t>(parameters->positional + parameters->keyword_only +
                                                   parameters->star_args + parameters->star_kwargs);
    for (Str* name : parameters->names) interpreter.keep(Value::of(name));
    return interpreter.add_parameters(signature, std::move(parameters));
}

/// A type's name without its module: "_io.TextIOWrapper" has methods called TextIOWrapper.write.
std::string_view plain_name(Type const* type) {
    std::string_view const name = type->c_name;
    return name.substr(name.rfind('.') + 1);
}

}  // namespace

std::string qualified_name(Native const& native) {
    if (!native.owner) return to_utf8(native.qualname);
    return std::string(plain_name(native.owner)) + "." + to_utf8(native.name);
}

Native* make_native(Thread& thread, NativeSpec const& spec, Type* owner) {
    Interpreter& interpreter = *thread.interpreter;
    auto* const native = static_cast<Native*>(Heap::allocate(
        thread, owner ? shape_id::native_method : shape_id::native, Kind::native, sizeof(Native)));
    native->code = spec.code;
    native->parameters = parse_signature(thread, spec.signature);
    native->name = interpreter.intern(thread, spec.name);
    native->qualname = native->name;
    native->owner = owner;
    native->module = Value::none();
    native->signature = spec.signature;
    native->host = nullptr;
    return native;
}

void add_functions(Thread& thread, Module* module, std::span<NativeSpec const> specs) {
    for (NativeSpec const& spec : specs) {
        Native* const native = make_native(thread, spec);
        native->module = Value::of(module->name);
        (void)set(thread, module, spec.name, Value::of(native));
    }
}

void add_methods(Thread& thread, Type* type, std::span<NativeSpec const> specs) {
    for (NativeSpec spec : specs) {
        std::string_view name = spec.name;
        Kind wrapper_kind = Kind::free;
        if (name.starts_with("static "))
            wrapper_kind = Kind::static_method, spec.name += 7;
        else if (name.starts_with("class "))
            wrapper_kind = Kind::class_method, spec.name += 6;
        Native* const native = make_native(thread, spec, wrapper_kind == Kind::free ? type : nullptr);
        Value attribute = Value::of(native);
        if (wrapper_kind != Kind::free) {
            native->qualname = make_short_str(thread, std::string(plain_name(type)) + "." + spec.name);
            auto* const wrapper = static_cast<MethodWrapper*>(Heap::allocate(
                thread,
                wrapper_kind == Kind::static_method ? shape_id::static_method : shape_id::class_method,
                wrapper_kind, sizeof(MethodWrapper)));
            wrapper->function = attribute;
            attribute = Value::of(wrapper);
        }
        (void)store(thread, type->attributes, native->name, attribute);
    }
}

void add_property(Thread& thread, Type* type, std::string_view name, NativeGetter get, NativeSetter set) {
    auto* const property =
        static_cast<GetSet*>(Heap::allocate(thread, shape_id::getset, Kind::getset, sizeof(GetSet)));
    property->get = get;
    property->set = set;
    property->name = thread.interpreter->intern(thread, name);
    property->owner = type;
    (void)store(thread, type->attributes, property->name, Value::of(property));
}

Type* make_foreign_type(Thread& thread, std::string_view name, ForeignClass const& foreign,
                        std::uint16_t attributes) {
    Type* const type = make_builtin_type(thread, name, types(thread).object, Kind::foreign,
                                         static_cast<std::uint16_t>(foreign.bytes), attributes);
    type->foreign = &foreign;
    return type;
}

Foreign* allocate_foreign(Thread& thread, Type* type) {
    return static_cast<Foreign*>(allocate_instance(thread, type));
}

Foreign* as_foreign(Thread& thread, Value value, Type const* type) {
    auto* const foreign = as<Foreign>(value);
    return foreign && is_instance(thread, value, type) ? foreign : nullptr;
}

}  // namespace minivm
