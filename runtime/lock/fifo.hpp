#pragma once

// Ruby's lock (the GVL), after thread_pthread.c and thread.c of Ruby 3.3. Threads queue, and whoever lets go
// gives the lock to the head of the queue directly, waking that thread alone: nothing is ever taken out of
// turn, nobody wakes in vain, and a thread which comes back from a call that took no time still goes to the
// tail. While anybody queues, a timer thread interrupts the holder every 10 ms. The holder counts these
// interrupts at its safepoints, ten milliseconds each whatever time really passed, and yields to the tail
// when they make a quantum of 100 ms (RUBY_THREAD_TIMESLICE since 3.4). The count starts at zero for a thread
// that takes the lock from another.
//
// So a thread waits for each one before it at most a quantum and, since the first interrupt may come late,
// one interrupt's time; and each wake-up beside one computing thread costs it that long, which is what this
// lock is known for. A quantum shorter than 10 ms is one interrupt long. Ruby's thread priorities, which
// shift the quantum, are not modelled: Mini has none.

#include <algorithm>
#include <deque>

#include "runtime/lock/metronome.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"
#include "runtime/lock/request.hpp"

namespace minivm::lock {

template <Platform P>
class Fifo final : public PolicyOn<P> {
public:
    static constexpr Nanoseconds default_quantum = 100'000'000;
    static constexpr Nanoseconds interrupt_period = 10'000'000;

    explicit Fifo(P platform)
        : PolicyOn<P>{platform},
          mutex_{platform},
          timer_{platform, mutex_, [] { return interrupt_period; }, [this] { interrupt_holder(); }} {
        this->switch_interval(default_quantum);
    }

    std::string_view name() const override { return "fifo"; }

    void attach(Attachment& thread, Arrival) override {
        thread.seat(std::make_unique<FifoSeat>(this->platform_));
    }

    void detach(Attachment& thread) override {
        mutex_.lock();
        if (last_holder_ == &thread) last_holder_ = nullptr;
        mutex_.unlock();
    }

    void acquire(Attachment& thread) override {
        mutex_.lock();
        if (holder_ == nullptr) {
            holder_ = &thread;
        } else {
            wait_in_queue(thread);
        }
        begin_turn(thread);
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause) override {
        mutex_.lock();
        seat_of(thread).interrupt.answer(thread);
        hand_over();
        mutex_.unlock();
    }

    bool at_switch_point(Attachment& thread) override {
        mutex_.lock();
        bool due = false;
        FifoSeat& seat = seat_of(thread);
        if (seat.interrupt.answer(thread)) {
            seat.ran += interrupt_period;
            due = seat.ran >= this->switch_interval() && !queue_.empty();
        }
        mutex_.unlock();
        return due;
    }

    void yield(Attachment& thread, Cause) override {
        mutex_.lock();
        seat_of(thread).interrupt.answer(thread);
        if (!queue_.empty()) {
            Attachment* const next = queue_.front();
            queue_.pop_front();
            give_to(*next);
            wait_in_queue(thread);
        }
        begin_turn(thread);
        mutex_.unlock();
    }

    void close(Attachment& survivor) override {
        timer_.stop();
        mutex_.lock();
        seat_of(survivor).interrupt.answer(survivor);
        mutex_.unlock();
    }

private:
    class FifoSeat final : public Seat {
    public:
        explicit FifoSeat(P platform) : turn{platform} {}
        // All of it: mutex_.
        typename P::Condition turn;
        Request interrupt;
        Nanoseconds ran = 0;  // as counted by interrupts
    };

    static FifoSeat& seat_of(Attachment& thread) { return static_cast<FifoSeat&>(thread.seat()); }

    // --- With mutex_ held.

    void wait_in_queue(Attachment& thread) {
        queue_.push_back(&thread);
        timer_.run();
        while (holder_ != &thread) seat_of(thread).turn.wait(mutex_);
    }

    void begin_turn(Attachment& thread) {
        if (last_holder_ != &thread) seat_of(thread).ran = 0;
        last_holder_ = &thread;
    }

    void hand_over() {
        holder_ = nullptr;
        if (queue_.empty()) return;
        Attachment* const next = queue_.front();
        queue_.pop_front();
        if (queue_.empty()) timer_.rest();
        give_to(*next);
    }

    // It holds the lock from now on, awake or not.
    void give_to(Attachment& next) {
        holder_ = &next;
        seat_of(next).turn.signal();
    }

    void interrupt_holder() {
        if (holder_ != nullptr && !queue_.empty()) seat_of(*holder_).interrupt.make(*holder_, nullptr);
    }

    typename P::Mutex mutex_;
    // mutex_
    std::deque<Attachment*> queue_;
    Attachment* holder_ = nullptr;
    Attachment* last_holder_ = nullptr;
    Metronome<P> timer_;
};

extern template class Fifo<OsPlatform>;

}  // namespace minivm::lock
