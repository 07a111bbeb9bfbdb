#include "runtime/lock/priority.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/log.hpp"

namespace minivm::lock {
namespace {

using PriorityMachine = Machine<Priority<SimulatedPlatform>>;
constexpr Nanoseconds millisecond = 1'000'000;
constexpr Nanoseconds safepoint = millisecond / 50;

}  // namespace

TEST_CASE("priority: a thread back from a call has the lock at the next safepoint of a computing one") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        Simulation::Settings settings = two_processors(seed);
        settings.processors = 4;
        PriorityMachine machine{settings};
        Log log;
        std::list<TestThread> threads;
        TestThread caller{"caller"};
        bool done = false;
        for (int number = 0; number < 2; ++number) {
            TestThread& thread = threads.emplace_back("c" + std::to_string(number));
            machine.spawn(thread, [&](TestThread& self) {
                while (!done) machine.compute(self, 1, safepoint);
            });
        }
        machine.spawn(caller, [&](TestThread& self) {
            machine.call(self, 50 * millisecond);  // until the others are known to compute
            machine.gil.observe(&log);
            for (int call = 0; call < 20; ++call) {
                machine.call(self, millisecond / 2);
                machine.use(self);
            }
            machine.gil.observe(nullptr);
            done = true;
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(log.longest_wait("caller") <= 2 * safepoint);
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
        std::string releaser;
        for (Log::Line const& line : log.lines) {
            if (line.kind != Event::Kind::transition) continue;
            if (line.from == State::running) releaser = line.cause == Cause::forced ? line.thread : "";
            if (line.to == State::running && !releaser.empty()) CHECK(line.thread != releaser);
        }
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
