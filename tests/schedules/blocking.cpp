// Blocked waits: what ends them, and that nothing which should is lost. Under every policy.

#include <doctest/doctest.h>

#include <atomic>

#include "tests/schedules/policies.hpp"
#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

// Runs a test of one machine under each policy and many seeds.
template <typename Test>
void under_every_policy(Test test) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        Simulation::Settings settings;
        settings.seed = seed;
        settings.spurious_wakeups = seed % 2 == 0;
        EveryPolicyAndNone::for_each([&]<typename P>() {
            Machine<P> machine{settings};
            CAPTURE(machine.gil.policy().name());
            test(machine);
        });
    }
}

}  // namespace

TEST_CASE("an interrupt ends a wait for a mutex, for a flag and for a moment") {
    under_every_policy([](auto& machine) {
        TestThread main{"main"};
        Mutex mutex;
        Flag flag;
        int interrupted = 0;
        REQUIRE(mutex.try_acquire());
        machine.spawn(main, [&](TestThread& self) {
            if (mutex.acquire(self) == Wake::interrupted) ++interrupted;
            if (flag.wait(self, Cause::event) == Wake::interrupted) ++interrupted;
            if (machine.gil.sleep(self, never) == Wake::interrupted) ++interrupted;
        });
        machine.simulation.spawn("signals", [&] {
            for (int signal = 1; signal <= 3; ++signal) {
                machine.simulation.sleep(10 * millisecond);
                machine.gil.interrupt(main);
                while (interrupted < signal) machine.simulation.sleep(millisecond);
            }
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(interrupted == 3);
    });
}

TEST_CASE("an interrupt before the wait is not lost") {
    under_every_policy([](auto& machine) {
        TestThread main{"main"};
        machine.spawn(main, [&](TestThread& self) {
            machine.gil.interrupt(self);
            CHECK(machine.gil.sleep(self, never) == Wake::interrupted);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    });
}

TEST_CASE("a wait for a mutex ends at its deadline and not before") {
    under_every_policy([](auto& machine) {
        TestThread holder{"holder"};
        TestThread waiter{"waiter"};
        Mutex mutex;
        REQUIRE(mutex.try_acquire());
        machine.spawn(waiter, [&](TestThread& self) {
            Nanoseconds const deadline = machine.gil.deadline_after(7 * millisecond);
            CHECK(mutex.acquire(self, deadline) == Wake::timed_out);
            CHECK(machine.gil.now() >= deadline);
            CHECK(mutex.release());
            CHECK_FALSE(mutex.release());
            CHECK(mutex.acquire(self, 0) == Wake::woken);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    });
}

TEST_CASE("a waiter that leaves passes the wake-up it did not use on to the next") {
    under_every_policy([](auto& machine) {
        TestThread holder{"holder"};
        TestThread impatient{"impatient"};
        TestThread patient{"patient"};
        Mutex mutex;
        bool served = false;
        machine.spawn(holder, [&](TestThread& self) {
            REQUIRE(mutex.acquire(self) == Wake::woken);
            machine.spawn(impatient, [&](TestThread& leaving) {
                if (mutex.acquire(leaving, machine.gil.deadline_after(2'000)) == Wake::woken) mutex.release();
            });
            machine.spawn(patient, [&](TestThread& staying) {
                REQUIRE(mutex.acquire(staying) == Wake::woken);
                served = true;
                mutex.release();
            });
            machine.gil.sleep(self, machine.gil.deadline_after(2'000));
            mutex.release();
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(served);
    });
}

TEST_CASE("two wake-ups are for two threads, even if the first has not gone on yet") {
    under_every_policy([](auto& machine) {
        TestThread a{"a"};
        TestThread b{"b"};
        TestThread giver{"giver"};
        WaitQueue queue;
        std::atomic<int> things{0};
        int taken = 0;
        auto const take = [&](TestThread& self) {
            auto const any = [&] { return things.load() > 0; };
            while (things.load() == 0) REQUIRE(queue.wait(self, Cause::event, never, any) == Wake::woken);
            --things;
            ++taken;
        };
        machine.spawn(a, take);
        machine.spawn(b, take);
        machine.spawn(giver, [&](TestThread& self) {
            machine.gil.sleep(self, machine.gil.deadline_after(millisecond));
            things.store(2);
            queue.wake_one();
            queue.wake_one();
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(taken == 2);
        CHECK(queue.empty());
    });
}

TEST_CASE("a wake-up that comes when its thread has what it waited for already is another's") {
    under_every_policy([](auto& machine) {
        TestThread a{"a"};
        TestThread b{"b"};
        TestThread giver{"giver"};
        // As SimpleQueue uses it: who finds nothing sleeps on the mutex, and anybody opens it.
        Mutex empty;
        int things = 0;
        int taken = 0;
        auto const open = [&] {
            if (empty.held()) empty.release();
        };
        auto const take = [&](TestThread& self) {
            while (things == 0)
                if (!empty.try_acquire()) REQUIRE(empty.acquire(self) == Wake::woken);
            --things;
            ++taken;
            open();
        };
        machine.spawn(a, take);
        machine.spawn(b, take);
        machine.spawn(giver, [&](TestThread& self) {
            machine.gil.sleep(self, machine.gil.deadline_after(millisecond));
            ++things;
            open();
            // The one that was woken takes the mutex without the lock, but not yet the thing.
            for (int i = 0; i < 50 && !empty.held(); ++i) machine.simulation.sleep(1'000);
            ++things;
            open();
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(taken == 2);
    });
}

TEST_CASE("a condition that holds counts for more than the interrupt which ends the wait") {
    under_every_policy([](auto& machine) {
        TestThread main{"main"};
        bool holds = false;
        machine.spawn(main, [&](TestThread& self) {
            auto const condition = [&] { return holds; };
            CHECK(machine.gil.block(self, Cause::event, never, condition) == Wake::woken);
        });
        machine.simulation.spawn("signal", [&] {
            machine.simulation.sleep(millisecond);
            holds = true;
            machine.gil.interrupt(main);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    });
}

TEST_CASE("an unpark between the question and the sleep is not lost") {
    under_every_policy([](auto& machine) {
        TestThread main{"main"};
        bool holds = false;
        bool attached = false;
        machine.spawn(main, [&](TestThread& self) {
            attached = true;
            auto const condition = [&] {
                bool const answer = holds;
                machine.simulation.step();
                return answer;
            };
            CHECK(machine.gil.block(self, Cause::event, never, condition) == Wake::woken);
        });
        machine.simulation.spawn("host", [&] {
            while (!attached) machine.simulation.step();
            holds = true;
            machine.gil.unpark(main);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    });
}

TEST_CASE("setting a flag lets all who wait for it go") {
    under_every_policy([](auto& machine) {
        TestThread a{"a"};
        TestThread b{"b"};
        TestThread setter{"setter"};
        Flag flag;
        int passed = 0;
        auto const wait = [&](TestThread& self) {
            REQUIRE(flag.wait(self, Cause::event) == Wake::woken);
            ++passed;
        };
        machine.spawn(a, wait);
        machine.spawn(b, wait);
        machine.spawn(setter, [&](TestThread& self) {
            machine.gil.sleep(self, machine.gil.deadline_after(1'000));
            flag.set();
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(passed == 2);
    });
}

TEST_CASE("after closing, threads which block or wait never run again, and the survivor does") {
    under_every_policy([](auto& machine) {
        auto const nothing = [](TestThread&) {};
        close_while_others_block(machine, nothing, nothing);
    });
}

}  // namespace minivm::lock
