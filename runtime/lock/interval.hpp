#pragma once

// CPython's lock since 3.2. There is no timer: whoever waits is the timer. A waiter sleeps for the switch
// interval; if it times out and nobody took the lock meanwhile, it asks the holder to let go, otherwise its
// clock starts anew (so with n waiters a wait may last n intervals). A holder which lets go after having been
// asked waits until another thread has taken the lock (forced switching); one which lets go unasked does not,
// and may take it again before the waiter wakes. Who gets the lock is the operating system's choice, not the
// asker's.
//
// Two known ways for the original to hang or to touch freed memory cannot happen here: after close() no
// request stands and no release waits for a taker, since the takers are gone; and a request reaches its
// holder under the mutex which the holder has to pass before it can be forgotten.
//
// After Python/ceval_gil.h of CPython 3.2 to 3.11. The variant `interval:unforced` is what that file compiles
// to without FORCE_SWITCHING: a holder that was asked lets go and at once wants the lock again, like any
// other thread, and since it is running it mostly gets it; the waiter has woken in vain and waits for another
// interval.

#include "runtime/lock/lock_word.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"
#include "runtime/lock/request.hpp"

namespace minivm::lock {

enum class Switching : std::uint8_t { forced, unforced };

template <Platform P, Switching S = Switching::forced>
class Interval final : public PolicyOn<P> {
public:
    explicit Interval(P platform)
        : PolicyOn<P>{platform},
          state_{platform},
          mutex_{platform},
          released_{platform},
          switch_mutex_{platform},
          switched_{platform} {}

    std::string_view name() const override {
        return S == Switching::forced ? "interval" : "interval:unforced";
    }

    void attach(Attachment& thread, Arrival) override { thread.seat(std::make_unique<IntervalSeat>()); }

    void detach(Attachment& thread) override {
        mutex_.lock();
        switch_mutex_.lock();
        if (last_holder_ == &thread) last_holder_ = nullptr;
        switch_mutex_.unlock();
        state_.forget(thread);
        mutex_.unlock();
    }

    bool try_acquire(Attachment& thread) override { return state_.try_take(thread); }

    void acquire(Attachment& thread) override {
        mutex_.lock();
        ++waiters_;
        state_.queue();
        while (state_.held()) wait_for_release(thread);
        --waiters_;
        // A retaking thread need not signal: the only one that waits for a switch is the last holder.
        if (last_holder_ != &thread) {
            switch_mutex_.lock();
            last_holder_ = &thread;
            ++switches_;
            switched_.signal();
            switch_mutex_.unlock();
        }
        seat_of(thread).request.answer(thread);
        state_.take(thread, waiters_ != 0 ? Others::wait : Others::none);
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause cause) override {
        // Without a queue there is nobody to signal, nor anybody who could have asked.
        if (state_.try_let_go(thread)) return;
        mutex_.lock();
        bool const asked = seat_of(thread).request.answer(thread);
        state_.let_go();
        released_.signal();
        mutex_.unlock();
        if (S == Switching::unforced || !asked || cause == Cause::exit) return;
        switch_mutex_.lock();
        // Waits once, whatever wakes it: the original does not look again either.
        if (last_holder_ == &thread) switched_.wait(switch_mutex_);
        switch_mutex_.unlock();
    }

    void close(Attachment& survivor) override {
        mutex_.lock();
        seat_of(survivor).request.answer(survivor);
        closed_ = true;
        mutex_.unlock();
    }

private:
    class IntervalSeat final : public Seat {
    public:
        Request request;  // mutex_
    };

    static IntervalSeat& seat_of(Attachment& thread) { return static_cast<IntervalSeat&>(thread.seat()); }

    // mutex_ is held, and the lock is queued for.
    void wait_for_release(Attachment& thread) {
        if (closed_) {
            released_.wait(mutex_);
            return;
        }
        std::uint64_t const switches = switches_;
        Waited const waited = released_.wait_until(mutex_, later(this->platform_.now(), this->interval()));
        if (!state_.held()) return;
        if (waited == Waited::signalled) {
            thread.count_wasted_wakes(1);
            return;
        }
        // There is a holder, unless tags repeated, which takes a thousand million threads.
        if (switches == switches_ && !closed_ && last_holder_ != nullptr)
            seat_of(*last_holder_).request.make(*last_holder_, &thread);
    }

    LockWord<P> state_;
    typename P::Mutex mutex_;
    typename P::Condition released_;  // mutex_
    std::uint32_t waiters_ = 0;       // mutex_
    bool closed_ = false;             // mutex_

    // Taken inside mutex_, never the other way round.
    typename P::Mutex switch_mutex_;
    typename P::Condition switched_;  // switch_mutex_
    // Written under both mutexes, read under either.
    Attachment* last_holder_ = nullptr;  // the holder of a held lock
    std::uint64_t switches_ = 0;
};

template <Platform P>
using UnforcedInterval = Interval<P, Switching::unforced>;

extern template class Interval<OsPlatform>;
extern template class Interval<OsPlatform, Switching::unforced>;

}  // namespace minivm::lock
