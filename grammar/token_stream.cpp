#include "grammar/token_stream.hpp"

#include <algorithm>
#include <array>

#include "grammar/unicode.hpp"

namespace minivm::grammar {

Parser::symbol_type TokenStream::next() {
    if (!started_) {
        started_ = true;
        return {start_, Span{1, 0, 1, 0}};
    }
    last_ = lexer_.next();
    builder_.lookahead = last_.span;
    switch (last_.kind) {
        case Parser::token::NEWLINE:
        case Parser::token::INDENT:
        case Parser::token::DEDENT:
        case Parser::token::END:
            return {last_.kind,
                    Span{previous_end_.line, previous_end_.column, previous_end_.line, previous_end_.column}};
        case Parser::token::NAME:
            previous_end_ = last_.span.end();
            return {last_.kind,
                    unicode::is_ascii(last_.text) ? builder_.intern(last_.text)
                                                  : builder_.intern(unicode::normalize(last_.text)),
                    last_.span};
        case Parser::token::NUMBER:
        case Parser::token::STRING:
            previous_end_ = last_.span.end();
            return {last_.kind, last_.text, last_.span};
        default: previous_end_ = last_.span.end(); return {last_.kind, last_.span};
    }
}

void TokenStream::reject(Parser::context const& context) const {
    auto span = last_.span;
    // Only behind the block of a `try` are these two, and nothing else, in order.
    using Kind = Parser::symbol_kind;
    std::array<Parser::symbol_kind_type, 3> expected{};
    auto const count = context.expected_tokens(expected.data(), expected.size());
    if (count == 2 && std::find(expected.begin(), expected.end(), Kind::S_EXCEPT) != expected.end() &&
        std::find(expected.begin(), expected.end(), Kind::S_FINALLY) != expected.end()) {
        throw Rejection{{Diagnostic::Kind::syntax_error, "expected 'except' or 'finally' block", span, {}},
                        Rejection::Cause::other};
    }
    switch (last_.kind) {
        case Parser::token::INDENT:
            throw Rejection{{Diagnostic::Kind::indentation_error, "unexpected indent", span, {}},
                            Rejection::Cause::other};
        case Parser::token::DEDENT:
            throw Rejection{{Diagnostic::Kind::indentation_error, "unexpected unindent", span, {}}};
        default: break;
    }
    if (last_.kind == Parser::token::END) span.column = span.end_column = Diagnostic::no_column;
    throw Rejection{{Diagnostic::Kind::syntax_error, "invalid syntax", span, {}}};
}

}  // namespace minivm::grammar
