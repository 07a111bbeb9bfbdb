#include "runtime/lock/priority.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using PriorityMachine = Machine<Priority<SimulatedPlatform>>;
constexpr Nanoseconds safepoint = millisecond / 50;

}  // namespace

TEST_CASE("priority: a thread back from a call has the lock at the next safepoint of a computing one") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        Simulation::Settings settings = two_processors(seed);
        settings.processors = 4;
        PriorityMachine machine{settings};
        auto const compute = [&](TestThread& self) { machine.compute(self, 1, safepoint); };
        CHECK(longest_wait_after_calls(machine, {50 * millisecond, 20, millisecond / 2}, compute) <=
              2 * safepoint);
    }
}

TEST_CASE("priority: computing threads among themselves have an interval each") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        PriorityMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 2, 100, millisecond / 2);
        for (Log::HandOver const& hand_over : log.forced_hand_overs()) CHECK(hand_over.to != hand_over.from);
        CHECK(log.longest_wait() <= 7 * millisecond);
    }
}

TEST_CASE("priority: threads that block often enough starve one that computes") {
    PriorityMachine machine{two_processors(1)};
    Log log;
    TestThread victim{"victim"};
    std::list<TestThread> threads;
    bool done = false;
    machine.spawn(victim, [&](TestThread& self) {
        machine.compute(self, 200, safepoint);
        machine.gil.observe(&log);
        while (!done) machine.compute(self, 1, safepoint);
    });
    for (int number = 0; number < 8; ++number) {
        TestThread& thread = threads.emplace_back("caller");
        machine.spawn(thread, [&](TestThread& self) {
            while (machine.simulation.now() < 300 * millisecond) {
                machine.call(self, safepoint);
                machine.simulation.work(millisecond);
            }
            done = true;
        });
    }
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    CHECK(log.longest_wait("victim") > 100 * millisecond);
}

}  // namespace minivm::lock
