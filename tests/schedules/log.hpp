#pragma once

// What happened on a simulated machine's lock, kept line by line, and what can be read out of it.

#include <algorithm>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "tests/schedules/program.hpp"

namespace minivm::lock {

// Who began to run, who let go why, who was asked: one after the other.
class Log final : public Observer {
public:
    struct Line {
        Event::Kind kind;
        Nanoseconds time;
        std::string thread;
        State from;
        State to;
        Cause cause;
    };

    void on_event(Event const& event) override {
        lines.push_back({event.kind, event.time, event.thread.name(), event.from, event.to, event.cause});
    }

    // How long that thread waited for the lock when it waited longest; of all threads if it has no name.
    Nanoseconds longest_wait(std::string const& thread = "") const {
        std::map<std::string, Nanoseconds> since;
        Nanoseconds longest = 0;
        for (Line const& line : lines) {
            if (line.kind != Event::Kind::transition) continue;
            if (!thread.empty() && line.thread != thread) continue;
            if (line.to == State::waiting) since[line.thread] = line.time;
            if (line.to == State::running) longest = std::max(longest, line.time - since[line.thread]);
        }
        return longest;
    }

    std::vector<Line> lines;
};

inline Simulation::Settings two_processors(std::uint64_t seed) {
    Simulation::Settings settings;
    settings.seed = seed;
    return settings;
}

// Runs so many threads that only compute, with that much work from one safepoint to the next.
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

}  // namespace minivm::lock
