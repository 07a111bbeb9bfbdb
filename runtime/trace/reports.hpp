#pragma once

// The reports that can be made from a trace. Each is a pure function of its analysis.

#include <string>
#include <vector>

#include "runtime/trace/analysis.hpp"

namespace minivm::trace {

// What to look at, in seconds since the trace began.
struct Window {
    double from = 0;
    double to = 1e9;
};

// What is asked for.
struct Reports {
    bool statistics = false;
    bool blame = false;
    bool timeline = false;
    Window window;
    std::vector<std::string> files;  // to write, of a kind that can_export knows

    bool any() const { return statistics || blame || timeline || !files.empty(); }
};

// Times, releases by cause and waits, a row a thread; then the longest hold and what the recording cost.
std::string format_statistics(Analysis const& analysis);

// Who made whom wait, where; the worst waits one by one; what does not let go; and what these patterns are
// called.
std::string format_blame(Analysis const& analysis);

// A band a thread, a column a slice of time. Without `colour`, letters tell the states apart.
struct TimelineSettings {
    std::size_t width = 100;  // of the whole drawing, in columns
    bool colour = false;
    Window window;
};
std::string format_timeline(Analysis const& analysis, TimelineSettings const& settings);

// By the file name's suffix: .trace .json .html .svg .csv.
bool can_export(std::string const& file);
std::string export_suffixes();

struct Reported {
    std::string text;                     // to be printed
    std::vector<std::string> complaints;  // of files that could not be written
};
// Makes all that is asked for and writes the files. If `descriptor`, on which the text is to be printed, is a
// terminal, the timeline is as wide as it and coloured.
Reported report(Trace const& trace, Reports const& reports, int descriptor);

// As one would type it.
std::string command_line(std::vector<std::string> const& arguments);

}  // namespace minivm::trace
