// Native classes of the host's: types whose instances hold a std::shared_ptr.
#include "minivm/type.hpp"

#include <algorithm>
#include <array>
#include <new>

#include "runtime/embed/core.hpp"
#include "runtime/embed/entry.hpp"
#include "runtime/embed/native_object.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

enum class Stage : std::uint8_t { empty, being_given, given };

/// Zeroed by its allocation, which makes an empty pointer and Stage::empty of these.
struct NativeObject : Foreign {
    std::atomic<Stage> stage;  // release when given; pairs with the acquire of whoever uses it
    std::type_info const* id;
    std::shared_ptr<void> held;
};

void destroy(Object* object) {
    auto* const native = static_cast<NativeObject*>(object);
    Barred const barred(Entry::Refusal::in_destructor);
    if (native->stage.load(std::memory_order_acquire) == Stage::given) native->held.~shared_ptr();
}
constexpr ForeignClass native_class{sizeof(NativeObject), nullptr, destroy};

NativeObject* as_native(Thread& thread, minivm::Value value) {
    auto* const foreign = as<Foreign>(value);
    if (!foreign || type_of(thread, value)->foreign != &native_class) return nullptr;
    return static_cast<NativeObject*>(foreign);
}

NativeObject* make(Thread& thread, minivm::Type* type) {
    auto* const made = static_cast<NativeObject*>(allocate_foreign(thread, type));
    new (&made->stage) std::atomic<Stage>(Stage::empty);
    return made;
}

void fill(NativeObject& object, std::type_info const& id, std::shared_ptr<void> held) {
    object.id = &id;
    new (&object.held) std::shared_ptr<void>(std::move(held));
    object.stage.store(Stage::given, std::memory_order_release);  // pairs with as_native's users
}

/// Of a class of the host's and of those that scripts derive from one.
minivm::Result<minivm::Value> make_instance(Thread& thread, minivm::Value* a) {
    auto* const type = as<minivm::Type>(a[0]);
    if (!type || type->foreign != &native_class)
        return raise_type_error(thread, "__new__() takes a class of the host's");
    return minivm::Value::of(make(thread, type));
}

minivm::Result<minivm::Value> refuse_instance(Thread& thread, minivm::Value* a) {
    return raise_type_error(thread, "cannot create '%s' instances: the host makes them",
                            type_name(thread, a[0]));
}

constexpr NativeSpec class_methods[] = {
    {"static __new__", make_instance, "(cls, /, *args, **kwargs)"},
    {"__init__", refuse_instance, "(self, /, *args, **kwargs)"},
};

constexpr std::string_view operators[] = {
    "__add__",     "__sub__",    "__mul__",      "__truediv__",   "__floordiv__", "__mod__",    "__pow__",
    "__lshift__",  "__rshift__", "__and__",      "__or__",        "__xor__",      "__matmul__", "__radd__",
    "__rsub__",    "__rmul__",   "__rtruediv__", "__rfloordiv__", "__rmod__",     "__rpow__",   "__rlshift__",
    "__rrshift__", "__rand__",   "__ror__",      "__rxor__",      "__rmatmul__",  "__eq__",     "__ne__",
    "__lt__",      "__le__",     "__gt__",       "__ge__"};

minivm::Type& class_of(Context& context, Raw type) {
    auto* const found = as<minivm::Type>(value_of(type));
    if (!found) mismatch(context, type, "class");
    return *found;
}

}  // namespace

bool is_operator(std::string_view name) { return std::ranges::find(operators, name) != std::end(operators); }

Raw define_class(Context& context, Raw module, std::type_info const& id, std::string name) {
    Thread& thread = thread_of(context);
    auto* const target = as<minivm::Module>(value_of(module));
    if (!target) mismatch(context, module, "module");
    check_name(thread, name);
    Core& core = Core::of(thread);
    minivm::Type* const type = make_foreign_type(thread, name, native_class);
    type->module = minivm::Value::of(target->name);
    add_methods(thread, type, class_methods);
    if (!core.add_class(id, type))
        throw Core::make_error(Error::Kind::misuse, "ValueError",
                               "'" + name + "' is of a C++ class that has been defined already");
    checked(minivm::set(thread, target, name, minivm::Value::of(type)));
    return raw_of(minivm::Value::of(type));
}

void define_member(Context& context, Raw raw_type, std::string name, Function function, MemberKind kind) {
    Thread& thread = thread_of(context);
    minivm::Type& type = class_of(context, raw_type);
    check_name(thread, name);
    if (name == "__new__" || name == "__del__" || (name == "__init__" && kind == MemberKind::method))
        throw Core::make_error(Error::Kind::misuse, "ValueError",
                               "'" + name + "' is not for def: constructors are made by init()");
    Native* const native = Core::of(thread).bind(thread, std::move(name), std::move(function), &type);
    checked(define_type_attribute(thread, &type, native->name, minivm::Value::of(native)));
}

void define_property(Context& context, Raw raw_type, std::string name, Function get, Function set) {
    Thread& thread = thread_of(context);
    minivm::Type& type = class_of(context, raw_type);
    check_name(thread, name);
    Core& core = Core::of(thread);
    std::array<minivm::Value, 2> accessors{minivm::Value::none(), minivm::Value::none()};
    accessors[0] = minivm::Value::of(core.bind(thread, name, std::move(get), &type));
    if (set.thunk) accessors[1] = minivm::Value::of(core.bind(thread, name, std::move(set), &type));
    minivm::Value const property =
        checked(minivm::call(thread, minivm::Value::of(types(thread).property), accessors));
    checked(define_type_attribute(thread, &type, thread.interpreter->intern(thread, name), property));
}

Raw instance(Context& context, std::type_info const& id, std::shared_ptr<void> held) {
    Thread& thread = thread_of(context);
    minivm::Type* const type = Core::of(thread).class_of(id);
    if (!type)
        throw Core::make_error(
            Error::Kind::misuse, "TypeError",
            std::string("the C++ class ") + id.name() + " is unknown to this Vm: define it by type<T>()");
    NativeObject* const made = make(thread, type);
    fill(*made, id, std::move(held));
    return raw_of(minivm::Value::of(made));
}

bool is_instance(Context& context, Raw value, std::type_info const& id) {
    NativeObject const* const object = as_native(thread_of(context), value_of(value));
    return object && object->stage.load(std::memory_order_acquire) == Stage::given && *object->id == id;
}

std::shared_ptr<void>& held_by(Context& context, Raw value, std::type_info const& id) {
    Thread& thread = thread_of(context);
    NativeObject* const object = as_native(thread, value_of(value));
    if (object && object->stage.load(std::memory_order_acquire) != Stage::given)
        throw Error::type("__init__() of this object has not been called");
    if (object && *object->id == id) return object->held;
    minivm::Type const* const wanted = Core::of(thread).class_of(id);
    throw Mismatch{wanted ? wanted->c_name : id.name(), minivm::type_name(thread, value_of(value))};
}

void give(Context& context, Raw self, std::type_info const& id, std::shared_ptr<void> held) {
    NativeObject* const object = as_native(thread_of(context), value_of(self));
    if (!object) mismatch(context, self, "an instance of the class");
    if (!held) throw Error::value("the host made no object");
    Stage expected = Stage::empty;
    // acquire-release; of two threads that are at it one goes on
    if (!object->stage.compare_exchange_strong(expected, Stage::being_given, std::memory_order_acq_rel))
        throw Error::type("__init__() of this object has been called already");
    fill(*object, id, std::move(held));
}

Raw iterator_over(Context& context, Raw list) { return iterate(context, list); }

}  // namespace minivm::MINIVM_ABI::detail
