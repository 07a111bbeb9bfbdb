#pragma once

// Who made whom wait: each wait is cut up by the holds that it went through or, where threads run at once, by
// the pauses of the world.

#include <vector>

#include "runtime/trace/analysis.hpp"

namespace minivm::trace {

// The part of waits that one thread is to blame for at one place.
struct Blame {
    std::uint32_t thread = 0;  // the holder; or who stopped the world, or was the last to stand still
    std::uint32_t place = 0;   // see Hold::culprit
    Cause cause =
        Cause::none;  // collection, change: stopped the world for it; stop_the_world: stood still last
    Nanoseconds time = 0;
    std::size_t waits = 0;  // how many it is a part of
};

// Of one wait, the largest part first. What nobody is to blame for (waking up) is not in it.
std::vector<Blame> blame_of(Analysis const& analysis, Wait const& wait);
// Of all waits together, the largest part first.
std::vector<Blame> total_blame(Analysis const& analysis);
// Indexes of the longest waits in Analysis::waits, the longest first.
std::vector<std::size_t> worst_waits(Analysis const& analysis, std::size_t most);

}  // namespace minivm::trace
