#pragma once

// A stretch of time cut into equal slices, as the pictures need it: which slices a band covers, what most of
// a slice is, and which round numbers to write on the scale.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/trace/analysis.hpp"
#include "runtime/trace/reports.hpp"

namespace minivm::trace {

class Slices {
public:
    // Fewer than `most` if the stretch is not that many nanoseconds long; none if it is empty.
    Slices(Nanoseconds from, Nanoseconds to, std::size_t most)
        : from_{from},
          to_{std::max(from, to)},
          count_{std::min<std::uint64_t>(most, static_cast<std::uint64_t>(to_ - from))} {}

    Nanoseconds from() const { return from_; }
    Nanoseconds to() const { return to_; }
    std::size_t count() const { return count_; }
    // Where a slice begins; of count(): where the last one ends.
    Nanoseconds edge(std::size_t slice) const {
        if (slice >= count_) return to_;
        return from_ + static_cast<Nanoseconds>(static_cast<double>(to_ - from_) *
                                                static_cast<double>(slice) / static_cast<double>(count_));
    }
    // The slice in which a moment of the stretch lies. There must be one.
    std::size_t slice_of(Nanoseconds time) const;

    // Calls use(slice, part) for each slice that [begin, end) has a part in.
    template <typename Use>
    void cover(Nanoseconds begin, Nanoseconds end, Use use) const {
        begin = std::max(begin, from_);
        end = std::min(end, to_);
        if (begin >= end) return;
        for (std::size_t slice = slice_of(begin); slice < count_ && edge(slice) < end; ++slice)
            use(slice, std::min(end, edge(slice + 1)) - std::max(begin, edge(slice)));
    }

private:
    Nanoseconds from_;
    Nanoseconds to_;
    std::size_t count_;
};

// How long a thread was in each state during a slice.
struct Share {
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    Nanoseconds blocked = 0;

    // The one with the most time; detached only if the thread was not there at all, so that short lives are
    // seen.
    State most() const;
};
std::vector<Share> shares_of(std::vector<Band> const& bands, Slices const& slices);

// Who held the lock for the longest part of each slice; no_thread where it was free for longer.
std::vector<std::uint32_t> holders_of(Analysis const& analysis, Slices const& slices);

// Who had stopped the world for the longest part of each slice, and how long it was stopped; no_thread where
// it went on all the time.
struct Stopped {
    std::uint32_t thread = no_thread;
    Nanoseconds time = 0;
};
std::vector<Stopped> stopped_in(Analysis const& analysis, Slices const& slices);

// The part of a trace that a window shows.
Slices slices_of(Trace const& trace, Window const& window, std::size_t most);

// Round numbers on a scale of time, with the unit that fits their distance.
struct Tick {
    Nanoseconds time;
    std::string text;
};
std::vector<Tick> ticks_of(Slices const& slices, std::size_t most);

}  // namespace minivm::trace
