// minivm.h: VMs, threads and running.
#include <algorithm>
#include <climits>

#include "runtime/embed/c_api.hpp"
#include "runtime/embed/entry.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"

namespace minivm::MINIVM_ABI::c_api {

constinit thread_local Place place;

namespace {

/// A thread that ends leaves the VMs that it is attached to: they would wait for it for ever.
struct AtThreadEnd {
    bool is_awaited = false;
    ~AtThreadEnd() {
        while (place.top) delete std::exchange(place.top, place.top->outer);
    }
};
thread_local AtThreadEnd at_thread_end;

template <typename F>
mv_result guarded(mv_error** error, F const& f) noexcept {
    if (error) *error = nullptr;
    try {
        f();
        return MV_OK;
    } catch (...) {
        return fail_caught(error);
    }
}

void require(mv_vm const* vm) {
    if (!vm) throw misuse("the VM is NULL");
}

std::vector<std::string> strings(char const* const* given, std::size_t count, char const* what) {
    std::vector<std::string> all;
    if (count != 0 && !given) throw misuse(std::string("mv_config: there are no ") + what + ", but a count");
    for (std::size_t i = 0; i < count; ++i) {
        if (!given[i]) throw misuse(std::string("mv_config: one of the ") + what + " is NULL");
        all.emplace_back(given[i]);
    }
    return all;
}

void check_abi(std::uint32_t abi) {
    if (abi == 0 || abi == MV_ABI) return;
    if (abi >> 8 != MV_ABI >> 8)
        throw misuse("the program was compiled with a minivm.h of another version: compile it anew");
    throw misuse(
        MINIVM_FREE_THREADED
            ? "the program was compiled for native functions that take turns, and this library is the "
              "free-threaded one: link the other, or compile with -DMINIVM_FREE_THREADED=1"
            : "the program was compiled for the free-threaded library, and this one is not: link the "
              "other, or compile without MINIVM_FREE_THREADED");
}

LockPolicy read_policy(mv_config const& given) {
    LockPolicy policy(given.policy ? given.policy : "");
    if (given.switch_interval != 0)
        policy.switch_interval = std::chrono::nanoseconds(
            static_cast<std::int64_t>(std::min<std::uint64_t>(given.switch_interval, INT64_MAX)));
    if (given.check_interval != 0)
        policy.check_interval = static_cast<int>(std::min<std::uint64_t>(given.check_interval, INT_MAX));
    policy.seed = given.seed;
    return policy;
}

std::function<void(std::string_view)> writer(mv_writer write, void* user) {
    if (!write) return {};
    return [write, user](std::string_view bytes) {
        HostCode const host;
        write(user, bytes.data(), bytes.size());
    };
}

std::function<std::string()> reader(mv_reader read, void* user) {
    if (!read) return {};
    return [read, user] {
        HostCode const host;
        std::string piece(4096, '\0');
        std::size_t const count = read(user, piece.data(), piece.size());
        if (count > piece.size()) throw misuse("mv_config.in gave more than there was room for");
        piece.resize(count);
        return piece;
    };
}

/// Of a call that failed; null if there was no memory for it.
[[noreturn]] void throw_taken(mv_error* error) {
    Error const thrown = error ? error->error : Error("MemoryError", "");
    mv_error_drop(error);
    throw thrown;
}

std::optional<std::string> load(mv_vm* vm, mv_native native, void* user, std::string_view name) {
    Held const kept{mv_text(vm, name.data(), name.size(), nullptr)};
    if (!kept.value) throw std::bad_alloc();
    Slot slot;
    mv_value* const argument = lend(slot, *vm->core, slot_of(kept.value)->value);
    mv_value* const found = call_native(vm, native, user, "load", 1, &argument, false);
    if (!is_slot(found) && small_value(found).is_none()) return std::nullopt;
    Held const held{found};
    char* text = nullptr;
    std::size_t length = 0;
    mv_error* error = nullptr;
    if (mv_as_text(found, &text, &length, &error) != MV_OK) throw_taken(error);
    std::string copy(text, length);
    mv_free(text);
    return copy;
}

Config read_config(mv_config const& given, mv_vm* vm) {
    Config config;
    config.lock = read_policy(given);
    if (given.memory != 0) config.limits.memory = static_cast<std::size_t>(given.memory);
    if (given.threads < -1 || given.recursion < -1) throw misuse("mv_config: limits are positive, or -1");
    if (given.threads != 0)
        config.limits.threads = given.threads < 0 ? 0 : static_cast<std::size_t>(given.threads);
    if (given.recursion != 0)
        config.limits.recursion =
            given.recursion < 0 ? 0 : static_cast<int>(std::min<std::int64_t>(given.recursion, INT_MAX));
    if ((given.grants & ~(MV_GRANT_FILES | MV_GRANT_CLOCK | MV_GRANT_PROCESS | MV_GRANT_NETWORK |
                          MV_GRANT_LOCK | MV_GRANT_INTERPRETERS)) != 0)
        throw misuse("mv_config.grants has bits that are none of MV_GRANT_...");
    config.grant = {.files = (given.grants & MV_GRANT_FILES) != 0,
                    .clock = (given.grants & MV_GRANT_CLOCK) != 0,
                    .process = (given.grants & MV_GRANT_PROCESS) != 0,
                    .network = (given.grants & MV_GRANT_NETWORK) != 0,
                    .lock = (given.grants & MV_GRANT_LOCK) != 0,
                    .interpreters = (given.grants & MV_GRANT_INTERPRETERS) != 0};
    config.out = writer(given.out, given.user);
    config.err = writer(given.err, given.user);
    config.in = reader(given.in, given.user);
    if (given.load)
        config.load = [vm, native = given.load, user = given.user](std::string_view name) {
            return load(vm, native, user, name);
        };
    config.path = strings(given.path, given.path_count, "path");
    config.arguments = strings(given.arguments, given.argument_count, "arguments");
    return config;
}

void close(mv_vm* vm) {
    if (place.is_barred) throw misuse("what destroys objects, writes or reads cannot close a VM");
    if (detail::is_inside(*vm->core))
        throw misuse(
            "a VM cannot be closed from inside a call of it, nor by a thread that is attached to it: "
            "return, or mv_detach, first");
    vm->core->close();
}

/// Begins one, which is then the innermost.
void push(std::unique_ptr<Scope> scope) {
    at_thread_end.is_awaited = true;
    place.top = scope.release();
}
void pop() { delete std::exchange(place.top, place.top->outer); }
/// The VM that this thread is in, as far as the host's code that runs now knows.
mv_vm* innermost_vm() { return has_scope() ? place.top->vm : place.vm; }
bool is_unlocked() { return has_scope() ? place.top->unlocked.has_value() : place.is_unlocked; }

}  // namespace

void HostCode::end_all_scopes() noexcept {
    while (has_scope()) pop();
}

void refuse(mv_value const* value, char const* what, std::size_t position) {
    throw misuse(std::string(what) + (position == 0 ? "" : " " + std::to_string(position)) +
                 (value ? " is of another VM: VMs share nothing, make it anew in this one"
                        : " is NULL: what should have made it failed, or nothing was given"));
}

mv_result fail_caught(mv_error** to) noexcept {
    try {
        try {
            throw;
        } catch (Error const& error) {
            return fail(to, error);
        } catch (std::bad_alloc const&) {
            return fail(to, Error("MemoryError", ""));
        } catch (std::exception const& error) {
            return fail(to, Error::runtime(error.what()));
        } catch (...) {
            return fail(to, Error::runtime("an exception that is no std::exception"));
        }
    } catch (...) {
        return MV_EXCEPTION;  // there is no memory to say so
    }
}

Budget read(mv_budget const* budget) {
    mv_budget const given = read_struct(*budget, "mv_budget budget = MV_BUDGET");
    Budget result;
    if (given.steps != 0) result.steps = static_cast<std::size_t>(given.steps);
    if (given.time != 0)
        result.time = std::chrono::nanoseconds(
            static_cast<std::int64_t>(std::min<std::uint64_t>(given.time, INT64_MAX)));
    return result;
}

std::string_view text_of(char const* text, std::size_t length) {
    if (!text && length == 0) return {};
    if (!text) throw misuse("the text is NULL");
    return length == MV_NUL ? std::string_view(text) : std::string_view(text, length);
}

std::string_view name_of(Context& context, char const* name) {
    static constexpr std::size_t most = 4096;
    if (!name) throw misuse("the name is NULL");
    std::string_view const text(name);
    bool good = text.size() <= most;
    if (good && !std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; })) {
        Thread& thread = detail::thread_of(context);
        good = static_cast<bool>(decode(thread, text, Surrogates::strict));
        thread.exception = minivm::Value::unbound();
    }
    if (!good) throw misuse("a name is UTF-8 of at most 4096 bytes");
    return text;
}

Raws::Raws(Core const& core, std::size_t count, mv_value* const* values, char const* what) {
    if (count != 0 && !values) throw misuse(std::string("there are no ") + what + "s, but a count");
    Raw* to = few_;
    if (count > room) {
        many_.resize(count);
        to = many_.data();
    }
    for (std::size_t i = 0; i < count; ++i) to[i] = raw_of(core, values[i], what, i + 1);
}

}  // namespace minivm::MINIVM_ABI::c_api

using namespace minivm::MINIVM_ABI;
using namespace minivm::MINIVM_ABI::c_api;

extern "C" {

uint32_t mv_abi(void) { return MV_ABI; }
char const* mv_version(void) { return MINIVM_VERSION; }

mv_result mv_create(mv_config const* config, mv_vm** vm, mv_error** error) {
    if (vm) *vm = nullptr;
    return guarded(error, [&] {
        if (!vm) throw misuse("there is nowhere to put the VM: `vm` is NULL");
        if (place.is_barred) throw misuse("what destroys objects, writes or reads cannot make a VM");
        mv_config given{};
        if (config) given = read_struct(*config, "mv_config config = MV_CONFIG");
        check_abi(given.abi);
        auto made = std::make_unique<mv_vm>();
        made->core = new Core(read_config(given, made.get()));
        mv_error* failure = nullptr;
        if (enter(made->core, Budget(), &failure, define_objects) != MV_OK) {
            made->core->close();
            made->core->release();
            throw_taken(failure);
        }
        *vm = made.release();
    });
}

mv_result mv_close(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        c_api::close(vm);
    });
}

mv_result mv_destroy(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        if (!vm) return;
        c_api::close(vm);
        vm->core->release();
        delete vm;
    });
}

mv_result mv_interrupt(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        vm->core->interrupt();
    });
}

mv_result mv_stop(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        vm->core->stop();
    });
}

mv_result mv_attach(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        std::unique_ptr<Scope> scope(new Scope{vm, place.top});
        scope->entry.emplace(*vm->core, Budget(), detail::Entry::For::attaching);
        if (!scope->entry->entered()) throw scope->entry->refusal();
        push(std::move(scope));
    });
}

mv_result mv_detach(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        if (!has_scope())
            throw misuse("mv_detach without an mv_attach before it, by the same thread or the same function");
        if (place.top->unlocked) throw misuse("mv_relock must come before mv_detach");
        if (place.top->vm != vm)
            throw misuse("this thread attached itself to another VM since: detach that first");
        pop();
    });
}

mv_result mv_unlock(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        if (innermost_vm() != vm)
            throw misuse(
                "mv_unlock is for native functions and attached threads of the VM: this one has no lock "
                "of it to let go");
        if (is_unlocked()) throw misuse("the lock was let go already: mv_relock comes first");
        std::unique_ptr<Scope> scope(new Scope{vm, place.top});
        scope->unlocked.emplace();
        push(std::move(scope));
    });
}

mv_result mv_relock(mv_vm* vm, mv_error** error) {
    return guarded(error, [&] {
        require(vm);
        if (!has_scope() || !place.top->unlocked || place.top->vm != vm)
            throw misuse("mv_relock without an mv_unlock before it, by the same thread or the same function");
        pop();
    });
}

mv_result mv_run(mv_vm* vm, char const* text, size_t length, char const* name, mv_budget const* budget,
                 mv_error** error) {
    return enter(vm, budget, error, [&](Context& context) {
        detail::run(context, text_of(text, length), name ? name_of(context, name) : "<script>");
    });
}

mv_result mv_run_file(mv_vm* vm, char const* path, mv_budget const* budget, mv_error** error) {
    std::string text;
    mv_result const read = guarded(error, [&] {
        require(vm);
        if (!path) throw misuse("the path is NULL");
        text = detail::read_file(path);
    });
    return read == MV_OK ? mv_run(vm, text.data(), text.size(), path, budget, error) : read;
}

mv_result mv_evaluate(mv_vm* vm, char const* text, size_t length, mv_budget const* budget, mv_value** result,
                      mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, budget, error, [&](Context& context) {
        Raw const value = detail::evaluate(context, text_of(text, length));
        if (result) *result = give(context, value);
    });
}

mv_result mv_call(mv_vm* vm, mv_value* callee, size_t count, mv_value* const* arguments,
                  mv_budget const* budget, mv_value** result, mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, budget, error, [&](Context& context) {
        Raws const raws(*vm->core, count, arguments, "argument");
        Raw const value =
            detail::call(context, raw_of(*vm->core, callee, "what is called"), raws.data(), count);
        if (result) *result = give(context, value);
    });
}

mv_result mv_call_name(mv_vm* vm, char const* name, size_t count, mv_value* const* arguments,
                       mv_budget const* budget, mv_value** result, mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, budget, error, [&](Context& context) {
        Raws const raws(*vm->core, count, arguments, "argument");
        Raw const callee = detail::global(context, name_of(context, name));
        Raw const value = detail::call(context, callee, raws.data(), count);
        if (result) *result = give(context, value);
    });
}

mv_result mv_call_method(mv_vm* vm, mv_value* object, char const* name, size_t count,
                         mv_value* const* arguments, mv_budget const* budget, mv_value** result,
                         mv_error** error) {
    if (result) *result = nullptr;
    return enter(vm, budget, error, [&](Context& context) {
        Raws const raws(*vm->core, count, arguments, "argument");
        Raw const self = raw_of(*vm->core, object, "the object");
        Raw const value = detail::call_method(context, self, name_of(context, name), raws.data(), count);
        if (result) *result = give(context, value);
    });
}

}  // extern "C"
