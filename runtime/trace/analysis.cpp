#include "runtime/trace/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace minivm::trace {
namespace {

// Who has the lock within so long found it free: no sleep is so short.
constexpr Nanoseconds at_once = 500;

// An operation that goes on for so long after the thread was asked is what it was in when it was asked.
constexpr Nanoseconds one_operation = 50'000;

State entered_by(Kind kind) {
    switch (kind) {
        case Kind::wait: return State::waiting;
        case Kind::run: return State::running;
        case Kind::block: return State::blocked;
        case Kind::stop: return State::stopped;
        default: return State::detached;
    }
}

// Goes through the events once and keeps what is open.
class Walk {
public:
    Walk(Trace const& trace, Analysis& into) : trace_{trace}, into_{into}, now_(trace.threads.size()) {
        into_.bands.resize(trace.threads.size());
        into_.threads.resize(trace.threads.size());
        lengths_.resize(trace.threads.size());
        after_blocking_.resize(trace.threads.size());
    }

    void run() {
        for (Event const& event : trace_.events) take(event);
        Event end{.time = trace_.duration, .kind = Kind::leave};
        for (std::uint32_t thread = 0; thread < now_.size(); ++thread) {
            end.thread = thread;
            if (now_[thread].state == State::waiting) end_wait(end);
            if (now_[thread].state == State::running) end_hold(end);
            end_band(end);
        }
        count_running(end.time, 0);
        if (pausing_) end_pause(end.time);
        for (std::uint32_t thread = 0; thread < now_.size(); ++thread) {
            ThreadFigures& figures = into_.threads[thread];
            figures.waits = Distribution{std::move(lengths_[thread])};
            figures.waits_after_blocking = Distribution{std::move(after_blocking_[thread])};
        }
        for (ObjectWaits const& waits : trace_.object_waits) {
            into_.threads[waits.thread].object_waits += waits.count;
            into_.threads[waits.thread].object_waiting += waits.time;
        }
        judge_holds();
    }

private:
    struct Now {
        State state = State::detached;
        Nanoseconds since = -1;  // -1: not seen yet
        Cause cause = Cause::none;
        std::uint32_t place = 0;
        std::uint32_t call = 0;
        std::size_t first_hold = 0;
        Nanoseconds collecting_since = 0;
        Nanoseconds asked = -1;  // for the world
        Hold hold;
        bool holding = false;
    };

    void take(Event const& event) {
        Now& now = now_[event.thread];
        ThreadFigures& figures = into_.threads[event.thread];
        if (now.since < 0) {
            now.since = figures.begin = event.time;
        }
        switch (event.kind) {
            case Kind::retake:
                figures.releases[static_cast<std::size_t>(event.cause)] += event.amount;
                figures.acquisitions += event.amount;
                now.hold.retakes += event.amount;
                return;
            case Kind::request:
                ++figures.requests;
                if (now.holding && now.hold.asked < 0) {
                    now.hold.asked = event.time;
                    now.hold.asked_place = event.place;
                }
                return;
            case Kind::wasted_wake: figures.wasted_wakes += event.amount; return;
            case Kind::collection_begin:
                ++figures.collections;
                now.collecting_since = event.time;
                return;
            case Kind::collection_end: figures.collecting += event.time - now.collecting_since; return;
            case Kind::signal:
            case Kind::deadlock:
            case Kind::policy: return;
            case Kind::world_starts:
                if (pausing_ && pause_.thread == event.thread && --pausing_ == 0) end_pause(event.time);
                return;
            default: break;
        }
        if (now.state == State::running) end_hold(event);
        if (now.state == State::waiting) end_wait(event);
        end_band(event);
        count_running(event.time, (event.kind == Kind::run) - (now.state == State::running));
        bool const comes_back = event.kind == Kind::wait && event.place == 0;
        // Who comes back from a call to find the world stopped came from that call all the same.
        bool const keeps_cause =
            comes_back && now.state == State::blocked && event.cause == Cause::stop_the_world;
        now.state = entered_by(event.kind);
        now.since = event.time;
        if (!keeps_cause) now.cause = event.cause;
        if (!comes_back && event.kind != Kind::run) {
            now.place = event.place;
            now.call = event.call;
        }
        if (event.kind == Kind::wait) now.first_hold = into_.holds.size();
        if (event.kind == Kind::run) begin_hold(event);
        if (stops_world(event.cause)) {
            if (event.kind == Kind::wait) now.asked = event.time;
            if (event.kind == Kind::run) begin_pause(event);
        }
    }

    void count_running(Nanoseconds time, int change) {
        if (running_ != 0) into_.any_running += time - running_since_;
        running_since_ = time;
        running_ += static_cast<std::size_t>(change);
        into_.most_running = std::max(into_.most_running, running_);
    }

    void begin_hold(Event const& event) {
        ++into_.threads[event.thread].acquisitions;
        if (event.thread != last_runner_) ++into_.switches;
        // What was lost of the one before cannot be made up for: a lock has one holder.
        if (last_runner_ != no_thread && !trace_.concurrent) now_[last_runner_].holding = false;
        last_runner_ = event.thread;
        Now& now = now_[event.thread];
        now.hold = Hold{.begin = event.time, .thread = event.thread};
        now.holding = true;
    }

    void end_hold(Event const& event) {
        Now& now = now_[event.thread];
        if (!now.holding) return;
        now.holding = false;
        Hold& hold = now.hold;
        hold.end = event.time;
        // At the end of a thread there is no place any more: the last known one will do.
        hold.place = event.place != 0 ? event.place : now.place;
        hold.cause = event.cause;
        hold.call = event.call;
        ThreadFigures& figures = into_.threads[event.thread];
        if (event.cause != Cause::none) ++figures.releases[static_cast<std::size_t>(event.cause)];
        std::size_t& longest = figures.longest_hold;
        if (longest >= into_.holds.size() || into_.holds[longest].length() < hold.length())
            longest = into_.holds.size();
        into_.holds.push_back(hold);
    }

    void begin_pause(Event const& event) {
        if (pausing_ && pause_.thread == event.thread) {
            ++pausing_;
            return;
        }
        if (pausing_) end_pause(event.time);
        Now const& now = now_[event.thread];
        Nanoseconds const before = into_.pauses.empty() ? 0 : into_.pauses.back().end;
        pause_ = Pause{.begin = std::max(now.asked < 0 ? event.time : now.asked, before),
                       .had = event.time,
                       .thread = event.thread,
                       .place = now.place,
                       .cause = event.cause};
        // The last to cease to run since then.
        for (auto hold = into_.holds.rbegin(); hold != into_.holds.rend() && hold->end >= pause_.begin;
             ++hold) {
            if (hold->thread == event.thread) continue;
            pause_.last = hold->thread;
            pause_.last_place = hold->culprit();
            break;
        }
        pausing_ = 1;
    }

    void end_pause(Nanoseconds time) {
        pausing_ = 0;
        pause_.end = time;
        ++into_.threads[pause_.thread].pauses;
        into_.pauses.push_back(pause_);
    }

    void end_wait(Event const& event) {
        Now const& now = now_[event.thread];
        if (event.time - now.since < at_once && !trace_.virtual_time) return;
        Nanoseconds begin = now.since;
        if (trace_.concurrent && now.cause == Cause::start) {
            // Where there is no lock, a thread that is being started waits for its processor, and for the
            // world only if that was stopped.
            auto const pause = std::ranges::upper_bound(into_.pauses, begin, {}, &Pause::end);
            if (pause == into_.pauses.end()) return;
            begin = std::max(begin, pause->begin);
        }
        Wait wait{.begin = begin,
                  .end = event.time,
                  .thread = event.thread,
                  .cause = now.cause,
                  .place = now.place,
                  .first_hold = now.first_hold,
                  .last_hold = into_.holds.size()};
        // It may begin in a hold that had begun already, and end within one.
        while (wait.first_hold > 0 && into_.holds[wait.first_hold - 1].end > wait.begin) --wait.first_hold;
        lengths_[event.thread].push_back(wait.length());
        if (is_blocking(wait.cause)) after_blocking_[event.thread].push_back(wait.length());
        into_.waits.push_back(wait);
    }

    void end_band(Event const& event) {
        Now const& now = now_[event.thread];
        if (now.since < 0) return;
        ThreadFigures& figures = into_.threads[event.thread];
        Nanoseconds const length = event.time - now.since;
        if (now.state == State::running) figures.running += length;
        if (now.state == State::waiting) figures.waiting += length;
        if (now.state == State::blocked) figures.blocked += length;
        if (now.state == State::detached || now.state == State::stopped) {
            // Gone is gone, unless it comes back.
            if (length == 0 || into_.bands[event.thread].empty() || event.kind != Kind::wait) return;
        }
        figures.end = event.time;
        if (length == 0) return;
        bool const ran = now.state == State::running;
        into_.bands[event.thread].push_back({.begin = now.since,
                                             .end = event.time,
                                             .state = now.state,
                                             .cause = ran ? event.cause : now.cause,
                                             .place = ran ? event.place : now.place,
                                             .call = ran ? 0 : now.call});
    }

    void judge_holds() {
        std::vector<Nanoseconds> made(now_.size());
        std::vector<Nanoseconds> wanted(now_.size());
        for (Hold const& hold : into_.holds) {
            bool const forced = hold.cause == Cause::forced || hold.cause == Cause::tick ||
                                hold.cause == Cause::stop_the_world || stops_world(hold.cause) ||
                                hold.retakes != 0;
            (forced ? made : wanted)[hold.thread] += hold.length();
        }
        for (std::size_t thread = 0; thread < made.size(); ++thread)
            into_.threads[thread].processor_bound = made[thread] > wanted[thread];
    }

    Trace const& trace_;
    Analysis& into_;
    std::vector<Now> now_;
    std::vector<std::vector<Nanoseconds>> lengths_;
    std::vector<std::vector<Nanoseconds>> after_blocking_;
    std::uint32_t last_runner_ = no_thread;
    Pause pause_;
    unsigned pausing_ = 0;  // how often pause_.thread has stopped the world, one in another
    std::size_t running_ = 0;
    Nanoseconds running_since_ = 0;
};

}  // namespace

bool is_blocking(Cause cause) {
    switch (cause) {
        case Cause::io:
        case Cause::output:
        case Cause::sleep:
        case Cause::lock_wait:
        case Cause::join:
        case Cause::event: return true;
        default: return false;
    }
}

std::uint32_t Hold::culprit() const {
    return overtime() > one_operation && asked_place != 0 ? asked_place : place;
}

Distribution::Distribution(std::vector<Nanoseconds> lengths) : lengths_{std::move(lengths)} {
    std::ranges::sort(lengths_);
    for (Nanoseconds const length : lengths_) sum_ += length;
}

Nanoseconds Distribution::percentile(double percent) const {
    if (lengths_.empty()) return 0;
    double const rank = std::ceil(percent / 100 * static_cast<double>(lengths_.size()));
    auto const index = static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(lengths_.size())));
    return lengths_[index - 1];
}

Distribution::Part Distribution::at_least(Nanoseconds length) const {
    auto const first = std::ranges::lower_bound(lengths_, length);
    return {static_cast<std::size_t>(lengths_.end() - first),
            std::accumulate(first, lengths_.end(), Nanoseconds{0})};
}

Analysis::Analysis(Trace const& given) : trace{given} { Walk{given, *this}.run(); }

Nanoseconds Analysis::overlap(Wait const& wait, Nanoseconds begin, Nanoseconds end) {
    return std::max<Nanoseconds>(0, std::min(wait.end, end) - std::max(wait.begin, begin));
}

std::span<Pause const> Analysis::pauses_of(Wait const& wait) const {
    auto const first = std::ranges::upper_bound(pauses, wait.begin, {}, &Pause::end);
    auto const last = std::ranges::lower_bound(first, pauses.end(), wait.end, {}, &Pause::begin);
    return {first, last};
}

}  // namespace minivm::trace
