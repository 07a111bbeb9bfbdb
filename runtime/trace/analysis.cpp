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
        for (std::uint32_t thread = 0; thread < now_.size(); ++thread) {
            ThreadFigures& figures = into_.threads[thread];
            figures.waits = Distribution{std::move(lengths_[thread])};
            figures.waits_after_blocking = Distribution{std::move(after_blocking_[thread])};
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
                if (hold_.thread == event.thread) hold_.retakes += event.amount;
                return;
            case Kind::request:
                ++figures.requests;
                if (holding_ && hold_.thread == event.thread && hold_.asked < 0) {
                    hold_.asked = event.time;
                    hold_.asked_place = event.place;
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
            default: break;
        }
        if (now.state == State::running) end_hold(event);
        if (now.state == State::waiting) end_wait(event);
        end_band(event);
        bool const comes_back = event.kind == Kind::wait && event.place == 0;
        now.state = entered_by(event.kind);
        now.since = event.time;
        now.cause = event.cause;
        if (!comes_back && event.kind != Kind::run) {
            now.place = event.place;
            now.call = event.call;
        }
        if (event.kind == Kind::wait) now.first_hold = into_.holds.size();
        if (event.kind == Kind::run) begin_hold(event);
    }

    void begin_hold(Event const& event) {
        ++into_.threads[event.thread].acquisitions;
        if (event.thread != last_runner_) ++into_.switches;
        last_runner_ = event.thread;
        hold_ = Hold{.begin = event.time, .thread = event.thread};
        holding_ = true;
    }

    void end_hold(Event const& event) {
        if (!holding_ || hold_.thread != event.thread) return;
        holding_ = false;
        hold_.end = event.time;
        // At the end of a thread there is no place any more: the last known one will do.
        hold_.place = event.place != 0 ? event.place : now_[event.thread].place;
        hold_.cause = event.cause;
        hold_.call = event.call;
        ThreadFigures& figures = into_.threads[event.thread];
        if (event.cause != Cause::none) ++figures.releases[static_cast<std::size_t>(event.cause)];
        std::size_t& longest = figures.longest_hold;
        if (longest >= into_.holds.size() || into_.holds[longest].length() < hold_.length())
            longest = into_.holds.size();
        into_.holds.push_back(hold_);
    }

    void end_wait(Event const& event) {
        Now const& now = now_[event.thread];
        if (event.time - now.since < at_once && !trace_.virtual_time) return;
        Wait wait{.begin = now.since,
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
            bool const forced = hold.cause == Cause::forced || hold.cause == Cause::tick || hold.retakes != 0;
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
    Hold hold_;
    bool holding_ = false;
    std::uint32_t last_runner_ = no_thread;
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

Nanoseconds Analysis::overlap(Wait const& wait, Hold const& hold) {
    return std::max<Nanoseconds>(0, std::min(wait.end, hold.end) - std::max(wait.begin, hold.begin));
}

}  // namespace minivm::trace
