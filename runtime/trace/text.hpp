#pragma once

// How the reports for people are written: durations in fitting units, tables with aligned columns.

#include <string>
#include <string_view>
#include <vector>

#include "runtime/trace/trace.hpp"

namespace minivm::trace {

// With so many decimals: "5.02".
std::string decimal_text(double value, int decimals);
// At most so many significant figures: "0.5", "1e-06".
std::string rounded_text(double value, int figures);
// Three significant figures and a unit: "873 ns", "5.02 ms", "1.24 s".
std::string duration_text(Nanoseconds duration);
// "4,000,000".
std::string count_text(std::uint64_t count);
// "73 %", of a share between 0 and 1.
std::string percent_text(double share);
// The same of a part and the whole, which may be 0.
std::string share_text(Nanoseconds part, Nanoseconds whole);
// "file:line in function"; "?" of nowhere.
std::string place_text(Trace const& trace, std::uint32_t place);
// The same and the text of the line: in a table's cell, and in a sentence.
std::string place_and_line(Trace const& trace, std::uint32_t place);
std::string place_with_line(Trace const& trace, std::uint32_t place);
// What the world is stopped for: "to collect garbage".
std::string_view purpose_text(Cause cause);
// What ran the program: "lock: fifo", "no lock (off)".
std::string lock_text(Trace const& trace);

// Valid UTF-8 without control characters, whatever it was: those and what is no UTF-8 become U+FFFD. Names of
// threads are the program's to choose, and must not move a terminal's cursor or break a file's syntax.
std::string legible(std::string_view text);

// As a JSON string, quotes included. Safe inside <script> too: no "<" is left as it is.
std::string json_text(std::string_view text);
// As text in HTML or XML, or as the value of an attribute there.
std::string html_text(std::string_view text);

// How many columns a terminal gives it.
std::size_t columns_of(std::string const& text);
// As much of the text as fits into so many columns, and "~" if that is not all.
std::string cut_to(std::string const& text, std::size_t columns);

// Lines of at most `width` columns, as far as words allow; the first begins with `first` instead of as many
// columns of the indentation.
std::string wrapped(std::string const& text, std::size_t width, std::string const& indentation,
                    std::string const& first = "");

// Of the terminal that the file descriptor is; 100 if it is none.
std::size_t terminal_width(int descriptor);

// Rows of cells, the first of which is the heading. The first column is flush left, the others are flush
// right but for those from `left_from` on.
class Table {
public:
    explicit Table(std::vector<std::string> heading, std::size_t left_from = ~std::size_t{0});
    void add(std::vector<std::string> row);
    std::string text(std::string const& indentation = "") const;

private:
    std::vector<std::vector<std::string>> rows_;
    std::size_t const left_from_;
};

}  // namespace minivm::trace
