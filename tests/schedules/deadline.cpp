#include "runtime/lock/deadline.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/log.hpp"

namespace minivm::lock {
namespace {

using DeadlineMachine = Machine<Deadline<SimulatedPlatform>>;
constexpr Nanoseconds millisecond = 1'000'000;
constexpr Nanoseconds safepoint = millisecond / 20;
constexpr Nanoseconds slice = Deadline<SimulatedPlatform>::default_slice;

// Bytecodes until `done`; every safepoint is also the moment of a tick, as after 5000 bytecodes.
template <typename Done>
void compute_until(DeadlineMachine& machine, TestThread& thread, Done done) {
    while (!done()) {
        machine.compute(thread, 1, safepoint);
        machine.gil.on_tick(thread);
    }
}

}  // namespace

TEST_CASE("deadline: computing threads have a slice each, in the order of their deadlines") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        DeadlineMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        for (int number = 0; number < 3; ++number) {
            TestThread& thread = threads.emplace_back("t" + std::to_string(number));
            machine.spawn(thread, [&](TestThread& self) {
                compute_until(machine, self, [&] { return machine.simulation.now() > 200 * millisecond; });
            });
        }
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(log.longest_wait() <= 2 * (slice + millisecond));
        CHECK(log.longest_wait() >= 2 * slice - millisecond);
        auto const begins_after_start = [](Log::Line const& line) {
            return line.from == State::waiting && line.to == State::running &&
                   line.time > 4 * slice;  // equals, at first
        };
        CHECK(std::ranges::count_if(log.lines, begins_after_start) <= 18);
    }
}

TEST_CASE("deadline: a thread that mostly blocks preempts those that compute") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        CAPTURE(seed);
        Simulation::Settings settings = two_processors(seed);
        settings.processors = 4;
        DeadlineMachine machine{settings};
        Log log;
        std::list<TestThread> threads;
        TestThread caller{"caller"};
        bool done = false;
        for (int number = 0; number < 2; ++number) {
            TestThread& thread = threads.emplace_back("c" + std::to_string(number));
            machine.spawn(thread,
                          [&](TestThread& self) { compute_until(machine, self, [&] { return done; }); });
        }
        machine.spawn(caller, [&](TestThread& self) {
            machine.call(self, 60 * millisecond);  // their deadlines move ahead of this thread's
            machine.gil.observe(&log);
            for (int call = 0; call < 10; ++call) {
                machine.call(self, millisecond / 2);
                machine.use(self);
            }
            machine.gil.observe(nullptr);
            done = true;
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(log.longest_wait("caller") <= 3 * safepoint);
    }
}

TEST_CASE("deadline: beyond eight slices of work it is first come first served, and nobody preempts") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        CAPTURE(seed);
        Simulation::Settings settings = two_processors(seed);
        settings.most_steps = 1'000'000;
        DeadlineMachine machine{settings};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        int const count = 16;
        for (int number = 0; number < count; ++number) {
            TestThread& thread = threads.emplace_back("t" + std::to_string(number));
            machine.spawn(thread, [&](TestThread& self) {
                compute_until(machine, self, [&] { return machine.simulation.now() > 1'000 * millisecond; });
            });
        }
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(log.longest_wait() <= (count - 1) * (slice + millisecond));
    }
}

}  // namespace minivm::lock
