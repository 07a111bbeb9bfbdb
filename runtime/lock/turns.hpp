#pragma once

// The order in which threads have their turns under the policy `adaptive`. It knows neither clocks nor
// threads: moments are told to it. Guarded by whoever owns it.
//
// Turns. A turn is a budget of running time, one quantum. Threads without budget queue, first come first
// served, in the patient line; whoever comes to its head gets a fresh turn.
//
// Credit. What a thread has left of its turn stays its own when it blocks, and grows by the time it blocked,
// up to a quantum. A thread that comes back with `least` of it or more joins the urgent line, which goes
// first: a patient holder is asked at once. The displaced one keeps the rest of its turn and the head of its
// line. An urgent holder is asked when others are urgent and it has run for a `slice`, and when its credit is
// used up: a thread that turns to computing is back in the patient line after what it had saved. A new thread
// starts with `least`.
//
// The share. Urgent threads together must not starve the patient: while anybody is patient they run on an
// allowance that grows exactly while patient threads run, up to a quantum. Hence over any long time patient
// threads have at least half, and beyond its allowance the urgent line advances by `ration` at a time.
//
// The bound. Let n threads compete with a patient one. At most n turns of patient running time are before it,
// for a displaced holder's is a turn that has begun; urgent threads run meanwhile for what the allowance was,
// at most one quantum, and for what it grew by, at most n quanta more. That makes 2n + 1 quanta, and n if
// nobody blocks. The urgent line is shorter: a slice for each before it, as much again for the patient, and a
// ration. To each change-over comes the holder's way to its next safepoint, which no lock can bound.

#include <deque>

#include "runtime/lock/platform.hpp"

namespace minivm::lock {

enum class Line : std::uint8_t { patient, urgent };

// What a thread has left.
struct Turn {
    Nanoseconds credit;
    Line line = Line::patient;  // the one it waits in, or came from
    bool displaced = false;     // it waits in the middle of its turn
    bool computes = false;      // its last turn ended because it was used up
};

class Turns {
public:
    static constexpr Nanoseconds slice = 200'000;
    static constexpr Nanoseconds ration = 1'000'000;
    static constexpr Nanoseconds least = 50'000;

    // How long a thread may wait while so many others compete with it, safepoints apart.
    static constexpr Nanoseconds longest_wait(unsigned others, Nanoseconds quantum) {
        return (2 * Nanoseconds{others} + 1) * quantum;
    }

    explicit Turns(Nanoseconds quantum) : quantum_{quantum}, allowance_{quantum} {}

    void quantum(Nanoseconds quantum) { quantum_ = quantum; }

    bool nobody_waits() const { return urgent_.empty() && patient_.empty(); }
    // Who is to have the lock next, or null.
    Turn* heir() const;
    // Who has to ask the holder when it is time, or null.
    Turn* keeper() const;

    // A thread comes and wants the lock: it gets credit for the time it was away, and its line.
    void arrive(Turn& turn, Nanoseconds away) const;
    // Whether it may have a free lock at once, before those who wait.
    bool goes_first(Turn const& turn) const;
    void join(Turn& turn);
    // A holder that has paid gives way; whether of its own will, and not because it was asked.
    enum class Giving : std::uint8_t { asked, offered };
    void give_way(Turn& holder, Giving giving);
    // The heir is the holder from now on, or a thread that goes first.
    void leave(Turn const& heir);
    void begin(Turn& holder, Nanoseconds now);
    // The holder ran alone until now, and nobody kept its time.
    void begin_competition(Turn& holder, Nanoseconds now);
    // The holder pays for its time since it last paid.
    void charge(Turn& holder, Nanoseconds now);

    // When the holder is to be asked, or never.
    Nanoseconds due(Turn const& holder) const;
    // Since when the holder has not paid.
    Nanoseconds since() const { return since_; }

private:
    bool urgent_may_run() const { return patient_.empty() || allowance_ > 0; }

    std::deque<Turn*> urgent_;
    std::deque<Turn*> patient_;
    Nanoseconds quantum_;
    Nanoseconds allowance_;
    Nanoseconds since_ = 0;
};

}  // namespace minivm::lock
