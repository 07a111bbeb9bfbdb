#pragma once

// What distinguishes one interpreter lock from another: when a thread is asked to let go, who is woken, when
// a thread yields. The Gil calls these functions around its own bookkeeping, in a fixed order; a policy keeps
// no record of states, counts or times. One policy belongs to one Gil.

#include <atomic>
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/lock/attachment.hpp"
#include "runtime/lock/platform.hpp"
#include "vm/sync.hpp"

namespace minivm::lock {

// A condition a blocked thread waits for: a reference to a callable, valid during the call it is passed to.
template <typename F>
concept Condition = std::predicate<F&>;

class Ready {
public:
    template <Condition F>
    Ready(F& condition)
        : object_{&condition}, test_{[](void const* object) -> bool {
              return (*static_cast<F*>(const_cast<void*>(object)))();  // as it was before it lost its type
          }} {}

    bool operator()() const { return test_(object_); }

private:
    void const* object_;
    bool (*test_)(void const*);
};

// How often the virtual machine has to report to the lock.
enum class Attention : std::uint8_t {
    on_request,       // Gil::switch_point when Attachment::request was called
    every_safepoint,  // Gil::switch_point at each safepoint: the request is never withdrawn
    every_tick,       // counts Gil::ticker down at each bytecode which ticks, Gil::on_tick below zero
};

// A thread's first turn: it comes by itself some day, or it is being started and counts as waiting from now
// on.
enum class Arrival : std::uint8_t { later, starting };

// What a thread stops the world for. `collection`: it is at a safepoint, and so must all others be; what one
// has done need not be done again for another that asked meanwhile. `change`: it is in the middle of a
// native, and others that ask for the same need not leave theirs.
enum class Stop : std::uint8_t { collection, change };

class Policy {
public:
    Policy() = default;
    Policy(Policy const&) = delete;
    Policy& operator=(Policy const&) = delete;
    virtual ~Policy() = default;

    virtual std::string_view name() const = 0;
    virtual Attention attention() const { return Attention::on_request; }

    // Whether threads run at once: whoever runs is attached, and alone only while it has stopped the world.
    virtual bool concurrent() const { return false; }

    // Whether a program may change to it and away from it (Gil::adopt).
    virtual bool exchangeable() const { return true; }
    // It is the Gil's no longer: who gets the lock lets it go at once, and need not be asked. And it is
    // again. Lock: held, that of the policy in force.
    virtual void retire() {}
    virtual void revive() {}

    // What a new thread is to sleep on while it is blocked.
    virtual std::unique_ptr<Parking> make_parking() { return nullptr; }

    // A thread comes to be known, is forgotten. attach gives it a seat; after detach no request may reach it.
    // Lock: either; detach is never called on a thread which is running, waiting or blocked, but for one
    // which was announced as starting and could not be started.
    virtual void attach(Attachment& thread, Arrival arrival) = 0;
    virtual void detach(Attachment& thread) = 0;

    // Takes the lock, lets it go. The cause tells forced from voluntary: a policy may treat them differently.
    virtual void acquire(Attachment& thread) = 0;
    virtual void release(Attachment& thread, Cause cause) = 0;
    // Takes the lock if that can be had at once, without a queue and without a wait; it may always refuse.
    virtual bool try_acquire(Attachment&) { return false; }
    // Lets go and takes it again, perhaps handing it to another thread directly. Lock: held.
    virtual void yield(Attachment& thread, Cause cause) {
        release(thread, cause);
        acquire(thread);
    }

    // Whether to yield: at a safepoint, when the ticker ran out, when the thread offers to. Lock: held.
    virtual bool at_switch_point(Attachment&) { return true; }
    virtual bool at_tick(Attachment&) { return false; }
    virtual bool at_offer(Attachment&) { return true; }
    // Whether the lock is let go for this cause at all.
    virtual bool releases_for(Cause) const { return true; }

    // Waits until `ready` or `deadline` without the lock. `ready` is asked after each unpark; it is asked
    // without the lock, except by policies that run one thread at a time anyway. Does not time out while
    // `ready` holds. Lock: held on entry and return, released in between.
    virtual Wake block(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) = 0;
    // Makes a thread that blocks, or will block next, ask its condition again. Lock: either.
    virtual void unpark(Attachment& thread) = 0;
    // Ends the thread's blocked wait, this one or the next. Safe in a signal handler.
    virtual void interrupt(Attachment& thread) = 0;
    // Whether every thread is blocked, none has a deadline and nothing outside can wake one.
    virtual bool deadlocked() const { return false; }

    // Calls are waiting for the thread which runs them (Attachment::runs_calls). Safe in a signal handler.
    virtual void announce_call() {}
    // Nobody but the survivor will get the lock again: ask it for nothing more. Lock: held by the survivor.
    virtual void close(Attachment&) {}

    // Has all other threads stand still, until start_world; false if another thread has done meanwhile what
    // this one asked for. Who holds a lock is alone anyway. Lock: held.
    virtual bool stop_world(Attachment&, Stop) { return true; }
    virtual void start_world(Attachment&) {}
    // The thread that stops the world or is about to; null if there is none. It may go as soon as the caller
    // stands still. Lock: held.
    virtual Attachment* stopper() const { return nullptr; }

    // For loops that wait for something which another thread is just doing: a moment passes, and other
    // threads get this one's processor.
    virtual void relax() {}
    virtual void give_way() {}

    // The clock that deadlines are measured on, and the machine's account of the calling thread.
    virtual Nanoseconds now() = 0;
    virtual Usage usage() = 0;
    [[noreturn]] virtual void halt() = 0;

    // Settings which scripts may read and write whatever the policy.
    int check_interval() const {
        return check_interval_.load(std::memory_order_relaxed);
    }  // relaxed; orders nothing
    void check_interval(int bytecodes) { check_interval_.store(bytecodes, std::memory_order_relaxed); }
    Nanoseconds switch_interval() const {
        return switch_interval_.load(std::memory_order_relaxed);
    }  // likewise
    void switch_interval(Nanoseconds interval) {
        switch_interval_.store(interval, std::memory_order_relaxed);
    }

    // Bytecodes left, shared by all threads. Moved by the holder of the lock, zeroed by anybody: relaxed
    // throughout.
    std::atomic<int>& ticker() { return ticker_; }

private:
    std::atomic<int> check_interval_{100};
    std::atomic<Nanoseconds> switch_interval_{5'000'000};
    std::atomic<int> ticker_{0};
};

// The settings of a new policy. An interval that is not given is the policy's own.
struct PolicySettings {
    std::optional<int> check_interval = std::nullopt;
    std::optional<Nanoseconds> switch_interval = std::nullopt;
    std::uint64_t seed = 0;
    std::uint32_t switch_one_in = 8;  // seeded: how rarely a switch point switches, at least 1
};

// The policy of that name on the real machine, or null if there is none. A variant's name is its policy's, a
// colon and its own.
std::unique_ptr<Policy> make_policy(std::string_view name, PolicySettings const& settings = {});

// Whether make_policy knows the name, here or in the free-threaded build.
bool is_policy(std::string_view name);

// What a policy is, in a line.
struct PolicyDescription {
    std::string_view name;
    std::string_view origin;
    std::string_view mechanism;
    std::string_view parameters;  // with their defaults
};

// What there is unless another is asked for.
inline constexpr std::string_view default_policy = free_threaded ? "off" : "interval";

// Those that make_policy knows.
std::vector<PolicyDescription> policies();
// Their names, separated by ", ".
std::string policy_names();
// A table for people, with those that only the free-threaded build has.
std::string format_policies();

}  // namespace minivm::lock
