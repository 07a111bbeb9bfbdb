#include "runtime/cli/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "runtime/trace/text.hpp"

namespace minivm::cli {

namespace {

using trace::html_text;
using trace::json_text;

// Those of the table; the others are in --json.
constexpr std::array<char const*, 9> shown{"wall",     "cpu",      "switches",    "wasted_wakes", "voluntary",
                                           "p50_wait", "p99_wait", "io_p99_wait", "overtime"};
constexpr std::array<char const*, 5> shown_unlocked{"stops", "stopped", "longest_stop", "object_waits",
                                                    "object_time"};
constexpr std::array<char const*, 4> drawn{"wall", "cpu", "p99_wait", "io_p99_wait"};

std::string cell(Sample const* sample) {
    if (sample == nullptr) return "-";
    std::string text = figure_text(sample->median);
    if (sample->values.size() > 1 && sample->median.value != 0)
        text += " ±" + (sample->spread() < 9.995 ? std::to_string(std::lround(sample->spread() * 100)) + "%"
                                                 : ">999%");
    return text;
}

// The figures that programs printed, in the order in which they appear.
std::vector<std::string> printed_names(Comparison const& comparison) {
    std::vector<std::string> names;
    for (Measured const& measured : comparison.measured)
        for (Sample const& sample : measured.samples)
            if (sample.median.unit == Unit::printed &&
                std::ranges::find(names, sample.median.name) == names.end())
                names.push_back(sample.median.name);
    return names;
}

// Those of them that some of the runs have.
std::vector<std::string> measured_names(Comparison const& comparison, std::span<char const* const> names) {
    std::vector<std::string> found;
    for (char const* name : names)
        if (std::ranges::any_of(comparison.measured, [&](Measured const& each) { return each.find(name); }))
            found.emplace_back(name);
    return found;
}

std::string table_of(Comparison const& comparison, std::vector<std::string> const& names) {
    std::vector<std::string> heading{"lock"};
    heading.insert(heading.end(), names.begin(), names.end());
    trace::Table table(heading);
    for (Measured const& measured : comparison.measured) {
        std::vector<std::string> row{measured.configuration.label()};
        for (std::string const& name : names) row.push_back(cell(measured.find(name)));
        bool const has_some =
            std::ranges::any_of(names, [&](auto const& name) { return measured.find(name); });
        if (has_some) table.add(row);
    }
    return table.text();
}

std::string bars_of(Comparison const& comparison, std::string const& name, std::size_t width) {
    double largest = 0;
    std::size_t label_width = 0, value_width = 0;
    for (Measured const& measured : comparison.measured) {
        Sample const* const sample = measured.find(name);
        if (sample == nullptr) continue;
        largest = std::max(largest, sample->median.value);
        label_width = std::max(label_width, measured.configuration.label().size());
        value_width = std::max(value_width, figure_text(sample->median).size());
    }
    if (largest <= 0) return "";
    std::size_t const room =
        std::max<std::size_t>(width, label_width + value_width + 16) - label_width - value_width - 6;
    std::string text = name + "\n";
    for (Measured const& measured : comparison.measured) {
        Sample const* const sample = measured.find(name);
        if (sample == nullptr) continue;
        std::string const label = measured.configuration.label();
        std::string const value = figure_text(sample->median);
        constexpr std::array<char const*, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
        auto const eighths = static_cast<std::size_t>(
            std::lround(sample->median.value / largest * static_cast<double>(room) * 8));
        text += "  " + label + std::string(label_width - label.size() + 2 + value_width - value.size(), ' ') +
                value + "  ";
        for (std::size_t i = 0; i < eighths / 8; ++i) text += "█";
        text += parts[eighths % 8];
        while (text.back() == ' ') text.pop_back();
        text += "\n";
    }
    return text;
}

struct Extremes {
    Measured const* least = nullptr;
    Measured const* most = nullptr;
    double ratio() const { return most_value / std::max(least_value, 1e-12); }
    double least_value = 0;
    double most_value = 0;
};

Extremes extremes(Comparison const& comparison, std::string const& name) {
    Extremes found;
    for (Measured const& measured : comparison.measured) {
        Sample const* const sample = measured.find(name);
        if (sample == nullptr) continue;
        double const value = sample->median.value;
        if (found.least == nullptr || value < found.least_value) {
            found.least = &measured;
            found.least_value = value;
        }
        if (found.most == nullptr || value > found.most_value) {
            found.most = &measured;
            found.most_value = value;
        }
    }
    return found;
}

// Whether the rounds of the two do not overlap.
bool apart(Extremes const& pair, std::string const& name) {
    if (pair.least == nullptr || pair.least == pair.most) return false;
    return pair.least->find(name)->most < pair.most->find(name)->least;
}

std::string ratio_text(double ratio) { return trace::decimal_text(ratio, ratio >= 9.95 ? 0 : 1); }

std::string value_in(Measured const& measured, std::string const& name) {
    Sample const* const sample = measured.find(name);
    return sample == nullptr ? "?" : figure_text(sample->median);
}

std::string json_number(double value) {
    return std::isfinite(value) ? trace::rounded_text(value, 9) : "null";
}

}  // namespace

double Sample::spread() const { return median.value == 0 ? 0 : (most - least) / 2 / std::abs(median.value); }

Sample const* Measured::find(std::string const& name) const {
    for (Sample const& sample : samples)
        if (sample.median.name == name) return &sample;
    return nullptr;
}

Measured measured_in(Configuration const& configuration, std::vector<Run> const& runs) {
    Measured measured{configuration, {}, {}};
    if (runs.empty()) return measured;
    measured.diagnoses = runs.back().diagnoses;
    for (Figure const& figure : runs.front().figures) {
        Sample sample{figure, 0, 0, {}};
        for (Run const& run : runs)
            if (Figure const* found = run.find(figure.name)) sample.values.push_back(found->value);
        std::vector<double> sorted = sample.values;
        std::ranges::sort(sorted);
        std::size_t const middle = sorted.size() / 2;
        sample.median.value =
            sorted.size() % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        sample.least = sorted.front();
        sample.most = sorted.back();
        measured.samples.push_back(std::move(sample));
    }
    return measured;
}

std::vector<std::string> conclusions(Comparison const& comparison) {
    std::vector<std::string> said;
    if (Extremes const cpu = extremes(comparison, "cpu"); apart(cpu, "cpu") && cpu.ratio() >= 1.2) {
        Measured const& most = *cpu.most;
        std::string text = most.configuration.label() + " used " + ratio_text(cpu.ratio()) +
                           " times the processor time of " + cpu.least->configuration.label() + " (" +
                           value_in(most, "cpu") + " against " + value_in(*cpu.least, "cpu") + ")";
        Sample const* const wasted = most.find("wasted_wakes");
        Sample const* const voluntary = most.find("voluntary");
        Sample const* const other = cpu.least->find("voluntary");
        if (wasted != nullptr && wasted->median.value > 1'000)
            text += ": " + value_in(most, "wasted_wakes") + " times a thread woke to find the lock taken";
        else if (voluntary != nullptr && other != nullptr &&
                 voluntary->median.value > 4 * other->median.value + 1'000)
            text += ": " + value_in(most, "voluntary") + " context switches against " +
                    value_in(*cpu.least, "voluntary");
        said.push_back(text + ".");
    }
    if (Extremes const wall = extremes(comparison, "wall"); apart(wall, "wall") && wall.ratio() >= 1.1) {
        said.push_back("The run took " + value_in(*wall.least, "wall") + " under " +
                       wall.least->configuration.label() + " and " + ratio_text(wall.ratio()) +
                       " times as long under " + wall.most->configuration.label() + ".");
    }
    for (auto const& [name, whose] :
         {std::pair{"io_p99_wait", "threads that block"}, std::pair{"p99_wait", "all threads"}}) {
        Extremes const wait = extremes(comparison, name);
        if (!apart(wait, name) || wait.ratio() < 2 || wait.most_value < 20e-6) continue;
        std::string text = std::string("Of the waits of ") + whose + ", 99 % took at most " +
                           value_in(*wait.least, name) + " under " + wait.least->configuration.label() +
                           ", and up to " + value_in(*wait.most, name) + " under " +
                           wait.most->configuration.label();
        if (Sample const* const hold = wait.most->find("longest_hold");
            hold != nullptr && hold->median.value > wait.most_value / 8)
            text += ", where a thread kept the lock for as long as " + value_in(*wait.most, "longest_hold");
        said.push_back(text + ".");
    }
    // What is wrong under some but not all.
    for (Measured const& measured : comparison.measured) {
        for (trace::Diagnosis const& diagnosis : measured.diagnoses) {
            bool everywhere = comparison.measured.size() > 1;
            for (Measured const& other : comparison.measured) {
                everywhere &= std::ranges::any_of(
                    other.diagnoses, [&](auto const& each) { return each.name == diagnosis.name; });
            }
            std::string const begin = everywhere ? "Everywhere" : measured.configuration.label();
            std::string const text = begin + ": " + diagnosis.name + ". " + diagnosis.evidence;
            bool const known = std::ranges::any_of(said, [&](std::string const& each) {
                return each.starts_with(begin + ": " + diagnosis.name + ".");
            });
            if (!known) said.push_back(text);
        }
    }
    if (said.empty()) said.emplace_back("No difference is larger than the spread of the rounds.");
    for (Measured const& measured : comparison.measured) {
        if (measured.find("stops") == nullptr) continue;
        said.push_back(measured.configuration.label() + ": threads ran at once. The world was stopped " +
                       value_in(measured, "stops") + " times, for " + value_in(measured, "stopped") +
                       " in all; threads found an object taken by another " +
                       value_in(measured, "object_waits") + " times, and waited for it " +
                       value_in(measured, "object_time") + " in all.");
    }
    return said;
}

std::string format_comparison(Comparison const& comparison, std::size_t width) {
    std::string text = comparison.program + ": medians of " + std::to_string(comparison.rounds) +
                       (comparison.rounds == 1 ? " round" : " rounds") + " (± half the range), " +
                       std::to_string(comparison.processors) + " processors, load " +
                       trace::decimal_text(comparison.load_before, 2) + " before, " +
                       trace::decimal_text(comparison.load_after, 2) + " after\n\n";
    text += table_of(comparison, measured_names(comparison, shown));
    if (auto const names = measured_names(comparison, shown_unlocked); !names.empty())
        text += "\nWithout a lock\n" + table_of(comparison, names);
    std::vector<std::string> const printed = printed_names(comparison);
    if (!printed.empty()) text += "\nWhat the program printed\n" + table_of(comparison, printed);
    for (char const* name : drawn) {
        std::string const bars = bars_of(comparison, name, width);
        if (!bars.empty()) text += "\n" + bars;
    }
    text += "\n";
    for (std::string const& sentence : conclusions(comparison))
        text += trace::wrapped(sentence, width, "  ", "- ");
    return text;
}

std::string comparison_json(Comparison const& comparison) {
    std::string text = "{\"program\": " + json_text(comparison.program) +
                       ", \"rounds\": " + std::to_string(comparison.rounds) +
                       ", \"processors\": " + std::to_string(comparison.processors) + ", \"load\": [" +
                       json_number(comparison.load_before) + ", " + json_number(comparison.load_after) +
                       "],\n \"configurations\": [";
    for (std::size_t i = 0; i < comparison.measured.size(); ++i) {
        Measured const& measured = comparison.measured[i];
        Configuration const& how = measured.configuration;
        text +=
            std::string(i == 0 ? "" : ",") + "\n  {\"label\": " + json_text(how.label()) +
            ", \"policy\": " + json_text(how.policy) +
            ", \"cpus\": " + std::to_string(how.processors != 0 ? how.processors : comparison.processors) +
            ", \"switch_points\": " + (how.switch_points.empty() ? "null" : json_text(how.switch_points)) +
            ",\n   \"figures\": {";
        for (std::size_t each = 0; each < measured.samples.size(); ++each) {
            Sample const& sample = measured.samples[each];
            text += std::string(each == 0 ? "" : ",") + "\n    " + json_text(sample.median.name) +
                    ": {\"median\": " + json_number(sample.median.value) + ", \"unit\": " +
                    json_text(sample.median.unit == Unit::seconds ? "s" : sample.median.printed_unit) +
                    ", \"values\": [";
            for (std::size_t value = 0; value < sample.values.size(); ++value)
                text += (value == 0 ? "" : ", ") + json_number(sample.values[value]);
            text += "]}";
        }
        text += "},\n   \"diagnoses\": [";
        for (std::size_t each = 0; each < measured.diagnoses.size(); ++each) {
            trace::Diagnosis const& diagnosis = measured.diagnoses[each];
            text += std::string(each == 0 ? "" : ", ") + "{\"name\": " + json_text(diagnosis.name) +
                    ", \"evidence\": " + json_text(diagnosis.evidence) +
                    ", \"remedy\": " + json_text(diagnosis.remedy) + "}";
        }
        text += "]}";
    }
    text += "],\n \"conclusions\": [";
    std::vector<std::string> const said = conclusions(comparison);
    for (std::size_t i = 0; i < said.size(); ++i) text += (i == 0 ? "" : ", ") + json_text(said[i]);
    return text + "]}\n";
}

std::string comparison_html(Comparison const& comparison) {
    std::string text =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
        html_text(comparison.program) +
        "</title>\n<style>\n"
        ":root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#d6d6de;--bar:#0072b2}\n"
        "@media(prefers-color-scheme:dark){:root{--ink:#e8e8ee;--paper:#16161a;--line:#3a3a44;--bar:#56b4e9}}"
        "\n"
        "body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem "
        "auto;max-width:70rem;padding:0 1rem}\n"
        "table{border-collapse:collapse;display:block;overflow-x:auto}td,th{padding:.25rem "
        ".7rem;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}\n"
        "th:first-child,td:first-child{text-align:left}.bar{height:.8rem;background:var(--bar)}td.wide{width:"
        "60%;min-width:10rem;text-align:left}\n"
        "small{opacity:.7}li{margin:.4rem 0}\n</style></head><body>\n<h1>" +
        html_text(comparison.program) + "</h1>\n<p>Medians of " + std::to_string(comparison.rounds) +
        " rounds, half the range beside them; " + std::to_string(comparison.processors) +
        " processors; load " + json_number(comparison.load_before) + " before, " +
        json_number(comparison.load_after) + " after.</p>\n<ul>";
    for (std::string const& sentence : conclusions(comparison))
        text += "<li>" + html_text(sentence) + "</li>\n";
    text += "</ul>\n";
    std::vector<std::string> names = measured_names(comparison, shown);
    for (std::string const& name : measured_names(comparison, shown_unlocked)) names.push_back(name);
    std::vector<std::string> const printed = printed_names(comparison);
    names.insert(names.end(), printed.begin(), printed.end());
    text += "<table><tr><th>lock</th>";
    for (std::string const& name : names) text += "<th>" + html_text(name) + "</th>";
    text += "</tr>\n";
    for (Measured const& measured : comparison.measured) {
        text += "<tr><td>" + html_text(measured.configuration.label()) + "</td>";
        for (std::string const& name : names) {
            Sample const* const sample = measured.find(name);
            text += "<td>" + (sample == nullptr ? "-" : html_text(figure_text(sample->median))) +
                    (sample == nullptr || sample->values.size() < 2
                         ? ""
                         : " <small>±" + std::to_string(std::lround(sample->spread() * 100)) + "%</small>") +
                    "</td>";
        }
        text += "</tr>\n";
    }
    text += "</table>\n";
    for (std::string const& name : names) {
        double const largest = extremes(comparison, name).most_value;
        if (largest <= 0) continue;
        text += "<h2>" + html_text(name) + "</h2>\n<table>";
        for (Measured const& measured : comparison.measured) {
            Sample const* const sample = measured.find(name);
            if (sample == nullptr) continue;
            text += "<tr><td>" + html_text(measured.configuration.label()) + "</td><td>" +
                    html_text(figure_text(sample->median)) +
                    "</td><td class=\"wide\"><div class=\"bar\" style=\"width:" +
                    json_number(std::max(0.0, sample->median.value / largest * 100)) +
                    "%\"></div></td></tr>\n";
        }
        text += "</table>\n";
    }
    return text + "</body></html>\n";
}

}  // namespace minivm::cli
