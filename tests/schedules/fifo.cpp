#include "runtime/lock/fifo.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using FifoMachine = Machine<Fifo<SimulatedPlatform>>;

}  // namespace

TEST_CASE("fifo: nobody waits longer than a quantum and an interrupt for each thread before it") {
    Nanoseconds longest = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        FifoMachine machine{two_processors(seed)};
        Log log;
        machine.gil.observe(&log);
        std::list<TestThread> threads;
        compete(machine, threads, 4, 300, 2 * millisecond);
        Nanoseconds const turn = Fifo<SimulatedPlatform>::default_quantum +
                                 Fifo<SimulatedPlatform>::interrupt_period + 3 * millisecond;
        longest = std::max(longest, log.longest_wait());
        CHECK(log.longest_wait() <= 3 * turn);
    }
    CHECK(longest > 250 * millisecond);
}

TEST_CASE("fifo: the lock goes to whoever has waited longest, and a quick caller goes to the tail") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        FifoMachine machine{two_processors(seed)};
        std::list<TestThread> threads;
        std::string order;
        TestThread caller{"caller"};
        machine.spawn(caller, [&](TestThread& self) {
            for (int number = 0; number < 4; ++number) {
                TestThread& thread = threads.emplace_back(std::to_string(number));
                machine.spawn(thread, [&](TestThread& queued) { order += queued.name(); });
                while (thread.state() != State::waiting) machine.simulation.step();
                machine.simulation.work(millisecond);  // until it is in the queue
            }
            machine.call(self, 0);
            order += "c";
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(order == "0123c");
        for (TestThread const& thread : threads) CHECK(thread.counters().wasted_wakes.value() == 0);
    }
}

TEST_CASE("fifo: a shorter quantum shortens the wait, down to one interrupt") {
    FifoMachine machine{two_processors(1)};
    Log log;
    machine.gil.observe(&log);
    machine.gil.set_switch_interval(1e-6);
    std::list<TestThread> threads;
    compete(machine, threads, 2, 200, millisecond);
    CHECK(log.longest_wait() <= 12 * millisecond);
    CHECK(log.longest_wait() > 8 * millisecond);
}

TEST_CASE("fifo: the timer's requests are the policy's own, not a waiter's") {
    FifoMachine machine{two_processors(1)};
    Trace trace;
    machine.gil.observe(&trace);
    std::list<TestThread> threads;
    compete(machine, threads, 2, 30, millisecond);
    CHECK(trace.lines.find(" asked by the policy\n") != std::string::npos);
}

TEST_CASE("fifo: a program of one thread starts no timer, and one of two has none once it was closed") {
    FifoMachine machine{two_processors(1)};
    TestThread main{"main"};
    TestThread daemon{"daemon"};
    int requests = 0;
    machine.spawn(main, [&](TestThread& self) {
        machine.compute(self, 50, 10 * millisecond);
        CHECK(self.counters().acquisitions.value() == 1);
        machine.spawn(daemon, [&](TestThread&) { FAIL("it ran after the lock was closed"); });
        while (daemon.state() != State::waiting) machine.simulation.step();
        while (!self.requested) machine.simulation.work(millisecond);
        machine.gil.close(self);
        for (int piece = 0; piece < 50; ++piece) {
            machine.simulation.work(10 * millisecond);
            if (self.requested) ++requests;
        }
        machine.call(self, millisecond);
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
    CHECK(requests == 0);
    CHECK(daemon.state() == State::stopped);
}

}  // namespace minivm::lock
