#pragma once

// One thread as the lock sees it. The runtime derives from it to say how this thread is asked to let the lock
// go; everything else belongs to the Gil and its policy. An attachment stays where it is from Gil::attach to
// Gil::detach; name, index and state may be read by any thread in between.

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "runtime/lock/counters.hpp"
#include "runtime/lock/platform.hpp"
#include "runtime/lock/states.hpp"

namespace minivm::lock {

class Gil;
class Policy;

// Where a thread is in its program, in words whose meaning the runtime knows (0: nowhere).
struct Location {
    std::uintptr_t code = 0;  // the instruction
    std::uintptr_t call = 0;  // the function that it calls, if it is a call
};

// What an observer keeps about a thread.
class Notes {
public:
    Notes() = default;
    Notes(Notes const&) = delete;
    Notes& operator=(Notes const&) = delete;
    virtual ~Notes() = default;
};

// What a thread sleeps on while it is blocked: its platform's, whatever the policy.
class Parking {
public:
    Parking() = default;
    Parking(Parking const&) = delete;
    Parking& operator=(Parking const&) = delete;
    virtual ~Parking() = default;
};

// What a policy keeps about a thread.
class Seat {
public:
    Seat() = default;
    Seat(Seat const&) = delete;
    Seat& operator=(Seat const&) = delete;
    virtual ~Seat() = default;
};

class Attachment {
public:
    explicit Attachment(std::string name) : name_{std::move(name)} {}
    Attachment(Attachment const&) = delete;
    Attachment& operator=(Attachment const&) = delete;
    virtual ~Attachment() = default;

    // Makes the thread reach Gil::switch_point soon, and takes that back. Called from any thread, often with
    // a lock of the policy's held: set a flag, no more. Never called before Gil::attach or after Gil::detach.
    virtual void request() = 0;
    virtual void withdraw() = 0;

    // Whether calls announced by Gil::announce_call are for this thread; if so, Gil::on_tick has it run them.
    // Lock: held.
    virtual bool runs_calls() const { return false; }
    virtual void run_calls() {}

    // The thread runs under this policy for the first time, and was attached under another. Called on the
    // thread itself. Lock: held.
    virtual void follow(Policy&) {}

    // Where the thread is. Called on the thread itself, or while it cannot move.
    virtual Location location() const { return {}; }
    // Where it was when it last looked up from its work: while it is in a call, that call. Lock: either.
    virtual std::uintptr_t last_location() const { return 0; }

    std::string const& name() const { return name_; }
    std::uint32_t index() const { return index_; }
    State state() const {
        return state_.load(std::memory_order_relaxed);
    }  // relaxed; a figure, orders nothing
    // Why it entered its present state.
    Cause cause() const {
        return cause_.load(std::memory_order_relaxed);
    }  // relaxed; a figure, orders nothing
    Gil& gil() const { return *gil_; }
    Counters const& counters() const { return counters_; }
    // The policy that it last wanted the lock from, or will first: the Gil's, unless that has changed since.
    // The thread's own.
    Policy& policy() const { return *policy_; }

    // For policies: what it sleeps on, from Gil::attach on. It is there for any thread and for signal
    // handlers.
    Parking& parking() const { return *parking_; }
    // For policies: their record of this thread. It ends when the thread leaves the policy.
    void seat(std::unique_ptr<Seat> seat) { seat_ = std::move(seat); }
    Seat& seat() const { return *seat_; }

    // For the observer. Written in on_event of this thread's. The kept ones end with the thread.
    void notes(Notes* notes) { notes_ = notes; }
    Notes* notes() const { return notes_; }
    void keep(std::unique_ptr<Notes> notes) { kept_ = std::move(notes); }
    Notes* kept() const { return kept_.get(); }

    // For policies: what they may count.
    void count_wasted_wakes(std::uint64_t wakes);
    void count_tick() { counters_.ticks.add(1); }

private:
    friend class Gil;

    std::string const name_;
    std::uint32_t index_ = 0;  // written once, by Gil::attach
    Gil* gil_ = nullptr;       // written once, by Gil::attach
    std::atomic<State> state_{State::detached};
    std::atomic<Cause> cause_{Cause::none};
    Counters counters_;
    std::optional<Usage> usage_;        // when last sampled; the Gil's registry mutex
    std::unique_ptr<Parking> parking_;  // written once, by Gil::attach
    Policy* policy_ = nullptr;          // thread-confined from Gil::attach on
    std::unique_ptr<Seat> seat_;        // policy_'s, and guarded by it
    Notes* notes_ = nullptr;            // the observer's
    std::unique_ptr<Notes> kept_;       // likewise
};

}  // namespace minivm::lock
