#include "runtime/lock/tick.hpp"

#include <doctest/doctest.h>

#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using TickMachine = Machine<Tick<SimulatedPlatform>>;

// Runs bytecodes as the stepping table does; returns how many it took until on_tick was called.
int until_tick(Gil& gil, TestThread& thread) {
    int bytecodes = 0;
    for (;;) {
        ++bytecodes;
        if (gil.ticker().fetch_sub(1, std::memory_order_relaxed) <= 0) break;
    }
    gil.on_tick(thread);
    return bytecodes;
}

// Handles the calls that are announced, as the main thread does.
class MainThread final : public Attachment {
public:
    using Attachment::Attachment;
    void request() override {}
    void withdraw() override {}
    bool runs_calls() const override { return true; }
    void run_calls() override { ++calls; }

    int calls = 0;
};

// A waiter, and a thread that lets go at up to three ticks: how often the latter won, and the former woke in
// vain.
template <typename M>
void let_go_at_ticks() {
    int won = 0;
    int lost = 0;
    std::uint64_t wasted = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        M machine{two_processors(seed)};
        wasted += beside_a_waiter(machine, [&](TestThread& ticking, bool const& waiter_ran) {
            for (int tick = 0; tick < 3 && !waiter_ran; ++tick) {
                REQUIRE(machine.gil.on_tick(ticking));
                ++(waiter_ran ? lost : won);
                machine.use(ticking);
            }
        });
    }
    CHECK(won > 0);
    CHECK(lost > 0);
    CHECK(wasted > 0);
}

}  // namespace

TEST_CASE("a thread's allowance is the check interval and one bytecode") {
    TickMachine machine{two_processors(1)};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        Gil& gil = machine.gil;
        until_tick(gil, self);
        CHECK(until_tick(gil, self) == 101);
        CHECK(until_tick(gil, self) == 101);
        gil.set_check_interval(1);
        until_tick(gil, self);
        CHECK(until_tick(gil, self) == 2);
        CHECK(self.counters().ticks.value() == 5);
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("a program of one thread never lets go at a tick") {
    TickMachine machine{two_processors(1)};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        CHECK_FALSE(machine.gil.on_tick(self));
        CHECK(self.counters().acquisitions.value() == 1);
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("a thread that lets go at a tick may win again, and the waiter wakes in vain") {
    let_go_at_ticks<TickMachine>();
    let_go_at_ticks<Machine<TickOnCondition<SimulatedPlatform>>>();
}

TEST_CASE("a blocking call leaves the ticker alone") {
    TickMachine machine{two_processors(1)};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        machine.gil.ticker().store(37, std::memory_order_relaxed);
        machine.call(self, 1'000);
        CHECK(machine.gil.ticker().load(std::memory_order_relaxed) == 37);
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("a call which another thread must run leaves the ticker at zero until that thread has run it") {
    TickMachine machine{two_processors(1)};
    MainThread main{"main"};
    TestThread other{"other"};
    machine.simulation.spawn("both", [&] {
        Gil& gil = machine.gil;
        gil.attach(main);
        gil.attach(other);
        gil.ticker().store(50, std::memory_order_relaxed);
        gil.announce_call();
        CHECK(gil.ticker().load(std::memory_order_relaxed) == 0);

        gil.acquire(other);
        gil.on_tick(other);
        CHECK(gil.ticker().load(std::memory_order_relaxed) == 0);
        gil.detach(other);

        gil.acquire(main);
        gil.on_tick(main);
        CHECK(main.calls == 1);
        CHECK(gil.ticker().load(std::memory_order_relaxed) == 100);
        gil.on_tick(main);
        CHECK(main.calls == 1);
        gil.detach(main);
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

}  // namespace minivm::lock
