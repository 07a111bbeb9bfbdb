#pragma once

// PyPy's lock, after rpython/translator/c/src/thread_gil.c. It is made for calls that are short: letting go
// stores a zero, taking it is one compare-and-swap, and nobody is ever woken. Instead, of all who want it,
// one (the stealer, who holds a mutex the others queue for) looks every 0.1 ms whether it is free. So a
// thread back from a call waits at most that long for a holder that makes calls too, and a stealer uses some
// processor time for as long as it waits.
//
// Before queueing a newcomer polls a little, from 40 to 400 processor pauses, for as long as nobody else
// comes or goes. If it finds the lock free it takes it, but gives it on to the stealer and queues all the
// same.
//
// Against a holder that only computes stealing does not help. PyPy counts bytecodes (10000, its check
// interval), as CPython 2 did, and then, if anybody wants the lock, hands it over: a second lock, a flag with
// a condition that is otherwise always held, is released while the word stays taken; whoever gets the flag
// has both. The yielder queues behind the stealer, so each such yield switches. minivm counts with the ticker
// of `tick`, and like PyPy lets go between any two bytecodes by default. A bytecode that takes long delays
// all; PyPy has no request that could be noticed earlier.

#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::lock {

template <Platform P>
class Steal final : public PolicyOn<P> {
public:
    static constexpr int default_check_interval = 10'000;
    static constexpr Nanoseconds look_period = 100'000;

    explicit Steal(P platform)
        : PolicyOn<P>{platform},
          taken_{platform},
          stealer_{platform},
          mutex_{platform},
          handed_over_{platform} {
        this->check_interval(default_check_interval);
    }

    std::string_view name() const override { return "steal"; }
    Attention attention() const override { return Attention::every_tick; }

    void acquire(Attachment& thread) override {
        if (!try_take()) take_slowly(thread);
    }

    void release(Attachment&, Cause) override { taken_.store(0); }

    bool at_tick(Attachment& thread) override {
        this->restart_ticker(thread);
        return somebody_waits();
    }
    bool at_switch_point(Attachment&) override { return false; }
    bool at_offer(Attachment&) override { return somebody_waits(); }

    void yield(Attachment& thread, Cause) override {
        // Whoever waits has not had the lock since that was seen.
        hand_over();
        take_slowly(thread);
    }

private:
    bool try_take() { return taken_.exchange_if(0, 1); }
    // relaxed; a hint, as in the original
    bool somebody_waits() const { return waiting_.load(std::memory_order_relaxed) > 0; }

    void hand_over() {
        mutex_.lock();
        held_ = false;
        handed_over_.signal();
        mutex_.unlock();
    }

    void take_slowly(Attachment& thread) {
        int const others = waiting_.fetch_add(1, std::memory_order_relaxed);
        poll(others + 1);
        stealer_.lock();
        mutex_.lock();
        for (bool first = true;; first = false) {
            if (taken_.load() == 0 && try_take()) break;
            if (held_) {
                Waited const waited =
                    handed_over_.wait_until(mutex_, later(this->platform_.now(), look_period));
                if (waited == Waited::signalled && held_ && !first) thread.count_wasted_wakes(1);
            }
            if (!held_) {
                held_ = true;
                break;
            }
        }
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        mutex_.unlock();
        stealer_.unlock();
    }

    void poll(int waiting) {
        // Not random, but different each time; races for it are as good as any.
        int rounds = polls_.load(std::memory_order_relaxed) * 2 + 1;
        while (rounds >= most_polls) rounds -= most_polls - fewest_polls;
        polls_.store(rounds, std::memory_order_relaxed);
        for (; rounds >= 0; rounds -= pauses_a_round) {
            if (waiting_.load(std::memory_order_relaxed) != waiting) return;
            this->platform_.relax();
            if (taken_.load() == 0 && try_take()) {
                hand_over();
                return;
            }
        }
    }

    static constexpr int fewest_polls = 40;
    static constexpr int most_polls = 400;
    static constexpr int pauses_a_round = 8;  // what relax() passes

    typename P::Word taken_;
    std::atomic<int> waiting_{0};
    std::atomic<int> polls_{0};
    typename P::Mutex stealer_;  // outside of mutex_
    typename P::Mutex mutex_;
    typename P::Condition handed_over_;  // mutex_
    bool held_ = true;                   // mutex_; not held: the lock is on its way to the stealer
};

extern template class Steal<OsPlatform>;

}  // namespace minivm::lock
