#include "runtime/lock/masterlock.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using OCamlMachine = Machine<Masterlock<SimulatedPlatform>>;

}  // namespace

TEST_CASE("masterlock: every tick hands the lock to somebody else if anybody waits") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        OCamlMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 3, 200, millisecond);
        std::vector<Log::HandOver> const switches = log.forced_hand_overs();
        for (Log::HandOver const& hand_over : switches) {
            CHECK(hand_over.to != hand_over.from);
            CHECK(hand_over.ran <= 54 * millisecond);
        }
        CHECK(switches.size() >= 5);
    }
}

TEST_CASE("masterlock: without waiters a tick and an offer are answered by nothing") {
    OCamlMachine machine{two_processors(1)};
    TestThread main{"main"};
    TestThread sleeper{"sleeper"};
    bool ended = false;
    machine.spawn(sleeper, [&](TestThread& self) {
        machine.call(self, 400 * millisecond);
        ended = true;
    });
    machine.spawn(main, [&](TestThread& self) {
        machine.gil.sleep(self, machine.gil.deadline_after(millisecond));
        std::uint64_t const before = self.counters().acquisitions.value();
        bool ticked = false;
        for (int piece = 0; piece < 200 && !ended; ++piece) {
            machine.simulation.work(millisecond);
            if (!self.requested) continue;
            ticked = true;
            CHECK_FALSE(machine.gil.switch_point(self));
        }
        CHECK(ticked);
        CHECK_FALSE(machine.gil.yield(self));
        CHECK(self.counters().acquisitions.value() == before);
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("masterlock: an interrupt the holder did not come to answer is left to the next one") {
    int inherited = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        OCamlMachine machine{two_processors(seed)};
        TestThread first{"first"};
        TestThread second{"second"};
        machine.spawn(first, [&](TestThread& self) {
            machine.spawn(second, [&](TestThread& next) {
                if (next.requested) ++inherited;
            });
            while (!self.requested) machine.simulation.work(millisecond);
            machine.call(self, 10 * millisecond);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    }
    CHECK(inherited == 100);
}

}  // namespace minivm::lock
