#include "runtime/lock/stats.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace minivm::lock {
namespace {

using Row = std::vector<std::string>;

std::string milliseconds(Nanoseconds duration) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.3f", static_cast<double>(duration) / 1e6);
    return text.data();
}

Row row_of(ThreadRecord const& record) {
    auto const released = [&](Cause cause) { return record.releases[static_cast<std::size_t>(cause)]; };
    std::uint64_t blocking = 0;
    for (Cause const cause :
         {Cause::io, Cause::output, Cause::sleep, Cause::lock_wait, Cause::join, Cause::event}) {
        blocking += released(cause);
    }
    bool const known = record.usage.has_value();
    return {record.name,
            milliseconds(record.wall),
            known ? milliseconds(record.usage->processor_time) : "-",
            milliseconds(record.running),
            milliseconds(record.waiting),
            milliseconds(record.blocked),
            std::to_string(record.acquisitions),
            std::to_string(released(Cause::forced)),
            std::to_string(released(Cause::tick)),
            std::to_string(blocking),
            std::to_string(released(Cause::yield)),
            std::to_string(released(Cause::exit) + released(Cause::host)),
            std::to_string(record.wasted_wakes),
            known ? std::to_string(record.usage->voluntary_switches) : "-",
            known ? std::to_string(record.usage->involuntary_switches) : "-"};
}

// The bytes which start a character: as many columns as a name without wide characters takes.
std::size_t columns(std::string const& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

}  // namespace

void ThreadRecord::add(ThreadRecord const& other) {
    acquisitions += other.acquisitions;
    for (std::size_t cause = 0; cause < cause_count; ++cause) releases[cause] += other.releases[cause];
    wasted_wakes += other.wasted_wakes;
    wall += other.wall;
    waiting += other.waiting;
    running += other.running;
    blocked += other.blocked;
    if (!other.usage) return;
    if (!usage) usage.emplace();
    usage->processor_time += other.usage->processor_time;
    usage->voluntary_switches += other.usage->voluntary_switches;
    usage->involuntary_switches += other.usage->involuntary_switches;
}

std::string format_statistics(std::span<ThreadRecord const> records) {
    std::vector<Row> rows{{"thread", "wall ms", "cpu ms", "running ms", "waiting ms", "blocked ms",
                           "acquired", "forced", "tick", "blocking", "yield", "exit", "wasted wakes",
                           "voluntary", "involuntary"}};
    ThreadRecord total;
    total.name = "total";
    for (ThreadRecord const& record : records) {
        rows.push_back(row_of(record));
        total.add(record);
    }
    rows.push_back(row_of(total));

    std::vector<std::size_t> widths(rows.front().size());
    for (Row const& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], columns(row[column]));
        }
    }
    std::string text;
    for (Row const& row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            std::string const padding(widths[column] - columns(row[column]), ' ');
            if (column == 0) {
                text += row[column] + padding;
            } else {
                text += "  " + padding + row[column];
            }
        }
        text += '\n';
    }
    return text;
}

}  // namespace minivm::lock
