// Native functions of the host's: how they are bound to names, and what happens when the script calls one.
#include <new>

#include "runtime/embed/core.hpp"
#include "runtime/embed/entry.hpp"
#include "runtime/embed/native_object.hpp"
#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

/// As Python would write it: names are unknown, so all are positional; what may be left out is None.
std::string signature_of(Function const& function) {
    std::string text = "(";
    for (int i = 0; i < function.most; ++i)
        text += "argument" + std::to_string(i + 1) + (i < function.required ? ", " : "=None, ");
    return text + (function.most == 0 ? ")" : "/)");
}

/// In a catch block.
bool is_mismatch() {
    try {
        throw;
    } catch (Mismatch const&) {
        return true;
    } catch (...) {
        return false;
    }
}

minivm::Result<minivm::Value> run(Thread& thread, BoundFunction& bound, minivm::Value* arguments) {
    for (int i = bound.function.required; i < bound.function.most; ++i)
        if (arguments[i].is_unbound()) arguments[i] = minivm::Value::none();
    Core& core = Core::of(thread);
    NativeStay const stay(core, thread);
    HoldWatch::InNative const in_native(core.watch().holds(), Machine::attachment(thread), bound.name);
    Call call{context_of(thread), reinterpret_cast<Raw const*>(arguments), bound.function.target.get()};
    try {
        return value_of(bound.function.thunk(call));
    } catch (...) {
        if (bound.is_operator && call.converting > 1 && is_mismatch())
            return minivm::Value::not_implemented();
        int const position = call.converting - (bound.is_method && call.converting != 0 ? 1 : 0);
        return core.raise_caught(thread, bound.name, position);
    }
}

/// The code of all of them: the function that is being called lies below its arguments.
minivm::Result<minivm::Value> run_bound(Thread& thread, minivm::Value* arguments) {
    auto* const native = cast<Native>(arguments[-static_cast<std::ptrdiff_t>(frame_head)]);
    return run(thread, *static_cast<BoundFunction*>(native->host), arguments);
}

/// A function without a name, for which no Native is made: it dies with the last who knows it.
struct HostCallable : Foreign {
    BoundFunction* bound;
};
void destroy_callable(Object* object) {
    Barred const barred(Entry::Refusal::in_destructor);
    delete static_cast<HostCallable*>(object)->bound;
}
constexpr ForeignClass callable_class{sizeof(HostCallable), nullptr, destroy_callable};

minivm::Result<minivm::Value> call_callable(Thread& thread, minivm::Value* a) {
    BoundFunction& bound = *static_cast<HostCallable*>(a[0].as_object())->bound;
    Tuple const* const given = cast<Tuple>(a[1]);  // rooted by the slot it is in
    if (given->length < bound.function.required || given->length > bound.function.most)
        return raise_type_error(thread, "%s() takes %d positional arguments but %u were given",
                                bound.name.c_str(), bound.function.most, given->length);
    std::vector<minivm::Value> arguments(given->view().begin(), given->view().end());
    arguments.resize(bound.function.most, minivm::Value::none());
    return run(thread, bound, arguments.data());
}

minivm::Result<minivm::Value> callable_repr(Thread& thread, minivm::Value*) {
    return minivm::Value::of(make_short_str(thread, "<host function>"));
}

constexpr NativeSpec callable_methods[] = {
    {"__call__", call_callable, "(self, /, *args)"},
    {"__repr__", callable_repr, "(self, /)"},
};

}  // namespace

minivm::Type* make_callable_type(Thread& thread) {
    minivm::Type* const type = make_foreign_type(thread, "host_function", callable_class);
    add_methods(thread, type, callable_methods);
    return type;
}

Native* Core::bind(Thread& thread, std::string name, Function function, minivm::Type* owner) {
    BoundFunction* bound = nullptr;
    {
        std::lock_guard const guard(mutex_);
        std::string signature = signature_of(function);
        bound = &functions_.emplace_back(
            BoundFunction{std::move(name), std::move(signature), std::move(function)});
    }
    bound->is_method = owner != nullptr;
    bound->is_operator = owner != nullptr && is_operator(bound->name);
    Native* const native =
        make_native(thread, {bound->name.c_str(), run_bound, bound->signature.c_str()}, owner);
    native->host = bound;
    return native;
}

minivm::Value Core::make_callable(Thread& thread, Function function) {
    auto bound = std::make_unique<BoundFunction>(BoundFunction{"host function", "", std::move(function)});
    auto* const made = static_cast<HostCallable*>(allocate_foreign(thread, callable_type_));
    made->bound = bound.release();
    return minivm::Value::of(made);
}

Raw make_callable(Context& context, Function function) {
    Thread& thread = thread_of(context);
    return raw_of(Core::of(thread).make_callable(thread, std::move(function)));
}

bool is_callable(Context& context, Raw value) { return callable(thread_of(context), value_of(value)); }

bool Core::add_class(std::type_info const& id, minivm::Type* type) {
    std::lock_guard const guard(mutex_);
    if (!classes_.emplace(id, type).second) return false;
    machine_->main_thread().interpreter->keep(minivm::Value::of(type));
    return true;
}

minivm::Type* Core::class_of(std::type_info const& id) const {
    std::lock_guard const guard(mutex_);
    auto const found = classes_.find(id);
    return found == classes_.end() ? nullptr : found->second;
}

void check_name(Thread& thread, std::string const& name) {
    if (!name.empty() && name.size() <= 200 && decode(thread, name, Surrogates::strict)) return;
    thread.exception = minivm::Value::unbound();
    throw Core::make_error(Error::Kind::misuse, "ValueError", "a name is UTF-8 of 1 to 200 bytes");
}

void define(Context& context, Raw module, std::string name, Function function) {
    Thread& thread = thread_of(context);
    auto* const target = as<minivm::Module>(value_of(module));
    if (!target) mismatch(context, module, "module");
    check_name(thread, name);
    Native* const native = Core::of(thread).bind(thread, std::move(name), std::move(function));
    native->module = minivm::Value::of(target->name);
    checked(minivm::set(thread, target, native->name, minivm::Value::of(native)));
}

}  // namespace minivm::MINIVM_ABI::detail
