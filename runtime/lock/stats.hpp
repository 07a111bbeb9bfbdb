#pragma once

// The lock's statistics, taken from the threads' counters. Records are plain copies: they belong to whoever
// asked for them.

#include <array>
#include <cstdint>
#include <optional>

#include "runtime/lock/platform.hpp"
#include "runtime/lock/states.hpp"

namespace minivm::lock {

// Of a thread that lives or has ended, or of several.
struct ThreadRecord {
    std::uint32_t index = 0;  // the thread's
    std::uint64_t acquisitions = 0;
    std::array<std::uint64_t, cause_count> releases{};  // by Cause
    std::uint64_t wasted_wakes = 0;
    std::optional<Usage> usage;  // known of a thread that ended, or asked for it to be sampled

    // What is counted.
    void add(ThreadRecord const& other);
};

}  // namespace minivm::lock
