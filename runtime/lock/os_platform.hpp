#pragma once

// The real machine: futexes, CLOCK_MONOTONIC and POSIX threads. The primitives are our own rather than the C
// library's because the uncontended path has to stay inline, and because a semaphore has to tell how often it
// woke in vain. Any thread may use them; Word's operations but wait are also safe in a signal handler.

#include <atomic>
#include <functional>
#include <thread>

#include "runtime/lock/platform.hpp"

namespace minivm::lock {

class OsPlatform {
public:
    class Mutex;
    class Condition;
    class Semaphore;
    class Word;
    class Helper;

    Nanoseconds now() const;
    unsigned processor() const;
    unsigned processors() const;
    void relax() const;
    void give_way() const;
    Usage usage() const;
    [[noreturn]] void halt() const;

private:
    using Futex = std::atomic<std::uint32_t>;
    static Waited futex_wait(Futex& futex, std::uint32_t expected, Nanoseconds deadline);
    static void futex_wake(Futex& futex, int count);
};

// Waits until the word changes.
class OsPlatform::Word {
public:
    explicit Word(OsPlatform) {}

    // Loads acquire and stores release, each pairing with any other thread's. What comes before wake() is
    // sequentially consistent: either the waker sees the sleeper, or the sleeper sees the new value.
    std::uint32_t load() const { return value_.load(std::memory_order_acquire); }
    void store(std::uint32_t value) { value_.store(value, std::memory_order_release); }
    bool exchange_if(std::uint32_t expected, std::uint32_t value) {
        return value_.compare_exchange_strong(expected, value, std::memory_order_acq_rel,
                                              std::memory_order_relaxed);
    }
    std::uint32_t fetch_or(std::uint32_t bits) { return value_.fetch_or(bits, std::memory_order_seq_cst); }
    std::uint32_t fetch_and(std::uint32_t bits) { return value_.fetch_and(bits, std::memory_order_seq_cst); }

    Waited wait(std::uint32_t expected, Nanoseconds deadline) {
        sleepers_.fetch_add(1, std::memory_order_seq_cst);  // seq_cst; pairs with the load in wake
        Waited const waited = futex_wait(value_, expected, deadline);
        sleepers_.fetch_sub(1, std::memory_order_relaxed);
        return waited;
    }
    void wake() {
        // seq_cst; pairs with the addition in wait
        if (sleepers_.load(std::memory_order_seq_cst) != 0)
            futex_wake(value_, std::numeric_limits<int>::max());
    }

private:
    Futex value_{0};
    std::atomic<std::uint32_t> sleepers_{0};
};

// 0 free, 1 held, 2 held and somebody may sleep. Not fair: whoever comes first when it is free has it.
class OsPlatform::Mutex {
public:
    explicit Mutex(OsPlatform) {}

    void lock() {
        std::uint32_t free = 0;
        // acquire; pairs with release in unlock
        if (!state_.compare_exchange_strong(free, 1, std::memory_order_acquire, std::memory_order_relaxed)) {
            lock_slowly();
        }
    }
    void unlock() {
        if (state_.exchange(0, std::memory_order_release) == 2)
            wake_one();  // release; pairs with acquire in lock
    }

private:
    void lock_slowly();
    void wake_one();

    Futex state_{0};
};

// A sequence number which waiters sleep on; all calls hold the mutex, so nobody can start to wait between the
// number's change and the wake-up and steal it.
class OsPlatform::Condition {
public:
    explicit Condition(OsPlatform) {}

    void wait(Mutex& mutex) { wait_until(mutex, never); }
    Waited wait_until(Mutex& mutex, Nanoseconds deadline);
    void signal() {
        if (waiters_ != 0) wake(1);
    }
    void broadcast() {
        if (waiters_ != 0) wake(std::numeric_limits<int>::max());
    }

private:
    void wake(int count);

    Futex sequence_{0};
    unsigned waiters_ = 0;  // the mutex
};

// Counts permits; posting is a wake-up and not a hand-over, as with POSIX semaphores: a thread which is
// running can take the permit before the one which was woken for it.
class OsPlatform::Semaphore {
public:
    Semaphore(OsPlatform, unsigned permits) : permits_{permits} {}

    unsigned wait() { return take() ? 0 : wait_slowly(); }
    void post() {
        permits_.fetch_add(1, std::memory_order_seq_cst);  // release; pairs with acquire in take
        // seq_cst on both sides: either the poster sees the waiter or the waiter sees the permit.
        if (waiters_.load(std::memory_order_seq_cst) != 0) wake_one();
    }

private:
    bool take() {
        std::uint32_t permits = permits_.load(std::memory_order_relaxed);
        while (permits != 0) {
            // acquire; pairs with release in post
            if (permits_.compare_exchange_weak(permits, permits - 1, std::memory_order_acquire,
                                               std::memory_order_relaxed)) {
                return true;
            }
        }
        return false;
    }
    unsigned wait_slowly();
    void wake_one();

    Futex permits_;
    std::atomic<std::uint32_t> waiters_{0};
};

// No signal is ever handled on it: those are for the threads of the program, whose system calls they
// interrupt.
class OsPlatform::Helper {
public:
    // std::system_error if there are too many threads.
    Helper(OsPlatform, std::function<void()> work);

private:
    std::jthread thread_;
};

static_assert(Platform<OsPlatform>);

}  // namespace minivm::lock
