#include "vm/objects/function.hpp"

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

// --- function attributes ---

// The dict that a field of the function holds, made if it holds none yet.
Dict* dict_in(Thread& thread, Function* function, Slot& field) {
    if (Value const held = field; as<Dict>(held)) return cast<Dict>(held);
    Dict* const fresh = make_dict(thread);
    Guard const guard(thread, function);
    if (field.is_none()) field = Value::of(fresh);
    return cast<Dict>(field);
}

Result<Value> function_name(Thread&, Value self) { return Value::of(cast<Function>(self)->name); }
Result<void> set_function_name(Thread& thread, Value self, Value value) {
    if (!as<Str>(value)) return raise_type_error(thread, "__name__ must be set to a string object");
    cast<Function>(self)->name = cast<Str>(value);
    return {};
}
Result<Value> function_qualname(Thread&, Value self) { return Value::of(cast<Function>(self)->qualname); }
Result<void> set_function_qualname(Thread& thread, Value self, Value value) {
    if (!as<Str>(value)) return raise_type_error(thread, "__qualname__ must be set to a string object");
    cast<Function>(self)->qualname = cast<Str>(value);
    return {};
}
Result<Value> function_doc(Thread&, Value self) { return Value(cast<Function>(self)->doc); }
Result<void> set_function_doc(Thread&, Value self, Value value) {
    cast<Function>(self)->doc = value.is_unbound() ? Value::none() : value;
    return {};
}
Result<Value> function_module(Thread&, Value self) { return Value(cast<Function>(self)->module); }
Result<void> set_function_module(Thread&, Value self, Value value) {
    cast<Function>(self)->module = value.is_unbound() ? Value::none() : value;
    return {};
}
Result<Value> function_defaults(Thread&, Value self) { return cast<Function>(self)->defaults; }
Result<void> set_function_defaults(Thread& thread, Value self, Value value) {
    if (value.is_unbound()) value = Value::none();
    if (!value.is_none() && !as<Tuple>(value))
        return raise_type_error(thread, "__defaults__ must be set to a tuple object");
    auto* const function = cast<Function>(self);
    WorldStopped const world(thread);
    function->defaults = value;
    update_shape(function);
    thread.interpreter->flush_caches();
    return {};
}
Result<Value> function_keyword_defaults(Thread&, Value self) {
    return Value(cast<Function>(self)->keyword_defaults);
}
Result<Value> function_annotations(Thread& thread, Value self) {
    return Value::of(dict_in(thread, cast<Function>(self), cast<Function>(self)->annotations));
}
Result<void> set_function_annotations(Thread& thread, Value self, Value value) {
    if (!value.is_none() && !value.is_unbound() && !as<Dict>(value))
        return raise_type_error(thread, "__annotations__ must be set to a dict object");
    cast<Function>(self)->annotations = value.is_unbound() ? Value::none() : value;
    return {};
}
Result<Value> function_dict(Thread& thread, Value self) {
    return Value::of(attributes_of(thread, cast<Function>(self)));
}

// --- bound methods ---

Result<Value> method_function(Thread&, Value self) { return cast<BoundMethod>(self)->function; }
Result<Value> method_self(Thread&, Value self) { return cast<BoundMethod>(self)->self; }
Result<Value> method_doc(Thread& thread, Value self) {
    return get_attribute(thread, cast<BoundMethod>(self)->function, names(thread).doc_);
}
Native* native_of(Value self) {
    auto* const method = as<BoundMethod>(self);
    return cast<Native>(method ? method->function : self);
}
Result<Value> native_name(Thread&, Value self) { return Value::of(native_of(self)->name); }
Result<Value> native_qualname(Thread& thread, Value self) {
    return Value::of(make_short_str(thread, qualified_name(*native_of(self))));
}
Result<Value> native_self(Thread& thread, Value self) {
    if (auto* method = as<BoundMethod>(self)) return method->self;
    return raise_unsupported(thread, "__self__ of a function in C++ is not supported by Mini");
}
Result<Value> native_doc(Thread&, Value) { return Value::none(); }
Result<Value> native_module(Thread&, Value self) { return native_of(self)->module; }

// --- property ---

Property* new_property(Thread& thread, Value get, Value set, Value del, Value doc) {
    auto* const property =
        static_cast<Property*>(Heap::allocate(thread, shape_id::property, Kind::property, sizeof(Property)));
    property->get = get;
    property->set = set;
    property->del = del;
    property->doc = doc;
    property->name = Value::none();
    return property;
}

Value or_none(Value value) { return value.is_unbound() ? Value::none() : value; }

Result<Value> property_new(Thread& thread, Value* a) {
    Value doc = or_none(a[4]);
    if (doc.is_none())
        if (auto* function = as<Function>(a[1])) doc = function->doc;
    return Value::of(new_property(thread, or_none(a[1]), or_none(a[2]), or_none(a[3]), doc));
}
Result<Value> property_getter(Thread& thread, Value* a) {
    auto* const property = cast<Property>(a[0]);
    return Value::of(new_property(thread, a[1], property->set, property->del, property->doc));
}
Result<Value> property_setter(Thread& thread, Value* a) {
    auto* const property = cast<Property>(a[0]);
    return Value::of(new_property(thread, property->get, a[1], property->del, property->doc));
}
Result<Value> property_deleter(Thread& thread, Value* a) {
    auto* const property = cast<Property>(a[0]);
    return Value::of(new_property(thread, property->get, property->set, a[1], property->doc));
}
Result<Value> property_fget(Thread&, Value self) { return cast<Property>(self)->get; }
Result<Value> property_fset(Thread&, Value self) { return cast<Property>(self)->set; }
Result<Value> property_fdel(Thread&, Value self) { return cast<Property>(self)->del; }
Result<Value> property_doc(Thread&, Value self) { return cast<Property>(self)->doc; }
Result<Value> property_abstract(Thread& thread, Value self) {
    auto* const property = cast<Property>(self);
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter());
    for (Value part : {property->get, property->set, property->del}) {
        Value const mark = MINIVM_TRY(find_attribute(thread, part, names(thread).isabstractmethod_));
        if (mark.is_unbound()) continue;
        bool const abstract = MINIVM_TRY(truth(thread, mark));
        if (abstract) return Value::boolean(true);
    }
    return Value::boolean(false);
}

// --- staticmethod, classmethod ---

Value wrap(Thread& thread, Kind kind, Value function) {
    auto* const wrapper = static_cast<MethodWrapper*>(
        Heap::allocate(thread, kind == Kind::static_method ? shape_id::static_method : shape_id::class_method,
                       kind, sizeof(MethodWrapper)));
    wrapper->function = function;
    return Value::of(wrapper);
}
Result<Value> static_method_new(Thread& thread, Value* a) { return wrap(thread, Kind::static_method, a[1]); }
Result<Value> class_method_new(Thread& thread, Value* a) { return wrap(thread, Kind::class_method, a[1]); }
Result<Value> wrapper_function(Thread&, Value self) {
    return static_cast<MethodWrapper*>(self.as_object())->function;
}
template <Str* Names::*Name>
Result<Value> wrapper_attribute(Thread& thread, Value self) {
    return get_attribute(thread, static_cast<MethodWrapper*>(self.as_object())->function,
                         names(thread).*Name);
}
Result<Value> wrapper_abstract(Thread& thread, Value self) {
    Value const mark = MINIVM_TRY(find_attribute(
        thread, static_cast<MethodWrapper*>(self.as_object())->function, names(thread).isabstractmethod_));
    return mark.is_unbound() ? Value::boolean(false) : mark;
}

// --- super ---

// super() without arguments: the class from the __class__ cell of the calling function, the object from its
// first parameter.
Result<void> find_super_arguments(Thread& thread, Value& type, Value& object) {
    Value* const base = thread.base;
    if (!base) return raise(thread, types(thread).runtime_error, "super(): no current frame");
    auto* const function = static_cast<Function*>(base[-1].as_object());
    Code const& code = *function->code;
    if (code.parameters == 0) return raise(thread, types(thread).runtime_error, "super(): no arguments");
    object = base[0];
    if (code.first_is_cell) object = cast<Cell>(object)->value;
    if (object.is_unbound()) return raise(thread, types(thread).runtime_error, "super(): arg[0] deleted");
    if (code.class_cell < 0)
        return raise(thread, types(thread).runtime_error, "super(): __class__ cell not found");
    type = cast<Cell>(function->closure->items()[code.class_cell])->value;
    if (type.is_unbound()) return raise(thread, types(thread).runtime_error, "super(): empty __class__ cell");
    return {};
}

Result<Value> super_new(Thread& thread, Value* a) {
    Value type = a[1], object = a[2];
    if (type.is_unbound()) MINIVM_TRY(find_super_arguments(thread, type, object));
    auto* const start = as<Type>(type);
    if (!start)
        return raise_type_error(thread, "super() argument 1 must be a type, not %s", type_name(thread, type));
    Type* object_type = nullptr;
    if (!object.is_unbound() && !object.is_none()) {
        if (auto* cls = as<Type>(object); cls && cls->is_subtype_of(start))
            object_type = cls;
        else if (is_instance(thread, object, start))
            object_type = type_of(thread, object);
        else
            return raise_type_error(thread, "super(type, obj): obj must be an instance or subtype of type");
    }
    auto* const super = static_cast<SuperObject*>(
        Heap::allocate(thread, shape_id::super_object, Kind::super_object, sizeof(SuperObject)));
    super->type = start;
    super->object = or_none(object);
    super->object_type = object_type;
    return Value::of(super);
}

Result<Value> alias_origin(Thread&, Value self) { return cast<GenericAlias>(self)->origin; }
Result<Value> alias_arguments(Thread&, Value self) { return cast<GenericAlias>(self)->arguments; }

constexpr NativeSpec property_methods[] = {
    {"static __new__", property_new, "(cls, fget=None, fset=None, fdel=None, doc=None)"},
    {"getter", property_getter, "(self, fget, /)"},
    {"setter", property_setter, "(self, fset, /)"},
    {"deleter", property_deleter, "(self, fdel, /)"},
};
constexpr NativeSpec static_method_methods[] = {{"static __new__", static_method_new, "(cls, function, /)"}};
constexpr NativeSpec class_method_methods[] = {{"static __new__", class_method_new, "(cls, function, /)"}};
constexpr NativeSpec super_methods[] = {{"static __new__", super_new, "(cls, type=None, object=None, /)"}};

}  // namespace

Function* make_function(Thread& thread, Code* code, Module* globals, Tuple* closure, Value defaults,
                        Value keyword_defaults, Value annotations) {
    auto* const function =
        static_cast<Function*>(Heap::allocate(thread, shape_id::function, Kind::function, sizeof(Function)));
    function->code = code;
    function->globals = globals;
    function->closure = closure;
    function->defaults = defaults;
    function->keyword_defaults = keyword_defaults;
    function->annotations = annotations;
    function->name = code->name;
    function->qualname = code->qualname;
    function->doc = code->docstring;
    Value const module = get(globals, names(thread).name_);
    function->module = module.is_unbound() ? Value::none() : module;
    function->attributes = Value::none();
    update_shape(function);
    return function;
}

Dict* attributes_of(Thread& thread, Function* function) {
    return dict_in(thread, function, function->attributes);
}

void update_shape(Function* function) {
    Code const& code = *function->code;
    bool const simple = code.parameters == code.positional && function->defaults.is_none();
    function->shape =
        simple ? shape_id::simple_function + code.positional : std::uint32_t{shape_id::function};
}

BoundMethod* make_bound_method(Thread& thread, Value function, Value self) {
    auto* const method = static_cast<BoundMethod*>(
        Heap::allocate(thread, as<Native>(function) ? shape_id::bound_native : shape_id::bound_method,
                       Kind::bound_method, sizeof(BoundMethod)));
    method->function = function;
    method->self = self;
    return method;
}

void define_functions(Thread& thread) {
    Types const& type = types(thread);
    add_property(thread, type.function, "__name__", function_name, set_function_name);
    add_property(thread, type.function, "__qualname__", function_qualname, set_function_qualname);
    add_property(thread, type.function, "__doc__", function_doc, set_function_doc);
    add_property(thread, type.function, "__module__", function_module, set_function_module);
    add_property(thread, type.function, "__defaults__", function_defaults, set_function_defaults);
    add_property(thread, type.function, "__kwdefaults__", function_keyword_defaults);
    add_property(thread, type.function, "__annotations__", function_annotations, set_function_annotations);
    add_property(thread, type.function, "__dict__", function_dict);
    add_property(thread, type.bound_method, "__func__", method_function);
    add_property(thread, type.bound_method, "__self__", method_self);
    add_property(thread, type.bound_method, "__doc__", method_doc);
    for (Type* each : {type.native, type.native_method}) {
        add_property(thread, each, "__name__", native_name);
        add_property(thread, each, "__qualname__", native_qualname);
        add_property(thread, each, "__doc__", native_doc);
    }
    add_property(thread, type.native, "__module__", native_module);
    add_property(thread, type.native, "__self__", native_self);
    add_methods(thread, type.property, property_methods);
    add_property(thread, type.property, "fget", property_fget);
    add_property(thread, type.property, "fset", property_fset);
    add_property(thread, type.property, "fdel", property_fdel);
    add_property(thread, type.property, "__doc__", property_doc);
    add_property(thread, type.property, "__isabstractmethod__", property_abstract);
    add_methods(thread, type.static_method, static_method_methods);
    add_methods(thread, type.class_method, class_method_methods);
    for (Type* each : {type.static_method, type.class_method}) {
        add_property(thread, each, "__func__", wrapper_function);
        add_property(thread, each, "__wrapped__", wrapper_function);
        add_property(thread, each, "__name__", wrapper_attribute<&Names::name_>);
        add_property(thread, each, "__doc__", wrapper_attribute<&Names::doc_>);
        add_property(thread, each, "__isabstractmethod__", wrapper_abstract);
    }
    add_methods(thread, type.super_object, super_methods);
    add_property(thread, type.generic_alias, "__origin__", alias_origin);
    add_property(thread, type.generic_alias, "__args__", alias_arguments);
}

}  // namespace minivm
