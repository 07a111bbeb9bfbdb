#include "runtime/trace/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "grammar/unicode.hpp"

namespace minivm::trace {

std::string decimal_text(double value, int decimals) {
    std::array<char, 330> text{};  // the largest double has 309 digits
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string rounded_text(double value, int figures) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.*g", figures, value);
    return text.data();
}

std::string duration_text(Nanoseconds duration) {
    constexpr std::array<char const*, 4> units{"ns", "us", "ms", "s"};
    if (duration < 0) return "-" + duration_text(-duration);
    if (duration < 1'000) return std::to_string(duration) + " ns";
    double value = static_cast<double>(duration);
    std::size_t unit = 0;
    for (; unit + 1 < units.size() && value >= 999.5; ++unit) value /= 1'000;
    return decimal_text(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + " " + units[unit];
}

std::string count_text(std::uint64_t count) {
    std::string text = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string percent_text(double share) {
    return decimal_text(share * 100, share != 0 && std::abs(share) < 0.0995 ? 1 : 0) + " %";
}

std::string share_text(Nanoseconds part, Nanoseconds whole) {
    return percent_text(static_cast<double>(part) / static_cast<double>(std::max<Nanoseconds>(whole, 1)));
}

std::string place_text(Trace const& trace, std::uint32_t place) {
    std::string text = trace.where(place);
    if (text.empty()) return "?";
    return text + " in " + trace.places[place].function;
}

std::string place_and_line(Trace const& trace, std::uint32_t place) {
    std::string const& line = trace.places[place].text;
    return place_text(trace, place) + (line.empty() ? "" : "    " + line);
}

std::string place_with_line(Trace const& trace, std::uint32_t place) {
    std::string const& line = trace.places[place].text;
    return place_text(trace, place) + (line.empty() ? "" : " (" + line + ")");
}

std::string_view purpose_text(Cause cause) {
    return cause == Cause::collection ? "to collect garbage" : "to change a class or the like";
}

std::string lock_text(Trace const& trace) {
    return trace.concurrent ? "no lock (" + trace.policy + ")" : "lock: " + trace.policy;
}

std::string legible(std::string_view text) {
    constexpr std::string_view replacement = "\uFFFD";
    std::string result;
    while (!text.empty()) {
        std::size_t const valid = grammar::unicode::find_invalid(text).value_or(text.size());
        for (std::size_t at = 0; at < valid; ++at) {
            auto const byte = static_cast<unsigned char>(text[at]);
            // U+0080 to U+009F are control characters too.
            bool const high =
                byte == 0xC2 && at + 1 < valid && static_cast<unsigned char>(text[at + 1]) < 0xA0;
            if (high) ++at;
            if (high || byte < 0x20 || byte == 0x7F)
                result += replacement;
            else
                result += text[at];
        }
        text.remove_prefix(valid);
        if (text.empty()) break;
        result += replacement;
        text.remove_prefix(1);
    }
    return result;
}

std::string json_text(std::string_view text) {
    std::string quoted = "\"";
    for (char const character : legible(text)) {
        if (character == '"' || character == '\\') quoted += '\\';
        if (character == '<')
            quoted += "\\u003c";
        else
            quoted += character;
    }
    return quoted + '"';
}

std::string html_text(std::string_view text) {
    std::string safe;
    for (char const character : legible(text)) {
        switch (character) {
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '&': safe += "&amp;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += character;
        }
    }
    return safe;
}

std::size_t columns_of(std::string const& text) {
    // The bytes that begin a character: right but for wide and combining ones.
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string wrapped(std::string const& text, std::size_t width, std::string const& indentation,
                    std::string const& first) {
    std::string wrapped;
    std::string line = first + indentation.substr(std::min(first.size(), indentation.size()));
    bool begun = false;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t const end = std::min(text.find(' ', begin), text.size());
        std::string const word = text.substr(begin, end - begin);
        if (begun && columns_of(line) + 1 + columns_of(word) > width) {
            wrapped += line + '\n';
            line = indentation;
            begun = false;
        }
        if (begun) line += ' ';
        line += word;
        begun = true;
        begin = end + 1;
    }
    return wrapped + line + '\n';
}

std::size_t terminal_width(int descriptor) {
    winsize size{};
    if (isatty(descriptor) != 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 100;
}

std::string cut_to(std::string const& text, std::size_t columns) {
    if (columns_of(text) <= columns) return text;
    std::size_t at = 0;
    for (std::size_t column = 0; at < text.size(); ++at) {
        bool const begins = (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
        if (begins && ++column == columns) break;
    }
    return text.substr(0, at) + "~";
}

Table::Table(std::vector<std::string> heading, std::size_t left_from) : left_from_{left_from} {
    rows_.push_back(std::move(heading));
}

void Table::add(std::vector<std::string> row) {
    row.resize(rows_.front().size());
    rows_.push_back(std::move(row));
}

std::string Table::text(std::string const& indentation) const {
    std::vector<std::size_t> widths(rows_.front().size());
    for (auto const& row : rows_) {
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], columns_of(row[column]));
    }
    std::string text;
    for (auto const& row : rows_) {
        std::string line = indentation;
        for (std::size_t column = 0; column < row.size(); ++column) {
            std::string const padding(widths[column] - columns_of(row[column]), ' ');
            if (column != 0) line += "  ";
            line += column == 0 || column >= left_from_ ? row[column] + padding : padding + row[column];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

}  // namespace minivm::trace
