#include "runtime/lock/deadline.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using DeadlineMachine = Machine<Deadline<SimulatedPlatform>>;
constexpr Nanoseconds safepoint = millisecond / 20;
constexpr Nanoseconds slice = Deadline<SimulatedPlatform>::default_slice;

// Bytecodes up to a safepoint, which is also the moment of a tick, as after 5000 bytecodes.
void compute(DeadlineMachine& machine, TestThread& thread) {
    machine.compute(thread, 1, safepoint);
    machine.gil.on_tick(thread);
}

// Runs so many threads that compute until that moment.
void compete_until(DeadlineMachine& machine, int count, Nanoseconds moment) {
    std::list<TestThread> threads;
    for (int number = 0; number < count; ++number) {
        TestThread& thread = threads.emplace_back("t" + std::to_string(number));
        machine.spawn(thread, [&machine, moment](TestThread& self) {
            while (machine.simulation.now() <= moment) compute(machine, self);
        });
    }
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

}  // namespace

TEST_CASE("deadline: computing threads have a slice each, in the order of their deadlines") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        DeadlineMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        compete_until(machine, 3, 200 * millisecond);
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
        auto const piece = [&](TestThread& self) { compute(machine, self); };
        // The first call: until the others' deadlines are ahead of this thread's.
        CHECK(longest_wait_after_calls(machine, {60 * millisecond, 10, millisecond / 2}, piece) <=
              3 * safepoint);
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
        int const count = 16;
        compete_until(machine, count, 1'000 * millisecond);
        CHECK(log.longest_wait() <= (count - 1) * (slice + millisecond));
    }
}

}  // namespace minivm::lock
