// The simulated machine itself: what it finds and how its time passes.

#include <doctest/doctest.h>

#include "tests/schedules/simulation.hpp"

namespace minivm::lock {
namespace {

Simulation::Settings with(std::uint64_t seed, unsigned processors) {
    Simulation::Settings settings;
    settings.seed = seed;
    settings.processors = processors;
    return settings;
}

}  // namespace

TEST_CASE("two locks taken in opposite orders deadlock under some seeds, and the report says who waits") {
    int deadlocks = 0;
    int finished = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Simulation simulation{with(seed, 2)};
        SimulatedPlatform const platform{simulation};
        SimulatedPlatform::Mutex a{platform};
        SimulatedPlatform::Mutex b{platform};
        auto const take = [](SimulatedPlatform::Mutex& first, SimulatedPlatform::Mutex& second) {
            first.lock();
            second.lock();
            second.unlock();
            first.unlock();
        };
        simulation.spawn("ab", [&] { take(a, b); });
        simulation.spawn("ba", [&] { take(b, a); });
        if (simulation.run() == Simulation::End::finished) {
            ++finished;
        } else {
            ++deadlocks;
            CHECK(simulation.report() == "ab waits for a mutex\nba waits for a mutex\n");
        }
    }
    CHECK(deadlocks > 0);
    CHECK(finished > 0);
}

TEST_CASE("work on one processor takes as long as all of it, on two as long as half of it") {
    for (unsigned const processors : {1u, 2u}) {
        Simulation simulation{with(1, processors)};
        simulation.spawn("a", [&] { simulation.work(10 * millisecond); });
        simulation.spawn("b", [&] { simulation.work(10 * millisecond); });
        REQUIRE(simulation.run() == Simulation::End::finished);
        Nanoseconds const expected = 20 * millisecond / processors;
        CHECK(simulation.now() >= expected);
        CHECK(simulation.now() < expected + millisecond);
    }
}

TEST_CASE("a lost wake-up is found: looking before the mutex is taken") {
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        Simulation simulation{with(seed, 2)};
        SimulatedPlatform const platform{simulation};
        SimulatedPlatform::Mutex mutex{platform};
        SimulatedPlatform::Condition changed{platform};
        bool ready = false;
        simulation.spawn("waiter", [&] {
            if (ready) return;
            mutex.lock();
            changed.wait(mutex);
            mutex.unlock();
        });
        simulation.spawn("waker", [&] {
            mutex.lock();
            ready = true;
            changed.signal();
            mutex.unlock();
        });
        if (simulation.run() == Simulation::End::deadlocked) ++lost;
    }
    CHECK(lost > 0);
}

TEST_CASE("a helper is waited for by whoever destroys it") {
    Simulation simulation{with(1, 1)};
    bool helped = false;
    bool joined = false;
    simulation.spawn("owner", [&] {
        {
            SimulatedPlatform::Helper const helper{SimulatedPlatform{simulation}, [&] {
                                                       simulation.sleep(millisecond);
                                                       helped = true;
                                                   }};
        }
        joined = helped;
    });
    REQUIRE(simulation.run() == Simulation::End::finished);
    CHECK(joined);
}

TEST_CASE("a run that does not end is given up") {
    Simulation::Settings settings = with(1, 1);
    settings.most_steps = 1'000;
    Simulation simulation{settings};
    simulation.spawn("busy", [&] {
        for (;;) simulation.step();
    });
    CHECK(simulation.run() == Simulation::End::given_up);
}

}  // namespace minivm::lock
