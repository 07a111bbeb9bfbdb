#include "grammar/diagnostic.hpp"

#include <algorithm>

namespace minivm::grammar {

std::string_view Diagnostic::type() const {
    switch (kind) {
        case Kind::indentation_error: return "IndentationError";
        case Kind::tab_error: return "TabError";
        case Kind::recursion_error: return "RecursionError";
        case Kind::syntax_error:
        case Kind::unsupported: break;
    }
    return "SyntaxError";
}

std::string_view Diagnostic::line(Source const& source) const {
    return text.empty() ? source.line(span.line) : std::string_view(text).substr(0, text.find('\n'));
}

std::uint32_t Diagnostic::offset(Source const& source) const {
    return span.column == no_column ? 0 : count_characters(line(source), span.column) + 1;
}

// CPython counts along the first line even if the span ends on another, perhaps in the middle of a character.
std::uint32_t Diagnostic::end_offset(Source const& source) const {
    if (span.end_column == no_column) return 0;
    auto const first_line = line(source);
    if (span.end_line == span.line) return count_characters(first_line, span.end_column) + 1;
    auto const column = std::min(span.end_column, static_cast<std::uint32_t>(first_line.size()));
    bool const splits_character = column < first_line.size() && (first_line[column] & 0xC0) == 0x80;
    return count_characters(first_line, column) + (splits_character ? 0 : 1);
}

std::string describe(Diagnostic const& diagnostic, Source const& source) {
    std::string result;
    if (diagnostic.span.line != 0) {
        result += "  File \"" + source.name() + "\", line " + std::to_string(diagnostic.span.line) + "\n";
        auto const whole = diagnostic.line(source);
        auto const start = std::min(whole.find_first_not_of(" \t\f"), whole.size());
        auto const shown = whole.substr(start, whole.find_last_not_of(" \t\f") + 1 - start);
        if (!shown.empty()) result += "    " + std::string(shown) + "\n";

        // Carets count characters, and cannot stand left of the line as shown.
        auto const skipped = static_cast<std::uint32_t>(start);
        auto const first = diagnostic.offset(source);
        auto last = diagnostic.end_offset(source);
        if (diagnostic.span.end_line > diagnostic.span.line)
            last = count_characters(whole, static_cast<std::uint32_t>(whole.size())) + 1;
        if (first > skipped && !shown.empty()) {
            auto const width = last > first ? last - first : 1;
            result += "    ";
            std::uint32_t count = 0;
            for (char const byte : shown) {
                if ((byte & 0xC0) == 0x80) continue;
                if (++count >= first - skipped) break;
                result += byte == '\t' ? '\t' : ' ';
            }
            while (++count <= first - skipped - 1) result += ' ';
            result.append(width, '^');
            result += '\n';
        }
    }
    result += diagnostic.type();
    result += ": " + diagnostic.message + "\n";
    return result;
}

}  // namespace minivm::grammar
