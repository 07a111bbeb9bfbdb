#include "runtime/lock/steal.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using StealMachine = Machine<Steal<SimulatedPlatform>>;

}  // namespace

TEST_CASE("steal: a waiter finds the lock within a look's time of its release, though nobody wakes it") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        StealMachine machine{two_processors(seed)};
        TestThread caller{"caller"};
        TestThread waiter{"waiter"};
        Nanoseconds released = 0;
        Nanoseconds taken = 0;
        machine.spawn(caller, [&](TestThread& self) {
            machine.spawn(waiter, [&](TestThread&) { taken = machine.simulation.now(); });
            machine.simulation.work(2 * millisecond);
            REQUIRE(waiter.state() == State::waiting);
            released = machine.simulation.now();
            machine.call(self, 5 * millisecond);
            CHECK(taken != 0);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(taken - released <= Steal<SimulatedPlatform>::look_period + millisecond / 50);
    }
}

TEST_CASE("steal: a thread that lets go for a moment keeps the lock") {
    int kept = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        StealMachine machine{two_processors(seed)};
        beside_a_waiter(machine, [&](TestThread& caller, bool const& waiter_ran) {
            machine.call(caller, 0);
            if (!waiter_ran) ++kept;
        });
    }
    CHECK(kept > 150);
}

TEST_CASE("steal: when the bytecodes are used up a waiter has the lock next") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        StealMachine machine{two_processors(seed)};
        TestThread computing{"computing"};
        TestThread waiter{"waiter"};
        bool waiter_ran = false;
        machine.spawn(computing, [&](TestThread& self) {
            CHECK_FALSE(machine.gil.on_tick(self));
            CHECK(machine.gil.ticker().load() == 10'000);
            machine.spawn(waiter, [&](TestThread&) { waiter_ran = true; });
            machine.simulation.work(2 * millisecond);
            REQUIRE(waiter.state() == State::waiting);
            CHECK(machine.gil.on_tick(self));
            CHECK(waiter_ran);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    }
}

}  // namespace minivm::lock
