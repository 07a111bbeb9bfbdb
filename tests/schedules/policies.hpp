#pragma once

// The policies that the tests of what holds for all of them run under. A new one is added here.

#include "runtime/lock/adaptive.hpp"
#include "runtime/lock/deadline.hpp"
#include "runtime/lock/fifo.hpp"
#include "runtime/lock/interval.hpp"
#include "runtime/lock/masterlock.hpp"
#include "runtime/lock/off.hpp"
#include "runtime/lock/priority.hpp"
#include "runtime/lock/seeded.hpp"
#include "runtime/lock/steal.hpp"
#include "runtime/lock/tick.hpp"
#include "tests/schedules/program.hpp"

namespace minivm::lock {

template <typename... P>
struct PolicyList {
    // Calls visit.operator()<P>() for each.
    template <typename Visit>
    static void for_each(Visit visit) {
        (visit.template operator()<P>(), ...);
    }
    template <typename... Others>
    using And = PolicyList<P..., Others...>;
};

using EveryPolicy = PolicyList<           //
    Interval<SimulatedPlatform>,          //
    UnforcedInterval<SimulatedPlatform>,  //
    Tick<SimulatedPlatform>,              //
    TickOnCondition<SimulatedPlatform>,   //
    Fifo<SimulatedPlatform>,              //
    Masterlock<SimulatedPlatform>,        //
    Steal<SimulatedPlatform>,             //
    Priority<SimulatedPlatform>,          //
    Deadline<SimulatedPlatform>,          //
    Adaptive<SimulatedPlatform>,          //
    Seeded<SimulatedPlatform>>;

// And what is no lock: threads run at once.
using EveryPolicyAndNone = EveryPolicy::And<Off<SimulatedPlatform>>;

}  // namespace minivm::lock
