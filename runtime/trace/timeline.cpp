// --timeline. A cell shows the state that a thread was in for most of its slice. In colour, a cell of running
// is filled as far as the thread ran, an eighth at a time.
#include <algorithm>
#include <array>

#include "runtime/trace/reports.hpp"
#include "runtime/trace/slices.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t most_rows = 40;
constexpr std::size_t tick_distance = 12;  // columns, at least

// What stands for a thread in the lock's row, or the world's.
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN";
static_assert(letters.size() == most_rows);

struct Cell {
    std::string text;
    char const* colour = "";  // the parameters of SGR; none: as it is
};

// Cells of one colour share one escape sequence; no blanks at the end.
std::string row_of(std::vector<Cell> cells, bool colour) {
    while (!cells.empty() && cells.back().text == " ") cells.pop_back();
    std::string row;
    std::string_view now;
    for (Cell const& cell : cells) {
        if (colour && now != cell.colour) {
            row += "\x1b[0";
            if (*cell.colour != '\0') row += std::string{";"} + cell.colour;
            row += 'm';
            now = cell.colour;
        }
        row += cell.text;
    }
    if (!now.empty()) row += "\x1b[0m";
    return row;
}

Cell plain_cell(Share const& share) {
    switch (share.most()) {
        case State::running: return {"#"};
        case State::waiting: return {"-"};
        case State::blocked: return {"."};
        default: return {" "};
    }
}

Cell coloured_cell(Share const& share, Nanoseconds length) {
    constexpr std::array<char const*, 9> blocks{"▁", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    switch (share.most()) {
        case State::running: {
            double const ran =
                static_cast<double>(share.running) / static_cast<double>(std::max<Nanoseconds>(length, 1));
            auto const eighths = static_cast<std::size_t>(std::clamp(ran * 8 + 0.5, 0.0, 8.0));
            return {blocks[eighths], "32"};
        }
        case State::waiting: return {"▒", "33"};
        case State::blocked: return {"·", "2"};
        default: return {" "};
    }
}

Cell holder_cell(std::size_t row) {
    constexpr std::array<char const*, 6> colours{"36", "35", "34", "32", "33", "31"};
    if (row >= letters.size()) return {"*"};
    return {std::string(1, letters[row]), colours[row % colours.size()]};
}

// Which policy was in force: each name where it begins, as far as there is room.
std::vector<Cell> policy_cells(Trace const& trace, std::vector<Event> const& changes, Slices const& slices) {
    std::string row = trace.first_policy();
    for (Event const& change : changes) {
        std::string const& name = trace.calls[change.call];
        if (change.time >= slices.to()) break;
        if (change.time < slices.from()) {
            row = name;
        } else {
            row.resize(slices.slice_of(change.time), ' ');
            row += "|" + name;
        }
    }
    row.resize(slices.count(), ' ');
    std::vector<Cell> cells;
    for (char const character : row) cells.push_back({std::string(1, character)});
    return cells;
}

// The first row, where there is no lock: a thread's letter where it had the world stopped for most of the
// time.
std::vector<Cell> world_row(Analysis const& analysis, Slices const& slices,
                            std::vector<std::size_t> const& row_of_thread) {
    std::vector<Cell> cells;
    std::vector<Stopped> const stopped = stopped_in(analysis, slices);
    for (std::size_t slice = 0; slice < stopped.size(); ++slice) {
        Nanoseconds const length = slices.edge(slice + 1) - slices.edge(slice);
        if (stopped[slice].time == 0)
            cells.push_back({" "});
        else if (stopped[slice].time * 2 < length)
            cells.push_back({"'", "2"});
        else
            cells.push_back(holder_cell(row_of_thread[stopped[slice].thread]));
    }
    return cells;
}

std::vector<Cell> lock_row(Analysis const& analysis, Slices const& slices,
                           std::vector<std::size_t> const& row_of_thread) {
    std::vector<Cell> cells;
    for (std::uint32_t const holder : holders_of(analysis, slices))
        cells.push_back(holder == no_thread ? Cell{" "} : holder_cell(row_of_thread[holder]));
    return cells;
}

std::string scale_of(Slices const& slices, std::size_t margin, std::size_t width) {
    std::string labels;
    std::string marks;
    for (Tick const& tick : ticks_of(slices, std::max<std::size_t>(slices.count() / tick_distance, 2))) {
        if (tick.time >= slices.to()) continue;
        std::size_t const column = margin + slices.slice_of(tick.time);
        if (column < labels.size() + (labels.empty() ? 0 : 1) || column + tick.text.size() > width) continue;
        labels.resize(column, ' ');
        labels += tick.text;
        marks.resize(column, ' ');
        marks += '|';
    }
    return labels.empty() ? "" : labels + "\n" + marks + "\n";
}

}  // namespace

std::string format_timeline(Analysis const& analysis, TimelineSettings const& settings) {
    Trace const& trace = analysis.trace;
    if (trace.events.empty() || trace.duration <= 0) return "timeline: nothing happened\n";
    Slices const whole = slices_of(trace, settings.window, settings.width);
    std::string const stretch = duration_text(whole.from()) + " to " + duration_text(whole.to());
    if (whole.count() == 0)
        return "timeline: nothing lies between --from and --to (the trace is " +
               duration_text(trace.duration) + " long)\n";

    std::vector<std::uint32_t> present;
    for (std::uint32_t thread = 0; thread < trace.threads.size(); ++thread) {
        auto const& bands = analysis.bands[thread];
        auto const band = std::ranges::upper_bound(bands, whole.from(), {}, &Band::end);
        if (band != bands.end() && band->begin < whole.to()) present.push_back(thread);
    }
    if (present.empty()) return "timeline: no thread was there from " + stretch + "\n";
    std::size_t const shown = std::min(present.size(), most_rows);

    std::size_t const width = std::max(settings.width, narrowest);
    std::vector<std::string> names;
    std::vector<Event> const changes = trace.policy_changes();
    std::string const first = trace.concurrent ? "world" : "lock";
    std::size_t name_width = changes.empty() ? first.size() : 6;
    std::vector<std::size_t> row_of_thread(trace.threads.size(), most_rows);
    for (std::size_t row = 0; row < shown; ++row) {
        row_of_thread[present[row]] = row;
        names.push_back(
            cut_to(legible(trace.threads[present[row]].name), std::max<std::size_t>(width / 4, 10) - 2));
        name_width = std::max(name_width, columns_of(names.back()));
    }
    std::size_t const margin = name_width + 4;  // the thread's letter before, two columns behind
    Slices const slices = slices_of(trace, settings.window, width - margin);

    std::string text =
        "timeline: " + stretch + ", " +
        duration_text((slices.to() - slices.from()) / static_cast<Nanoseconds>(slices.count())) +
        " a column\n" + scale_of(slices, margin, width);
    auto const add_row = [&](Cell const& letter, std::string const& name, std::vector<Cell> const& cells) {
        std::vector<Cell> row{letter, {" " + name + std::string(name_width - columns_of(name) + 2, ' ')}};
        row.insert(row.end(), cells.begin(), cells.end());
        text += row_of(std::move(row), settings.colour) + "\n";
    };
    if (!changes.empty()) add_row({" "}, "policy", policy_cells(trace, changes, slices));
    std::vector<Cell> cells = trace.concurrent ? world_row(analysis, slices, row_of_thread)
                                               : lock_row(analysis, slices, row_of_thread);
    add_row({" "}, first, cells);
    for (std::size_t row = 0; row < shown; ++row) {
        std::vector<Share> const shares = shares_of(analysis.bands[present[row]], slices);
        cells.clear();
        for (std::size_t slice = 0; slice < shares.size(); ++slice) {
            cells.push_back(settings.colour
                                ? coloured_cell(shares[slice], slices.edge(slice + 1) - slices.edge(slice))
                                : plain_cell(shares[slice]));
        }
        add_row(holder_cell(row), names[row], cells);
    }
    if (shown < present.size()) text += "  ... " + count_text(present.size() - shown) + " more\n";
    std::string const indentation = "  ";
    if (settings.colour) {
        text += indentation +
                row_of({{"█", "32"}, {" running  "}, {"▒", "33"}, {" waiting  "}, {"·", "2"}, {" blocked"}},
                       true);
    } else {
        text += indentation + "# running  - waiting  . blocked";
    }
    if (trace.concurrent)
        return text + (width < 100 ? "\n" : "") +
               "  world: the letter of who had it stopped, ' for less than half of the column\n";
    return text + (width < 60 ? "\n  lock: who held it\n" : "  lock: the letter of who held it\n");
}

}  // namespace minivm::trace
