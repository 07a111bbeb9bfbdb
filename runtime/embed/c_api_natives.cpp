// minivm.h: functions, modules and objects of the host's.
#include <array>

#include "minivm/type.hpp"
#include "runtime/embed/c_api.hpp"

struct mv_context {
    mv_vm* vm;
    std::optional<minivm::MINIVM_ABI::Error> raised = std::nullopt;
    bool is_out_of_memory = false;  // so that there is no Error either
};

namespace minivm::MINIVM_ABI::c_api {

namespace {

/// What a bound function of the host's is made of.
struct HostFunction {
    Owned owned;
    mv_vm* vm;
    mv_native native;
    std::string name;
    std::uint16_t most;
    bool releases_lock;
};

/// The value of a handle that the host gave up. Lock: held.
Raw take(Core const& core, mv_value* given) {
    if (!is_slot(given)) return detail::raw_of(small_value(given));
    Held const dropped{given};
    return raw_of(core, given, "the result");
}

Raw run(detail::Call& call) {
    HostFunction const& function = *static_cast<HostFunction*>(call.target);
    Core& core = *function.vm->core;
    // Only what is used of these is made.
    alignas(Slot) std::byte slots[MV_MOST_ARGUMENTS * sizeof(Slot)];
    static_assert(std::is_trivially_destructible_v<Slot>);
    std::array<mv_value*, MV_MOST_ARGUMENTS> arguments;
    for (std::size_t i = 0; i < function.most; ++i) {
        minivm::Value const value = detail::value_of(call.arguments[i]);
        arguments[i] =
            value.is_object() ? lend(*new (slots + i * sizeof(Slot)) Slot, core, value) : word_of(value);
    }
    return take(core, call_native(function.vm, function.native, function.owned.data, function.name.c_str(),
                                  function.most, arguments.data(), function.releases_lock));
}

detail::Function make_function(mv_vm* vm, mv_function const& given, Owned owned) {
    std::uint32_t const most = std::max(given.required, given.most);
    if (most > MV_MOST_ARGUMENTS) throw misuse("a native function has at most 32 arguments");
    if (!given.native) throw misuse("mv_function.native is NULL");
    if ((given.flags & ~std::uint32_t{MV_RELEASES_LOCK}) != 0 || given.reserved != 0)
        throw misuse("mv_function.flags has bits that mean nothing");
    auto const count = static_cast<std::uint16_t>(most);
    std::string name = given.name ? given.name : "host function";
    auto target = std::make_shared<HostFunction>(HostFunction{
        std::move(owned), vm, given.native, std::move(name), count, (given.flags & MV_RELEASES_LOCK) != 0});
    return {run, std::move(target), static_cast<std::uint16_t>(given.required), count};
}

/// Has `f` do something with a function as it was given; its data is destroyed in any case.
template <typename F>
mv_result with_function(mv_vm* vm, mv_function const* function, mv_error** error, F const& f) noexcept {
    if (error) *error = nullptr;
    try {
        if (!function) throw misuse("the function is NULL");
        mv_function const given = read_struct(*function, "mv_function function = MV_FUNCTION");
        Owned owned(given.data, given.destroy);
        return enter(vm, nullptr, error, [&](Context& context) {
            f(context, given, make_function(vm, given, std::move(owned)));
        });
    } catch (...) {
        return fail_caught(error);
    }
}

}  // namespace

mv_value* call_native(mv_vm* vm, mv_native native, void* data, char const* name, std::size_t count,
                      mv_value* const* arguments, bool releases_lock) {
    mv_context context{vm};
    bool left_open = false;
    auto const call = [&] {
        HostCode host(vm, releases_lock);
        mv_value* const given = native(&context, data, count, arguments);
        left_open = host.end_scopes();
        return given;
    };
    mv_value* const result = releases_lock ? [&] {
        Unlocked const unlocked;
        return call();
    }() : call();
    if (result && !left_open && !context.raised && !context.is_out_of_memory) return result;
    mv_drop(result);
    if (context.is_out_of_memory) throw std::bad_alloc();
    if (context.raised) throw *context.raised;
    if (left_open)
        throw misuse(std::string(name) + "() returned without the mv_detach or mv_relock of what it began");
    throw misuse(
        std::string(name) +
        "() returned NULL and raised nothing: to give None, return mv_none(); else what should have made "
        "its result failed");
}

void define_objects(Context& context) {
    (void)detail::define_class(context, detail::module(context, "_host"), typeid(HostObject), "host_object");
}

}  // namespace minivm::MINIVM_ABI::c_api

using namespace minivm::MINIVM_ABI;
using namespace minivm::MINIVM_ABI::c_api;

extern "C" {

mv_result mv_module(mv_vm* vm, char const* name, mv_value** module, mv_error** error) {
    if (module) *module = nullptr;
    return enter(vm, nullptr, error, [&](Context& context) {
        Raw const found = detail::module(context, name_of(context, name));
        if (module) *module = give(context, found);
    });
}

mv_result mv_define(mv_vm* vm, mv_value* module, mv_function const* function, mv_error** error) {
    return with_function(vm, function, error,
                         [&](Context& context, mv_function const& given, detail::Function made) {
                             std::string name(name_of(context, given.name));
                             detail::define(context, raw_of(*vm->core, module, "the module"), std::move(name),
                                            std::move(made));
                         });
}

mv_value* mv_callable(mv_vm* vm, mv_function const* function, mv_error** error) {
    mv_value* result = nullptr;
    (void)with_function(vm, function, error,
                        [&](Context& context, mv_function const&, detail::Function made) {
                            result = give(context, detail::make_callable(context, std::move(made)));
                        });
    return result;
}

mv_vm* mv_context_vm(mv_context* context) { return context ? context->vm : nullptr; }

mv_value* mv_raise(mv_context* context, char const* type, char const* message) {
    if (!context) return nullptr;
    try {
        context->raised.emplace(type ? type : "RuntimeError", message ? message : "");
    } catch (...) {
        context->is_out_of_memory = true;
    }
    return nullptr;
}

mv_value* mv_throw(mv_context* context, mv_error* error) {
    if (context && error) context->raised = error->error;
    delete error;
    return nullptr;
}

}  // extern "C"
