#pragma once

// minivm's own lock. It wants three things at once which the others trade for each other: a thread that comes
// back from waiting gets the lock within microseconds; threads that only compute lose nothing by sharing it;
// and nobody waits longer than can be said beforehand. Who goes before whom, what the bound is and why, is
// told in turns.hpp; this is how threads wait and wake.
//
// There is no timer thread: the head of the patient line sleeps until the holder's turn ends, and is
// therefore awake, on another processor if there is one, at the moment it asks for the lock. So computing
// threads change over every 10 ms (or switch interval) and without a wake-up in the way.
//
// Whoever lets go leaves the lock free and calls the heir. A thread that arrives with credit while the heir
// is on its way may have it: a call that did not block costs no change-over. An heir that expects the lock
// within microseconds (the holder has been asked, or is urgent) spins for `spin_time` before it sleeps, if
// there is more than one processor; only the heir does. So a thread back from its call and the computing
// thread it displaces exchange the lock without a system call.
//
// Free and last held by this thread, the lock is taken and let go by one compare-and-swap each; the clock is
// read only when threads compete.

#include <algorithm>

#include "runtime/lock/lock_word.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"
#include "runtime/lock/request.hpp"
#include "runtime/lock/turns.hpp"

namespace minivm::lock {

template <Platform P>
class Adaptive final : public PolicyOn<P> {
public:
    static constexpr Nanoseconds default_quantum = 10'000'000;
    static constexpr Nanoseconds spin_time = 20'000;

    explicit Adaptive(P platform)
        : PolicyOn<P>{platform}, state_{platform}, mutex_{platform}, spins_{platform.processors() > 1} {
        this->switch_interval(default_quantum);
    }

    std::string_view name() const override { return "adaptive"; }

    void attach(Attachment& thread, Arrival) override {
        thread.seat(std::make_unique<AdaptiveSeat>(this->platform_, thread));
    }

    void detach(Attachment& thread) override {
        mutex_.lock();
        if (last_holder_ == &seat_of(thread)) last_holder_ = nullptr;
        state_.forget(thread);
        mutex_.unlock();
    }

    bool try_acquire(Attachment& thread) override { return state_.try_take(thread); }

    void acquire(Attachment& thread) override {
        AdaptiveSeat& seat = seat_of(thread);
        mutex_.lock();
        state_.queue();
        turns_.quantum(this->interval());
        Nanoseconds const now = this->platform_.now();
        turns_.arrive(seat, now - (seat.left_at != 0 ? seat.left_at : turns_.since()));
        if (state_.held() || !turns_.goes_first(seat)) {
            if (state_.held() && turns_.nobody_waits()) turns_.begin_competition(*last_holder_, now);
            turns_.join(seat);
            wait_for_turn(seat);
        }
        take(seat);
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause) override {
        AdaptiveSeat& seat = seat_of(thread);
        if (state_.try_let_go(thread)) {
            seat.left_at = 0;
            return;
        }
        mutex_.lock();
        seat.left_at = this->platform_.now();
        turns_.charge(seat, seat.left_at);
        seat.computes = false;
        let_go(seat);
        mutex_.unlock();
    }

    bool at_switch_point(Attachment&) override {
        mutex_.lock();
        bool const due = request_.stands();
        mutex_.unlock();
        return due;
    }

    bool at_offer(Attachment&) override { return state_.queued(); }

    void yield(Attachment& thread, Cause cause) override {
        AdaptiveSeat& seat = seat_of(thread);
        mutex_.lock();
        turns_.charge(seat, this->platform_.now());
        if (turns_.nobody_waits()) {
            request_.answer(thread);
        } else {
            turns_.give_way(seat, cause == Cause::yield ? Turns::Giving::offered : Turns::Giving::asked);
            let_go(seat);
            wait_for_turn(seat);
            take(seat);
        }
        mutex_.unlock();
    }

    void close(Attachment& survivor) override {
        mutex_.lock();
        request_.answer(survivor);
        closed_ = true;
        mutex_.unlock();
    }

private:
    class AdaptiveSeat final : public Seat, public Turn {
    public:
        AdaptiveSeat(P platform, Attachment& attachment)
            : Turn{Turns::least}, thread{attachment}, word{platform}, left_at{platform.now()} {}

        Attachment& thread;
        typename P::Word word;      // to sleep on until its turn
        Nanoseconds left_at;        // when it let the lock go, 0 if that is not known; the thread's own
        Nanoseconds armed = never;  // when it wakes by itself; mutex_, as is the turn
    };

    static AdaptiveSeat& seat_of(Attachment& thread) { return static_cast<AdaptiveSeat&>(thread.seat()); }
    static AdaptiveSeat* seat_of(Turn* turn) { return static_cast<AdaptiveSeat*>(turn); }

    // Bits of a seat's word: the lock is free and this thread the heir; look again at how long to sleep.
    static constexpr std::uint32_t called = 1;
    static constexpr std::uint32_t alert = 2;

    static void post(AdaptiveSeat& seat, std::uint32_t bit) {
        if ((seat.word.fetch_or(bit) & bit) == 0) seat.word.wake();
    }

    // --- With mutex_ held.

    Nanoseconds due() const { return closed_ ? never : turns_.due(*last_holder_); }

    void alert_keeper() {
        AdaptiveSeat* const keeper = seat_of(turns_.keeper());
        if (keeper != nullptr && keeper->armed > due()) post(*keeper, alert);
    }

    void let_go(AdaptiveSeat& holder) {
        request_.answer(holder.thread);
        state_.let_go();
        if (AdaptiveSeat* const heir = seat_of(turns_.heir()); heir != nullptr && heir != &holder)
            post(*heir, called);
    }

    // The free lock, out of all lines.
    void take(AdaptiveSeat& seat) {
        last_holder_ = &seat;
        turns_.begin(seat, this->platform_.now());
        state_.take(seat.thread, turns_.nobody_waits() ? Others::none : Others::wait);
        alert_keeper();
    }

    // Returns when the lock is free and this thread the heir, who leaves its line.
    void wait_for_turn(AdaptiveSeat& seat) {
        bool may_spin = spins_;
        while (state_.held() || turns_.heir() != &seat) {
            Nanoseconds const now = this->platform_.now();
            Nanoseconds deadline = never;
            if (state_.held() && !request_.stands()) {
                if (due() <= now) {
                    request_.make(last_holder_->thread, &seat.thread);
                } else if (turns_.keeper() == &seat) {
                    deadline = due();
                } else {
                    alert_keeper();
                }
            }
            bool const soon = !state_.held() || request_.stands() || last_holder_->line == Line::urgent;
            bool const spin = may_spin && soon && turns_.heir() == &seat;
            seat.armed = spin ? std::min(deadline, later(now, spin_time)) : deadline;
            seat.word.fetch_and(~(called | alert));
            mutex_.unlock();
            bool const woken = spin ? spin_until(seat, seat.armed) : sleep_until(seat, seat.armed);
            mutex_.lock();
            seat.armed = never;
            may_spin = spins_ && (woken || !spin);
            if (woken && state_.held()) seat.thread.count_wasted_wakes(1);
        }
        turns_.leave(seat);
    }

    // --- Without mutex_, on the seat's own thread. Both return whether it was called to its turn.

    bool spin_until(AdaptiveSeat& seat, Nanoseconds deadline) {
        for (;;) {
            std::uint32_t const seen = seat.word.load();
            if ((seen & (called | alert)) != 0) return (seen & called) != 0;
            if (this->platform_.now() >= deadline) return false;
            this->platform_.relax();
        }
    }

    bool sleep_until(AdaptiveSeat& seat, Nanoseconds deadline) {
        std::uint32_t const seen = seat.word.load();
        if ((seen & (called | alert)) == 0) seat.word.wait(seen, deadline);
        return (seat.word.load() & called) != 0;
    }

    LockWord<P> state_;
    typename P::Mutex mutex_;
    bool const spins_;
    // mutex_
    Turns turns_{default_quantum};
    AdaptiveSeat* last_holder_ = nullptr;  // the holder of a held lock
    Request request_;                      // to the holder
    bool closed_ = false;
};

extern template class Adaptive<OsPlatform>;

}  // namespace minivm::lock
