#include "vm/type.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::size_t most_predicted = 200;  // attributes; a class with more keeps the rest in a dict
constexpr std::size_t spare_slots = 2;       // for attributes that no method assigns on self

char* copy_of(std::string const& text) {
    auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
    std::memcpy(copy, text.c_str(), text.size() + 1);
    return copy;
}

// The parts that all types have; mro and shapes are made by the callers.
Type* new_type(Thread& thread, std::string_view name, Kind kind) {
    Interpreter& interpreter = *thread.interpreter;
    auto* type = static_cast<Type*>(Heap::allocate(thread, shape_id::type, Kind::type, sizeof(Type)));
    Object const head = *type;
    std::memset(static_cast<void*>(type), 0, sizeof(Type));
    static_cast<Object&>(*type) = head;
    type->name = type->qualname = interpreter.intern(thread, name);
    type->c_name = copy_of(std::string(name));
    type->instance_kind = kind;
    type->module = Value::none();
    type->subclasses = new std::vector<Type*>;
    return type;
}

void add_subclass(Thread& thread, Type* base, Type* derived) {
    TableGuard const guard(thread.interpreter->tables_mutex);
    base->subclasses->push_back(derived);
}

void lay_out(Thread& thread, Type* type, std::uint16_t first_slot, std::size_t capacity) {
    Interpreter& interpreter = *thread.interpreter;
    type->first_slot = first_slot;
    if (capacity == 0) {
        type->capacity = 0;
        type->instance_bytes = first_slot;
        type->predicted = type->empty = type->dictionary =
            interpreter.make_shape(type, Shape::Layout::fixed, 0);
        return;
    }
    type->instance_bytes = static_cast<std::uint32_t>((first_slot + capacity * sizeof(Value) + 15) & ~15u);
    type->capacity = static_cast<std::uint16_t>((type->instance_bytes - first_slot) / sizeof(Value));
    type->predicted = interpreter.make_shape(type, Shape::Layout::predicted, type->capacity);
    type->empty = interpreter.make_shape(type, Shape::Layout::ordinary, type->capacity);
    type->dictionary = interpreter.make_shape(type, Shape::Layout::dict, type->capacity);
    type->predicted->empty = type->empty;
    type->predicted->dictionary = type->empty->dictionary = type->dictionary;
}

// C3 linearisation (Barrett et al. 1996, as in CPython's mro()). Empty when there is none; `stuck` then has
// the classes that block each other.
std::vector<Type*> linearise(Type* type, std::vector<Type*> const& bases, std::vector<Type*>& stuck) {
    std::vector<std::vector<Type*>> rows;
    for (Type* base : bases) {
        auto const* items = base->mro->items();
        std::vector<Type*> row;
        for (std::size_t i = 0; i < base->mro->length; ++i) row.push_back(cast<Type>(items[i]));
        rows.push_back(std::move(row));
    }
    rows.push_back(bases);
    std::vector<Type*> mro{type};
    std::vector<std::size_t> heads(rows.size(), 0);
    while (true) {
        Type* chosen = nullptr;
        bool any = false;
        for (std::size_t i = 0; i < rows.size() && !chosen; ++i) {
            if (heads[i] == rows[i].size()) continue;
            any = true;
            Type* const candidate = rows[i][heads[i]];
            bool in_tail = false;
            for (std::size_t j = 0; j < rows.size() && !in_tail; ++j)
                for (std::size_t k = heads[j] + 1; k < rows[j].size() && !in_tail; ++k)
                    in_tail = rows[j][k] == candidate;
            if (!in_tail) chosen = candidate;
        }
        if (!any) return mro;
        if (!chosen) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (heads[i] == rows[i].size()) continue;
                Type* const head = rows[i][heads[i]];
                if (std::find(stuck.begin(), stuck.end(), head) == stuck.end()) stuck.push_back(head);
            }
            return {};
        }
        mro.push_back(chosen);
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (heads[i] < rows[i].size() && rows[i][heads[i]] == chosen) ++heads[i];
    }
}

Result<Tuple*> tuple_of(Thread& thread, std::vector<Type*> const& types) {
    Tuple* tuple = MINIVM_TRY(make_tuple_uninitialised(thread, types.size()));
    for (std::size_t i = 0; i < types.size(); ++i) tuple->items()[i] = Value::of(types[i]);
    return tuple;
}

bool acceptable_base(Thread const& thread, Type const* base) {
    if (!base->exact_builtin) return true;
    if (base == types(thread).object) return true;
    return base->instance_kind == Kind::exception || base->instance_kind == Kind::foreign;
}

// A builtin type from which CPython allows no class to be derived.
bool final_in_cpython(Types const& types, Type const* base) {
    for (Type const* each :
         {types.boolean, types.none, types.ellipsis, types.not_implemented, types.range, types.slice,
          types.function, types.generator, types.native, types.bound_method, types.dict_keys,
          types.dict_values, types.dict_items, types.cell, types.traceback})
        if (base == each) return true;
    return false;
}

// The base whose instances' layout the new class extends: the one with the most derived fields.
Result<Type*> layout_base(Thread& thread, std::vector<Type*> const& bases) {
    Type* best = types(thread).object;
    for (Type* base : bases) {
        auto const solid = [](Type* type) {  // the builtin type that lays out the fields before the slots
            for (std::size_t i = 0; i < type->mro->length; ++i) {
                auto* each = cast<Type>(type->mro->items()[i]);
                if (each->exact_builtin && each->instance_kind == type->instance_kind) return each;
            }
            return type;
        };
        if (base->instance_kind == Kind::instance) continue;
        if (best->instance_kind == Kind::instance || solid(base)->is_subtype_of(solid(best)))
            best = base;
        else if (base->instance_kind != best->instance_kind ||
                 (base->instance_kind == Kind::foreign && base->foreign != best->foreign))
            return raise_type_error(thread, "multiple bases have instance lay-out conflict");
    }
    return best;
}

// Functions which CPython wraps by their name alone.
void wrap_implicit(Thread& thread, Dict* attributes) {
    Names const& name = names(thread);
    auto const wrap = [&](Str* which, Kind kind, std::uint32_t shape) {
        Value const function = find(attributes, which);
        if (!as<Function>(function)) return;
        auto* wrapper =
            static_cast<MethodWrapper*>(Heap::allocate(thread, shape, kind, sizeof(MethodWrapper)));
        wrapper->function = function;
        (void)store(thread, attributes, which, Value::of(wrapper));  // replaces: needs no memory
    };
    wrap(name.new_, Kind::static_method, shape_id::static_method);
    wrap(name.init_subclass_, Kind::class_method, shape_id::class_method);
    wrap(name.class_getitem_, Kind::class_method, shape_id::class_method);
}

// The names that instances probably have, in order: the bases' and those that the methods assign. Not what a
// property or another descriptor of the class intercepts.
void predict(Thread& thread, Type* type, std::vector<Type*> const& bases, Tuple* own) {
    std::vector<Str*>& predicted = type->predicted->names;
    auto const add = [&](Str* name) {
        if (predicted.size() + spare_slots >= type->capacity) return;
        if (std::find(predicted.begin(), predicted.end(), name) != predicted.end()) return;
        Value const attribute = lookup(thread, type, name);
        if (as<Property>(attribute) || as<GetSet>(attribute)) return;
        if (attribute.is_object() && attribute.as_object()->kind == Kind::instance)
            return;  // maybe a descriptor
        predicted.push_back(name);
    };
    for (Type* base : bases)
        for (Str* name : base->predicted->names) add(name);
    if (own)
        for (std::size_t i = 0; i < own->length; ++i) add(cast<Str>(own->items()[i]));
}

std::size_t count_predicted(std::vector<Type*> const& bases, Tuple* own) {
    std::size_t count = own ? own->length : 0;
    for (Type* base : bases) count += base->predicted->names.size();
    return std::min(count, most_predicted);
}

// abc: the names that are still abstract (PEP 3119). Only classes that descend from abc.ABC are asked.
Result<void> collect_abstract(Thread& thread, Type* type, std::vector<Type*> const& bases) {
    Names const& name = names(thread);
    bool descends = false;
    for (Type* base : bases) descends = descends || !lookup(thread, base, name.abstractmethods_).is_unbound();
    if (!descends) return {};
    Root<Set> abstract(thread, MINIVM_TRY(make_set(thread, Kind::frozenset)));
    auto const check = [&](Value key, Value value) -> Result<void> {
        Value const mark = MINIVM_TRY(find_attribute(thread, value, name.isabstractmethod_));
        if (mark.is_unbound()) return {};
        bool const is_abstract = MINIVM_TRY(truth(thread, mark));
        if (is_abstract) MINIVM_TRY(add(thread, abstract.get(), key));
        return {};
    };
    std::uint32_t position = 0;
    while (auto const entry = next_entry(type->attributes, position))
        MINIVM_TRY(check(entry->key, entry->value));
    for (Type* base : bases) {
        Set* const inherited = as_any_set(lookup(thread, base, name.abstractmethods_));
        if (!inherited) continue;
        std::uint32_t at = 0;
        while (auto const entry = next_entry(inherited, at))
            MINIVM_TRY(check(entry->key, lookup(thread, type, cast<Str>(entry->key))));
    }
    type->abstract = abstract->used != 0;
    return store(thread, type->attributes, name.abstractmethods_, abstract.value());
}

}  // namespace

int Shape::find(Str* name) const {
    constexpr std::size_t few = 8;
    if (names.size() <= few) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) return static_cast<int>(i);
        return not_found;
    }
    Index const* index = index_;
    if (!index) {
        auto made = std::make_unique<Index>();
        for (std::size_t i = 0; i < names.size(); ++i) made->emplace(names[i], static_cast<int>(i));
        if (replace_if<Index*>(index_, nullptr, made.get())) (void)made.release();
        index = index_;
    }
    auto const found = index->find(name);
    return found == index->end() ? not_found : found->second;
}

bool Type::is_subtype_of(Type const* other) const {
    if (this == other) return true;
    for (std::size_t i = 0; i < mro->length; ++i)
        if (mro->items()[i].as_object() == other) return true;
    return false;
}

bool is_instance(Thread const& thread, Value value, Type const* type) {
    return type_of(thread, value)->is_subtype_of(type);
}

// What no inline cache holds, so that a store of one in place of another (a counter in a class) leaves those
// as they are.
static bool is_class_data(Value value) {
    return !value.is_unbound() && (!value.is_object() || value.as_object()->kind < Kind::cell);
}

Value lookup(Thread& thread, Type* type, Str* name) {
    std::size_t const place = cache_place(reinterpret_cast<std::uintptr_t>(type), name, MethodCache::bits);
    MethodCache::Entry& entry = thread.method_cache->entries[place];
    Shared<std::uint64_t> const& version = thread.interpreter->class_data_version;
    if (entry.type == type && entry.name == name && (entry.version == 0 || entry.version == version))
        return entry.value;
    // Before the search: what changes while it goes on makes the entry an old one.
    std::uint64_t const known = version;
    Value found = Value::unbound();
    for (std::size_t i = 0; i < type->mro->length && found.is_unbound(); ++i)
        found = find(cast<Type>(type->mro->items()[i])->attributes, name);
    entry = {type, name, found, is_class_data(found) ? known : 0};
    return found;
}

Type* make_builtin_type(Thread& thread, std::string_view name, Type* base, Kind kind,
                        std::uint16_t first_slot, std::uint16_t capacity) {
    Type* const type = new_type(thread, name, kind);
    type->exact_builtin = true;
    type->attributes = make_dict(thread);
    Value const only[] = {Value::of(base)};
    type->bases = make_small_tuple(thread, only);
    std::vector<Value> mro{Value::of(type)};
    mro.insert(mro.end(), base->mro->items(), base->mro->items() + base->mro->length);
    type->mro = make_small_tuple(thread, mro);
    type->foreign = base->foreign;
    add_subclass(thread, base, type);
    lay_out(thread, type, first_slot, capacity);
    return type;
}

void widen(Thread& thread, Type* type) {
    if (type->capacity >= most_predicted) return;
    std::vector<Str*> const predicted = type->predicted->names;
    lay_out(thread, type, type->first_slot, std::min<std::size_t>(type->capacity * 2u, most_predicted));
    type->predicted->names = predicted;
}

Object* allocate_instance(Thread& thread, Type* type) {
    auto* const object =
        Heap::allocate(thread, type->predicted->id, type->instance_kind, type->instance_bytes);
    auto* const bytes = reinterpret_cast<char*>(object);
    std::memset(bytes + sizeof(Object), 0, type->first_slot - sizeof(Object));
    auto* const slots = reinterpret_cast<Value*>(bytes + type->first_slot);
    // To the end of the object, which the heap rounds up: the collector takes all of that for slots.
    std::size_t const rounded = (type->instance_bytes + std::size_t{15}) & ~std::size_t{15};
    for (std::size_t i = 0; i < (rounded - type->first_slot) / sizeof(Value); ++i)
        slots[i] = Value::unbound();
    return object;
}

namespace {

/// The bases with those that are no classes replaced by what their __mro_entries__ says (PEP 560).
Result<Tuple*> resolved_bases(Thread& thread, Tuple* given) {
    Root<Tuple> rooted(thread, given);
    Root<List> resolved(thread, MINIVM_TRY(make_list(thread)));
    for (std::size_t i = 0; i < given->length; ++i) {
        Value const base = given->items()[i];
        Value entries = Value::unbound();
        if (!as<Type>(base) && !as<GenericAlias>(base)) {
            Value const method = MINIVM_TRY(
                find_attribute(thread, base, thread.interpreter->intern(thread, "__mro_entries__")));
            Value const arguments[] = {rooted.value()};
            if (!method.is_unbound()) entries = MINIVM_TRY(call(thread, method, arguments));
        }
        if (entries.is_unbound()) {
            MINIVM_TRY(append(thread, resolved.get(), base));
            continue;
        }
        if (!as<Tuple>(entries)) return raise_type_error(thread, "__mro_entries__ must return a tuple");
        MINIVM_TRY(extend(thread, resolved.get(), cast<Tuple>(entries)->view()));
    }
    return make_tuple(thread, resolved->values());
}

}  // namespace

Result<Type*> make_class(Thread& thread, Str* name, Tuple* given_bases, Dict* attributes, Tuple* predicted,
                         Value keywords) {
    Names const& special = names(thread);
    Root<Dict> rooted_attributes(thread, attributes);
    Root<Value> rooted_keywords(thread, keywords);
    Root<Value> rooted_predicted(thread, predicted ? Value::of(predicted) : Value::none());
    Root<Tuple> rooted_bases(thread, given_bases);
    given_bases = MINIVM_TRY(resolved_bases(thread, given_bases));
    rooted_bases.set(given_bases);
    std::vector<Type*> bases;
    for (Value base : given_bases->view()) {
        auto* type = as<Type>(base);
        if (!type) {
            if (auto* alias = as<GenericAlias>(base); alias && as<Type>(alias->origin))
                type = cast<Type>(alias->origin);
            else {
                // As CPython, which takes the type of the base for the metaclass and calls it.
                Value const arguments[] = {Value::of(name), Value::of(given_bases), Value::of(attributes)};
                MINIVM_TRY(call(thread, Value::of(type_of(thread, base)), arguments));
                return raise_unsupported(thread,
                                         "a class whose base is not a class is not supported by Mini");
            }
        }
        if (type->exact_builtin && final_in_cpython(types(thread), type))
            return raise_type_error(thread, "type '%s' is not an acceptable base type", type->c_name);
        if (!acceptable_base(thread, type))
            return raise_unsupported(
                thread, "a class derived from the builtin type '%s' is not supported by Mini", type->c_name);
        if (std::find(bases.begin(), bases.end(), type) != bases.end())
            return raise_type_error(thread, "duplicate base class %s", type->c_name);
        bases.push_back(type);
    }
    if (bases.empty()) bases.push_back(types(thread).object);
    for (Str* unsupported : {special.slots_, special.del_})
        if (!find(attributes, unsupported).is_unbound())
            return raise_unsupported(thread, "%s is not supported by Mini", to_utf8(unsupported).c_str());
    Type* const base = MINIVM_TRY(layout_base(thread, bases));

    Root<Type> type(thread, new_type(thread, to_utf8(name), base->instance_kind));
    type->name = name;
    type->attributes = attributes;
    if (Value const qualname = find(attributes, special.qualname_); as<Str>(qualname)) {
        type->qualname = cast<Str>(qualname);
        remove(thread, attributes, special.qualname_);
    }
    if (Value const module = find(attributes, special.module_); !module.is_unbound()) type->module = module;
    type->foreign = base->foreign;
    type->bases = MINIVM_TRY(tuple_of(thread, bases));
    std::vector<Type*> stuck;
    std::vector<Type*> const mro = linearise(type.get(), bases, stuck);
    if (mro.empty()) {
        std::string text = "Cannot create a consistent method resolution\norder (MRO) for bases ";
        for (std::size_t i = 0; i < stuck.size(); ++i)
            text += (i ? ", " : "") + std::string(stuck[i]->c_name);
        return raise_text(thread, types(thread).type_error, text);
    }
    type->mro = MINIVM_TRY(tuple_of(thread, mro));
    wrap_implicit(thread, attributes);
    if (!find(attributes, special.eq_).is_unbound() && find(attributes, special.hash_).is_unbound())
        MINIVM_TRY(store(thread, attributes, special.hash_, Value::none()));
    if (find(attributes, special.doc_).is_unbound())
        MINIVM_TRY(store(thread, attributes, special.doc_, Value::none()));
    auto const has = [&](Str* method) {
        Value const found = lookup(thread, type.get(), method);
        return !found.is_unbound() && !as<Native>(found);
    };
    type->has_getattr_hook = has(special.getattr_) || has(special.getattribute_);
    type->has_setattr_hook = has(special.setattr_) || has(special.delattr_);

    std::size_t const first_slot = base->first_slot ? base->first_slot : sizeof(Object);
    auto* const own = as<Tuple>(rooted_predicted.value());
    lay_out(thread, type.get(), static_cast<std::uint16_t>(first_slot),
            count_predicted(bases, own) + spare_slots);
    predict(thread, type.get(), bases, own);
    for (Type* each : bases) add_subclass(thread, each, type.get());
    MINIVM_TRY(collect_abstract(thread, type.get(), bases));

    // PEP 487: __set_name__ of what the body defined, then __init_subclass__ of the next class in the mro.
    std::vector<Value> entries;  // names and values by turns
    std::uint32_t position = 0;
    while (auto const entry = next_entry(attributes, position)) {
        if (auto* property = as<Property>(entry->value)) property->name = entry->key;
        if (entry->value.is_object() && entry->value.as_object()->kind == Kind::instance)
            entries.insert(entries.end(), {entry->key, entry->value});
    }
    // The hooks may take from the class what is in it.
    Root<Tuple> const kept(thread, MINIVM_TRY(make_tuple(thread, std::span<Value const>(entries))));
    for (std::size_t i = 0; i < entries.size(); i += 2) {
        Value const hook = MINIVM_TRY(special_method(thread, entries[i + 1], special.set_name_));
        if (hook.is_unbound()) continue;
        Value const arguments[] = {type.value(), entries[i]};
        MINIVM_TRY(call(thread, hook, arguments));
    }
    for (std::size_t i = 1; i < type->mro->length; ++i) {
        Value const hook = find(cast<Type>(type->mro->items()[i])->attributes, special.init_subclass_);
        if (hook.is_unbound()) continue;
        auto* const wrapper = hook.is_object() && hook.as_object()->kind == Kind::class_method
                                  ? static_cast<MethodWrapper*>(hook.as_object())
                                  : nullptr;
        std::vector<Value> arguments{type.value()};
        std::vector<Value> keys;
        if (auto* given = as<Dict>(rooted_keywords.value())) {
            std::uint32_t at = 0;
            while (auto const entry = next_entry(given, at)) {
                keys.push_back(entry->key);
                arguments.push_back(entry->value);
            }
        }
        Tuple* const key_names = MINIVM_TRY(make_tuple(thread, std::span<Value const>(keys)));
        MINIVM_TRY(
            call(thread, wrapper ? wrapper->function : hook, arguments, keys.empty() ? nullptr : key_names));
        break;
    }
    return type.get();
}

Result<void> check_constructed(Thread& thread, Value cls, Type const* type) {
    if (cls == Value::of(type)) return {};
    auto* const given = as<Type>(cls);
    if (!given)
        return raise_type_error(thread, "%s.__new__(X): X is not a type object (%s)", type->c_name,
                                type_name(thread, cls));
    if (!given->is_subtype_of(type))
        return raise_type_error(thread, "%s.__new__(%s): %s is not a subtype of %s", type->c_name,
                                given->c_name, given->c_name, type->c_name);
    return raise_type_error(thread, "%s.__new__(%s) is not safe, use %s.__new__()", type->c_name,
                            given->c_name, given->c_name);
}

void rename(Thread& thread, Type* type, Str* name) {
    WorldStopped const world(thread);
    std::free(const_cast<char*>(type->c_name));
    type->name = name;
    type->c_name = copy_of(to_utf8(name));
}

Result<void> set_type_attribute(Thread& thread, Type* type, Str* name, Value value) {
    if (type->exact_builtin)
        return raise_type_error(thread, "cannot set '%s' attribute of immutable type '%s'",
                                to_utf8(name).c_str(), type->c_name);
    return define_type_attribute(thread, type, name, value);
}

Result<void> define_type_attribute(Thread& thread, Type* type, Str* name, Value value) {
    if (is_class_data(value) && is_class_data(find(type->attributes, name))) {
        MINIVM_TRY(store(thread, type->attributes, name, value));
        TableGuard const guard(thread.interpreter->tables_mutex);
        thread.interpreter->class_data_version += 1;
        return {};
    }
    WorldStopped const world(thread);
    if (value.is_unbound()) {
        if (!remove(thread, type->attributes, name))
            return raise_text(
                thread, types(thread).attribute_error,
                "type object '" + std::string(type->c_name) + "' has no attribute '" + to_utf8(name) + "'");
    } else {
        MINIVM_TRY(store(thread, type->attributes, name, value));
    }
    Names const& special = names(thread);
    if (name == special.getattr_ || name == special.getattribute_ || name == special.setattr_ ||
        name == special.delattr_) {
        auto const update = [&](auto&& self, Type* each) -> void {
            if (name == special.getattr_ || name == special.getattribute_)
                each->has_getattr_hook = true;
            else
                each->has_setattr_hook = true;
            for (Type* derived : *each->subclasses) self(self, derived);
        };
        update(update, type);
    }
    thread.interpreter->flush_caches();
    return {};
}

}  // namespace minivm
