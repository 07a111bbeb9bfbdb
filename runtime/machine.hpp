#pragma once
// A whole virtual machine: an interpreter, its lock and its threads. Where the VM (which knows no lock) and
// the lock (which knows no VM) meet: the safepoint hook gives the lock up, and a blocking call leaves through
// `blocking`.
//
// Made and destroyed by one thread, the main one, which holds the lock from the constructor on.
#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/lock/gil.hpp"
#include "runtime/modules/import_turn.hpp"
#include "runtime/streams.hpp"
#include "vm/state.hpp"

namespace minivm {

class Machine;

namespace race {
class Detector;
}

/// Where a thread may lose the lock to another.
enum class SwitchPoints : std::uint8_t {
    policy,  // as the policy's original: between any two instructions under `tick`, else `calls`
    calls,   // at calls and back-edges, as CPython since 3.10
    all,     // between any two instructions, as CPython before
};

struct MachineSettings {
    std::string policy{lock::default_policy};
    lock::PolicySettings lock;
    SwitchPoints switch_points = SwitchPoints::policy;
    bool statistics = false;
    lock::Observer* observer = nullptr;  // told of all that happens to the lock; must outlive the machine
    race::Detector* races = nullptr;     // told of all that threads share; must outlive the machine
    std::size_t memory_limit = 0;        // bytes; 0: none
    std::int32_t step_limit = 0;  // instructions per thread; 0: none. What remains raises UnsupportedError
};

/// A thread of the script: the VM's part and the lock's.
class ScriptThread final : public lock::Attachment {
public:
    /// Lock: held by the thread that makes it (none, for the first).
    ScriptThread(Machine& machine, std::string name);

    void request() override;
    void withdraw() override;
    void follow(lock::Policy& policy) override;
    bool runs_calls() const override;
    /// In the program, even if that is inside a module which is part of minivm: then `call` is its function's
    /// Code. Else `call` is the Native that is being called.
    lock::Location location() const override;
    /// The same but for the Native. Takes no lock of the VM's.
    lock::Location position() const;
    std::uintptr_t last_location() const override;
    void run_calls() override {}  // the safepoint raises KeyboardInterrupt

    Machine& machine;
    Thread vm;
};

class Machine {
public:
    /// Boots the interpreter, with the module builtins. `streams` must outlive it. std::invalid_argument: no
    /// such policy.
    Machine(MachineSettings const& settings, Streams& streams);
    /// Waits for threads that are on their way out; there must be no others: see lock::Gil::close.
    ~Machine();
    Machine(Machine const&) = delete;
    Machine& operator=(Machine const&) = delete;

    static Machine& of(Thread const& thread) { return *static_cast<Machine*>(thread.interpreter->host); }
    static ScriptThread& attachment(Thread const& thread) { return *static_cast<ScriptThread*>(thread.host); }

    Thread& main_thread() { return main_->vm; }
    lock::Gil& gil() { return gil_; }
    Interpreter const& interpreter() const { return interpreter_; }
    MachineSettings const& settings() const { return settings_; }
    /// Null unless data races are looked for.
    race::Detector* races() const { return settings_.races; }

    /// Starts an OS thread that takes the lock and runs `body(thread, argument)`. `argument` is
    /// Thread::thread_object and is kept alive by that. RuntimeError "can't start new thread". Lock: held by
    /// `parent`.
    using Body = void (*)(Thread& thread, Value argument);
    Result<void> start_thread(Thread& parent, std::string name, Body body, Value argument);

    Imports& imports() { return imports_; }

    /// What an object wait that the observer is told of was for: the sort is the object's shape or, from
    /// `tables` on, a Table.
    static constexpr std::uintptr_t tables = std::uintptr_t{1} << 32;

    /// The name of a native that was the `call` of a ScriptThread's location. Lock: held.
    std::string const& native_name(std::uintptr_t call) const {
        TableGuard const guard(native_names_mutex_);
        return native_names_.at(call);
    }

    /// A signal came: the main thread runs its handler at its next safepoint, or now if it is blocked. Safe
    /// in a signal handler.
    void signal(int number);
    /// Runs the handlers that are due, if this is the main thread. After a wait that was interrupted. May run
    /// script code. Lock: held.
    Result<void> check_interrupt(Thread& thread);
    /// What runs a signal's handler; until it is set, each signal raises KeyboardInterrupt.
    /// (runtime/modules/signal.cpp)
    using SignalHook = Result<void> (*)(Thread& thread, int number);
    void run_signals_by(SignalHook hook) { signal_hook_ = hook; }

    /// Ends all other threads' running: they stop where they are when they next want the lock. At exit, when
    /// only daemons are left.
    void close();

private:
    friend class ScriptThread;
    static Result<void> at_safepoint(Thread& thread, std::uint32_t bits);
    static Result<void> at_step(Thread& thread);
    void configure(ScriptThread& thread);
    void attend(ScriptThread& thread, lock::Policy& policy) const;
    void watch_objects();
    std::uintptr_t remember(Native const& native) const;
    void run(std::unique_ptr<ScriptThread> thread, Body body);
    Result<void> run_signals(Thread& thread);

    MachineSettings const settings_;
    lock::Gil gil_;
    Interpreter interpreter_;
    std::unique_ptr<ScriptThread> main_;
    bool closed_ = false;
    static constexpr int signal_count = 65;
    std::array<std::atomic<bool>, signal_count>
        signals_{};                             // those that came and whose handlers have not run
    Shared<SignalHook> signal_hook_ = nullptr;  // lock
    Imports imports_;
    TableMutex mutable native_names_mutex_;
    std::unordered_map<std::uintptr_t, std::string> mutable native_names_;  // native_names_mutex_
    // OS threads that may still be in our code, if only on their way out.
    std::atomic<int> threads_{0};
};

/// For blocking calls: the lock is given up while this lives. Raises nothing; natives must not touch the heap
/// meanwhile.
class Unlocked {
public:
    Unlocked(Thread& thread, lock::Cause cause) : unlocked_(Machine::attachment(thread), cause) {}

private:
    lock::Unlocked unlocked_;
};

}  // namespace minivm
