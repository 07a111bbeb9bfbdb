#include "runtime/embed/core.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "runtime/embed/entry.hpp"
#include "runtime/embed/host_policy.hpp"
#include "runtime/embed/traced.hpp"
#include "runtime/modules/sys.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/type.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

constexpr std::size_t least_memory = std::size_t{512} << 10;

/// The object that is a root of the machine's, and through which its collector finds the handles.
struct HandlesRoot : Foreign {
    Core* core;
};

OutputStream::Sink sink_of(std::function<void(std::string_view)> const& given, int descriptor) {
    if (!given) return [descriptor](std::string_view bytes) { return write_all(descriptor, bytes); };
    return [given](std::string_view bytes) {
        Barred const barred(Entry::Refusal::in_stream);
        try {
            given(bytes);
            return 0;
        } catch (...) {  // there is nobody that it could go to
            return EIO;
        }
    };
}

}  // namespace

// --- making one ---

Core::Core(Config config) : config_(std::move(config)) {
    if (config_.limits.memory < least_memory)
        throw make_error(Error::Kind::misuse, "ValueError",
                         "Limits::memory is less than a Vm needs, 512 KiB");
    streams_ = make_streams();
    machine_ = std::make_unique<Machine>(settings(), *streams_);
    if (config_.lock.make) machine_->gil().check_protocol();
    prepare();
}

Core::~Core() = default;

void Core::release() {
    // release; pairs with the acquire of the last one
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
}

std::unique_ptr<Streams> Core::make_streams() {
    auto const read = [next = config_.in, rest = std::string(), at_end = false](
                          char* to, std::size_t size) mutable -> std::int64_t {
        Barred const barred(Entry::Refusal::in_stream);
        try {
            if (rest.empty() && next && !at_end) {
                rest = next();
                at_end = rest.empty();
            }
        } catch (...) {
            return -EIO;
        }
        std::size_t const count = std::min(size, rest.size());
        std::copy_n(rest.begin(), count, to);
        rest.erase(0, count);
        return static_cast<std::int64_t>(count);
    };
    return std::make_unique<Streams>(StreamsOf::host, sink_of(config_.out, STDOUT_FILENO),
                                     OutputStream::Buffering::full, sink_of(config_.err, STDERR_FILENO), read,
                                     Surrogates::strict);
}

MachineSettings Core::settings() {
    MachineSettings settings;
    settings.make_policy = [this] { return make_policy(config_.lock); };
    settings.compiled = [](Thread& thread) { of(thread).watch().holds().learn(*thread.interpreter); };
    Limits const& limits = config_.limits;
    if (limits.memory != unlimited) settings.memory_limit = limits.memory;
    settings.thread_limit = limits.threads;
    settings.recursion_limit = std::max(limits.recursion, 0);
    settings.granted = {.files = config_.grant.files,
                        .clock = config_.grant.clock,
                        .process = config_.grant.process,
                        .network = config_.grant.network,
                        .lock = config_.grant.lock,
                        .interpreters = config_.grant.interpreters};
    if (config_.load)
        settings.load = [this](Thread& thread, std::string const& name,
                               std::string& text) -> minivm::Result<bool> {
            NativeStay const stay(*this, thread);
            try {
                std::optional<std::string> found = config_.load(name);
                if (found) text = std::move(*found);
                return found.has_value();
            } catch (...) {
                return raise_caught(thread, "load", 0);
            }
        };
    settings.host = this;
    return settings;
}

// Without it sys is made when a script first imports it.
void Core::prepare_sys(Thread& thread) const {
    set_program(thread, "", config_.arguments, "");
    auto* const sys = imported(thread, "sys");
    minivm::Result<List*> made = make_list(thread);
    for (std::string const& directory : config_.path)
        if (made) (void)append(thread, made.take(), minivm::Value::of(text_of(thread, directory)));
    if (made) (void)minivm::set(thread, sys, "path", minivm::Value::of(made.take()));
}

// The main thread's, which holds the lock since the machine was made; afterwards nobody does.
void Core::prepare() {
    Thread& thread = machine_->main_thread();
    Interpreter& interpreter = *thread.interpreter;
    if (!config_.arguments.empty() || !config_.path.empty()) prepare_sys(thread);
    main_module_ = interpreter.make_module(thread, "__main__");

    static constexpr ForeignClass root_class{sizeof(HandlesRoot), trace_root, nullptr};
    auto* const root =
        static_cast<HandlesRoot*>(allocate_foreign(thread, make_foreign_type(thread, "handles", root_class)));
    root->core = this;
    interpreter.keep(minivm::Value::of(root));
    callable_type_ = make_callable_type(thread);
    interpreter.keep(minivm::Value::of(callable_type_));

    // The next thread is made while this one is alone: it is not from then on (vm/thread.hpp).
    add_thread(machine_->adopt_thread("host"));
    idle_.push_back(&Machine::attachment(thread));
    machine_->gil().release(Machine::attachment(thread), lock::Cause::host);
}

// --- the gate ---

ScriptThread* Core::bring() {
    std::unique_lock guard(mutex_);
    // One that finds no thread waits for whoever took the last, and makes another as soon as it has the lock.
    ++arriving_;
    while (!closed_ && idle_.empty()) changed_.wait(guard);
    --arriving_;
    if (closed_) {
        changed_.notify_all();
        return nullptr;
    }
    ScriptThread* const thread = idle_.back();
    idle_.pop_back();
    // What was meant for a call that was over by then.
    (void)machine_->end_stop(*thread, 0);
    inside_.push_back(thread);
    return thread;
}

void Core::add_thread(std::unique_ptr<ScriptThread> thread) {
    // There is room for all of them, so that coming and going need no memory.
    idle_.reserve(brought_.size() + 2);
    inside_.reserve(brought_.size() + 2);
    idle_.push_back(thread.get());
    brought_.push_back(std::move(thread));
}

void Core::provide() {
    {
        std::lock_guard const guard(mutex_);
        if (!idle_.empty() || providing_ || closed_) return;
        providing_ = true;
    }
    std::unique_ptr<ScriptThread> thread;
    try {
        thread = machine_->adopt_thread("host");
    } catch (std::bad_alloc const&) {  // whoever comes next waits until another leaves
    }
    std::lock_guard const guard(mutex_);
    providing_ = false;
    if (thread) add_thread(std::move(thread));
    changed_.notify_all();
}

void Core::take_back(ScriptThread* thread) {
    std::lock_guard const guard(mutex_);
    std::erase(inside_, thread);
    idle_.push_back(thread);
    // Only who waits for a thread, or for all of them to be gone, wants to know.
    if (closed_ || idle_.size() == 1) changed_.notify_all();
}

void Core::end_watch(Thread& thread) {
    lock::Gil& gil = machine_->gil();
    watch_.holds().end();
    watch_.wait_for_drain();
    if (watch_.recording() != nullptr) {
        Traced const rest = traced(thread, watch_.record(gil, nullptr));
        Result<std::size_t> const done = rest.hand_over();
        if (!done && !rest.recording->file.empty())
            streams_->error.write("minivm: " + done.error().message() + "\n");
    }
    watch_.hooks(gil, {});
}

void Core::close() {
    if (is_inside(*this)) die("a Vm cannot be closed from inside a call of it");
    if (watch_.holds().is_telling()) die("a Vm cannot be closed by the watch on its lock");
    Unlocked const others_run;  // in a native of another Vm's, which the threads of this one may want to call
    {
        std::unique_lock guard(mutex_);
        bool const is_first = !closed_;
        closed_.store(true, std::memory_order_release);  // pairs with closed()
        changed_.notify_all();
        if (!is_first) {
            ++closing_;
            while (!over_) changed_.wait(guard);
            --closing_;
            changed_.notify_all();
            return;
        }
        // Asked again and again: a thread may be on its way into a wait or out of a native of the host's.
        auto pause = std::chrono::microseconds(50);
        while (!inside_.empty() || providing_ || arriving_ != 0 || machine_->started_threads() != 0) {
            for (ScriptThread* const thread : inside_) machine_->stop(*thread, StopReason::closing);
            machine_->stop_threads(StopReason::closing);
            changed_.wait_for(guard, pause);
            pause = std::min(pause * 2, std::chrono::microseconds(5000));
        }
    }
    watchdog_.end();
    if (Companion* const companion = machine_->companion()) companion->close();
    Thread& main = machine_->main_thread();
    machine_->gil().acquire(Machine::attachment(main));
    machine_->take_up(Machine::attachment(main));
    end_watch(main);
    for (std::unique_ptr<ScriptThread>& thread : brought_) machine_->dismiss(std::move(thread));
    brought_.clear();
    (void)streams_->output.flush();
    (void)streams_->error.flush();
    std::unique_ptr<Machine> machine;
    {
        std::lock_guard const guard(mutex_);
        idle_.clear();
        machine = std::move(machine_);
    }
    machine.reset();  // runs destructors of the host's objects, which may ask whether the Vm is closed
    functions_.clear();
    posted_.close();
    streams_.reset();
    config_ = {};
    std::unique_lock guard(mutex_);
    over_ = true;
    changed_.notify_all();
    while (closing_ != 0) changed_.wait(guard);  // the destructor's thread takes all of this away
}

void Core::interrupt() {
    std::lock_guard const guard(mutex_);
    if (machine_ && !inside_.empty()) machine_->interrupt(*inside_.front());
}

void Core::stop() {
    std::lock_guard const guard(mutex_);
    if (!machine_) return;
    for (ScriptThread* const thread : inside_) machine_->stop(*thread, StopReason::asked);
    machine_->stop_threads(StopReason::asked);
}

// --- handles ---

Value Core::handle(minivm::Value value) {
    Slot* slot = nullptr;
    {
        std::lock_guard const guard(slots_mutex_);
        if (free_ == nullptr)
            free_ = dropped_.exchange(nullptr, std::memory_order_acquire);  // pairs with drop
        if (free_ == nullptr) {
            chunks_.push_back(std::make_unique<Slot[]>(slots_a_chunk));
            for (std::size_t i = 0; i < slots_a_chunk; ++i) {
                Slot& each = chunks_.back()[i];
                each.core = this;
                each.next = free_;
                free_ = &each;
            }
        }
        slot = free_;
        free_ = slot->next;
    }
    slot->value = value;
    slot->count.store(1, std::memory_order_relaxed);  // the collector is not running
    retain();
    return Value(slot);
}

minivm::Value Core::value_of(Value const& handle) const {
    if (!handle.slot_) return minivm::Value::none();
    if (handle.slot_->core != this)
        throw make_error(Error::Kind::misuse, "RuntimeError", "a Value of one Vm was given to another");
    return handle.slot_->value;
}

void Core::drop(Slot* slot) noexcept {
    // release; what was done with the value comes before the slot's next use
    if (slot->count.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    Core* const core = slot->core;
    Slot* first = core->dropped_.load(std::memory_order_relaxed);
    do slot->next = first;
    while (!core->dropped_.compare_exchange_weak(first, slot, std::memory_order_release,
                                                 std::memory_order_relaxed));
    core->release();  // last: the slot is the core's
}

void Core::trace_handles(Tracer& tracer) {
    // Nobody makes one now: that needs the lock. Whoever drops one meanwhile keeps it for this once.
    for (auto const& chunk : chunks_)
        for (std::size_t i = 0; i < slots_a_chunk; ++i)
            if (chunk[i].count.load(std::memory_order_relaxed) != 0) tracer.visit(chunk[i].value);
}

void Core::trace_root(Object* object, Tracer& tracer) {
    static_cast<HandlesRoot*>(object)->core->trace_handles(tracer);
}

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm::MINIVM_ABI {

Value::Value(Value const& other) noexcept : slot_(other.slot_) {
    // relaxed; whoever copies holds one
    if (slot_) slot_->count.fetch_add(1, std::memory_order_relaxed);
}

Value::~Value() {
    if (slot_) detail::Core::drop(slot_);
}

}  // namespace minivm::MINIVM_ABI
