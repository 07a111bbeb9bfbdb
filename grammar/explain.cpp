#include "grammar/explain.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "grammar/lexer.hpp"
#include "grammar/statement_recognizer.hpp"

namespace minivm::grammar {

namespace {

using T = Parser::token;

[[nodiscard]] bool is_indentation(Token const& token) {
    return token.kind == T::INDENT || token.kind == T::DEDENT;
}

[[nodiscard]] bool is_line_end(Token const& token) {
    return token.kind == T::NEWLINE || token.kind == T::END || is_indentation(token);
}

// The tokens, up to the one at the error, of the logical line that holds the error; before them, if the line
// before opens a block, those of that line. The end of a text that leaves a bracket open is not among them.
struct Lines {
    std::vector<Token> tokens;
    std::size_t first_of_line = 0;
};

[[nodiscard]] Lines lines_around(Lexer& lexer, Span error) {
    Lines lines;
    auto& tokens = lines.tokens;
    bool begins_line = true;
    for (;;) {
        auto const token = lexer.next();
        if (token.kind == T::END && lexer.open_bracket() != nullptr) return lines;
        if (begins_line && !is_indentation(token)) {
            auto const last = std::find_if_not(tokens.rbegin(), tokens.rend(), is_indentation);
            bool const opens_block = last != tokens.rend() && std::next(last) != tokens.rend() &&
                                     std::next(last)->kind == T::COLON;
            auto const kept = opens_block ? lines.first_of_line : tokens.size();
            tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(kept));
            lines.first_of_line = tokens.size();
        }
        begins_line = is_line_end(token) && (begins_line || token.kind == T::NEWLINE);
        tokens.push_back(token);
        bool const comes_first =
            is_indentation(token) ? token.span != error
                                  : token.span.line < error.line ||
                                        (token.span.line == error.line && token.span.column < error.column);
        if (token.kind == T::END || !comes_first) return lines;
    }
}

// An error of the tokenizer anywhere behind the error of syntax comes first, and so does a bracket left open
// before it.
Diagnostic prefer_token_errors(std::string_view text, Position first, Diagnostic const& found,
                               std::uint32_t reached_line) {
    Lexer lexer(text, first);
    try {
        while (lexer.next().kind != T::END) {}
    } catch (Diagnostic const& error) {
        if (!lexer.error_is_local()) return error;
    }
    auto const* const bracket = lexer.open_bracket();
    return bracket != nullptr && reached_line > bracket->position.line ? never_closed(*bracket) : found;
}

// Throws what is to be said instead of `found`, or mends its place.
void look_closer(StatementRecognizer& recognizer, Lines const& lines, Part part, Diagnostic& found) {
    auto const line = lines.first_of_line;
    if (part == Part::field) return recognizer.read_field();
    if (line > 0) recognizer.read_line(0);

    auto const& first = lines.tokens[line];
    bool const is_generic = found.message == "invalid syntax";
    bool const cannot_begin = is_generic && first.span == found.span;
    if (cannot_begin || is_line_end(first)) return;
    recognizer.begin_pass(Recognizer::Pass::first);
    recognizer.read_line(line);
    auto const& furthest = recognizer.furthest();
    if (is_generic && (!is_line_end(furthest) || first.text == "match")) found.span = furthest.span;
    recognizer.begin_pass(Recognizer::Pass::second);
    recognizer.read_line(line);
}

}  // namespace

Diagnostic explain(std::string_view text, Position first, Part part, Rejection const& rejection) {
    auto found = rejection.diagnostic;
    bool const is_final =
        found.kind == Diagnostic::Kind::unsupported || found.kind == Diagnostic::Kind::indentation_error;
    if (is_final && rejection.cause == Rejection::Cause::other) return found;
    auto reached_line = found.span.line;
    if (rejection.cause == Rejection::Cause::grammar) {
        Lexer lexer(text, first);
        auto lines = lines_around(lexer, found.span);
        StatementRecognizer recognizer(lexer, lines.tokens);
        try {
            look_closer(recognizer, lines, part, found);
        } catch (Diagnostic const& better) {
            found = better;
        } catch (TooLong const&) {
            // What the parser knows must do.
        }
        if (found.kind == Diagnostic::Kind::unsupported) return found;
        reached_line = std::max(reached_line, recognizer.newest().span.line);
    }
    return prefer_token_errors(text, first, found, reached_line);
}

}  // namespace minivm::grammar
