#pragma once

// What a trace means: bands of states for each thread, who held the lock when and why it let go, who waited
// and through whose holds. Where threads run at once (Trace::concurrent) there is no holder: each thread has
// holds of its own, from beginning to run to ceasing to; who waits does so until the world goes on, and goes
// through the pauses of those who stopped it. All reports start from here. An Analysis refers to its trace,
// which must outlive it.

#include <array>
#include <span>
#include <vector>

#include "runtime/trace/trace.hpp"

namespace minivm::trace {

// A thread in one state.
struct Band {
    Nanoseconds begin = 0;
    Nanoseconds end = 0;
    State state = State::detached;
    Cause cause =
        Cause::none;  // blocked: what for; waiting: what it came back from, or why it was made to let go
    std::uint32_t place = 0;  // blocked and waiting: where it let go; running: where it ended, being let go
    std::uint32_t call = 0;

    Nanoseconds length() const { return end - begin; }
};

// From having the lock to letting it go. What was had again at once counts as one hold.
struct Hold {
    Nanoseconds begin = 0;
    Nanoseconds end = 0;
    std::uint32_t thread = 0;
    std::uint32_t place = 0;        // where it let go
    Cause cause = Cause::none;      // why; none: the trace ends
    std::uint32_t call = 0;         // that it let go for
    Nanoseconds asked = -1;         // when it was first asked to let go; -1: never
    std::uint32_t asked_place = 0;  // where it was then
    std::uint64_t retakes = 0;

    Nanoseconds length() const { return end - begin; }
    // How long it went on after having been asked.
    Nanoseconds overtime() const { return asked < 0 ? 0 : end - asked; }
    // The place to blame: where it was when it was asked, if it then went on for long (it was in one
    // operation), else where it let go.
    std::uint32_t culprit() const;
};

// One thread had the world to itself.
struct Pause {
    Nanoseconds begin = 0;  // when it asked for that, or when the world came to it from another's pause
    Nanoseconds had = 0;    // when all others stood still
    Nanoseconds end = 0;
    std::uint32_t thread = 0;
    std::uint32_t place = 0;
    Cause cause = Cause::none;       // collection or change
    std::uint32_t last = no_thread;  // who stood still last, if anybody had to
    std::uint32_t last_place = 0;    // where it did so; or where it was when it was asked, see Hold::culprit

    Nanoseconds length() const { return end - begin; }
    Nanoseconds stopping() const { return had - begin; }
};

// From wanting the lock to having it (or to the trace's end), unless it was free and had at once.
struct Wait {
    Nanoseconds begin = 0;
    Nanoseconds end = 0;
    std::uint32_t thread = 0;
    Cause cause = Cause::none;   // what it came back from, or why it was made to let go
    std::uint32_t place = 0;     // where it was
    std::size_t first_hold = 0;  // indexes in Analysis::holds of those it waited through, if there was a lock
    std::size_t last_hold = 0;   // one past

    Nanoseconds length() const { return end - begin; }
};

// Sorted lengths, and what can be asked of them.
class Distribution {
public:
    Distribution() = default;
    explicit Distribution(std::vector<Nanoseconds> lengths);
    std::size_t count() const { return lengths_.size(); }
    // The smallest length that at least `percent` of all do not exceed; 0 of none.
    Nanoseconds percentile(double percent) const;
    Nanoseconds maximum() const { return lengths_.empty() ? 0 : lengths_.back(); }
    Nanoseconds sum() const { return sum_; }
    // Those of this length and longer.
    struct Part {
        std::size_t count;
        Nanoseconds sum;
    };
    Part at_least(Nanoseconds length) const;

private:
    std::vector<Nanoseconds> lengths_;
    Nanoseconds sum_ = 0;
};

struct ThreadFigures {
    Nanoseconds begin = 0;  // when it was first seen
    Nanoseconds end = 0;
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    Nanoseconds blocked = 0;
    std::uint64_t acquisitions = 0;
    std::array<std::uint64_t, lock::cause_count> releases{};  // by Cause, retakes included
    std::uint64_t wasted_wakes = 0;
    std::uint64_t requests = 0;  // that it was asked
    Nanoseconds collecting = 0;
    std::uint64_t collections = 0;
    std::uint64_t pauses = 0;           // that it stopped the world for
    std::uint64_t object_waits = 0;     // how often it found an object or a table taken
    Nanoseconds object_waiting = 0;     // part of running: the thread spins, or sleeps as one that runs
    Distribution waits;                 // but for those that were over at once
    Distribution waits_after_blocking;  // those of them that followed a call
    std::size_t longest_hold = ~std::size_t{0};  // index in Analysis::holds, if any

    // More of its holds, by time, ended because it had to let go than because it wanted to.
    bool processor_bound = false;
};

struct Analysis {
    explicit Analysis(Trace const& trace);

    Trace const& trace;
    std::vector<std::vector<Band>> bands;  // by thread, in order, without gaps from begin to end
    std::vector<Hold> holds;    // in order of their ends; of one thread or, if there was a lock, of
                                // all, they do not overlap
    std::vector<Pause> pauses;  // in order; they do not overlap
    std::vector<Wait> waits;    // in order of their ends
    std::vector<ThreadFigures> threads;
    std::uint64_t switches = 0;    // the lock was had by another thread than before
    Nanoseconds any_running = 0;   // how long at least one thread ran
    std::size_t most_running = 0;  // at one moment

    // The part of a wait that lies between two moments.
    static Nanoseconds overlap(Wait const& wait, Nanoseconds begin, Nanoseconds end);
    // The pauses that a wait went through, of which the first and the last may lie in it only in part.
    std::span<Pause const> pauses_of(Wait const& wait) const;
};

// Releases that were made because the thread wanted to wait for something.
bool is_blocking(Cause cause);

}  // namespace minivm::trace
