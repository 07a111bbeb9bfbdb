#include "runtime/lock/adaptive.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using AdaptiveMachine = Machine<Adaptive<SimulatedPlatform>>;
constexpr Nanoseconds microsecond = 1'000;
constexpr Nanoseconds quantum = Adaptive<SimulatedPlatform>::default_quantum;

Simulation::Settings with(std::uint64_t seed, unsigned processors) {
    Simulation::Settings settings;
    settings.seed = seed;
    settings.processors = processors;
    settings.most_steps = 2'000'000;
    return settings;
}

// A thread's work up to the next safepoint.
auto piece_of(AdaptiveMachine& machine, Nanoseconds between_safepoints) {
    return [&machine, between_safepoints](TestThread& self) { machine.compute(self, 1, between_safepoints); };
}

}  // namespace

TEST_CASE("adaptive: computing threads have turns of one quantum, one after the other") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        AdaptiveMachine machine{with(seed, 1 + static_cast<unsigned>(seed % 3))};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 4, 200, millisecond / 2);
        // Every change-over costs a safepoint's distance; a newcomer's first run, up to its second safepoint,
        // may come on top.
        CHECK(log.longest_wait() <= 3 * (quantum + millisecond) + 4 * 2 * millisecond);
        CHECK(log.longest_wait() > 2 * quantum);
        for (TestThread const& thread : threads) CHECK(thread.counters().acquisitions.value() <= 15);
    }
}

TEST_CASE(
    "adaptive: a thread that comes back from a call has the lock within a safepoint of computing threads") {
    for (unsigned const processors : {2u, 4u}) {
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            CAPTURE(processors);
            CAPTURE(seed);
            AdaptiveMachine machine{with(seed, processors)};
            Nanoseconds const safepoint = 20 * microsecond;
            CHECK(longest_wait_after_calls(machine, {5 * millisecond, 50, 100 * microsecond},
                                           piece_of(machine, safepoint)) <= 3 * safepoint);
        }
    }
}

TEST_CASE(
    "adaptive: threads that block and compute in turn leave the others their half, and wait no longer than "
    "the bound") {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        AdaptiveMachine machine{with(seed, 4)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        bool done = false;
        int const computing = 3;
        int const greedy = 5;
        spawn_computing(machine, threads, computing, done, piece_of(machine, 100 * microsecond));
        for (int number = 0; number < greedy; ++number) {
            TestThread& thread = threads.emplace_back("g" + std::to_string(number));
            machine.spawn(thread, [&](TestThread& self) {
                while (machine.simulation.now() < 1000 * millisecond) {
                    machine.call(self, 3 * millisecond);
                    machine.compute(self, 30, 100 * microsecond);
                }
                done = true;
            });
        }
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        Nanoseconds const slack = (computing + greedy) * millisecond;
        CHECK(log.longest_wait() <= Turns::longest_wait(computing + greedy - 1, quantum) + slack);
        CHECK(log.time_running("c") >= 450 * millisecond);
    }
}

TEST_CASE("adaptive: sixty-four threads wait no longer than the bound") {
    AdaptiveMachine machine{with(1, 2)};
    Log log;
    machine.gil.observe(&log);
    std::list<TestThread> threads;
    bool done = false;
    spawn_computing(machine, threads, 60, done, piece_of(machine, millisecond));
    for (int number = 0; number < 4; ++number) {
        TestThread& thread = threads.emplace_back("io");
        machine.spawn(thread, [&](TestThread& self) {
            while (machine.simulation.now() < 3000 * millisecond) {
                machine.call(self, millisecond);
                machine.compute(self, 5, 100 * microsecond);
            }
            done = true;
        });
    }
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    CHECK(log.longest_wait() <= Turns::longest_wait(63, quantum) + 2 * 64 * millisecond);
}

TEST_CASE(
    "adaptive: a thread that turns to computing loses what it had saved, and then waits like the others") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        CAPTURE(seed);
        AdaptiveMachine machine{with(seed, 2)};
        Log log;
        std::list<TestThread> threads;
        TestThread turncoat{"turncoat"};
        bool done = false;
        spawn_computing(machine, threads, 2, done, piece_of(machine, 100 * microsecond));
        machine.spawn(turncoat, [&](TestThread& self) {
            machine.call(self, 50 * millisecond);
            machine.gil.observe(&log);
            machine.compute(self, 400, 100 * microsecond);
            machine.gil.observe(nullptr);
            done = true;
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(log.longest_wait("turncoat") >= 2 * quantum - 2 * millisecond);
        CHECK(turncoat.counters().releases[static_cast<std::size_t>(Cause::forced)].value() >= 3);
    }
}

TEST_CASE("adaptive: a thread whose call does not block may have the lock again before the heir") {
    int changes = 0;
    int calls = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        AdaptiveMachine machine{with(seed, 1)};
        std::list<TestThread> threads;
        TestThread caller{"caller"};
        bool done = false;
        spawn_computing(machine, threads, 1, done, piece_of(machine, 10 * microsecond));
        machine.spawn(caller, [&](TestThread& self) {
            machine.call(self, 5 * millisecond);
            std::uint64_t const before = threads.front().counters().acquisitions.value();
            for (int call = 0; call < 20; ++call, ++calls) machine.call(self, 0);
            changes += static_cast<int>(threads.front().counters().acquisitions.value() - before);
            done = true;
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    }
    CHECK(changes > 0);
    CHECK(changes < calls * 3 / 4);
}

}  // namespace minivm::lock
