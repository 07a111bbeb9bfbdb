#pragma once
// Feeds the lexer's tokens to the parser: first one that says what to parse, then those of the text, with
// identifiers in their normal form and line ends drawn back to the token before them (see parser.yy on
// locations).

#include "grammar/builder.hpp"
#include "grammar/lexer.hpp"
#include "grammar/parser.hpp"
#include "grammar/token.hpp"

namespace minivm::grammar {

class TokenStream {
public:
    TokenStream(Lexer& lexer, Builder& builder, TokenKind start)
        : lexer_(lexer), builder_(builder), start_(start) {}

    [[nodiscard]] Parser::symbol_type next();

    // The token that the parser got last is not one that it can go on with.
    [[noreturn]] void reject(Parser::context const& context) const;

private:
    Lexer& lexer_;
    Builder& builder_;
    TokenKind start_;
    bool started_ = false;
    Token last_{};
    Position previous_end_{1, 0};
};

}  // namespace minivm::grammar
