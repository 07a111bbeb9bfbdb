#pragma once
// The text of one program, as text(): line ends made '\n' and a byte order mark dropped, otherwise as the
// author wrote it. Positions are 1-based lines and 0-based columns in UTF-8 bytes, as CPython's `ast` counts;
// characters() turns a column into the count of characters that carets and SyntaxError.offset need. Immutable
// once made: any thread may read it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minivm::grammar {

struct Position {
    std::uint32_t line = 0;    // from 1; 0 is no position
    std::uint32_t column = 0;  // bytes from 0
    friend bool operator==(Position, Position) = default;
};

struct Span {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::uint32_t end_line = 0;
    std::uint32_t end_column = 0;

    [[nodiscard]] Position begin() const { return {line, column}; }
    [[nodiscard]] Position end() const { return {end_line, end_column}; }
    friend bool operator==(Span, Span) = default;
};

// Characters before byte `column` of a line; a column past its end counts on.
[[nodiscard]] std::uint32_t count_characters(std::string_view line, std::uint32_t column);

class Source {
public:
    // Longer ones are rejected by parse().
    static constexpr std::uint32_t maximum_size = UINT32_MAX - 1;

    // Takes the raw bytes of a file; `name` is what tracebacks print. Never fails: what is wrong with the
    // bytes (a NUL, bad UTF-8, a foreign coding declaration) is reported by parse().
    Source(std::string name, std::string bytes);

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] std::string const& text() const { return text_; }
    // The bytes began with a byte order mark.
    [[nodiscard]] bool has_mark() const { return has_mark_; }

    // Number of lines; a last line without line end counts.
    [[nodiscard]] std::uint32_t lines() const;
    // One line without its line end; empty if there is no such line. Lines count from 1.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;
    // Characters before byte `column` of a line.
    [[nodiscard]] std::uint32_t characters(std::uint32_t line, std::uint32_t column) const;

private:
    std::string name_;
    std::string text_;
    bool has_mark_ = false;
    std::vector<std::uint32_t> starts_;  // of each line, and one past the last; empty if the text is too long
};

}  // namespace minivm::grammar
