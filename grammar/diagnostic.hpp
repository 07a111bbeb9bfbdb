#pragma once
// What is wrong with a program, in the words of CPython 3.11, and how CPython would print it. Used by the
// parser and, for errors that only show while compiling, by the compiler. Plain data.

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/source.hpp"

namespace minivm::grammar {

struct Diagnostic {
    enum class Kind : std::uint8_t {
        syntax_error,
        indentation_error,
        tab_error,
        recursion_error,  // nested too deeply for CPython's compiler as well
        unsupported,      // valid Python that Mini does not have; reported as a SyntaxError that names the
                          // construct
    };

    Kind kind = Kind::syntax_error;
    std::string message = {};
    // In place of a column: CPython names the line only.
    static constexpr std::uint32_t no_column = UINT32_MAX;

    // Where the carets stand. line 0: nowhere. An empty span (end == begin) is one caret. `end_line` 0: the
    // end is unknown.
    Span span = {};
    // What is shown instead of the source's line: inside an f-string, the expression in parentheses.
    std::string text = {};

    // "SyntaxError", "IndentationError", "TabError" or "RecursionError".
    [[nodiscard]] std::string_view type() const;
    // As in the attributes of a SyntaxError: the text of the line, and 1-based characters in it.
    [[nodiscard]] std::string_view line(Source const& source) const;
    [[nodiscard]] std::uint32_t offset(Source const& source) const;
    [[nodiscard]] std::uint32_t end_offset(Source const& source) const;
};

// The lines that CPython prints for an uncaught syntax error, each ended by '\n':
//     File "name", line N / the line / its carets / SyntaxError: message
[[nodiscard]] std::string describe(Diagnostic const& diagnostic, Source const& source);

}  // namespace minivm::grammar
