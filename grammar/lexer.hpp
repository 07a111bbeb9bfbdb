#pragma once
// Cuts text into tokens, with Python's rules for lines and indentation: NEWLINE ends a logical line, INDENT
// and DEDENT stand for the brackets that other languages write, and inside brackets neither exists. The text
// must end in a NUL that lies just past its end, hold no other NUL, and be valid UTF-8 with '\n' line ends.
// What no token can begin with, and all that CPython's tokenizer objects to, is thrown as a Diagnostic; the
// lexer must not be used after that. One object serves one pass in one thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/diagnostic.hpp"
#include "grammar/token.hpp"

namespace minivm::grammar {

class Lexer {
public:
    static constexpr int maximum_brackets = 200;
    static constexpr int maximum_indents = 100;

    struct Bracket {
        char open;
        Position position;
    };

    // `first` is the position of the first byte; later lines begin at column 0.
    explicit Lexer(std::string_view text, Position first = {1, 0});

    // After the end of the text it returns END for ever.
    [[nodiscard]] Token next();

    [[nodiscard]] bool is_at_end() const { return *cursor_ == '\0'; }
    // Whether the error that was thrown counts only if the parser gets as far: CPython looks for the others
    // in all of the text before it reports an error of syntax.
    [[nodiscard]] bool error_is_local() const { return error_is_local_; }
    // The innermost bracket that is open; null if none is.
    [[nodiscard]] Bracket const* open_bracket() const {
        return level_ > 0 ? &brackets_[level_ - 1] : nullptr;
    }

private:
    using Byte = unsigned char;

    // Whether the line at hand is the first of a logical line and has something on it: then its indentation
    // counts.
    [[nodiscard]] bool measure_indentation();
    void indent_to(int column, int alternative);
    [[nodiscard]] Token scan();
    [[nodiscard]] Token scan_string(Byte const* start);
    // `start` is that of a comment before the end, or the end.
    [[nodiscard]] Token end_of_text(Byte const* start);
    void open(char bracket, Byte const* start);
    void close(char bracket);
    void continue_line();
    void check_number_end(Byte const* start);
    [[noreturn]] void reject_number(Byte const* start);
    [[noreturn]] void reject_radix_number(char const* name, char const* digits);
    void check_identifier(Byte const* start);
    [[noreturn]] void reject_character(char32_t character);

    // The cursor stands behind a line end.
    void new_line() {
        ++line_;
        line_start_ = cursor_ - begin_;
    }
    [[nodiscard]] std::uint32_t column(Byte const* at) const {
        return static_cast<std::uint32_t>(at - begin_ - line_start_);
    }
    [[nodiscard]] Position position(Byte const* at) const { return {line_, column(at)}; }
    [[nodiscard]] Token token(TokenKind kind, Byte const* start) const;
    // Throws, pointing at the character before the cursor as CPython's tokenizer does.
    [[noreturn]] void fail(std::string message) const;
    [[noreturn]] void fail(std::string message, Span span) const;
    [[noreturn]] void fail_locally(Diagnostic::Kind kind, std::string message, Span span);

    Byte const* begin_;
    Byte const* cursor_;
    std::ptrdiff_t line_start_;  // offset of column 0; negative for a first line that begins further right
    std::uint32_t line_;
    bool at_line_start_ = true;
    bool line_has_token_ = false;
    bool error_is_local_ = false;
    int pending_ = 0;  // INDENTs (positive) or DEDENTs (negative) to hand out
    int level_ = 0;
    int indents_ = 0;
    std::array<Bracket, maximum_brackets> brackets_;
    std::array<int, maximum_indents> columns_{};  // with tabs to multiples of eight
    std::array<int, maximum_indents>
        alternatives_{};  // with tabs as one column: must order lines the same way
};

// The error of a text that ends while a bracket is open.
[[nodiscard]] Diagnostic never_closed(Lexer::Bracket const& bracket);

}  // namespace minivm::grammar
