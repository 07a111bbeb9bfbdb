#include "runtime/lock/interval.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using IntervalMachine = Machine<Interval<SimulatedPlatform>>;

// How often a thread that let go because it was asked was the next to have the lock.
template <typename P>
int retakings() {
    int retaken = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        Machine<P> machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 3, 30, millisecond);
        int switches = 0;
        for (Log::HandOver const& hand_over : log.forced_hand_overs())
            ++(hand_over.to == hand_over.from ? retaken : switches);
        CHECK(switches > 0);
    }
    return retaken;
}

}  // namespace

TEST_CASE("a waiter asks the holder once it has waited for the switch interval") {
    IntervalMachine machine{two_processors(1)};
    Log log;
    machine.gil.observe(&log);
    TestThread holder{"holder"};
    TestThread waiter{"waiter"};
    Nanoseconds asked_after = 0;
    machine.spawn(holder, [&](TestThread& self) {
        machine.spawn(waiter, [&](TestThread&) {});
        Nanoseconds const start = machine.simulation.now();
        while (!self.requested) machine.simulation.work(millisecond / 10);
        asked_after = machine.simulation.now() - start;
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    CHECK(asked_after >= 5 * millisecond);
    CHECK(asked_after < 6 * millisecond);
}

TEST_CASE("a waiter's clock starts anew whenever the lock changes hands") {
    bool somebody_waited_longer = false;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        IntervalMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 4, 30, millisecond);
        Nanoseconds last_switch = 0;
        std::string last_holder;
        Nanoseconds const noticed = millisecond / 100;  // a switch is seen a few steps after it was made
        for (Log::Line const& line : log.lines) {
            if (line.kind == Event::Kind::request) {
                CHECK(line.time - last_switch >= 5 * millisecond - noticed);
                if (line.time - last_switch >= 9 * millisecond) somebody_waited_longer = true;
            } else if (line.to == State::running && line.thread != last_holder) {
                last_holder = line.thread;
                last_switch = line.time;
            }
        }
    }
    CHECK(somebody_waited_longer);
}

TEST_CASE(
    "a holder which was asked waits until another thread has taken the lock, unless switching is not "
    "forced") {
    CHECK(retakings<Interval<SimulatedPlatform>>() == 0);
    CHECK(retakings<UnforcedInterval<SimulatedPlatform>>() > 0);
}

TEST_CASE("a thread that lets go unasked may take the lock again before the waiter wakes") {
    int retaken = 0;
    int lost = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        IntervalMachine machine{two_processors(seed)};
        beside_a_waiter(machine, [&](TestThread& caller, bool const& waiter_ran) {
            machine.call(caller, 0);
            ++(waiter_ran ? lost : retaken);
        });
    }
    CHECK(retaken > 0);
    CHECK(lost > 0);
}

TEST_CASE("a waiter which finds the lock taken again has woken in vain") {
    std::uint64_t wasted = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        IntervalMachine machine{two_processors(seed)};
        wasted += beside_a_waiter(machine, [&](TestThread& caller, bool const&) {
            for (int call = 0; call < 5; ++call) machine.call(caller, 0);
        });
    }
    CHECK(wasted > 0);
}

TEST_CASE("the shortest interval is a microsecond") {
    IntervalMachine machine{two_processors(1)};
    machine.gil.set_switch_interval(1e-9);
    CHECK(machine.gil.policy().switch_interval() == 0);
    std::list<TestThread> threads;
    compete(machine, threads, 2, 30, millisecond / 50);
}

TEST_CASE("after closing, a survivor which was asked does not wait for a taker, and the others stop") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        IntervalMachine machine{two_processors(seed)};
        TestThread survivor{"survivor"};
        TestThread daemon{"daemon"};
        TestThread caller{"caller"};
        bool daemon_ran = false;
        bool done = false;
        machine.spawn(caller, [&](TestThread& self) { machine.call(self, 100 * millisecond); });
        machine.spawn(survivor, [&](TestThread& self) {
            machine.spawn(daemon, [&](TestThread&) { daemon_ran = true; });
            while (!self.requested) machine.simulation.work(millisecond);
            machine.gil.close(self);
            CHECK_FALSE(self.requested);
            for (int call = 0; call < 10; ++call) machine.call(self, 20 * millisecond);
            done = true;
        });
        CHECK(machine.simulation.run() == Simulation::End::finished);
        CHECK(done);
        CHECK_FALSE(daemon_ran);
        CHECK(daemon.state() == State::stopped);
        CHECK(caller.state() == State::stopped);
    }
}

TEST_CASE("a holder that has been asked and ends neither waits nor leaves the request behind") {
    int never_waited = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        IntervalMachine machine{two_processors(seed)};
        TestThread waiter{"waiter"};
        bool ran = false;
        machine.simulation.spawn("mortal", [&] {
            auto mortal = std::make_unique<TestThread>("mortal");
            machine.gil.attach(*mortal);
            machine.gil.acquire(*mortal);
            machine.spawn(waiter, [&](TestThread& self) {
                ran = true;
                CHECK_FALSE(self.requested);
            });
            while (!mortal->requested) machine.simulation.work(millisecond);
            std::uint64_t const waits = machine.simulation.usage().voluntary_switches;
            machine.gil.detach(*mortal);
            if (machine.simulation.usage().voluntary_switches == waits) ++never_waited;
        });
        CHECK(machine.simulation.run() == Simulation::End::finished);
        CHECK(ran);
    }
    CHECK(never_waited > 0);
}

}  // namespace minivm::lock
