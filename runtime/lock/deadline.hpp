#pragma once

// Nir Aides's proposal of 2010 (bpo-7946): a scheduler in place of the lock, simplified from Con Kolivas's
// BFS; after Python/bfs.c as JuliaPoo ported it to a newer CPython. A thread has a slice of 10 ms to run;
// when it is used up it gets a new one, and a virtual deadline eight slices (DEADLINE_FACTOR) ahead on a
// clock that moves only while threads run. The earliest deadline goes first; once the head of the queue has
// passed its deadline it is first come first served, and nobody preempts any more. So threads that block keep
// early deadlines and get the lock soon, until there is more work than eight slices hold.
//
// A newcomer whose deadline is not later than the running thread's preempts it; any other has it look at its
// clock, as it does by itself every 5000 ticks, and as a waiter has it do after waiters x 10 ms x 0.55 (which
// keeps the number of wake-ups down). The successor is named when a thread lets go, but the lock can be
// snatched by a more urgent thread before the successor has come; a successor that beats a more urgent
// predecessor gives it 12 us to come back from a call that did not block. A thread that lets go to a more
// urgent one waits until that one runs, so that the system's scheduler does not leave it behind on the same
// processor.
//
// Differences: time is the platform's clock, not the processor's counter; and the successor looks for its
// predecessor with the mutex, not at a volatile variable.

#include <algorithm>
#include <vector>

#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::lock {

template <Platform P>
class Deadline final : public PolicyOn<P> {
public:
    static constexpr Nanoseconds default_slice = 10'000'000;
    static constexpr int deadline_factor = 8;
    static constexpr int default_check_interval = 5'000;
    static constexpr Nanoseconds switch_back = 12'000;

    explicit Deadline(P platform) : PolicyOn<P>{platform}, mutex_{platform} {
        this->switch_interval(default_slice);
        this->check_interval(default_check_interval);
    }

    std::string_view name() const override { return "deadline"; }
    Attention attention() const override { return Attention::every_tick; }

    void attach(Attachment& thread, Arrival) override {
        thread.seat(std::make_unique<DeadlineSeat>(this->platform_, thread));
    }

    void detach(Attachment& thread) override {
        mutex_.lock();
        if (previous_ == &seat_of(thread)) previous_ = nullptr;
        mutex_.unlock();
    }

    void acquire(Attachment& thread) override {
        mutex_.lock();
        schedule(seat_of(thread));
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause cause) override {
        mutex_.lock();
        DeadlineSeat& seat = seat_of(thread);
        if (cause == Cause::exit) {
            let_go(seat);
        } else {
            previous_ = &seat;
            let_go(seat);
            await_switch(seat);
        }
        mutex_.unlock();
    }

    void yield(Attachment& thread, Cause) override {
        mutex_.lock();
        DeadlineSeat& seat = seat_of(thread);
        let_go(seat);
        await_switch(seat);
        schedule(seat);
        mutex_.unlock();
    }

    bool at_tick(Attachment& thread) override {
        this->restart_ticker(thread);
        return at_switch_point(thread);
    }

    bool at_switch_point(Attachment& thread) override {
        mutex_.lock();
        DeadlineSeat const& seat = seat_of(thread);
        check_ = false;
        thread.withdraw();
        bool const due = preempt_ || (!queue_.empty() && seat.slice <= run_time(seat));
        mutex_.unlock();
        return due;
    }

    void close(Attachment& survivor) override {
        mutex_.lock();
        closed_ = true;
        forget_requests(seat_of(survivor));
        mutex_.unlock();
    }

private:
    class DeadlineSeat final : public Seat {
    public:
        DeadlineSeat(P platform, Attachment& attachment) : thread{attachment}, changed{platform} {}

        Attachment& thread;
        // mutex_
        typename P::Condition changed;  // it is the successor, or its successor runs
        Nanoseconds slice = 0;
        Nanoseconds deadline = 0;  // on the virtual clock
        Nanoseconds since = 0;     // when it began to run
    };

    static DeadlineSeat& seat_of(Attachment& thread) { return static_cast<DeadlineSeat&>(thread.seat()); }

    // --- With mutex_ held.

    Nanoseconds slice() const { return std::min(this->interval(), longest); }

    Nanoseconds run_time(DeadlineSeat const& seat) const {
        return std::clamp<Nanoseconds>(this->platform_.now() - seat.since, 0, slice());
    }

    bool expired(DeadlineSeat const& seat) const { return seat.deadline < virtual_time_; }

    void schedule(DeadlineSeat& seat) {
        if (seat.slice <= 0) {
            seat.slice = slice();
            seat.deadline = virtual_time_ + deadline_factor * slice();
        }
        if (running_ != nullptr && !snatches(seat)) queue(seat);
        running_ = &seat;
        previous_ = nullptr;
        if (switching_ != nullptr) switching_->changed.signal();
        switching_ = nullptr;
        seat.since = this->platform_.now();
        // Whoever runs has to heed what was asked of the one that did.
        if (preempt_ || check_) seat.thread.request();
    }

    bool urgent(DeadlineSeat const& seat) const {
        return seat.deadline <= running_->deadline && !expired(*running_);
    }
    // The successor was named and has not come yet.
    bool snatches(DeadlineSeat const& seat) const { return previous_ != nullptr && urgent(seat); }

    void queue(DeadlineSeat& seat) {
        ask(seat, urgent(seat) ? preempt_ : check_);
        queue_.push_back(&seat);
        while (running_ != &seat) {
            Nanoseconds const patience = static_cast<Nanoseconds>(queue_.size()) * slice() * 55 / 100;
            Nanoseconds const until = closed_ ? never : later(this->platform_.now(), patience);
            Waited const waited = seat.changed.wait_until(mutex_, until);
            if (running_ == &seat) {
                await_return(seat);
            } else if (waited == Waited::timed_out) {
                ask(seat, check_);
            }
        }
        std::erase(queue_, &seat);
    }

    void ask(DeadlineSeat const& waiter, bool& flag) {
        if (closed_) return;
        flag = true;
        running_->thread.request();
        waiter.thread.gil().requested(running_->thread, &waiter.thread);
    }

    // The successor came before a more urgent predecessor could return from its call.
    void await_return(DeadlineSeat& seat) {
        Nanoseconds const until = later(this->platform_.now(), switch_back);
        while (running_ == &seat && previous_ != nullptr && seat.deadline > previous_->deadline &&
               !expired(seat) && this->platform_.now() < until) {
            mutex_.unlock();
            this->platform_.relax();
            mutex_.lock();
        }
    }

    void forget_requests(DeadlineSeat& seat) {
        preempt_ = false;
        check_ = false;
        seat.thread.withdraw();
    }

    void let_go(DeadlineSeat& seat) {
        Nanoseconds const ran = run_time(seat);
        virtual_time_ += ran;
        seat.slice -= ran;
        forget_requests(seat);
        running_ = successor();
        if (running_ != nullptr) running_->changed.signal();
    }

    // The earliest deadline, or the first of those who passed theirs.
    DeadlineSeat* successor() const {
        DeadlineSeat* chosen = nullptr;
        for (DeadlineSeat* const seat : queue_) {
            if (chosen != nullptr && chosen->deadline <= virtual_time_) break;
            if (chosen == nullptr || seat->deadline < chosen->deadline) chosen = seat;
        }
        return chosen;
    }

    void await_switch(DeadlineSeat& seat) {
        if (running_ == nullptr || switching_ != nullptr) return;
        if (seat.slice > 0 && !expired(*running_) && seat.deadline < running_->deadline) return;
        switching_ = &seat;
        while (switching_ == &seat) seat.changed.wait(mutex_);
    }

    static constexpr Nanoseconds longest = 3'600'000'000'000;  // so that sums of some do not overflow

    typename P::Mutex mutex_;
    // mutex_
    std::vector<DeadlineSeat*> queue_;
    DeadlineSeat* running_ = nullptr;    // or named to be
    DeadlineSeat* previous_ = nullptr;   // let go of its own will, and its successor has not come
    DeadlineSeat* switching_ = nullptr;  // waits until its successor runs
    Nanoseconds virtual_time_ = 0;
    bool preempt_ = false;
    bool check_ = false;
    bool closed_ = false;
};

extern template class Deadline<OsPlatform>;

}  // namespace minivm::lock
