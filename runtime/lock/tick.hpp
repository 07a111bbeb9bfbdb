#pragma once

// CPython 2.7's lock. A ticker shared by all threads counts bytecodes; whoever brings it below zero (every
// 101st bytecode that ticks, by default) lets the lock go and takes it at once. The lock is a semaphore:
// letting go wakes a waiter but promises it nothing, and the releaser, who is already running, often wins
// again; the waiter woke in vain. Blocking calls let the lock go and leave the ticker alone, so the slice
// after a call is what others left over. Pending calls zero the ticker; a thread which may not run them
// leaves it at zero, so that every tick switches until the right thread has its turn.
//
// After Python/ceval.c and Python/thread_pthread.h of its 2.7 branch. The variant `tick:cond` is the same
// with the lock those files fall back to where there are no semaphores (FlagLock): there a wake-up costs the
// waiter a mutex as well, which the releaser often still has.

#include "runtime/lock/flag_lock.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::lock {

template <Platform P, typename Lock = typename P::Semaphore>
class Tick final : public PolicyOn<P> {
public:
    explicit Tick(P platform) : PolicyOn<P>{platform}, lock_{platform, 1u} {}

    std::string_view name() const override {
        return std::same_as<Lock, typename P::Semaphore> ? "tick" : "tick:cond";
    }
    Attention attention() const override { return Attention::every_tick; }

    void attach(Attachment& thread, Arrival arrival) override {
        PolicyOn<P>::attach(thread, arrival);
        // relaxed; what a new thread has to see is published by whatever starts it
        if (attached_.fetch_add(1, std::memory_order_relaxed) > 0)
            shared_.store(true, std::memory_order_relaxed);
    }

    void detach(Attachment&) override { attached_.fetch_sub(1, std::memory_order_relaxed); }

    void acquire(Attachment& thread) override {
        if (unsigned const in_vain = lock_.wait(); in_vain != 0) thread.count_wasted_wakes(in_vain);
    }

    void release(Attachment&, Cause) override { lock_.post(); }

    bool at_tick(Attachment& thread) override {
        this->restart_ticker(thread);
        if (calls_.load(std::memory_order_relaxed)) {
            if (thread.runs_calls()) {
                // acquire; pairs with release in announce_call. Cleared first: a call that arrives meanwhile
                // counts.
                calls_.exchange(false, std::memory_order_acquire);
                thread.run_calls();
            }
            if (calls_.load(std::memory_order_relaxed)) this->ticker().store(0, std::memory_order_relaxed);
        }
        // A program that never started a thread pays for the ticker alone.
        return shared_.load(std::memory_order_relaxed);
    }

    // Requests are not this policy's way: nobody makes any.
    bool at_switch_point(Attachment&) override { return false; }

    void announce_call() override {
        calls_.store(true, std::memory_order_release);  // release; pairs with acquire in at_tick
        this->ticker().store(0, std::memory_order_relaxed);
    }

private:
    Lock lock_;
    std::atomic<unsigned> attached_{0};
    std::atomic<bool> shared_{false};  // there were two threads once; never false again
    std::atomic<bool> calls_{false};
};

template <Platform P>
using TickOnCondition = Tick<P, FlagLock<P>>;

extern template class Tick<OsPlatform>;
extern template class Tick<OsPlatform, FlagLock<OsPlatform>>;

}  // namespace minivm::lock
