// Attribute access: `a.b`, `a.b = c`, `del a.b`, as Objects/object.c (_PyObject_GenericGetAttrWithDict) and
// Objects/typeobject.c do it; and the attributes which every object and every type has.
#include <algorithm>
#include <string>

#include "vm/code.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"
#include "vm/supported.hpp"

namespace minivm {

// --- descriptors ---

namespace {

Kind kind_of(Value value) { return value.is_object() ? value.as_object()->kind : Kind::free; }

Raised property_error(Thread& thread, Value property, Value object, char const* what) {
    std::string text = "property ";
    if (Value const name = cast<Property>(property)->name; as<Str>(name))
        text += "'" + to_utf8(cast<Str>(name)) + "' ";
    return raise_text(thread, types(thread).attribute_error,
                      text + "of '" + to_utf8(type_of(thread, object)->qualname) + "' object has no " + what);
}

// What reading an attribute found in a type gives, for `object` (unbound: read through the class itself) of
// class `type`.
Result<Value> bind(Thread& thread, Value attribute, Value object, Type* type) {
    switch (kind_of(attribute)) {
        case Kind::function:
            if (object.is_unbound()) return attribute;
            return Value::of(make_bound_method(thread, attribute, object));
        case Kind::native:
            if (object.is_unbound() || !cast<Native>(attribute)->owner) return attribute;
            return Value::of(make_bound_method(thread, attribute, object));
        case Kind::getset:
            if (object.is_unbound()) return attribute;
            return cast<GetSet>(attribute)->get(thread, object);
        case Kind::property: {
            if (object.is_unbound()) return attribute;
            auto* const property = cast<Property>(attribute);
            if (property->get.is_none()) return property_error(thread, attribute, object, "getter");
            Value const arguments[] = {object};
            return call(thread, property->get, arguments);
        }
        case Kind::static_method: return cast<MethodWrapper>(attribute)->function;
        case Kind::class_method: {
            Value const function = cast<MethodWrapper>(attribute)->function;
            return Value::of(make_bound_method(thread, function, Value::of(type)));
        }
        case Kind::instance:
        case Kind::foreign: {
            Value const get = lookup(thread, type_of(thread, attribute), names(thread).get_);
            if (get.is_unbound()) return attribute;
            Value const arguments[] = {attribute, object.is_unbound() ? Value::none() : object,
                                       Value::of(type)};
            return call(thread, get, arguments);
        }
        default: return attribute;
    }
}

bool is_data_descriptor(Thread& thread, Value attribute) {
    switch (kind_of(attribute)) {
        case Kind::property:
        case Kind::getset: return true;
        case Kind::instance:
        case Kind::foreign: {
            Type* const type = type_of(thread, attribute);
            return !lookup(thread, type, names(thread).set_).is_unbound() ||
                   !lookup(thread, type, names(thread).delete_).is_unbound();
        }
        default: return false;
    }
}

enum class Access : bool { read, write };

Raised no_attribute(Thread& thread, Value object, Str* name, Access access = Access::read) {
    std::string who;
    if (auto* method = as<BoundMethod>(object);
        method && as<Function>(method->function) && access == Access::read)
        object = method->function;
    if (auto* type = as<Type>(object))
        who = "type object '" + std::string(type->c_name) + "'";
    else if (auto* module = as<Module>(object))
        who = "module '" + to_utf8(module->name) + "'";
    else
        who = "'" + std::string(type_name(thread, object)) + "' object";
    (void)raise_text(thread, types(thread).attribute_error,
                     who + " has no attribute '" + to_utf8(name) + "'");
    if (as<Exception>(thread.exception) && access == Access::read) {  // for the suggestion in the traceback
        Object* const error = thread.exception.as_object();
        (void)set_own_slot(thread, error, thread.interpreter->intern(thread, "name"), Value::of(name));
        (void)set_own_slot(thread, error, thread.interpreter->intern(thread, "obj"), object);
    }
    return {};
}

// Everything but hooks (__getattr__). Unbound if there is none; raises only what descriptors raise.
Result<Value> find_plain(Thread& thread, Value object, Str* name) {
    Type* const type = type_of(thread, object);
    Value const in_type = lookup(thread, type, name);
    if (is_data_descriptor(thread, in_type)) {
        return bind(thread, in_type, object, type);
    }
    switch (kind_of(object)) {
        case Kind::type: {
            auto* const self = cast<Type>(object);
            Value const own = lookup(thread, self, name);
            if (!own.is_unbound()) return bind(thread, own, Value::unbound(), self);
            break;
        }
        case Kind::module: {
            auto* const module = cast<Module>(object);
            Value const value = get(module, name);
            if (!value.is_unbound()) return value;
            if (module->unsupported_is_error && in_type.is_unbound() &&
                standard_attribute(to_utf8(module->name), to_utf8(name)))
                return raise_unsupported(thread, "%s.%s is not supported by Mini",
                                         to_utf8(module->name).c_str(), to_utf8(name).c_str());
            break;
        }
        case Kind::function: {
            auto* const attributes = as<Dict>(cast<Function>(object)->attributes);
            Value const value = attributes ? find(attributes, name) : Value::unbound();
            if (!value.is_unbound()) return value;
            break;
        }
        case Kind::super_object: {
            auto* const self = cast<SuperObject>(object);
            if (!self->object_type || name == names(thread).class_) break;
            Tuple* const mro = self->object_type->mro;
            std::size_t i = 0;
            while (i < mro->length && mro->items()[i].as_object() != self->type) ++i;
            for (++i; i < mro->length; ++i) {
                Value const found = find(cast<Type>(mro->items()[i])->attributes, name);
                if (found.is_unbound()) continue;
                bool const through_class = self->object == Value::of(self->object_type);
                return bind(thread, found, through_class ? Value::unbound() : self->object,
                            self->object_type);
            }
            break;
        }
        case Kind::bound_method:
            if (in_type.is_unbound())
                return find_attribute(thread, cast<BoundMethod>(object)->function, name);
            break;
        case Kind::generic_alias:
            if (in_type.is_unbound()) return find_attribute(thread, cast<GenericAlias>(object)->origin, name);
            break;
        case Kind::free: break;
        default:
            if (object.is_object()) {
                Value const value = get_slot(thread, object.as_object(), name);
                if (!value.is_unbound()) return value;
            }
            break;
    }
    if (in_type.is_unbound()) return in_type;
    return bind(thread, in_type, object, type);
}

// With the hooks. Unbound, nothing raised: there is none and no hook to say so.
Result<Value> find_with_hooks(Thread& thread, Value object, Str* name) {
    Type* const type = type_of(thread, object);
    if (!type->has_getattr_hook) return find_plain(thread, object, name);
    Names const& special = names(thread);
    Root<Value> rooted(thread, object);
    Root<Str> rooted_name(thread, name);  // the table of names holds it weakly
    Value const arguments[] = {object, Value::of(name)};
    Value const getattribute = lookup(thread, type, special.getattribute_);
    Result<Value> found = as<Native>(getattribute) || getattribute.is_unbound()
                              ? find_plain(thread, object, name)
                              : call(thread, getattribute, arguments);
    if (found && !found.take().is_unbound()) return found;
    if (!found && !raised_is(thread, types(thread).attribute_error)) return Raised{};
    Value const hook = lookup(thread, type, special.getattr_);
    if (hook.is_unbound()) return found;
    if (!found) (void)take_exception(thread);
    return call(thread, hook, arguments);
}

}  // namespace

Result<Value> get_attribute(Thread& thread, Value object, Str* name) {
    Value const value = MINIVM_TRY(find_with_hooks(thread, object, name));
    if (!value.is_unbound()) return value;
    return no_attribute(thread, object, name);
}

Result<Value> find_attribute(Thread& thread, Value object, Str* name) {
    Result<Value> found = find_with_hooks(thread, object, name);
    if (found || !raised_is(thread, types(thread).attribute_error)) return found;
    (void)take_exception(thread);
    return Value::unbound();
}

Result<Value> special_method(Thread& thread, Value object, Str* name) {
    Type* const type = type_of(thread, object);
    Value const found = lookup(thread, type, name);
    if (found.is_unbound()) return found;
    return bind(thread, found, object, type);
}

namespace {

Result<void> assign(Thread& thread, Value object, Str* name, Value value) {  // unbound: delete
    bool const deleting = value.is_unbound();
    Type* const type = type_of(thread, object);
    Names const& special = names(thread);
    if (type->has_setattr_hook) {
        Value const hook = lookup(thread, type, deleting ? special.delattr_ : special.setattr_);
        if (!hook.is_unbound() && !as<Native>(hook)) {
            Value const arguments[] = {object, Value::of(name), value};
            MINIVM_TRY(call(thread, hook, std::span<Value const>(arguments, deleting ? 2 : 3)));
            return {};
        }
    }
    return assign_plain(thread, object, name, value);
}

}  // namespace

Result<void> assign_plain(Thread& thread, Value object, Str* name, Value value) {
    bool const deleting = value.is_unbound();
    Type* const type = type_of(thread, object);
    Names const& special = names(thread);
    Value const in_type = lookup(thread, type, name);
    switch (kind_of(in_type)) {
        case Kind::property: {
            auto* const property = cast<Property>(in_type);
            Value const function = deleting ? property->del : property->set;
            if (function.is_none())
                return property_error(thread, in_type, object, deleting ? "deleter" : "setter");
            Value const arguments[] = {object, value};
            MINIVM_TRY(call(thread, function, std::span<Value const>(arguments, deleting ? 1 : 2)));
            return {};
        }
        case Kind::getset: {
            auto* const property = cast<GetSet>(in_type);
            if (!property->set)
                return raise(thread, types(thread).attribute_error,
                             "attribute '%s' of '%s' objects is not writable", to_utf8(name).c_str(),
                             property->owner->c_name);
            return property->set(thread, object, value);
        }
        case Kind::instance:
        case Kind::foreign: {
            Value const method =
                lookup(thread, type_of(thread, in_type), deleting ? special.delete_ : special.set_);
            if (method.is_unbound()) break;
            Value const arguments[] = {in_type, object, value};
            MINIVM_TRY(call(thread, method, std::span<Value const>(arguments, deleting ? 2 : 3)));
            return {};
        }
        default: break;
    }
    if (auto* cls = as<Type>(object)) return set_type_attribute(thread, cls, name, value);
    if (auto* module = as<Module>(object)) {
        if (!deleting) return set(thread, module, name, value);
        if (!remove(module, name)) return no_attribute(thread, object, name, Access::write);
        return {};
    }
    if (auto* function = as<Function>(object)) {
        if (deleting) {
            Value const attributes = function->attributes;
            bool const was_there = as<Dict>(attributes) && remove(thread, cast<Dict>(attributes), name);
            if (was_there) return {};
            return no_attribute(thread, object, name, Access::write);
        }
        return store(thread, attributes_of(thread, function), name, value);
    }
    if (has_slots(thread, object)) {
        if (!deleting) return set_slot(thread, object.as_object(), name, value);
        bool const was_there = MINIVM_TRY(delete_slot(thread, object.as_object(), name));
        if (was_there) return {};
        return no_attribute(thread, object, name, Access::write);
    }
    if (!in_type.is_unbound())
        return raise(thread, types(thread).attribute_error, "'%s' object attribute '%s' is read-only",
                     type_name(thread, object), to_utf8(name).c_str());
    return no_attribute(thread, object, name, Access::write);
}

Result<void> set_attribute(Thread& thread, Value object, Str* name, Value value) {
    return assign(thread, object, name, value);
}

Result<void> delete_attribute(Thread& thread, Value object, Str* name) {
    return assign(thread, object, name, Value::unbound());
}

Function* function_in(Value const* base) { return static_cast<Function*>(base[-1].as_object()); }

// --- what all objects have ---

namespace {

Str* name_argument(Thread& thread, Value value) {
    return thread.interpreter->intern(thread, cast<Str>(value));
}

Result<void> check_name(Thread& thread, Value value) {
    if (as<Str>(value)) return {};
    return raise_type_error(thread, "attribute name must be string, not '%s'", type_name(thread, value));
}

Result<Value> object_new(Thread& thread, Value* a) {
    auto* const type = as<Type>(a[0]);
    if (!type)
        return raise_type_error(thread, "object.__new__(X): X is not a type object (%s)",
                                type_name(thread, a[0]));
    bool const arguments_given = cast<Tuple>(a[1])->length != 0 || cast<Dict>(a[2])->used != 0;
    if (arguments_given) {
        if (lookup(thread, type, names(thread).new_) != thread.interpreter->object_new)
            return raise_type_error(thread,
                                    "object.__new__() takes exactly one argument (the type to instantiate)");
        if (lookup(thread, type, names(thread).init_) == thread.interpreter->object_init)
            return raise_type_error(thread, "%s() takes no arguments", type->c_name);
    }
    if (type->abstract) return call(thread, a[0], {});  // words the refusal
    if (type->exact_builtin && type != types(thread).object)
        return raise_type_error(thread, "object.__new__(%s) is not safe, use %s.__new__()", type->c_name,
                                type->c_name);
    return Value::of(allocate_instance(thread, type));
}

Result<Value> object_init(Thread& thread, Value* a) {
    if (cast<Tuple>(a[1])->length == 0 && cast<Dict>(a[2])->used == 0) return Value::none();
    Type* const type = type_of(thread, a[0]);
    if (lookup(thread, type, names(thread).init_) != thread.interpreter->object_init)
        return raise_type_error(thread,
                                "object.__init__() takes exactly one argument (the instance to initialize)");
    if (lookup(thread, type, names(thread).new_) == thread.interpreter->object_new)
        return raise_type_error(
            thread, "%s.__init__() takes exactly one argument (the instance to initialize)", type->c_name);
    return Value::none();
}

Result<Value> object_repr(Thread& thread, Value* a) {
    return Value::of(MINIVM_TRY(default_repr(thread, a[0])));
}
Result<Value> object_str(Thread& thread, Value* a) { return Value::of(MINIVM_TRY(repr(thread, a[0]))); }
Result<Value> object_hash(Thread& thread, Value* a) {
    return Value::small_int(static_cast<std::int64_t>(identity_hash(thread, a[0])));
}
Result<Value> object_eq(Thread&, Value* a) {
    return a[0] == a[1] ? Value::boolean(true) : Value::not_implemented();
}
Result<Value> object_ne(Thread& thread, Value* a) {
    Value const method = MINIVM_TRY(special_method(thread, a[0], names(thread).eq_));
    Value const arguments[] = {a[1]};
    Value const result = MINIVM_TRY(call(thread, method, arguments));
    if (result == Value::not_implemented()) return result;
    bool const same = MINIVM_TRY(truth(thread, result));
    return Value::boolean(!same);
}
Result<Value> object_format(Thread& thread, Value* a) {
    auto* const spec = as<Str>(a[1]);
    if (!spec)
        return raise_type_error(thread, "__format__() argument must be str, not %s", type_name(thread, a[1]));
    if (spec->length != 0)
        return raise_type_error(thread, "unsupported format string passed to %s.__format__",
                                type_name(thread, a[0]));
    return Value::of(MINIVM_TRY(str(thread, a[0])));
}
Result<Value> object_getattribute(Thread& thread, Value* a) {
    MINIVM_TRY(check_name(thread, a[1]));
    Str* const name = name_argument(thread, a[1]);
    Value const value = MINIVM_TRY(find_plain(thread, a[0], name));
    if (value.is_unbound()) return no_attribute(thread, a[0], name);
    return value;
}
Result<Value> object_setattr(Thread& thread, Value* a) {
    MINIVM_TRY(check_name(thread, a[1]));
    MINIVM_TRY(assign_plain(thread, a[0], name_argument(thread, a[1]), a[2]));
    return Value::none();
}
Result<Value> object_delattr(Thread& thread, Value* a) {
    MINIVM_TRY(check_name(thread, a[1]));
    MINIVM_TRY(assign_plain(thread, a[0], name_argument(thread, a[1]), Value::unbound()));
    return Value::none();
}
Result<Value> object_dir(Thread& thread, Value* a) {
    return Value::of(MINIVM_TRY(attribute_names(thread, a[0])));
}
Result<Value> object_init_subclass(Thread& thread, Value* a) {
    if (cast<Dict>(a[1])->used != 0)
        return raise_type_error(thread, "%s.__init_subclass__() takes no keyword arguments",
                                cast<Type>(a[0])->c_name);
    return Value::none();
}
Result<Value> get_class(Thread& thread, Value self) { return Value::of(type_of(thread, self)); }
Result<Value> get_dict(Thread& thread, Value self) {
    if (!has_slots(thread, self)) return no_attribute(thread, self, names(thread).dict_);
    return Value::of(MINIVM_TRY(attribute_dict(thread, self.as_object())));
}
Result<void> set_dict(Thread& thread, Value self, Value value) {
    auto* const dict = as<Dict>(value);
    if (!dict || !has_slots(thread, self))
        return raise_type_error(thread, "__dict__ must be set to a dictionary, not a '%s'",
                                type_name(thread, value));
    return set_attribute_dict(thread, self.as_object(), dict);
}
Result<void> set_class(Thread& thread, Value, Value) {
    return raise_unsupported(thread, "assignment to __class__ is not supported by Mini");
}

// --- what all types have ---

/// As CPython's check_set_special_type_attr.
Result<void> check_special(Thread& thread, Type const* type, Value value, char const* name) {
    if (!type->exact_builtin && !value.is_unbound()) return {};
    return raise_type_error(thread, "cannot %s '%s' attribute of immutable type '%s'",
                            type->exact_builtin ? "set" : "delete", name, type->c_name);
}
Result<Value> type_name_of(Thread&, Value self) { return Value::of(cast<Type>(self)->name); }
Result<void> set_type_name(Thread& thread, Value self, Value value) {
    auto* const type = cast<Type>(self);
    MINIVM_TRY(check_special(thread, type, value, "__name__"));
    if (!as<Str>(value))
        return raise_type_error(thread, "can only assign string to %s.__name__, not '%s'", type->c_name,
                                type_name(thread, value));
    rename(thread, type, cast<Str>(value));
    return {};
}
Result<Value> type_qualname(Thread&, Value self) { return Value::of(cast<Type>(self)->qualname); }
Result<void> set_type_qualname(Thread& thread, Value self, Value value) {
    auto* const type = cast<Type>(self);
    MINIVM_TRY(check_special(thread, type, value, "__qualname__"));
    if (!as<Str>(value))
        return raise_type_error(thread, "can only assign string to %s.__qualname__, not '%s'", type->c_name,
                                type_name(thread, value));
    WorldStopped const world(thread);
    type->qualname = cast<Str>(value);
    return {};
}
Result<Value> type_module(Thread& thread, Value self) {
    Value const module = cast<Type>(self)->module;
    return module.is_none() ? Value::of(thread.interpreter->intern(thread, "builtins")) : module;
}
Result<void> set_type_module(Thread& thread, Value self, Value value) {
    MINIVM_TRY(check_special(thread, cast<Type>(self), value, "__module__"));
    WorldStopped const world(thread);
    cast<Type>(self)->module = value;
    return {};
}
Result<Value> type_bases(Thread&, Value self) { return Value::of(cast<Type>(self)->bases); }
Result<Value> type_base(Thread&, Value self) {
    Tuple* const bases = cast<Type>(self)->bases;
    return bases->length == 0 ? Value::none() : bases->items()[0];
}
Result<Value> type_mro(Thread&, Value self) { return Value::of(cast<Type>(self)->mro); }
Result<Value> type_mro_list(Thread& thread, Value* a) {
    return Value::of(MINIVM_TRY(make_list(thread, cast<Type>(a[0])->mro->view())));
}
Result<Value> type_dict(Thread& thread, Value self) {
    // CPython gives a read-only view; a copy is as good for reading.
    return Value::of(MINIVM_TRY(copy(thread, cast<Type>(self)->attributes)));
}
Result<Value> type_subclasses(Thread& thread, Value* a) {
    std::vector<Value> found;
    {
        TableGuard const guard(thread.interpreter->tables_mutex);
        for (Type* each : *cast<Type>(a[0])->subclasses) found.push_back(Value::of(each));
    }
    return Value::of(MINIVM_TRY(make_list(thread, std::span<Value const>(found))));
}
Result<Value> type_doc(Thread& thread, Value self) {
    Value const doc = lookup(thread, cast<Type>(self), names(thread).doc_);
    Value const own = find(cast<Type>(self)->attributes, names(thread).doc_);
    return own.is_unbound() || doc.is_unbound() || as<GetSet>(own) ? Value::none() : own;
}
Result<void> set_type_doc(Thread& thread, Value self, Value value) {
    auto* const type = cast<Type>(self);
    MINIVM_TRY(check_special(thread, type, value, "__doc__"));
    return set_type_attribute(thread, type, names(thread).doc_, value);
}
Result<Value> type_repr(Thread& thread, Value* a) {
    auto* const type = cast<Type>(a[0]);
    std::string text = "<class '";
    if (auto* module = as<Str>(type->module); module && !equals(module, "builtins"))
        text += to_utf8(module) + ".";
    return Value::of(MINIVM_TRY(make_str(thread, text + to_utf8(type->qualname) + "'>")));
}
Result<Value> type_new(Thread& thread, Value* a) {
    auto* const name = as<Str>(a[1]);
    auto* const bases = as<Tuple>(a[2]);
    auto* const attributes = as<Dict>(a[3]);
    if (a[2].is_unbound() || a[3].is_unbound())
        return raise_type_error(thread, "type() takes 1 or 3 arguments");
    if (!name)
        return raise_type_error(thread, "type.__new__() argument 1 must be str, not %s",
                                type_name(thread, a[1]));
    if (!bases)
        return raise_type_error(thread, "type.__new__() argument 2 must be tuple, not %s",
                                type_name(thread, a[2]));
    if (!attributes)
        return raise_type_error(thread, "type.__new__() argument 3 must be dict, not %s",
                                type_name(thread, a[3]));
    Dict* const own = MINIVM_TRY(copy(thread, attributes));
    if (find(own, names(thread).module_).is_unbound() && thread.base)
        MINIVM_TRY(store(thread, own, names(thread).module_, function_in(thread.base)->module));
    return Value::of(MINIVM_TRY(make_class(thread, name, bases, own, nullptr, Value::none())));
}
Result<Value> type_or(Thread& thread, Value* a) {
    auto const in_union = [](Value value) {
        return value.is_none() || as<Type>(value) || as<GenericAlias>(value);
    };
    if (!in_union(a[0]) || !in_union(a[1])) return Value::not_implemented();
    return raise_unsupported(thread, "the union of types (X | Y) is not supported by Mini");
}
Result<Value> type_instancecheck(Thread& thread, Value* a) {
    return Value::boolean(is_instance(thread, a[1], cast<Type>(a[0])));
}
Result<Value> none_repr(Thread& thread, Value*) {
    return Value::of(thread.interpreter->intern(thread, "None"));
}
Result<Value> none_bool(Thread&, Value*) { return Value::boolean(false); }
Result<Value> ellipsis_repr(Thread& thread, Value*) {
    return Value::of(thread.interpreter->intern(thread, "Ellipsis"));
}
Result<Value> not_implemented_repr(Thread& thread, Value*) {
    return Value::of(thread.interpreter->intern(thread, "NotImplemented"));
}

constexpr NativeSpec object_methods[] = {
    {"static __new__", object_new, "(cls, /, *args, **kwargs)"},
    {"__init__", object_init, "(self, /, *args, **kwargs)"},
    {"__repr__", object_repr, "(self, /)"},
    {"__str__", object_str, "(self, /)"},
    {"__hash__", object_hash, "(self, /)"},
    {"__eq__", object_eq, "(self, value, /)"},
    {"__ne__", object_ne, "(self, value, /)"},
    {"__format__", object_format, "(self, format_spec, /)"},
    {"__getattribute__", object_getattribute, "(self, name, /)"},
    {"__setattr__", object_setattr, "(self, name, value, /)"},
    {"__delattr__", object_delattr, "(self, name, /)"},
    {"__dir__", object_dir, "(self, /)"},
    {"class __init_subclass__", object_init_subclass, "(cls, **kwargs)"},
};
constexpr NativeSpec type_methods[] = {
    {"static __new__", type_new, "(cls, name=None, bases=None, dict=None, /)"},
    {"__repr__", type_repr, "(self, /)"},
    {"mro", type_mro_list, "(self, /)"},
    {"__subclasses__", type_subclasses, "(self, /)"},
    {"__or__", type_or, "(self, value, /)"},
    {"__ror__", type_or, "(self, value, /)"},
    {"__instancecheck__", type_instancecheck, "(self, instance, /)"},
};
template <Value (*singleton)()>
Result<Value> singleton_new(Thread& thread, Value* a) {
    if (cast<Tuple>(a[1])->length != 0 || cast<Dict>(a[2])->used != 0)
        return raise_type_error(thread, "%s takes no arguments", cast<Type>(a[0])->c_name);
    return singleton();
}
constexpr NativeSpec none_methods[] = {
    {"static __new__", singleton_new<Value::none>, "(cls, /, *args, **kwargs)"},
    {"__repr__", none_repr, "(self, /)"},
    {"__bool__", none_bool, "(self, /)"}};
constexpr NativeSpec ellipsis_methods[] = {
    {"static __new__", singleton_new<Value::ellipsis>, "(cls, /, *args, **kwargs)"},
    {"__repr__", ellipsis_repr, "(self, /)"}};
constexpr NativeSpec not_implemented_methods[] = {
    {"static __new__", singleton_new<Value::not_implemented>, "(cls, /, *args, **kwargs)"},
    {"__repr__", not_implemented_repr, "(self, /)"}};

}  // namespace

void define_objects(Thread& thread) {
    Interpreter& interpreter = *thread.interpreter;
    Types const& type = interpreter.types;
    add_methods(thread, type.object, object_methods);
    interpreter.object_new = find(type.object->attributes, interpreter.names.new_);
    interpreter.object_init = find(type.object->attributes, interpreter.names.init_);
    add_property(thread, type.object, "__class__", get_class, set_class);
    add_property(thread, type.object, "__dict__", get_dict, set_dict);
    (void)store(thread, type.object->attributes, interpreter.names.doc_, Value::none());
    add_methods(thread, type.type, type_methods);
    add_property(thread, type.type, "__name__", type_name_of, set_type_name);
    add_property(thread, type.type, "__qualname__", type_qualname, set_type_qualname);
    add_property(thread, type.type, "__module__", type_module, set_type_module);
    add_property(thread, type.type, "__bases__", type_bases);
    add_property(thread, type.type, "__base__", type_base);
    add_property(thread, type.type, "__mro__", type_mro);
    add_property(thread, type.type, "__dict__", type_dict);
    add_property(thread, type.type, "__doc__", type_doc, set_type_doc);
    add_methods(thread, type.none, none_methods);
    add_methods(thread, type.ellipsis, ellipsis_methods);
    add_methods(thread, type.not_implemented, not_implemented_methods);
}

}  // namespace minivm
