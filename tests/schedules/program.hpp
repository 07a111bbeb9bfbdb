#pragma once

// What the schedules' tests are made of: a thread that records whether it was asked to let go, an observer
// that writes events down as lines, and a lock on a simulated machine whose protocol is checked at each
// transition.

#include <memory>
#include <stdexcept>
#include <string>

#include "runtime/lock/flag.hpp"
#include "runtime/lock/gil.hpp"
#include "runtime/lock/mutex.hpp"
#include "tests/schedules/simulation.hpp"

namespace minivm::lock {

class TestThread final : public Attachment {
public:
    using Attachment::Attachment;

    void request() override { requested.store(true, std::memory_order_relaxed); }
    void withdraw() override { requested.store(false, std::memory_order_relaxed); }
    void follow(Policy& policy) override { follows = &policy; }

    std::atomic<bool> requested{false};
    Policy* follows = nullptr;  // the last that it was told of
};

class Trace final : public Observer {
public:
    void on_event(Event const& event) override {
        lines += std::to_string(event.time) + ' ' + event.thread.name();
        switch (event.kind) {
            case Event::Kind::transition:
                lines.append(" ").append(name_of(event.from)).append("->").append(name_of(event.to));
                lines.append(" (").append(name_of(event.cause)).append(")");
                break;
            case Event::Kind::request:
                lines += " asked by " + (event.other == nullptr ? "the policy" : event.other->name());
                break;
            case Event::Kind::deadlock: lines += " deadlocked"; break;
            default: lines += " (event " + std::to_string(static_cast<int>(event.kind)) + ")"; break;
        }
        lines += '\n';
    }

    std::string lines;
};

[[noreturn]] inline void throw_violation(std::string const& message) { throw std::logic_error(message); }

inline Simulation::Settings two_processors(std::uint64_t seed) {
    Simulation::Settings settings;
    settings.seed = seed;
    return settings;
}

// One to three processors, and wake-ups for no reason on every other machine.
inline Simulation::Settings any_machine(std::uint64_t seed) {
    Simulation::Settings settings;
    settings.seed = seed;
    settings.processors = 1 + static_cast<unsigned>(seed % 3);
    settings.spurious_wakeups = seed % 2 == 0;
    return settings;
}

// A simulated machine with a lock on it.
template <std::derived_from<Policy> P>
class Machine {
public:
    // A policy that draws its decisions draws them from the simulation's seed, unless told otherwise.
    template <typename... Arguments>
    explicit Machine(Simulation::Settings settings, Arguments... arguments)
        : simulation{settings}, gil{make(settings, arguments...)} {
        gil.check_protocol(throw_violation);
    }

    // A thread that attaches itself, has the lock while `body` runs, and is gone.
    template <typename Body>
    void spawn(TestThread& thread, Body body) {
        simulation.spawn(thread.name(), [this, &thread, body] {
            gil.attach(thread);
            gil.acquire(thread);
            body(thread);
            gil.detach(thread);
        });
    }

    // What a holder of the lock does with it: nobody else may be here.
    void use(TestThread& thread) {
        gil.assert_held(thread);
        if (inside != nullptr) throw std::logic_error("two threads have the lock");
        inside = &thread;
        simulation.step();
        inside = nullptr;
    }

    // Bytecodes, with a safepoint after each piece of work.
    void compute(TestThread& thread, int safepoints, Nanoseconds between) {
        for (int safepoint = 0; safepoint < safepoints; ++safepoint) {
            use(thread);
            simulation.work(between);
            if (thread.requested.load(std::memory_order_relaxed)) gil.switch_point(thread);
        }
    }

    // A system call that takes so long.
    void call(TestThread& thread, Nanoseconds duration) {
        Unlocked const unlocked{thread, Cause::io};
        if (duration > 0) simulation.sleep(duration);
    }

    Simulation simulation;
    Gil gil;
    TestThread* inside = nullptr;

private:
    template <typename... Arguments>
    std::unique_ptr<Policy> make(Simulation::Settings settings, Arguments... arguments) {
        SimulatedPlatform const platform{simulation};
        if constexpr (std::constructible_from<P, SimulatedPlatform, Arguments...>) {
            return std::make_unique<P>(platform, arguments...);
        } else {
            return std::make_unique<P>(platform, settings.seed / 2, 3u);
        }
    }
};

}  // namespace minivm::lock
