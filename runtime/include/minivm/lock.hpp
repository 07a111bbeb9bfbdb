#pragma once

// The lock of a Vm as its host sees it: which policy it has, what it counts, what happens to it and when.
// What is not asked for costs nothing: counting is done anyway, all else begins when it is called for.
//
// A Lock is a small handle: copy it as you like, it may be used as long as its Vm, on any thread. Each member
// takes the lock for itself (nested in a call it goes on with it) and gives an Error of kind closed once the
// Vm is; so nothing here can be called from a hook, a watch or a policy, which are called in the middle of
// the lock's own work: they get an Error of kind misuse.
//
// Without a lock (the free-threaded build's policy `off`) "to have the lock" means to be one that runs, and
// to want it to wait until the world goes on: a trace tells of the stops of the world, hooks of the threads
// that stood still. Nobody holds the lock then, so nobody holds it for too long: watch() says false.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "minivm/settings.hpp"
#include "minivm/value.hpp"

MINIVM_BEGIN

/// What all threads that there ever were did, added up. Exact.
struct LockCounters {
    // Counted always.
    std::uint64_t acquisitions = 0;  // a thread got the lock
    std::uint64_t forced = 0;        // it had to let it go: another thread asked, or its allowance was over
    std::uint64_t voluntary = 0;     // it let it go by itself: to wait, to write, as a call was over
    std::uint64_t wasted_wakes = 0;  // it was woken to find the lock taken

    // Only while Lock::measure is on, for it needs a clock. A wait or a hold counts when it is over, if it
    // began while this was on.
    std::uint64_t switches = 0;  // the lock came to another thread than had it before
    std::uint64_t waits = 0;
    std::chrono::nanoseconds waiting{0};
    std::chrono::nanoseconds longest_wait{0};
    std::chrono::nanoseconds holding{0};
    std::chrono::nanoseconds longest_hold{0};
};

/// Something that happened to a thread. All text lives as long as the call of the sink.
struct LockEvent {
    enum class Kind : std::uint8_t {
        wait,         // wants the lock
        run,          // has it
        block,        // let it go for a call
        leave,        // ended, or went back to the host's code
        stop,         // of the command's only
        retake,       // let it go and had it again at once, `amount` times until `until`
        request,      // was asked to let it go, by `other` or by the policy
        wasted_wake,  // was woken `amount` times to find it taken
        collection_begin,
        collection_end,
        signal,        // noticed a signal or an interrupt
        deadlock,      // no thread can go on
        policy,        // changed the policy, to `call`
        world_starts,  // lets the threads go on that it had stopped: where threads run at once
    };
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};

    Kind kind{};
    std::chrono::nanoseconds time{0};  // of std::chrono::steady_clock; under `seeded`, virtual
    std::chrono::nanoseconds until{0};
    std::uint32_t thread = 0;  // number: each thread of a Vm's has another
    std::string_view name;     // of the thread
    std::uint32_t other = nobody;
    std::uint64_t amount = 0;
    std::string_view cause;  // "forced", "io", "lock_wait", ...: why it let the lock go, or why it wants it
    std::string_view file;   // where it was; empty: in no script
    std::uint32_t line = 0;  //
    std::string_view function;  //
    std::string_view call;      // the builtin or native function that it called there
};

/// Events in the order in which they happened, and how many since the last batch found no room.
using LockSink = std::function<void(std::span<LockEvent const> events, std::uint64_t lost)>;

/// The thread that a hook is called about.
struct LockThread {
    std::uint32_t number;   // each thread of a Vm's has another
    std::string_view name;  // as long as the call
    std::string_view cause;
};

/// Called as it happens, in this order for each thread, whatever the policy. All of them: on any thread,
/// often with locks of the policy's taken. They must not call the Vm (an Error says so), not wait for a
/// thread of it and not throw, which ends the program; their time is the lock's.
struct LockHooks {
    /// The thread wants the lock. It does not have it, unless that was free: then `resumed` follows at once.
    std::function<void(LockThread const&)> ready = {};
    /// It has the lock, and is about to go on. On the thread itself.
    std::function<void(LockThread const&)> resumed = {};
    /// It is about to give the lock up, and has it still. On the thread itself.
    std::function<void(LockThread const&)> suspended = {};
};

/// A thread that has had the lock for long, and has it still.
struct LongHold {
    std::uint32_t thread = 0;
    std::string name;
    std::chrono::nanoseconds held{0};  // so far
    std::size_t waiting = 0;           // threads that want it
    // Where the thread last looked up: the call that it is in, if it is in one. Empty: in no script.
    std::string file;
    std::uint32_t line = 0;
    std::string function;
    std::string text;    // the line
    std::string native;  // the function of the host's that runs, if one does
};

class Lock {
public:
    /// Another policy from now on; the threads come over to it as they next want the lock. False if either of
    /// the two cannot be changed, as `seeded` and `off`. The same one by name: its intervals. Misuse: there
    /// is no such policy.
    Result<bool> use(LockPolicy const& policy) const;
    /// Its name; "" once the Vm is closed.
    std::string policy() const;
    /// Its name and its intervals, as they are now.
    Result<LockPolicy> settings() const;

    Result<LockCounters> counters() const;
    /// Begins and ends what LockCounters says of time. Costs a reading of the clock for each change.
    Result<void> measure(bool on = true) const;

    /// Begins to record all that happens, for a file of the kind that its name ends in: .html, .json (for
    /// ui.perfetto.dev), .svg, .csv, or .trace, for `minivm report`. It is written by end_trace, or as the Vm
    /// is closed; what goes wrong then is told to Config::err. Recording costs some 50 ns an event and 32
    /// bytes; what comes after `most` events is counted, and the file tells how many those are. OSError: the
    /// file cannot be written. Misuse: another kind of file, or a trace is being made already.
    Result<void> trace(std::string const& file, std::size_t most = 4'000'000) const;
    /// The same for a callback. It gets what has gathered when somebody calls drain(), on that thread and
    /// without the lock (it may call the Vm), the rest as the trace ends. As the Vm is closed it is called on
    /// the thread that closes it; what it throws then is lost.
    Result<void> trace(LockSink sink, std::size_t most = 4'000'000) const;
    /// Hands to the sink what has gathered; how many events that were. What the sink throws is the Error; the
    /// events are gone all the same. Misuse: there is no trace to a callback, or another thread drains.
    Result<std::size_t> drain() const;
    /// Writes the file, or hands over the rest. Misuse: there is no trace, or another thread drains.
    Result<void> end_trace() const;

    /// These from now on, instead of those before; none of them: no more. When it returns, those before are
    /// not running and will not be called again.
    Result<void> hooks(LockHooks hooks) const;

    /// Which holds are told.
    enum class When : std::uint8_t { others_wait, always };
    /// Has `tell` called when a thread has had the lock for longer than that, once for each hold; instead of
    /// what was set before. False where there is no lock. A thread of the library's, which looks once in
    /// `longer`, calls it, with no lock held: it may interrupt() or stop() the Vm, and can call nothing else
    /// of it; the Vm's end waits for it. It must not throw, which ends the program.
    Result<bool> watch(std::chrono::nanoseconds longer, std::function<void(LongHold const&)> tell,
                       When when = When::others_wait) const;
    /// When it returns the watch is not running and will not be called again.
    Result<void> end_watch() const;

private:
    friend class Vm;
    explicit Lock(detail::Core& core) : core_(&core) {}
    detail::Core* core_;
};

MINIVM_END
