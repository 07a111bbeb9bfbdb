#pragma once
// What is behind a Vm: the machine, the threads that the host brings to it, the gate that they come through,
// and the handles on its values. Shared by the Vm and by all Values: the Vm's end (close) takes the machine
// away, the last of them all takes the rest.
//
// Inside the library the public names are those of minivm::MINIVM_ABI (here: unqualified), the machine's
// those of minivm (here: Thread and the like, or qualified where both have the name).
//
// Locks, in the order in which they may be taken: the interpreter lock, Core::mutex_, the machine's own.
// Nothing waits for the interpreter lock with another one held.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "minivm/vm.hpp"
#include "runtime/embed/lock_watch.hpp"
#include "runtime/embed/posted.hpp"
#include "runtime/embed/watchdog.hpp"
#include "runtime/machine.hpp"
#include "runtime/streams.hpp"
#include "vm/native.hpp"

namespace minivm::MINIVM_ABI::detail {

/// An exception waits in the thread: how that travels through the C++ code of the host.
struct Pending {};

/// What a Value points to. The value is the machine's to read while anybody holds the slot.
struct Slot {
    std::atomic<std::uint32_t> count{0};  // Values that hold it
    minivm::Value value = minivm::Value::none();
    Slot* next = nullptr;  // of those that nobody holds
    Core* core = nullptr;
};

/// A C++ function that is bound to a name. Lives as long as the machine.
struct BoundFunction {
    std::string name;
    std::string signature;
    Function function;
    bool is_method = false;    // argument 0 is self
    bool is_operator = false;  // see native_object.hpp
};

class Core {
public:
    /// With no thread in it. One reference is the caller's. Throws Error.
    explicit Core(Config config);

    void retain() { references_.fetch_add(1, std::memory_order_relaxed); }  // whoever calls has one already
    void release();

    static Core& of(Thread const& thread) { return *static_cast<Core*>(Machine::of(thread).settings().host); }
    Machine& machine() { return *machine_; }
    Watchdog& watchdog() { return watchdog_; }
    LockWatch& watch() { return watch_; }
    Posted& posted() { return posted_; }
    Streams& streams() { return *streams_; }
    Config const& config() const { return config_; }

    // --- The gate. Lock: released.

    bool closed() const { return closed_.load(std::memory_order_acquire); }  // pairs with close
    /// A thread of the machine's for a thread of the host's; null if the Vm is closed. Waits while there is
    /// none.
    ScriptThread* bring();
    /// Sees to it that the next one finds a thread too. Lock: held.
    void provide();
    void take_back(ScriptThread* thread);
    void close();
    /// Waits for what the host is told of the lock, and ends it. Lock: held, by nobody else any more.
    void end_watch(Thread& thread);
    void interrupt();
    void stop();
    template <typename F>
    auto while_open(F f) const -> decltype(f(std::declval<Machine&>())) {
        std::lock_guard const guard(mutex_);
        if (!machine_) return {};
        return f(*machine_);
    }

    // --- Handles. Lock: held.

    Value handle(minivm::Value value);
    minivm::Value value_of(Value const& handle) const;
    static void drop(Slot* slot) noexcept;  // Lock: either
    static Slot* slot_of(Value const& handle) { return handle.slot_; }

    // --- Errors. Lock: held.

    /// The exception that waits in the thread, which is then gone.
    Error take_error(Thread& thread);
    /// What it is in a script: the one that it came from, or one that is made. Throws.
    minivm::Value exception_of(Thread& thread, Error const& error);
    /// In a catch block: what was thrown, raised in the script. `position` is the argument that was being
    /// converted.
    Raised raise_caught(Thread& thread, std::string const& function, int position);
    static Error make_error(Error::Kind kind, std::string type_name, std::string message);
    static Error syntax_error(std::string type_name, std::string message, std::string traceback);

    // --- Functions. Lock: held.

    /// A method of `owner`, if that is not null.
    Native* bind(Thread& thread, std::string name, Function function, minivm::Type* owner = nullptr);
    minivm::Value make_callable(Thread& thread, Function function);
    /// The type of a C++ class's instances; false if it has one.
    bool add_class(std::type_info const& id, minivm::Type* type);
    /// Null if it has none.
    minivm::Type* class_of(std::type_info const& id) const;
    minivm::Module* main_module() const { return main_module_; }

private:
    ~Core();
    MachineSettings settings();
    std::unique_ptr<Streams> make_streams();
    void prepare();
    void prepare_sys(Thread& thread) const;
    void add_thread(std::unique_ptr<ScriptThread> thread);
    void trace_handles(Tracer& tracer);
    static void trace_root(Object* object, Tracer& tracer);

    Config config_;
    std::atomic<std::size_t> references_{1};
    std::unique_ptr<Streams> streams_;
    Posted posted_;
    LockWatch watch_;
    std::unique_ptr<Machine> machine_;
    Watchdog watchdog_;
    minivm::Module* main_module_ = nullptr;
    minivm::Type* callable_type_ = nullptr;
    std::deque<BoundFunction> functions_;                         // mutex_
    std::unordered_map<std::type_index, minivm::Type*> classes_;  // mutex_

    std::mutex mutable mutex_;
    std::condition_variable changed_;
    std::atomic<bool> closed_{false};                     // stored under mutex_
    bool over_ = false;                                   // mutex_. Closed, and nobody is inside
    std::vector<std::unique_ptr<ScriptThread>> brought_;  // mutex_. All but the main thread
    std::vector<ScriptThread*> idle_;                     // mutex_
    std::vector<ScriptThread*> inside_;                   // mutex_. The one that came first is first
    bool providing_ = false;                              // mutex_
    std::size_t arriving_ = 0;                            // mutex_. In bring()
    std::size_t closing_ = 0;                             // mutex_. In close(), but for the first

    static constexpr std::size_t slots_a_chunk = 64;
    std::mutex slots_mutex_;
    std::vector<std::unique_ptr<Slot[]>> chunks_;  // slots_mutex_, or the world stopped
    Slot* free_ = nullptr;                         // slots_mutex_
    std::atomic<Slot*> dropped_{nullptr};          // a stack that is only pushed to, or taken as a whole
};

/// A thread of the machine's as the host's code sees it, and back.
inline Context& context_of(Thread& thread) { return reinterpret_cast<Context&>(thread); }
inline Thread& thread_of(Context& context) { return reinterpret_cast<Thread&>(context); }
inline Raw raw_of(minivm::Value value) { return static_cast<Raw>(value.bits()); }
inline minivm::Value value_of(Raw raw) { return minivm::Value::from_bits(static_cast<std::uint64_t>(raw)); }

inline std::span<minivm::Value const> values_of(Raw const* items, std::size_t count) {
    static_assert(sizeof(Raw) == sizeof(minivm::Value));
    return {reinterpret_cast<minivm::Value const*>(items), count};
}

/// What the machine's functions give, or the exception that waits as Pending.
template <typename T>
T checked(minivm::Result<T> result) {
    if (!result) throw Pending{};
    return result.take();
}
inline void checked(minivm::Result<void> result) {
    if (!result) throw Pending{};
}

/// A str of what need not be UTF-8: bytes that are none become lone surrogates, as Python's surrogateescape.
Str* text_of(Thread& thread, std::string_view bytes);

}  // namespace minivm::MINIVM_ABI::detail
