#pragma once

// What happened on a simulated machine's lock, kept line by line, and what can be read out of it.

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
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

    // How long the threads ran whose names begin so, until each let go for the last time.
    Nanoseconds time_running(std::string const& prefix) const {
        std::map<std::string, Nanoseconds> since;
        Nanoseconds sum = 0;
        for (Line const& line : lines) {
            if (line.kind != Event::Kind::transition || !line.thread.starts_with(prefix)) continue;
            if (line.to == State::running) since[line.thread] = line.time;
            if (line.from == State::running) sum += line.time - since[line.thread];
        }
        return sum;
    }

    // A thread let go because it was asked to, having run for so long, and this one had the lock next.
    struct HandOver {
        std::string from;
        std::string to;
        Nanoseconds ran;
    };
    std::vector<HandOver> forced_hand_overs() const {
        std::vector<HandOver> found;
        std::optional<HandOver> begun;
        Nanoseconds since = 0;
        for (Line const& line : lines) {
            if (line.kind != Event::Kind::transition) continue;
            if (line.from == State::running && line.cause == Cause::forced)
                begun = HandOver{line.thread, "", line.time - since};
            if (line.to != State::running) continue;
            if (begun) {
                begun->to = line.thread;
                found.push_back(*std::exchange(begun, std::nullopt));
            }
            since = line.time;
        }
        return found;
    }

    std::vector<Line> lines;
};

}  // namespace minivm::lock
