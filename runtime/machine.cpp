#include "runtime/machine.hpp"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "runtime/lock/signals_blocked.hpp"
#include "runtime/modules/builtins.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/race/accesses.hpp"
#include "vm/dispatch.hpp"
#include "vm/interpreter.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

// What C++ code may use of the native stack before a recursion ends in RecursionError; the rest is for the
// handlers of that.
constexpr std::size_t native_reserve = std::size_t{256} << 10;
#ifdef __SANITIZE_THREAD__
constexpr std::size_t stack_bytes = std::size_t{2} << 20;  // it writes down calls, and has room for 65,536
#else
constexpr std::size_t stack_bytes = std::size_t{8} << 20;
#endif

// Where the first thread's stack begins, as the dynamic linker found it.
extern "C" void* __libc_stack_end [[gnu::weak]];

// Of the first thread the C library would read /proc/self/maps, half a millisecond of start-up.
std::uintptr_t first_native_stack_limit() {
    constexpr std::size_t below_us = std::size_t{128}
                                     << 10;  // environment, arguments and the callers of this
    rlimit allowed{};
    std::size_t bytes = stack_bytes;
    if (getrlimit(RLIMIT_STACK, &allowed) == 0) bytes = std::min<std::size_t>(bytes, allowed.rlim_cur);
    void* const begin = &__libc_stack_end != nullptr ? __libc_stack_end : __builtin_frame_address(0);
    return reinterpret_cast<std::uintptr_t>(begin) - bytes + below_us + native_reserve;
}

// Of the calling thread. Found once: the answer costs more than a call of a script.
std::uintptr_t native_stack_limit() {
    thread_local std::uintptr_t known = 0;
    if (known != 0) return known;
    if (gettid() == getpid()) return known = first_native_stack_limit();
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
    void* lowest = nullptr;
    std::size_t bytes = 0;
    pthread_attr_getstack(&attributes, &lowest, &bytes);
    pthread_attr_destroy(&attributes);
    return known = reinterpret_cast<std::uintptr_t>(lowest) + native_reserve;
}

std::unique_ptr<lock::Policy> policy_of(MachineSettings const& settings) {
    if (settings.make_policy) return settings.make_policy();
    auto policy = lock::make_policy(settings.policy, settings.lock);
    if (!policy) throw std::invalid_argument("no such lock policy: " + settings.policy);
    return policy;
}

}  // namespace

ScriptThread::ScriptThread(Machine& owner, std::string name)
    : lock::Attachment(std::move(name)), machine(owner), vm(owner.interpreter_) {
    vm.host = this;
}

void ScriptThread::request() {
    bool const always = machine.gil_.policy().attention() == lock::Attention::every_safepoint;
    vm.request(always ? pending::every_safepoint : pending::drop_request);
}

void ScriptThread::withdraw() {
    vm.pending.fetch_and(~pending::drop_request, std::memory_order_relaxed);  // a hint, as request() is
}

void ScriptThread::follow(lock::Policy& policy) { machine.attend(*this, policy); }

lock::Location ScriptThread::location() const {
    lock::Location found = position();
    if (found.code == 0 || found.call != 0) return found;
    if (Native const* native = called_native(vm)) found.call = machine.remember(*native);
    return found;
}

lock::Location ScriptThread::position() const {
    lock::Location found;
    Value const* base = vm.base;
    Word const* pc = vm.pc;
    if (base == nullptr || pc == nullptr) return found;
    for (; base != nullptr; base = caller_base(base)) {
        Code const& code = *code_of(base);
        if (pc == nullptr) pc = code.entry();
        found.code = reinterpret_cast<std::uintptr_t>(pc);
        if (!code.embedded()) break;
        found.call = reinterpret_cast<std::uintptr_t>(&code);
        pc = calling_pc(base);  // where that is not known, the function will do
    }
    return found;
}

std::uintptr_t Machine::remember(Native const& native) const {
    // Those of a host's have one code in common.
    auto const call = native.host != nullptr ? reinterpret_cast<std::uintptr_t>(native.host)
                                             : reinterpret_cast<std::uintptr_t>(native.code);
    TableGuard const guard(native_names_mutex_);
    auto const [entry, is_new] = native_names_.try_emplace(call);
    if (is_new) {
        if (auto* const module = as<Str>(native.module)) entry->second = to_utf8(module) + ".";
        entry->second += qualified_name(native);
    }
    return call;
}

std::uintptr_t ScriptThread::last_location() const {
    return reinterpret_cast<std::uintptr_t>(static_cast<Word const*>(vm.pc));
}

bool ScriptThread::runs_calls() const { return this == machine.main_.get(); }

namespace {

// A thread that nobody joins, with a stack for natives that go deep (only what it uses of that is memory).
// False if there can be none more.
bool start_detached(void* (*entry)(void*), void* argument) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t id;
    bool const started = pthread_create(&id, &attributes, entry, argument) == 0;
    pthread_attr_destroy(&attributes);
    return started;
}

// For Interpreter::start_helper.
bool start_helper(void (*work)(void*), void* argument) {
    struct Start {
        void (*work)(void*);
        void* argument;
    };
    auto start = std::make_unique<Start>(Start{work, argument});
    auto const entry = [](void* given) -> void* {
        std::unique_ptr<Start> const started(static_cast<Start*>(given));
        started->work(started->argument);
        return nullptr;
    };
    lock::AllSignalsBlocked const blocked;
    if (!start_detached(entry, start.get())) return false;
    (void)start.release();  // the thread's now
    return true;
}

}  // namespace

Machine::Machine(MachineSettings const& settings, Streams& streams)
    : settings_(settings), gil_(policy_of(settings)) {
    if (settings.statistics) gil_.enable_statistics();
    if (settings.observer != nullptr) {
        gil_.observe(settings.observer);
        watch_objects();
    }
    interpreter_.host = this;
    interpreter_.streams = &streams;
    interpreter_.safepoint_hook = at_safepoint;
    interpreter_.stepping_hook = at_step;
    interpreter_.import_hook = import_by_name;
    interpreter_.stop_world = [](Thread& thread) {
        (void)of(thread).gil_.stop_world(attachment(thread), lock::Stop::change);
    };
    interpreter_.start_world = [](Thread& thread) { of(thread).gil_.start_world(attachment(thread)); };
    if (gil_.concurrent()) interpreter_.start_helper = start_helper;
    interpreter_.heap.set_limit(settings.memory_limit);
    if (settings.recursion_limit != 0) interpreter_.recursion_limit = settings.recursion_limit;
    if (races()) race::watch(interpreter_);
    streams.unlocking = {};
    // A policy that keeps the lock for output makes the order of a run depend on the script alone.
    if (gil_.policy().releases_for(lock::Cause::output)) {
        streams.unlocking.leave = [](Thread& thread) {
            Machine::of(thread).gil_.release(attachment(thread), lock::Cause::output);
        };
        streams.unlocking.enter = [](Thread& thread) {
            Machine::of(thread).gil_.acquire(attachment(thread));
        };
    }
    main_ = std::make_unique<ScriptThread>(*this, "MainThread");
    gil_.attach(*main_);
    configure(*main_);
    gil_.acquire(*main_);
    interpreter_.boot(main_->vm);
    make_builtins(main_->vm);
}

Machine::~Machine() {
    if (settings_.observer != nullptr) set_current_thread(nullptr);
    gil_.detach(*main_);
    for (int left = threads_.load(std::memory_order_acquire);
         left != 0;  // pairs with the release in start_thread's entry
         left = threads_.load(std::memory_order_acquire))
        threads_.wait(left, std::memory_order_acquire);
}

void Machine::configure(ScriptThread& thread) {
    Thread& vm = thread.vm;
    vm.native_stack_limit = native_stack_limit();
    if (settings_.observer != nullptr) set_current_thread(&vm);
    if (settings_.step_limit != 0) vm.own_ticker.store(settings_.step_limit, std::memory_order_relaxed);
    attend(thread, thread.policy());
}

// Tells the observer of what threads find locked.
void Machine::watch_objects() {
    interpreter_.wait_hook = [](Thread& thread) { return std::int64_t{of(thread).gil_.now()}; };
    interpreter_.waited_hook = [](Thread& thread, Object* object, Table table, std::int64_t since) {
        ScriptThread& waiter = attachment(thread);
        lock::Gil& gil = of(thread).gil_;
        gil.tell(lock::ObjectWait{
            .thread = waiter,
            .begin = since,
            .end = gil.now(),
            .code = waiter.position().code,
            .object = object ? thread.heap->identity(object) : 0,
            .sort = object ? std::uint32_t{object->shape} : tables + static_cast<std::uintptr_t>(table)});
    };
}

// Has the loop report to the lock as often as the policy wants. Called on the thread itself.
void Machine::attend(ScriptThread& thread, lock::Policy& policy) const {
    Thread& vm = thread.vm;
    bool const counts = policy.attention() == lock::Attention::every_tick;
    SwitchPoints points = settings_.switch_points;
    if (points == SwitchPoints::policy) points = counts ? SwitchPoints::all : SwitchPoints::calls;
    vm.ticker = counts ? &policy.ticker() : &vm.own_ticker;
    vm.step_mask = points == SwitchPoints::all && !counts ? ~std::uint32_t{0} : 0;
    bool const steps = counts || vm.step_mask != 0 || settings_.step_limit != 0 || thread.steps_left_ >= 0;
    if (races())
        vm.table = steps ? watching_stepping_table() : watching_table();
    else
        vm.table = steps ? stepping_table() : plain_table();
}

// --- safepoints ---

namespace {

// A MemoryError that may strike anywhere waits until the thread is back in the script's own code. In the
// middle of a module that is part of minivm it would leave a lock held or a thread that has ended among those
// that run.
bool runs_embedded_code(Thread const& thread) {
    if (thread.base == nullptr) return false;
    return code_of(thread.base)->embedded();
}

}  // namespace

Result<void> Machine::at_safepoint(Thread& thread, std::uint32_t bits) {
    Machine& machine = of(thread);
    if (bits & pending::collect && machine.gil_.stop_world(attachment(thread), lock::Stop::collection)) {
        machine.gil_.tell(lock::Event::Kind::collection_begin, attachment(thread));
        thread.heap->collect(thread);
        machine.gil_.tell(lock::Event::Kind::collection_end, attachment(thread));
        machine.gil_.start_world(attachment(thread));
    }
    if (bits & (pending::drop_request | pending::every_safepoint)) {
        if (machine.gil_.policy().attention() == lock::Attention::every_tick)
            machine.gil_.on_tick(attachment(thread));
        else
            machine.gil_.switch_point(attachment(thread));
    }
    if (bits & pending::stop && !machine.obey_stop(attachment(thread), false)) {
        thread.request(bits & (pending::memory | pending::interrupt));  // for calls that go on
        return Raised{};
    }
    if (bits & pending::memory) {
        if (runs_embedded_code(thread)) {
            thread.request(pending::memory);
        } else {
            (void)raise_memory_error(thread);
            if (bits & pending::interrupt) thread.request(pending::interrupt);
            return Raised{};
        }
    }
    if (bits & pending::interrupt) return machine.run_signals(thread);
    return {};
}

Result<void> Machine::at_step(Thread& thread) {
    Machine& machine = of(thread);
    if (thread.ticker->load(std::memory_order_relaxed) < 0) {
        if (thread.ticker == &thread.own_ticker) {
            ScriptThread& own = attachment(thread);
            if (own.steps_left_ < 0) return raise_unsupported(thread, "the step limit is exhausted");
            return machine.next_steps(own);
        }
        if (machine.settings_.switch_points == SwitchPoints::calls) {
            thread.ticker->store(machine.gil_.policy().check_interval(), std::memory_order_relaxed);
            thread.request(pending::drop_request);
        } else {
            machine.gil_.on_tick(attachment(thread));
        }
    }
    if (thread.pending.load(std::memory_order_relaxed) & thread.step_mask) return Safepoint::stop(thread);
    return {};
}

// --- signals ---

void Machine::signal(int number) {
    if (number <= 0 || number >= signal_count) return;
    signals_[static_cast<std::size_t>(number)].store(
        true, std::memory_order_release);  // pairs with the exchange in run_signals
    main_->vm.request(pending::interrupt);
    gil_.interrupt(*main_);
    gil_.announce_call();
}

Result<void> Machine::check_interrupt(Thread& thread) {
    if (thread.pending.load(std::memory_order_relaxed) & pending::stop)
        MINIVM_TRY(obey_stop(attachment(thread), true));
    if (!(thread.pending.load(std::memory_order_relaxed) & pending::interrupt)) return {};
    thread.pending.fetch_and(~pending::interrupt,
                             std::memory_order_relaxed);  // partner: signal(); orders nothing
    return run_signals(thread);
}

// A signal that comes while this runs is seen by it or asks for another run: request() follows its mark.
Result<void> Machine::run_signals(Thread& thread) {
    gil_.tell(lock::Event::Kind::signal, attachment(thread));
    // acquire; pairs with interrupt()
    if (attachment(thread).interrupted_.exchange(false, std::memory_order_acquire)) {
        if (&attachment(thread) == main_.get()) thread.request(pending::interrupt);  // signals may wait still
        return raise_value(thread, Value::of(types(thread).keyboard_interrupt), Value::unbound());
    }
    if (&attachment(thread) != main_.get()) return {};
    for (int number = 1; number < signal_count; ++number) {
        if (!signals_[static_cast<std::size_t>(number)].exchange(false, std::memory_order_acquire))
            continue;  // pairs with signal()
        SignalHook const hook = signal_hook_;
        Result<void> const done =
            hook ? hook(thread, number)
                 : raise_value(thread, Value::of(types(thread).keyboard_interrupt), Value::unbound());
        if (done) continue;
        thread.request(pending::interrupt);  // others may wait still
        return Raised{};
    }
    return {};
}

void Machine::interrupt(ScriptThread& thread) {
    thread.interrupted_.store(true, std::memory_order_release);  // pairs with the exchange in run_signals
    thread.vm.request(pending::interrupt);
    gil_.interrupt(thread);
}

// --- stopping ---
//
// A thread that is to end is asked at every safepoint and in every wait until it is out, so that a finally
// clause which swallows the Stop gains nothing but what is left of its grace.

namespace {

constexpr std::int32_t grace = 1000;
constexpr unsigned level_shift = 8;

// Between what a with statement calls and what its handler covers: an __enter__ that has returned, or an
// __exit__ that is about to be called, with (None, None, None). A Stop there would leave a lock taken.
bool at_edge_of_with(Thread const& thread) {
    if (thread.base == nullptr || thread.pc == nullptr) return false;
    Word const* const pc = thread.pc;
    Op const op = op_of(pc);
    if (op != Op::call && op != Op::call_native) return false;
    Value const* const area = &at_offset(thread.base, operand<1>(pc));
    std::size_t const count = operand<2>(pc);
    if (count == 0) return pc - 1 > code_of(thread.base)->entry() && op_of(pc - 1) == Op::get_special;
    return count == 3 && area[frame_head].is_none() && area[frame_head + 1].is_none() &&
           area[frame_head + 2].is_none();
}

char const* words_for(StopReason reason) {
    switch (reason) {
        case StopReason::none: break;
        case StopReason::asked: return "stopped by the host";
        case StopReason::steps: return "the step budget is exhausted";
        case StopReason::time: return "the time budget is exhausted";
        case StopReason::closing: return "the VM is being closed";
    }
    return "stopped";
}

}  // namespace

void Machine::stop(ScriptThread& thread, StopReason reason, std::uint32_t level) {
    std::uint32_t const wanted = static_cast<std::uint32_t>(reason) | level << level_shift;
    std::uint32_t known = thread.stop_.load(std::memory_order_relaxed);
    // seq_cst; pairs with obey_stop and end_stop. What ends more calls goes before what ends fewer.
    while ((known == 0 || known >> level_shift > level) &&
           !thread.stop_.compare_exchange_weak(known, wanted, std::memory_order_seq_cst)) {}
    thread.vm.request(pending::stop);
    gil_.interrupt(thread);
}

Result<void> Machine::obey_stop(ScriptThread& thread, bool in_wait) {
    std::uint32_t const told = thread.stop_.load(std::memory_order_seq_cst);  // pairs with stop
    if (told == 0) return {};
    thread.vm.request(pending::stop);
    gil_.interrupt(thread);
    if (thread.grace_ == 0) thread.grace_ = grace;
    // Whether there is some left; the last of it is never spent.
    auto const spend = [&] { return thread.grace_ > 1 && --thread.grace_ > 1; };
    if (!in_wait && at_edge_of_with(thread.vm) && spend()) return {};
    if (!thread.stopping_) {
        thread.stopping_ = true;
        thread.vm.unwinds_all = thread.grace_ == 1;
    } else if (!spend()) {
        thread.vm.unwinds_all = true;
    } else if (!in_wait) {
        return {};
    }
    return raise_stop(thread.vm, words_for(static_cast<StopReason>(told & ((1u << level_shift) - 1))));
}

bool Machine::end_stop(ScriptThread& thread, std::uint32_t level) {
    if (level == 0) thread.interrupted_.store(false, std::memory_order_relaxed);  // it was for this call
    std::uint32_t told = thread.stop_.load(std::memory_order_relaxed);
    if (told == 0) return false;
    if (told >> level_shift < level) {  // it goes on around this call, whatever became of it in between
        thread.stopping_ = false;
        return false;
    }
    thread.vm.pending.fetch_and(~pending::stop, std::memory_order_seq_cst);
    // One that ends more may have come meanwhile: then that stands. seq_cst, as all here and in stop: either
    // its request comes after the bit was cleared, or it is seen here and requested again.
    bool const over = thread.stop_.compare_exchange_strong(told, 0, std::memory_order_seq_cst);
    if (thread.stop_.load(std::memory_order_seq_cst) != 0) thread.vm.request(pending::stop);
    if (!over) return false;
    thread.stopping_ = thread.vm.unwinds_all = false;
    thread.grace_ = 0;
    return true;
}

bool Machine::set_steps(ScriptThread& thread, std::int64_t steps, std::uint32_t level) {
    if (steps >= 0 && thread.vm.ticker != &thread.vm.own_ticker) return false;
    thread.steps_left_ = steps;
    thread.steps_level_ = level;
    thread.steps_are_out_ = false;
    thread.vm.own_ticker.store(INT32_MAX, std::memory_order_relaxed);
    if (steps >= 0) {
        std::int64_t const first = std::min<std::int64_t>(steps, INT32_MAX);
        thread.steps_left_ = steps - first;
        thread.vm.own_ticker.store(static_cast<std::int32_t>(first), std::memory_order_relaxed);
    }
    attend(thread, thread.policy());
    return true;
}

std::int64_t Machine::steps_left(ScriptThread const& thread) const {
    if (thread.steps_left_ < 0) return -1;
    if (thread.steps_are_out_) return 0;
    return thread.steps_left_ + std::max(thread.vm.own_ticker.load(std::memory_order_relaxed), 0);
}

Result<void> Machine::next_steps(ScriptThread& thread) {
    std::int64_t const next = std::min<std::int64_t>(thread.steps_left_, INT32_MAX);
    thread.steps_left_ -= next;
    // Out of steps: what it still may do is counted by obey_stop.
    thread.vm.own_ticker.store(next != 0 ? static_cast<std::int32_t>(next) : INT32_MAX,
                               std::memory_order_relaxed);
    if (next != 0) return {};
    thread.steps_are_out_ = true;
    stop(thread, StopReason::steps, thread.steps_level_);  // takes effect at the next safepoint
    return {};
}

void Machine::stop_threads(StopReason reason) {
    std::lock_guard const guard(started_mutex_);
    if (reason == StopReason::closing) starts_no_more_ = true;
    for (ScriptThread* const thread : started_) stop(*thread, reason);
}

std::size_t Machine::started_threads() const {
    std::lock_guard const guard(started_mutex_);
    return started_.size();
}

// --- threads ---

std::unique_ptr<ScriptThread> Machine::adopt_thread(std::string name) {
    auto thread = std::make_unique<ScriptThread>(*this, std::move(name));
    gil_.attach(*thread);
    return thread;
}

void Machine::dismiss(std::unique_ptr<ScriptThread> thread) {
    thread->vm.leave();
    gil_.detach(*thread);
}

void Machine::take_up(ScriptThread& thread) { configure(thread); }

Result<void> Machine::start_thread(Thread& parent, std::string name, Body body, Value argument) {
    struct Start {
        Machine& machine;
        std::unique_ptr<ScriptThread> thread;
        Body body;
    };
    auto start = std::make_unique<Start>(Start{*this, nullptr, body});
    try {
        start->thread = std::make_unique<ScriptThread>(*this, std::move(name));
    } catch (std::bad_alloc const&) {
        return raise(parent, types(parent).runtime_error, "can't start new thread");
    }
    start->thread->vm.thread_object = argument;
    gil_.attach(*start->thread, lock::Arrival::starting);
    if (!enlist(*start->thread, attachment(parent))) {
        gil_.detach(*start->thread);
        return raise(parent, types(parent).runtime_error, "can't start new thread");
    }
    if (races()) races()->forked(parent, start->thread->vm);
    auto const entry = [](void* given) -> void* {
        std::unique_ptr<Start> started(static_cast<Start*>(given));
        std::atomic<int>& threads = started->machine.threads_;
        started->machine.run(std::move(started->thread), started->body);
        started.reset();
        if (threads.fetch_sub(1, std::memory_order_release) == 1)
            threads.notify_all();  // pairs with ~Machine's acquire
        return nullptr;
    };
    threads_.fetch_add(1, std::memory_order_relaxed);  // ordered by the start of the thread
    if (!start_detached(entry, start.get())) {
        threads_.fetch_sub(1, std::memory_order_relaxed);
        forget(*start->thread);
        gil_.detach(*start->thread);
        return raise(parent, types(parent).runtime_error, "can't start new thread");
    }
    (void)start.release();  // the thread's now
    return {};
}

void Machine::run(std::unique_ptr<ScriptThread> thread, Body body) {
    configure(*thread);
    gil_.acquire(*thread);
    body(thread->vm, thread->vm.thread_object);
    forget(*thread);
    // The VM's part must go while the lock is held, the lock's part after it was given up; the latter needs
    // the former's record no more.
    if (settings_.observer != nullptr) set_current_thread(nullptr);
    thread->vm.leave();
    gil_.detach(*thread);
}

// From here on the thread may be told to stop. One that is to end itself starts no others, which would
// outlive the stop.
bool Machine::enlist(ScriptThread& thread, ScriptThread const& parent) {
    std::lock_guard const guard(started_mutex_);
    if (starts_no_more_ || started_.size() >= settings_.thread_limit) return false;
    if (parent.stop_.load(std::memory_order_relaxed) != 0) return false;  // stored before stop_threads began
    started_.push_back(&thread);
    return true;
}

void Machine::forget(ScriptThread const& thread) {
    std::lock_guard const guard(started_mutex_);
    std::erase(started_, &thread);
}

void Machine::close() {
    if (closed_) return;
    closed_ = true;
    if (companion_) companion_->close();
    gil_.close(*main_);
}

}  // namespace minivm
