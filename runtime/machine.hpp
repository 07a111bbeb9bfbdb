#pragma once
// A whole virtual machine: an interpreter, its lock and its threads. Where the VM (which knows no lock) and
// the lock (which knows no VM) meet: the safepoint hook gives the lock up, and a blocking call leaves through
// `blocking`.
//
// Made and destroyed by one thread, the main one, which holds the lock from the constructor on.
#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
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

/// What belongs to a machine but is made by a module of its script's.
class Companion {
public:
    virtual ~Companion() = default;
    /// Ends what it runs. Lock: either. The machine's own threads still run, or none does any more.
    virtual void close() = 0;
};

/// What a script may do to the world outside; a host decides (runtime/include/minivm/vm.hpp).
struct Granted {
    bool files = true;         // modules of the import path
    bool clock = true;         // time
    bool process = true;       // signals; with files, os and subprocess
    bool network = true;       // socket
    bool lock = true;          // gil: looking at the lock, and changing it
    bool interpreters = true;  // concurrent.interpreters: VMs beside this one
};

struct MachineSettings {
    std::string policy{lock::default_policy};
    lock::PolicySettings lock;
    std::function<std::unique_ptr<lock::Policy>()> make_policy = {};  // instead of these two
    SwitchPoints switch_points = SwitchPoints::policy;
    bool statistics = false;
    lock::Observer* observer = nullptr;  // told of all that happens to the lock; must outlive the machine
    race::Detector* races = nullptr;     // told of all that threads share; must outlive the machine
    std::size_t memory_limit = 0;        // bytes; 0: none
    std::int32_t step_limit = 0;  // instructions per thread; 0: none. What remains raises UnsupportedError
    std::size_t thread_limit = SIZE_MAX;  // threads of the script's at a time, the host's not counted
    std::int32_t recursion_limit = 0;     // what sys.setrecursionlimit may ask for, and what is set; 0: any
    Granted granted;
    /// The text of a module that the VM has not: false if the host has none either. Lock: held; may be given
    /// up.
    std::function<Result<bool>(Thread& thread, std::string const& name, std::string& text)> load = {};
    void (*compiled)(Thread& thread) = nullptr;  // told when a module was compiled. Lock: held
    void* host = nullptr;                        // whose machine it is
};

/// Why a thread was told to end what it does: the message of the Stop.
enum class StopReason : std::uint8_t { none, asked, steps, time, closing };

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

private:
    friend class Machine;
    // What it was told: a StopReason, and how many calls from the host within each other go on. Written by
    // any thread, by compare and exchange.
    std::atomic<std::uint32_t> stop_{0};
    std::atomic<bool> interrupted_{false};  // one KeyboardInterrupt is due
    // The thread's own.
    bool stopping_ = false;         // a Stop was raised
    std::int32_t grace_ = 0;        // safepoints that finally clauses have left
    std::int64_t steps_left_ = -1;  // beyond those in Thread::own_ticker; -1: as many as it likes
    std::uint32_t steps_level_ = 0;
    bool steps_are_out_ = false;
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

    /// Of the module concurrent.interpreters, once there is one. Lock: held.
    Companion* companion() const { return companion_.get(); }
    void set_companion(std::unique_ptr<Companion> companion) { companion_ = std::move(companion); }

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

    /// Ends what the thread is doing, down to the `level`th of the calls from the host that it is within (0:
    /// all of them): a Stop is raised at its next safepoint or in its wait, this one and all that follow
    /// until end_stop. finally clauses and __exit__ methods have 1000 safepoints to run in. The caller sees
    /// to it that the thread stays attached. Lock: either.
    void stop(ScriptThread& thread, StopReason reason, std::uint32_t level = 0);
    /// The call at `level` is over, and so is a stop of it; of the outermost, an interrupt as well. Whether
    /// there was one. Lock: held by the thread.
    bool end_stop(ScriptThread& thread, std::uint32_t level);
    /// The steps that the thread has left for the call at `level`; -1: no limit. False, and nothing is set,
    /// under a policy that counts instructions itself. Lock: held by the thread.
    bool set_steps(ScriptThread& thread, std::int64_t steps, std::uint32_t level = 0);
    std::int64_t steps_left(ScriptThread const& thread) const;
    std::uint32_t steps_level(ScriptThread const& thread) const { return thread.steps_level_; }
    /// Raises KeyboardInterrupt in the thread, once. As for stop.
    void interrupt(ScriptThread& thread);
    /// Stops the threads that the script has started; it can start no more if `reason` is closing. May be
    /// called again. Lock: either.
    void stop_threads(StopReason reason);
    /// How many of them there are still. Lock: either.
    std::size_t started_threads() const;

    /// A thread of the host's, for whoever comes with it: not running. Lock: held.
    std::unique_ptr<ScriptThread> adopt_thread(std::string name);
    /// Gives it back. It must not be running. Lock: held, by another.
    void dismiss(std::unique_ptr<ScriptThread> thread);
    /// For a thread of the host's that the calling OS thread is about to acquire or has acquired.
    void take_up(ScriptThread& thread);

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
    Result<void> obey_stop(ScriptThread& thread, bool in_wait);
    Result<void> next_steps(ScriptThread& thread);
    bool enlist(ScriptThread& thread, ScriptThread const& parent);
    void forget(ScriptThread const& thread);
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
    std::unique_ptr<Companion> companion_;
    TableMutex mutable native_names_mutex_;
    std::unordered_map<std::uintptr_t, std::string> mutable native_names_;  // native_names_mutex_
    std::mutex mutable started_mutex_;    // nothing is waited for with it held
    std::vector<ScriptThread*> started_;  // started_mutex_. The script's threads that are attached
    bool starts_no_more_ = false;         // started_mutex_
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
