#pragma once

// The interpreter lock as the runtime uses it: threads come and go, take the lock, let it go, block. The
// policy behind it decides who runs; the Gil keeps the states, of which every change passes through
// transition(), and there it is counted, timed, reported and checked. At most one attached thread is running;
// under a policy which has threads run at once, "to hold the lock" means to be one that runs.
// Any thread may call in; each function says who has to hold the lock. Attachments must be detached before
// they die, the Gil must outlive them all.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/lock/attachment.hpp"
#include "runtime/lock/policy.hpp"
#include "runtime/lock/stats.hpp"

namespace minivm::lock {

// What an observer is told. `other`, where there is one, is the thread which caused it. A request and wasted
// wakes are told on the thread that waits; all else on `thread`, or while it cannot move.
struct Event {
    enum class Kind : std::uint8_t {
        transition,
        request,           // `other` asks `thread` to let go; `other` is null where the policy asks by itself
        deadlock,          // no thread can go on
        wasted_wake,       // woke `amount` times to find the lock taken
        collection_begin,  // of garbage, by the holder of the lock
        collection_end,
        signal,        // a signal was noticed by the thread which handles it
        policy,        // the thread changed the policy, to number `amount` of Gil::adopted()
        world_starts,  // it lets the others go on, whom it had stopped
    };

    Kind kind;
    Nanoseconds time;
    Attachment& thread;
    State from;
    State to;
    Cause cause;
    Attachment* other;
    std::uint64_t amount;
};

// A thread found something locked that is none of the Gil's, an object or a table, and has locked it now. All
// but the times is in words whose meaning the runtime knows.
struct ObjectWait {
    Attachment& thread;
    Nanoseconds begin;
    Nanoseconds end;
    std::uintptr_t code;   // where the thread is, as in Location
    std::uint64_t object;  // which; 0: it has no identity
    std::uintptr_t sort;   // of what sort it is
};

// Called on any thread, also by several at once, sometimes inside a policy's own locks: it must not call the
// Gil.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void on_event(Event const& event) = 0;
    // Called with what was waited for locked: it must not touch an object of the script's.
    virtual void on_object_wait(ObjectWait const&) {}
};

class Gil {
public:
    explicit Gil(std::unique_ptr<Policy> policy);
    Gil(Gil const&) = delete;
    Gil& operator=(Gil const&) = delete;
    ~Gil();

    // --- Threads.

    // Makes the thread known. A thread that is being started is attached by its parent, so that the policy
    // knows of it from then on. Lock: either.
    void attach(Attachment& thread, Arrival arrival = Arrival::later);
    // Forgets the thread, letting the lock go for good if it holds it. Lock: either; called by the thread
    // itself, or by the parent of one that could not be started.
    void detach(Attachment& thread);
    // How many are attached, and how many of them want the lock.
    std::size_t threads() const;
    std::size_t waiting() const;

    // --- The lock. errno survives.

    void acquire(Attachment& thread);               // Lock: released, then held
    void release(Attachment& thread, Cause cause);  // Lock: held, then released
    // For the safepoint which finds that Attachment::request was called. Returns whether others may have run.
    // Lock: held.
    bool switch_point(Attachment& thread);
    // For the bytecode which brings ticker() below zero. Returns whether others may have run. Lock: held.
    bool on_tick(Attachment& thread);
    // Offers the lock to others, with no need of its own. Returns whether they may have run. Lock: held.
    bool yield(Attachment& thread, Cause cause = Cause::yield);

    // --- Stopping the world, where threads run at once. Elsewhere whoever runs is alone, and this is
    // nothing.

    // All other threads stand still when it returns true, until start_world. False: others may have run, and
    // what the stop was for has been done by one of them. May be called again in between. Lock: held.
    bool stop_world(Attachment& thread, Stop stop);
    void start_world(Attachment& thread);
    bool concurrent() const { return concurrent_; }

    // --- Blocking. Lock: held by `thread` on entry and on return, not in between.

    // Waits until `ready()`, the deadline, or an interrupt; `ready` must be safe to ask without the lock. One
    // that ends interrupted may do so for a signal which has been dealt with already: look, and wait for the
    // rest of the time.
    Wake block(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready);
    Wake sleep(Attachment& thread, Nanoseconds deadline);
    // Has a blocked thread ask its condition again. The caller sees to it that the thread stays attached.
    // Lock: either.
    void unpark(Attachment& thread) { policy().unpark(thread); }
    // Ends the thread's blocked wait, this one or the next. Safe in a signal handler. Lock: either.
    void interrupt(Attachment& thread) { policy().interrupt(thread); }
    // Calls wait to be run at a tick (Attachment::runs_calls). Safe in a signal handler. Lock: either.
    void announce_call() { policy().announce_call(); }

    // From now on the lock is the survivor's alone: any other thread which gets or has waited for it stops
    // for ever, in this Gil, which therefore must not be destroyed while threads() > 1. Lock: held by the
    // survivor.
    void close(Attachment& survivor);

    // --- Time, as the policy sees it. Lock: either.

    Nanoseconds now() const { return policy().now(); }
    Nanoseconds deadline_after(Nanoseconds duration) const { return later(now(), duration); }

    // --- Settings.

    // The one in force. In force or not, it lives as long as the Gil. Lock: either.
    Policy& policy() const {
        return *policy_.load(std::memory_order_acquire);  // acquire; pairs with release in adopt
    }
    std::atomic<int>& ticker() const { return policy().ticker(); }  // Lock: either
    void set_check_interval(int bytecodes);                         // Lock: held
    void set_switch_interval(double seconds);                       // Lock: held
    // In whole microseconds, as sys.setswitchinterval keeps it. `seconds` is positive.
    static Nanoseconds switch_interval_of(double seconds);
    // The intervals that were set here, for a policy that is to be adopted. Lock: held.
    PolicySettings const& chosen() const { return chosen_; }

    // Another policy from now on, or this one with the other's intervals if they have one name. It must be of
    // the same platform. False, and nothing changes, unless both are exchangeable. Others may have run. Lock:
    // held.
    bool adopt(Attachment& thread, std::unique_ptr<Policy> policy);
    // The names of the policies that were in force, in the order in which each first was. Lock: either.
    std::vector<std::string_view> adopted() const;

    // --- Watching. Turned on before threads are attached, or with all of them at rest. An observer that
    // outlives the Gil may come and go at any time, lock held; having gone, it may still be told what just
    // happens.

    // Keeps a record of each thread that ends, with what the operating system spent on it.
    void enable_statistics() { watch(statistics); }
    void observe(Observer* observer);
    // Checks each transition against the protocol. A violation is handed to the handler, or else ends the
    // program.
    using ViolationHandler = void (*)(std::string const& message);
    void check_protocol(ViolationHandler handler = nullptr);

    // Whether the thread holds the lock: for assertions.
    bool held_by(Attachment const& thread) const {
        if (concurrent_) return thread.state() == State::running;
        // relaxed; only its own answer is of use to a thread
        return holder_.load(std::memory_order_relaxed) == &thread;
    }
    // Ends the program, or calls the handler of check_protocol, unless the thread holds the lock.
    void assert_held(Attachment const& thread) const {
        if (!held_by(thread)) [[unlikely]]
            violation("must hold the lock", thread);
    }

    // One record per thread, those that live first, then those of which one was kept. Lock: either.
    std::vector<ThreadRecord> records() const;
    // What all threads that there ever were have counted. Lock: either.
    ThreadRecord total() const;
    // Notes what the operating system spent on the calling thread. Lock: either.
    void sample_usage(Attachment& thread);

    // --- For policies.

    // The one place where a thread's state changes.
    void transition(Attachment& thread, State to, Cause cause);
    // The policy gave the lock to the thread: it runs, or stops for ever.
    void resume(Attachment& thread, Cause cause);
    // The holder was asked to let go, by `waiter` or, if that is null, by the policy. The holder must not be
    // forgotten meanwhile.
    void requested(Attachment& holder, Attachment* waiter);
    // No thread can go on; `thread` is one of them.
    void deadlocked(Attachment& thread);

    // Tells the observer of something that happened to the thread.
    void tell(Event::Kind kind, Attachment& thread, std::uint64_t amount = 0) {
        if (watches(observation)) [[unlikely]]
            tell_observer(kind, thread, nullptr, amount);
    }
    void tell(ObjectWait const& wait) {
        if (Observer* const told = observer()) told->on_object_wait(wait);
    }

private:
    enum Watch : unsigned { statistics = 1, observation = 2, protocol = 4 };

    // relaxed; set before the threads which are to notice are started or resumed
    void watch(Watch what) { watched_.fetch_or(what, std::memory_order_relaxed); }
    bool watches(Watch what) const { return (watched_.load(std::memory_order_relaxed) & what) != 0; }
    Observer* observer() const;  // null if there is none
    bool cede(Attachment& thread, Cause cause);
    std::pair<Policy&, std::size_t> keep(std::unique_ptr<Policy> policy);
    void catch_up(Attachment& thread);
    void note(Attachment& thread, State from, State to, Cause cause);
    void tell_observer(Event::Kind kind, Attachment& thread, Attachment* other, std::uint64_t amount);
    void check(Attachment const& thread, State from, State to, Cause cause) const;
    void violation(char const* rule, Attachment const& thread) const;
    ThreadRecord record_of(Attachment const& thread) const;

    std::atomic<Policy*> policy_;               // the one in force; stored by the holder
    PolicySettings chosen_;                     // lock
    bool const concurrent_;                     // as the policy is, which then is the only one
    std::atomic<Attachment*> holder_{nullptr};  // none where threads run at once
    std::atomic<unsigned> watched_{0};
    std::atomic<Attachment*> survivor_{nullptr};  // once closed
    std::atomic<Observer*> observer_{nullptr};
    ViolationHandler violation_handler_ = nullptr;

    std::mutex mutable registry_mutex_;  // innermost: nothing is called with it held
    // registry_mutex_
    std::vector<Attachment*> attached_;  // by index
    std::vector<ThreadRecord> ended_;
    std::vector<std::unique_ptr<Policy>> policies_;  // all that were in force, one of a name
    ThreadRecord ended_total_;
    std::uint32_t next_index_ = 0;
};

// Lets the lock go for a call that may block, and takes it again.
class Unlocked {
public:
    Unlocked(Attachment& thread, Cause cause)
        : thread_{thread.gil().policy().releases_for(cause) ? &thread : nullptr} {
        if (thread_ != nullptr) thread_->gil().release(*thread_, cause);
    }
    Unlocked(Unlocked const&) = delete;
    Unlocked& operator=(Unlocked const&) = delete;
    ~Unlocked() {
        if (thread_ != nullptr) thread_->gil().acquire(*thread_);
    }

private:
    Attachment* const thread_;
};

}  // namespace minivm::lock
