#include "grammar/token_stream.hpp"

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
                    unicode::is_ascii(last_.text) ? builder_.intern(last_.text) : builder_.intern(unicode::normalize(last_.text)),
                    last_.span};
        case Parser::token::NUMBER:
        case Parser::token::STRING:
            previous_end_ = last_.span.end();
            return {last_.kind, last_.text, last_.span};
        default: previous_end_ = last_.span.end(); return {last_.kind, last_.span};
    }
}

void TokenStream::reject() const { throw Rejection{{Diagnostic::Kind::syntax_error, "invalid syntax", last_.span, {}}}; }

}  // namespace minivm::grammar
