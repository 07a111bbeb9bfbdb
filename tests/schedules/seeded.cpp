#include "runtime/lock/seeded.hpp"

#include <doctest/doctest.h>

#include <list>
#include <memory>
#include <thread>
#include <vector>

#include "tests/schedules/program.hpp"

namespace minivm::lock {
namespace {

using SeededMachine = Machine<Seeded<SimulatedPlatform>>;

// A script with four threads, which knows of its machine only how to start one and how to let time pass.
class Script {
public:
    using Start = std::function<void(TestThread&, std::function<void(TestThread&)>)>;

    Script(Gil& gil, Start start) : gil_{gil}, start_{std::move(start)} {}

    void main(TestThread& thread) {
        for (int number = 0; number < 3; ++number) {
            TestThread& child = threads_.emplace_back("t" + std::to_string(number));
            gil_.attach(child, Arrival::starting);
            start_(child, [this](TestThread& self) { body(self); });
            gil_.switch_point(thread);
        }
        while (ended_ < 3) {
            gil_.switch_point(thread);
            one_ended_.wait(thread, Cause::join, gil_.deadline_after(2 * millisecond));
            one_ended_.clear();
        }
    }

private:
    void body(TestThread& thread) {
        for (int round = 0; round < 5; ++round) {
            for (int safepoint = 0; safepoint < 10; ++safepoint) gil_.switch_point(thread);
            if (mutex_.acquire(thread, gil_.deadline_after(20'000)) == Wake::woken) {
                gil_.sleep(thread, gil_.deadline_after(static_cast<Nanoseconds>(thread.index()) * 10'000));
                for (int safepoint = 0; safepoint < 10; ++safepoint) gil_.switch_point(thread);
                mutex_.release();
            }
            gil_.yield(thread);
        }
        ++ended_;
        one_ended_.set();
    }

    Gil& gil_;
    Start start_;
    std::list<TestThread> threads_;
    Mutex mutex_;
    Flag one_ended_;
    int ended_ = 0;
};

std::string trace_on_simulation(std::uint64_t machine_seed, std::uint64_t seed) {
    SeededMachine machine{any_machine(machine_seed), seed, 4u};
    Trace trace;
    machine.gil.observe(&trace);
    Script script{machine.gil, [&](TestThread& thread, std::function<void(TestThread&)> const& body) {
                      machine.simulation.spawn(thread.name(), [&machine, &thread, body] {
                          machine.gil.acquire(thread);
                          body(thread);
                          machine.gil.detach(thread);
                      });
                  }};
    TestThread main{"main"};
    machine.spawn(main, [&](TestThread& self) { script.main(self); });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    return trace.lines;
}

std::string trace_on_machine(std::uint64_t seed) {
    Gil gil{make_policy("seeded", {.seed = seed, .switch_one_in = 4})};
    Trace trace;
    gil.observe(&trace);
    std::vector<std::jthread> threads;
    Script script{gil, [&](TestThread& thread, std::function<void(TestThread&)> const& body) {
                      threads.emplace_back([&gil, &thread, body] {
                          gil.acquire(thread);
                          body(thread);
                          gil.detach(thread);
                      });
                  }};
    TestThread main{"main"};
    gil.attach(main);
    gil.acquire(main);
    script.main(main);
    gil.detach(main);
    threads.clear();
    return trace.lines;
}

}  // namespace

TEST_CASE("a seed means one run, whatever the machine does") {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        CAPTURE(seed);
        std::string const expected = trace_on_simulation(0, seed);
        for (std::uint64_t machine_seed = 1; machine_seed < 30; ++machine_seed) {
            CAPTURE(machine_seed);
            REQUIRE(trace_on_simulation(machine_seed, seed) == expected);
        }
    }
}

TEST_CASE("different seeds mean different runs") {
    CHECK(trace_on_simulation(0, 1) != trace_on_simulation(0, 2));
}

TEST_CASE("real threads make the same run a hundred times, and the simulated ones make it too") {
    std::string const expected = trace_on_simulation(0, 7);
    CHECK(expected.size() > 1'000);
    for (int run = 0; run < 100; ++run) REQUIRE(trace_on_machine(7) == expected);
}

TEST_CASE("sleeping takes virtual time, and threads wake in the order of their deadlines") {
    SeededMachine machine{any_machine(1), 1u, 8u};
    TestThread first{"first"};
    TestThread second{"second"};
    std::string order;
    auto const sleeper = [&](char name, Nanoseconds hours) {
        return [&machine, &order, name, hours](TestThread& self) {
            CHECK(machine.gil.sleep(self, hours * 3'600'000 * millisecond) == Wake::timed_out);
            CHECK(machine.gil.now() >= hours * 3'600'000 * millisecond);
            order += name;
        };
    };
    machine.spawn(first, sleeper('2', 2));
    machine.spawn(second, sleeper('1', 1));
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    CHECK(order == "12");
    CHECK(machine.simulation.now() < millisecond);
}

TEST_CASE("time passes at switch points, so that a thread can wait for a moment by looking at the clock") {
    SeededMachine machine{any_machine(1), 1u, 8u};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        while (machine.gil.now() < millisecond) machine.gil.switch_point(self);
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("threads that wait for each other are reported, and go on when one is interrupted") {
    SeededMachine machine{any_machine(1), 1u, 8u};
    Trace trace;
    machine.gil.observe(&trace);
    TestThread first{"first"};
    TestThread second{"second"};
    Mutex a;
    Mutex b;
    Wake ended = Wake::woken;
    machine.spawn(first, [&](TestThread& self) {
        a.acquire(self);
        machine.gil.sleep(self, millisecond);
        ended = b.acquire(self);
        a.release();
    });
    machine.spawn(second, [&](TestThread& self) {
        b.acquire(self);
        machine.gil.sleep(self, millisecond);
        a.acquire(self);
    });
    machine.simulation.spawn("signal", [&] {
        machine.simulation.sleep(10 * millisecond);
        CHECK(machine.gil.policy().deadlocked());
        machine.gil.interrupt(first);
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
    CHECK(ended == Wake::interrupted);
    CHECK(trace.lines.find("deadlocked") != std::string::npos);
    CHECK_FALSE(machine.gil.policy().deadlocked());
}

TEST_CASE("while a thread is in a system call and no other can run, time passes as it does on the machine") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        SeededMachine machine{any_machine(seed), seed, 8u};
        TestThread caller{"caller"};
        TestThread sleeper{"sleeper"};
        std::string order;
        machine.spawn(caller, [&](TestThread& self) {
            machine.gil.attach(sleeper, Arrival::starting);
            machine.simulation.spawn("sleeper", [&] {
                machine.gil.acquire(sleeper);
                for (int time = 0; time < 5; ++time) {
                    machine.gil.sleep(sleeper, machine.gil.deadline_after(2 * millisecond));
                    order += 's';
                }
                machine.gil.detach(sleeper);
            });
            machine.call(self, 3 * millisecond);
            order += 'c';
        });
        CHECK(machine.simulation.run() == Simulation::End::finished);
        CHECK(order == "scssss");
    }
}

TEST_CASE("a thread in the host's code holds up neither time nor the others") {
    SeededMachine machine{any_machine(1), 1u, 8u};
    TestThread visitor{"visitor"};
    TestThread sleeper{"sleeper"};
    machine.simulation.spawn("host", [&] {
        machine.gil.attach(visitor);
        machine.gil.acquire(visitor);
        machine.spawn(sleeper, [&](TestThread& self) {
            machine.gil.sleep(self, 3'600'000 * millisecond);
            CHECK(machine.simulation.now() < millisecond);
        });
        machine.gil.release(visitor, Cause::host);
        machine.simulation.sleep(10 * millisecond);
        machine.gil.acquire(visitor);
        machine.gil.detach(visitor);
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("output keeps the lock") {
    SeededMachine machine{any_machine(1), 1u, 8u};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        Unlocked const unlocked{self, Cause::output};
        CHECK(machine.gil.held_by(self));
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
}

TEST_CASE("a thread that was announced and could not be started is forgotten") {
    SeededMachine machine{any_machine(1), 1u, 1u};
    TestThread parent{"parent"};
    TestThread child{"child"};
    machine.spawn(parent, [&](TestThread& self) {
        machine.gil.attach(child, Arrival::starting);
        machine.gil.detach(child);
        CHECK_FALSE(machine.gil.yield(self));
    });
    CHECK(machine.simulation.run() == Simulation::End::finished);
}

}  // namespace minivm::lock
