#include "runtime/trace/slices.hpp"

#include <map>

#include "runtime/trace/text.hpp"

namespace minivm::trace {

std::size_t Slices::slice_of(Nanoseconds time) const {
    double const share = static_cast<double>(time - from_) / static_cast<double>(to_ - from_);
    auto slice = static_cast<std::size_t>(
        std::clamp(share * static_cast<double>(count_), 0.0, static_cast<double>(count_ - 1)));
    while (slice > 0 && edge(slice) > time) --slice;
    while (slice + 1 < count_ && edge(slice + 1) <= time) ++slice;
    return slice;
}

State Share::most() const {
    if (running == 0 && waiting == 0 && blocked == 0) return State::detached;
    if (running >= waiting && running >= blocked) return State::running;
    return waiting >= blocked ? State::waiting : State::blocked;
}

std::vector<Share> shares_of(std::vector<Band> const& bands, Slices const& slices) {
    std::vector<Share> shares(slices.count());
    auto band = std::ranges::upper_bound(bands, slices.from(), {}, &Band::end);
    for (; band != bands.end() && band->begin < slices.to(); ++band) {
        Nanoseconds Share::*state = nullptr;
        switch (band->state) {
            case State::running: state = &Share::running; break;
            case State::waiting: state = &Share::waiting; break;
            case State::blocked: state = &Share::blocked; break;
            case State::detached:
            case State::stopped: continue;
        }
        slices.cover(band->begin, band->end,
                     [&](std::size_t slice, Nanoseconds part) { shares[slice].*state += part; });
    }
    return shares;
}

std::vector<std::uint32_t> holders_of(Analysis const& analysis, Slices const& slices) {
    std::vector<std::uint32_t> holders(slices.count(), no_thread);
    std::map<std::uint32_t, Nanoseconds> times;
    std::size_t current = 0;
    auto const settle = [&] {
        Nanoseconds left = slices.edge(current + 1) - slices.edge(current);
        Nanoseconds most = 0;
        for (auto const& [thread, time] : times) {
            left -= time;
            if (time <= most) continue;
            most = time;
            holders[current] = thread;
        }
        if (left > most) holders[current] = no_thread;
        times.clear();
    };
    auto hold = std::ranges::upper_bound(analysis.holds, slices.from(), {}, &Hold::end);
    for (; hold != analysis.holds.end() && hold->begin < slices.to(); ++hold) {
        slices.cover(hold->begin, hold->end, [&](std::size_t slice, Nanoseconds part) {
            if (slice != current) settle();
            current = slice;
            times[hold->thread] += part;
        });
    }
    if (slices.count() != 0) settle();
    return holders;
}

std::vector<Stopped> stopped_in(Analysis const& analysis, Slices const& slices) {
    std::vector<Stopped> stopped(slices.count());
    std::vector<Nanoseconds> longest(slices.count());
    auto pause = std::ranges::upper_bound(analysis.pauses, slices.from(), {}, &Pause::end);
    for (; pause != analysis.pauses.end() && pause->begin < slices.to(); ++pause) {
        slices.cover(pause->begin, pause->end, [&](std::size_t slice, Nanoseconds part) {
            stopped[slice].time += part;
            if (part <= longest[slice]) return;
            longest[slice] = part;
            stopped[slice].thread = pause->thread;
        });
    }
    return stopped;
}

Slices slices_of(Trace const& trace, Window const& window, std::size_t most) {
    auto const moment = [&](double seconds) {
        return static_cast<Nanoseconds>(std::clamp(seconds * 1e9, 0.0, static_cast<double>(trace.duration)));
    };
    return {moment(window.from), moment(window.to), most};
}

std::vector<Tick> ticks_of(Slices const& slices, std::size_t most) {
    Nanoseconds const length = slices.to() - slices.from();
    Nanoseconds step = 1;
    constexpr std::array<Nanoseconds, 3> round{1, 2, 5};
    for (Nanoseconds power = 1; power <= 1'000'000'000'000'000'000; power *= 10) {
        bool fits = false;
        for (Nanoseconds const factor : round) {
            step = power * factor;
            fits = length / step < static_cast<Nanoseconds>(most);
            if (fits) break;
        }
        if (fits || power == 1'000'000'000'000'000'000) break;
    }
    struct Unit {
        Nanoseconds length;
        char const* name;
    };
    constexpr std::array<Unit, 4> units{
        {{1'000'000'000, " s"}, {1'000'000, " ms"}, {1'000, " us"}, {1, " ns"}}};
    Unit const& unit = *std::ranges::find_if(units, [&](Unit const& each) { return each.length <= step; });
    std::vector<Tick> ticks;
    Nanoseconds time = (slices.from() + step - 1) / step * step;
    for (std::size_t tick = 0; tick <= most && time <= slices.to(); ++tick, time += step)
        ticks.push_back({time, time == 0 ? "0" : std::to_string(time / unit.length) + unit.name});
    return ticks;
}

}  // namespace minivm::trace
