// The names that dir() shows, and among which suggestions for a misspelt one are sought.
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

// What CPython's object and BaseException have, and each class made by a script, though not all of it is
// there.
constexpr std::string_view object_names[] = {
    "__class__",   "__delattr__", "__dir__",           "__doc__",         "__eq__",
    "__format__",  "__ge__",      "__getattribute__",  "__getstate__",    "__gt__",
    "__hash__",    "__init__",    "__init_subclass__", "__le__",          "__lt__",
    "__ne__",      "__new__",     "__reduce__",        "__reduce_ex__",   "__repr__",
    "__setattr__", "__sizeof__",  "__str__",           "__subclasshook__"};
constexpr std::string_view exception_names[] = {
    "__cause__",     "__context__", "__dict__", "__setstate__",  "__suppress_context__",
    "__traceback__", "add_note",    "args",     "with_traceback"};
constexpr std::string_view class_names[] = {"__dict__", "__module__", "__weakref__"};

class NameSet {
public:
    explicit NameSet(Thread& thread) : thread_(thread), names_(thread, make_dict(thread)) {}

    Result<void> add(Value name) { return store(thread_, names_.get(), name, Value::none()); }
    Result<void> add_keys(Dict* from) {
        DictTable const* const table = from->table;
        std::uint32_t position = 0;
        while (auto const entry = next_entry(table, position))
            if (as<Str>(entry->key)) MINIVM_TRY(add(entry->key));
        return {};
    }
    Result<void> add_all(std::span<std::string_view const> names) {
        for (std::string_view const name : names)
            MINIVM_TRY(add(Value::of(thread_.interpreter->intern(thread_, name))));
        return {};
    }
    Result<void> add_bound(Module* module) {
        DictTable const* const table = module->cells->table;
        std::uint32_t position = 0;
        while (auto const entry = next_entry(table, position))
            if (!cast<Cell>(entry->value)->value.is_unbound()) MINIVM_TRY(add(entry->key));
        return {};
    }
    Result<void> add_class(Type* type) {
        Types const& all = types(thread_);
        for (Value const item : type->mro->view()) {
            Type* const base = cast<Type>(item);
            if (base == all.object)
                MINIVM_TRY(add_all(object_names));
            else
                MINIVM_TRY(add_keys(base->attributes));
            if (base == all.base_exception) MINIVM_TRY(add_all(exception_names));
            if (!base->exact_builtin) MINIVM_TRY(add_all(class_names));
        }
        return {};
    }
    Result<void> add_slots(Object* object) {
        Shape const* const shape = thread_.interpreter->shape(object->shape);
        if (shape->layout == Shape::Layout::dict) {
            Dict* const dict = MINIVM_TRY(attribute_dict(thread_, object));
            return add_keys(dict);
        }
        for (Str* const name : shape->names)
            if (!get_slot(thread_, object, name).is_unbound()) MINIVM_TRY(add(Value::of(name)));
        return {};
    }
    Result<List*> sorted() {
        List* const list = MINIVM_TRY(collect_list(thread_, names_.value()));
        MINIVM_TRY(sort(thread_, list, Value::none(), false));
        return list;
    }

private:
    Thread& thread_;
    Root<Dict> names_;
};

}  // namespace

Result<List*> attribute_names(Thread& thread, Value object) {
    NameSet found(thread);
    if (Module* const module = as<Module>(object)) {
        MINIVM_TRY(found.add_bound(module));
        return found.sorted();
    }
    if (Type* const type = as<Type>(object)) {
        MINIVM_TRY(found.add_class(type));
        return found.sorted();
    }
    if (Function const* const function = as<Function>(object)) {
        if (Dict* const attributes = as<Dict>(function->attributes)) MINIVM_TRY(found.add_keys(attributes));
    } else if (has_slots(thread, object)) {
        MINIVM_TRY(found.add_slots(object.as_object()));
    }
    MINIVM_TRY(found.add_class(type_of(thread, object)));
    return found.sorted();
}

}  // namespace minivm
