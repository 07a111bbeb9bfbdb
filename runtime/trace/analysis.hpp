#pragma once

// What a trace means: bands of states for each thread, who held the lock when and why it let go, who waited
// and through whose holds. All reports start from here. An Analysis refers to its trace, which must outlive
// it.

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

// From wanting the lock to having it (or to the trace's end), unless it was free and had at once.
struct Wait {
    Nanoseconds begin = 0;
    Nanoseconds end = 0;
    std::uint32_t thread = 0;
    Cause cause = Cause::none;   // what it came back from, or why it was made to let go
    std::uint32_t place = 0;     // where it was
    std::size_t first_hold = 0;  // indexes in Analysis::holds of those it waited through
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
    Distribution waits;                          // but for those that were over at once
    Distribution waits_after_blocking;           // those of them that followed a call
    std::size_t longest_hold = ~std::size_t{0};  // index in Analysis::holds, if any

    // More of its holds, by time, ended because it had to let go than because it wanted to.
    bool processor_bound = false;
};

struct Analysis {
    explicit Analysis(Trace const& trace);

    Trace const& trace;
    std::vector<std::vector<Band>> bands;  // by thread, in order, without gaps from begin to end
    std::vector<Hold> holds;               // in order; they do not overlap
    std::vector<Wait> waits;               // in order of their ends
    std::vector<ThreadFigures> threads;
    std::uint64_t switches = 0;  // the lock was had by another thread than before

    // The part of a wait that a hold covers.
    static Nanoseconds overlap(Wait const& wait, Hold const& hold);
};

// Releases that were made because the thread wanted to wait for something.
bool is_blocking(Cause cause);

}  // namespace minivm::trace
