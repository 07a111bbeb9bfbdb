#include "runtime/trace/reports.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>

#include "runtime/trace/exports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

struct Export {
    std::string_view suffix;
    // One of the two.
    void (*write_trace)(Trace const& trace, std::ostream& out);
    void (*write_analysis)(Analysis const& analysis, std::ostream& out);
};

constexpr std::array<Export, 5> exports{{
    {".trace", write, nullptr},
    {".html", nullptr, write_html},
    {".json", nullptr, write_chrome},
    {".svg", nullptr, write_svg},
    {".csv", write_csv, nullptr},
}};

Export const* export_of(std::string_view file) {
    for (Export const& each : exports)
        if (file.size() > each.suffix.size() && file.ends_with(each.suffix)) return &each;
    return nullptr;
}

TimelineSettings settings_for(int descriptor, Window const& window) {
    TimelineSettings settings{.window = window};
    if (isatty(descriptor) == 0) return settings;
    settings.width = terminal_width(descriptor);
    char const* const no_colour = std::getenv("NO_COLOR");
    char const* const kind = std::getenv("TERM");
    settings.colour =
        (no_colour == nullptr || *no_colour == '\0') && kind != nullptr && std::string_view{kind} != "dumb";
    return settings;
}

}  // namespace

bool can_export(std::string const& file) { return export_of(file) != nullptr; }

std::string export_suffixes() {
    std::string text;
    for (Export const& each : exports) text += (text.empty() ? "" : " ") + std::string{each.suffix};
    return text;
}

Reported report(Trace const& trace, Reports const& reports, int descriptor) {
    std::optional<Analysis> made;  // when it is first needed: the longer the trace, the longer it takes
    auto const analysis = [&]() -> Analysis const& { return made ? *made : made.emplace(trace); };
    std::vector<std::string> parts;
    if (reports.timeline)
        parts.push_back(format_timeline(analysis(), settings_for(descriptor, reports.window)));
    if (reports.statistics) parts.push_back(format_statistics(analysis()));
    if (reports.blame) parts.push_back(format_blame(analysis()));
    Reported reported;
    for (std::string const& part : parts) reported.text += (reported.text.empty() ? "" : "\n") + part;
    for (std::string const& file : reports.files) {
        Export const& kind = *export_of(file);
        std::ofstream out{file, std::ios::binary};
        if (out && kind.write_trace != nullptr) kind.write_trace(trace, out);
        if (out && kind.write_analysis != nullptr) kind.write_analysis(analysis(), out);
        out.close();
        if (!out) reported.complaints.push_back("cannot write '" + file + "'");
    }
    return reported;
}

std::string command_line(std::vector<std::string> const& arguments) {
    std::string line;
    for (std::string const& argument : arguments) {
        if (!line.empty()) line += ' ';
        bool const plain =
            !argument.empty() && argument.find_first_of(" \t\n'\"\\$&;|<>()*?`!#~") == std::string::npos;
        if (plain) {
            line += argument;
            continue;
        }
        line += '\'';
        for (char const character : argument)
            line += character == '\'' ? std::string{"'\\''"} : std::string(1, character);
        line += '\'';
    }
    return line;
}

}  // namespace minivm::trace
