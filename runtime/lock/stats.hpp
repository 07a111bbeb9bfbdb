#pragma once

// The lock's statistics, taken from the threads' counters. Records are plain copies: they belong to whoever
// asked for them.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "runtime/lock/platform.hpp"
#include "runtime/lock/states.hpp"

namespace minivm::lock {

// A row: a thread that lives or has ended, or several that have ended.
struct ThreadRecord {
    std::string name;
    std::uint32_t index = 0;  // the thread's
    std::uint64_t acquisitions = 0;
    std::array<std::uint64_t, cause_count> releases{};  // by Cause
    std::uint64_t wasted_wakes = 0;
    Nanoseconds wall = 0;
    Nanoseconds waiting = 0;
    Nanoseconds running = 0;
    Nanoseconds blocked = 0;
    std::optional<Usage> usage;  // known of threads that ended, or asked for it to be sampled

    void add(ThreadRecord const& other);
};

}  // namespace minivm::lock
