#pragma once

// What the lock counts about one thread. Each counter is written by one thread at a time (the thread itself
// or, under a policy that moves others, the holder of the lock), and may be read by any: so plain loads and
// stores which cannot tear are enough, and counting costs one addition. Times are not among them: whoever
// wants those watches the lock.

#include <array>
#include <atomic>
#include <cstdint>

#include "runtime/lock/states.hpp"

namespace minivm::lock {

template <typename T>
class Counter {
public:
    void add(T amount) {
        value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
    }
    T value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<T> value_{0};
};

struct Counters {
    Counter<std::uint64_t> acquisitions;
    std::array<Counter<std::uint64_t>, cause_count> releases;  // by Cause
    Counter<std::uint64_t> wasted_wakes;                       // woken, and the lock was taken again
    Counter<std::uint64_t> ticks;                              // allowances of bytecodes used up
};

}  // namespace minivm::lock
