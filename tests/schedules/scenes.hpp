#pragma once

// Situations that more than one policy is put in. Each runs its machine to the end.

#include <doctest/doctest.h>

#include <list>
#include <string>
#include <utility>

#include "tests/schedules/log.hpp"

namespace minivm::lock {

// So many threads that only compute, with that much work from one safepoint to the next.
template <typename M>
void compete(M& machine, std::list<TestThread>& threads, int count, int safepoints,
             Nanoseconds between_safepoints) {
    for (int number = 0; number < count; ++number) {
        TestThread& thread = threads.emplace_back("t" + std::to_string(number));
        machine.spawn(thread, [&machine, safepoints, between_safepoints](TestThread& self) {
            machine.compute(self, safepoints, between_safepoints);
        });
    }
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

// Adds so many threads, each of which calls `piece` with itself until `done`; the only scene that does not
// run yet.
template <typename M, typename Piece>
void spawn_computing(M& machine, std::list<TestThread>& threads, int count, bool const& done, Piece piece) {
    for (int number = 0; number < count; ++number) {
        TestThread& thread = threads.emplace_back("c" + std::to_string(number));
        machine.spawn(thread, [&done, piece](TestThread& self) {
            while (!done) piece(self);
        });
    }
}

struct Calls {
    Nanoseconds first;  // long, so that the policy learns who computes and who does not
    int count;
    Nanoseconds duration;
};

// How long a thread waits for the lock at most after its calls, the first apart, beside two that compute.
template <typename M, typename Piece>
Nanoseconds longest_wait_after_calls(M& machine, Calls calls, Piece piece) {
    Log log;
    std::list<TestThread> threads;
    TestThread caller{"caller"};
    bool done = false;
    spawn_computing(machine, threads, 2, done, piece);
    machine.spawn(caller, [&](TestThread& self) {
        machine.call(self, calls.first);
        machine.gil.observe(&log);
        for (int call = 0; call < calls.count; ++call) {
            machine.call(self, calls.duration);
            machine.use(self);
        }
        machine.gil.observe(nullptr);
        done = true;
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    return log.longest_wait("caller");
}

// A thread has the lock and another has come to wait for it; then `act` is called with the first and a
// reference that tells whether the second has run. How often the second woke in vain.
template <typename M, typename Act>
std::uint64_t beside_a_waiter(M& machine, Act act) {
    TestThread holder{"holder"};
    TestThread waiter{"waiter"};
    bool waiter_ran = false;
    machine.spawn(holder, [&](TestThread& self) {
        machine.spawn(waiter, [&](TestThread&) { waiter_ran = true; });
        machine.simulation.work(2 * millisecond);
        REQUIRE(waiter.state() == State::waiting);
        act(self, std::as_const(waiter_ran));
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    return waiter.counters().wasted_wakes.value();
}

// While one thread sleeps and one is in a call, a third closes the lock: they never run again, and it does.
// `before` and `after` are called with it on either side of that.
template <typename M, typename Before, typename After>
void close_while_others_block(M& machine, Before before, After after) {
    TestThread survivor{"survivor"};
    TestThread sleeper{"sleeper"};
    TestThread caller{"caller"};
    bool others_ran = false;
    Flag started;
    int count = 0;
    machine.spawn(sleeper, [&](TestThread& self) {
        if (++count == 2) started.set();
        machine.gil.sleep(self, machine.gil.deadline_after(5 * millisecond));
        others_ran = true;
    });
    machine.spawn(caller, [&](TestThread& self) {
        if (++count == 2) started.set();
        machine.call(self, 5 * millisecond);
        others_ran = true;
    });
    machine.spawn(survivor, [&](TestThread& self) {
        started.wait(self, Cause::event);
        before(self);
        if (others_ran) return;
        machine.gil.close(self);
        machine.call(self, 10 * millisecond);
        after(self);
        machine.gil.sleep(self, machine.gil.deadline_after(10 * millisecond));
        CHECK_FALSE(others_ran);
        machine.gil.assert_held(self);
    });
    CHECK(machine.simulation.run() != Simulation::End::given_up);
    CHECK((others_ran || survivor.state() == State::detached));
}

}  // namespace minivm::lock
