// _interpreters, what concurrent.interpreters (PEP 734) stands on: further VMs in the process, each with
// objects, modules, threads and a lock of its own, and queues between them. They have the grants, the limits
// and the kind of lock of the VM that made them; what they print goes where that one prints. The first VM of
// such a family is the main one; when it ends, all of them end.
//
// A script that runs code in another VM waits for an OS thread that runs it there: so it waits as for any
// lock, and what asks it to end is handed on.
#include "runtime/embed/interpreters.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "runtime/embed/channel.hpp"
#include "runtime/embed/core.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/timeout.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

using minivm::List;
using minivm::Module;
using minivm::Result;
using minivm::Type;
using minivm::Value;

/// A VM that a script made.
struct Made {
    Made(std::int64_t number, Config config) : id(number), core(new Core(std::move(config))) {}
    ~Made() {
        core->close();
        core->release();
    }
    std::int64_t const id;
    Core* const core;
    std::atomic<bool> runs{false};  // code that a script told it to
};

struct Family {
    explicit Family(Streams& of_main) : streams(of_main) {}

    Streams& streams;  // the main one's, where all print
    std::atomic<std::int64_t> made{0};
    std::atomic<std::int64_t> channels{0};
    std::mutex mutex;
    std::map<std::int64_t, std::shared_ptr<Made>> members;  // mutex. All but the main one
    bool over = false;                                      // mutex
    std::shared_ptr<std::atomic<std::size_t>> const bytes = std::make_shared<std::atomic<std::size_t>>(0);
};

/// What one VM of a family keeps.
class Member final : public Companion {
public:
    Member(std::shared_ptr<Family> of, std::int64_t number) : family(std::move(of)), id(number) {}
    void close() override {
        if (id != 0) return;  // the main one ends them all
        std::map<std::int64_t, std::shared_ptr<Made>> members;
        {
            std::lock_guard const guard(family->mutex);
            family->over = true;
            members.swap(family->members);
        }
        for (auto const& [number, member] : members) member->core->close();
    }

    static Member* of(Thread const& thread) { return static_cast<Member*>(Machine::of(thread).companion()); }

    std::shared_ptr<Family> const family;
    std::int64_t const id;
    Type* queue = nullptr;
    Value full = Value::none(), empty = Value::none(), not_shareable = Value::none();
};

struct Queue : Foreign {
    std::shared_ptr<Channel> channel;
};
void destroy_queue(Object* object) { static_cast<Queue*>(object)->channel.~shared_ptr(); }
constexpr ForeignClass queue_class{sizeof(Queue), nullptr, destroy_queue};

std::shared_ptr<Made> find_made(Thread& thread, std::int64_t id) {
    Family& family = *Member::of(thread)->family;
    std::lock_guard const guard(family.mutex);
    auto const found = family.members.find(id);
    return found == family.members.end() ? nullptr : found->second;
}

Result<std::int64_t> id_of(Thread& thread, Value value) {
    bool fits = false;
    std::int64_t const id = is_int(value) ? to_int64(value, fits) : 0;
    if (!is_int(value)) return raise_type_error(thread, "an interpreter's id is an int");
    return fits ? id : -1;
}

/// The lock that a machine has now, as it was made or as it was changed since: one of the host's own only if
/// the machine was made with it, for nobody else knows how to make that.
LockPolicy lock_for(Machine& machine, LockPolicy const& first) {
    lock::Policy const& now = machine.gil().policy();
    std::string const name(now.name());
    LockPolicy policy(lock::is_policy(name) ? name : "");
    if (name == first.name) policy = first;
    if (policy.name.empty()) return policy;
    policy.switch_interval = std::chrono::nanoseconds(now.switch_interval());
    policy.check_interval = now.check_interval();
    policy.seed = first.seed != 0 ? first.seed : machine.settings().lock.seed;
    return policy;
}

/// What the VMs that this one makes are like.
Config config_for(Thread& thread) {
    Machine& machine = Machine::of(thread);
    MachineSettings const& settings = machine.settings();
    Config config = settings.host ? Core::of(thread).config() : Config::trusted();
    if (!settings.host) {
        if (settings.memory_limit != 0) config.limits.memory = settings.memory_limit;
        config.limits.threads = settings.thread_limit;
        config.limits.recursion = settings.recursion_limit;
    }
    Streams& streams = Member::of(thread)->family->streams;
    auto const through = [](OutputStream& stream) {
        return [&stream](std::string_view text) {
            (void)stream.write(text);
            (void)stream.flush();
        };
    };
    config.out = through(streams.output);
    config.err = through(streams.error);
    config.in = nullptr;
    config.lock = lock_for(machine, settings.host ? config.lock : LockPolicy());
    config.arguments.clear();
    Module const* const sys = imported(thread, "sys");
    if (auto* const path =
            sys ? as<List>(get(sys, interpreter_of(thread).intern(thread, "path"))) : nullptr) {
        config.path.clear();
        for (Value const directory : path->view())
            if (auto* const each = as<Str>(directory)) config.path.push_back(to_utf8(each));
    }
    return config;
}

// --- interpreters ---

// In the virtual time of `seeded` nothing waits for another VM.
Result<void> check_supported(Thread& thread) {
    if (Machine::of(thread).gil().policy().name() == std::string_view("seeded"))
        return raise_unsupported(thread,
                                 "another interpreter beside the policy 'seeded' is not supported by Mini");
    if (Machine::of(thread).settings().step_limit != 0)
        return raise_unsupported(thread,
                                 "another interpreter where steps are limited is not supported by Mini");
    return {};
}

Result<Value> create(Thread& thread, Value*) {
    MINIVM_TRY(check_supported(thread));
    Member& self = *Member::of(thread);
    std::int64_t const id = ++self.family->made;
    std::shared_ptr<Made> made;
    try {
        made = std::make_shared<Made>(id, config_for(thread));
    } catch (std::bad_alloc const&) {
        return raise_memory_error(thread);
    } catch (std::exception const& error) {
        return raise_text(thread, types(thread).runtime_error, error.what());
    }
    made->core->machine().set_companion(std::make_unique<Member>(self.family, id));
    std::lock_guard const guard(self.family->mutex);
    if (!self.family->over) self.family->members.emplace(id, std::move(made));
    return make_int(thread, id);
}

Result<Value> list_all(Thread& thread, Value*) {
    std::vector<Value> ids{Value::small_int(0)};
    Family& family = *Member::of(thread)->family;
    std::lock_guard const guard(family.mutex);
    for (auto const& [id, made] : family.members) ids.push_back(Value::small_int(id));
    return Value::of(MINIVM_TRY(make_list(thread, ids)));
}

Result<Value> get_current(Thread& thread, Value*) { return make_int(thread, Member::of(thread)->id); }

Result<Value> exists(Thread& thread, Value* a) {
    std::int64_t const id = MINIVM_TRY(id_of(thread, a[0]));
    return Value::boolean(id == 0 || find_made(thread, id));
}

// The main one always runs something: it is where the others come from.
Result<Value> is_running(Thread& thread, Value* a) {
    std::int64_t const id = MINIVM_TRY(id_of(thread, a[0]));
    std::shared_ptr<Made> const made = find_made(thread, id);
    return Value::boolean(id == 0 || (made && made->runs));
}

/// What is to be done to another VM, on an OS thread of its own.
struct Task {
    std::shared_ptr<Made> made;
    std::function<void(Core& core)> work;
    std::optional<Error> error;  // that came of it
    Bell done;
};

constexpr std::chrono::milliseconds pause(10);
constexpr std::chrono::milliseconds patience(1000);  // that KeyboardInterrupt may take over there

/// Waits until it is done. What this thread is told meanwhile ends the code over there first. Throws nothing.
Result<void> perform(Thread& thread, std::shared_ptr<Task> const& task) {
    try {
        std::thread([task] {
            try {
                task->work(*task->made->core);
            } catch (Error const& error) {
                task->error = error;
            }
            task->made->runs = false;
            task->done.ring();
        }).detach();
    } catch (std::system_error const&) {
        return raise(thread, types(thread).runtime_error, "can't start new thread");
    }
    while (true) {
        if (task->done.wait(thread, lock::never) == lock::Wake::woken) return {};
        Result<void> told = Machine::of(thread).check_interrupt(thread);
        if (told) continue;
        // The exception waits in the thread until the other VM has heard of it.
        if (raised_is(thread, types(thread).keyboard_interrupt)) {
            task->made->core->interrupt();
            (void)task->done.wait_on(thread, patience);
        }
        // It may be on its way into a wait or out of one: it is asked again and again.
        do task->made->core->stop();
        while (!task->done.wait_on(thread, pause));
        return told;
    }
}

/// The VM of that number, once it runs nothing else: None if there is none, True if it runs something.
Result<Value> claim(Thread& thread, Value id, std::shared_ptr<Made>& made) {
    std::int64_t const number = MINIVM_TRY(id_of(thread, id));
    if (number == 0) return Value::boolean(true);
    made = find_made(thread, number);
    if (!made) return Value::none();
    if (number == Member::of(thread)->id || made->runs.exchange(true)) {
        made = nullptr;
        return Value::boolean(true);
    }
    return Value::unbound();
}

/// exec(id, code): (), or what came of it: (name of the exception, its text, its traceback); None and True as
/// above.
Result<Value> exec(Thread& thread, Value* a) {
    auto* const code = as<Str>(a[1]);
    if (!code) return raise_unsupported(thread, "exec() of anything but a str is not supported by Mini");
    auto const task = std::make_shared<Task>();
    Value const why_not = MINIVM_TRY(claim(thread, a[0], task->made));
    if (!task->made) return why_not;
    task->work = [text = to_utf8(code)](Core& core) {
        within<void>(core, Budget(), [&](Context& context) { run(context, text, "<script>"); }).value();
    };
    MINIVM_TRY(perform(thread, task));
    if (!task->error) return Value::of(empty_tuple(thread));
    Error const& error = *task->error;
    Value const parts[] = {Value::of(text_of(thread, error.type_name())),
                           Value::of(text_of(thread, error.message())),
                           Value::of(text_of(thread, error.traceback()))};
    return Value::of(make_small_tuple(thread, parts));
}

void bind_names(Context& context, Message const& names) {
    Thread& thread = thread_of(context);
    (void)checked(import_by_name(thread, interpreter_of(thread).intern(thread, "_interpreters")));
    auto* const bound = cast<Dict>(checked(names.unpack(thread)));
    std::uint32_t position = 0;
    while (auto const entry = next_entry(bound, position))
        checked(set(thread, Core::of(thread).main_module(), cast<Str>(entry->key), entry->value));
}

/// prepare_main(id, names): (), or None or True as above.
Result<Value> prepare_main(Thread& thread, Value* a) {
    auto* const names = as<Dict>(a[1]);
    if (!names) return raise_type_error(thread, "the names are no dict");
    Message message = MINIVM_TRY(Message::of(thread, Value::of(names)));
    auto const task = std::make_shared<Task>();
    Value const why_not = MINIVM_TRY(claim(thread, a[0], task->made));
    if (!task->made) return why_not;
    task->work = [message = std::move(message)](Core& core) {
        within<void>(core, Budget(), [&](Context& context) { bind_names(context, message); }).value();
    };
    MINIVM_TRY(perform(thread, task));
    if (task->error) return raise_text(thread, types(thread).runtime_error, task->error->what());
    return Value::of(empty_tuple(thread));
}

/// close(id): (), or None or True as above. Ends the threads that its script has started.
Result<Value> close(Thread& thread, Value* a) {
    auto const task = std::make_shared<Task>();
    Value const why_not = MINIVM_TRY(claim(thread, a[0], task->made));
    if (!task->made) return why_not;
    {
        Family& family = *Member::of(thread)->family;
        std::lock_guard const guard(family.mutex);
        family.members.erase(task->made->id);
    }
    task->work = [](Core& core) { core.close(); };
    MINIVM_TRY(perform(thread, task));
    return Value::of(empty_tuple(thread));
}

// --- queues ---

Queue* self_of(Value* a) { return static_cast<Queue*>(a[0].as_object()); }

Result<Value> create_queue(Thread& thread, Value* a) {
    MINIVM_TRY(check_supported(thread));
    std::int64_t const most = a[0].is_unbound() ? 0 : MINIVM_TRY(size_argument(thread, a[0]));
    Family& family = *Member::of(thread)->family;
    auto const limit = static_cast<std::size_t>(std::max<std::int64_t>(most, 0));
    return make_queue_of(thread, std::make_shared<Channel>(++family.channels, limit, family.bytes));
}

/// As a Channel takes it, which waits for no time at all where the deadline is past.
Result<lock::Nanoseconds> deadline_of(Thread& thread, Value block, Value timeout) {
    auto const deadline = MINIVM_TRY(wait_arguments(thread, block, timeout));
    return deadline.value_or(0);
}

Result<Value> raise_kept(Thread& thread, Value type) {
    if (type.is_none())
        return raise_unsupported(
            thread, "queues without the module concurrent.interpreters are not supported by Mini");
    return raise_value(thread, type, Value::unbound());
}

Result<Value> queue_put(Thread& thread, Value* a) {
    std::shared_ptr<Channel> const channel = self_of(a)->channel;
    Message message = MINIVM_TRY(Message::of(thread, a[1]));
    auto const deadline = MINIVM_TRY(deadline_of(thread, a[2], a[3]));
    bool const done = MINIVM_TRY(channel->put(thread, std::move(message), deadline));
    return done ? Result<Value>(Value::none()) : raise_kept(thread, Member::of(thread)->full);
}
Result<Value> queue_get(Thread& thread, Value* a) {
    std::shared_ptr<Channel> const channel = self_of(a)->channel;
    auto const deadline = MINIVM_TRY(deadline_of(thread, a[1], a[2]));
    Message message;
    bool const done = MINIVM_TRY(channel->take(thread, message, deadline));
    return done ? message.unpack(thread) : raise_kept(thread, Member::of(thread)->empty);
}
Result<Value> queue_put_nowait(Thread& thread, Value* a) {
    Value arguments[] = {a[0], a[1], Value::boolean(false), Value::unbound()};
    return queue_put(thread, arguments);
}
Result<Value> queue_get_nowait(Thread& thread, Value* a) {
    Value arguments[] = {a[0], Value::boolean(false), Value::unbound()};
    return queue_get(thread, arguments);
}
Result<Value> queue_qsize(Thread& thread, Value* a) {
    return make_int(thread, static_cast<std::int64_t>(self_of(a)->channel->size()));
}
Result<Value> queue_empty(Thread&, Value* a) { return Value::boolean(self_of(a)->channel->size() == 0); }
Result<Value> queue_full(Thread&, Value* a) {
    Channel const& channel = *self_of(a)->channel;
    return Value::boolean(channel.most != 0 && channel.size() >= channel.most);
}
Result<Value> queue_equal(Thread& thread, Value* a) {
    std::shared_ptr<Channel> const other = channel_of(thread, a[1]);
    return other ? Value::boolean(self_of(a)->channel == other) : Value::not_implemented();
}
Result<Value> queue_hash(Thread& thread, Value* a) { return make_int(thread, self_of(a)->channel->id); }
Result<Value> queue_repr(Thread& thread, Value* a) {
    return Value::of(make_short_str(thread, "Queue(" + std::to_string(self_of(a)->channel->id) + ")"));
}
Result<Value> queue_id(Thread& thread, Value self) {
    return make_int(thread, static_cast<Queue*>(self.as_object())->channel->id);
}
Result<Value> queue_maxsize(Thread& thread, Value self) {
    return make_int(thread, static_cast<std::int64_t>(static_cast<Queue*>(self.as_object())->channel->most));
}

constexpr NativeSpec queue_methods[] = {
    {"put", queue_put, "(self, obj, block=True, timeout=None)"},
    {"put_nowait", queue_put_nowait, "(self, obj)"},
    {"get", queue_get, "(self, block=True, timeout=None)"},
    {"get_nowait", queue_get_nowait, "(self)"},
    {"qsize", queue_qsize, "(self)"},
    {"empty", queue_empty, "(self)"},
    {"full", queue_full, "(self)"},
    {"__eq__", queue_equal, "(self, value, /)"},
    {"__hash__", queue_hash, "(self, /)"},
    {"__repr__", queue_repr, "(self, /)"},
};

/// Whether a message could hold it. May be wrong about what other threads are changing.
Result<Value> is_shareable(Thread& thread, Value* a) {
    if (Message::of(thread, a[0])) return Value::boolean(true);
    take_exception(thread);
    return Value::boolean(false);
}

/// The exceptions that queues raise.
Result<Value> raise_these(Thread& thread, Value* a) {
    Member& self = *Member::of(thread);
    Value* const kept[] = {&self.full, &self.empty, &self.not_shareable};
    for (std::size_t i = 0; i < std::size(kept); ++i) {
        auto* const type = as<Type>(a[i]);
        if (!type || !type->is_subtype_of(types(thread).exception))
            return raise_type_error(thread, "an exception's class is wanted");
        interpreter_of(thread).keep(a[i]);
        *kept[i] = a[i];
    }
    return Value::none();
}

constexpr NativeSpec functions[] = {
    {"create", create, "()"},
    {"list_all", list_all, "()"},
    {"get_current", get_current, "()"},
    {"exists", exists, "(id, /)"},
    {"is_running", is_running, "(id, /)"},
    {"exec", exec, "(id, code, /)"},
    {"prepare_main", prepare_main, "(id, names, /)"},
    {"close", close, "(id, /)"},
    {"create_queue", create_queue, "(maxsize=0)"},
    {"is_shareable", is_shareable, "(obj, /)"},
    {"_raise_these", raise_these, "(full, empty, not_shareable, /)"},
};

}  // namespace

std::shared_ptr<Channel> channel_of(Thread& thread, Value value) {
    Member const* const self = Member::of(thread);
    Foreign* const found = self && self->queue ? as_foreign(thread, value, self->queue) : nullptr;
    return found ? static_cast<Queue*>(found)->channel : nullptr;
}

Value make_queue_of(Thread& thread, std::shared_ptr<Channel> channel) {
    auto* const made = static_cast<Queue*>(allocate_foreign(thread, Member::of(thread)->queue));
    new (&made->channel) std::shared_ptr<Channel>(std::move(channel));
    return Value::of(made);
}

Raised raise_not_shareable(Thread& thread, Value value) {
    std::string const text =
        "a " + std::string(minivm::type_name(thread, value)) + " cannot be passed to another interpreter";
    Member const* const self = Member::of(thread);
    auto* const type = self ? as<Type>(self->not_shareable) : nullptr;
    return raise_text(thread, type ? type : types(thread).type_error, text);
}

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm {

Module* make_interpreters(Thread& thread) {
    using MINIVM_ABI::detail::Member;
    namespace detail = MINIVM_ABI::detail;
    Machine& machine = Machine::of(thread);
    if (!machine.companion())
        machine.set_companion(
            std::make_unique<Member>(std::make_shared<detail::Family>(streams_of(thread)), 0));
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "_interpreters");
    module->unsupported_is_error = true;
    Type* const type = make_foreign_type(thread, "concurrent.interpreters.Queue", detail::queue_class);
    type->name = type->qualname = interpreter.intern(thread, "Queue");
    add_methods(thread, type, detail::queue_methods);
    add_property(thread, type, "id", detail::queue_id);
    add_property(thread, type, "maxsize", detail::queue_maxsize);
    Member::of(thread)->queue = type;
    (void)set(thread, module, "Queue", Value::of(type));
    add_functions(thread, module, detail::functions);
    return module;
}

}  // namespace minivm
