#include "runtime/trace/reports.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <span>
#include <string_view>

#include "runtime/trace/exports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

struct Export {
    std::string_view suffix;
    void (*write)(Trace const& trace, std::ostream& out);
};

constexpr std::array<Export, 5> exports{{
    {".trace", write},
    {".html", write_html},
    {".json", write_chrome},
    {".svg", write_svg},
    {".csv", write_csv},
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

void export_to(Trace const& trace, std::string const& file) {
    Export const* const kind = export_of(file);
    if (kind == nullptr) throw std::runtime_error{"'" + file + "' must end in one of " + export_suffixes()};
    std::ofstream out{file, std::ios::binary};
    if (out) kind->write(trace, out);
    out.close();
    if (!out) throw std::runtime_error{"cannot write '" + file + "'"};
}

std::string report(Trace const& trace, Reports const& reports, int descriptor) {
    std::vector<std::string> parts;
    if (reports.timeline) parts.push_back(format_timeline(trace, settings_for(descriptor, reports.window)));
    if (reports.statistics) parts.push_back(format_statistics(trace));
    if (reports.blame) parts.push_back(format_blame(trace));
    for (std::string const& file : reports.files) {
        try {
            export_to(trace, file);
        } catch (std::runtime_error const& error) {
            parts.push_back(std::string{"minivm: "} + error.what() + "\n");
        }
    }
    std::string text;
    for (std::string const& part : parts) text += (text.empty() ? "" : "\n") + part;
    return text;
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
