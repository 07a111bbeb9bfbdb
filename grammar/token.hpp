#pragma once
// One token as the lexer cuts it from the text. The kinds are Bison's, generated from parser.yy.

#include <string_view>

#include "grammar/parser.hpp"
#include "grammar/source.hpp"

namespace minivm::grammar {

using TokenKind = Parser::token_kind_type;

struct Token {
    TokenKind kind;
    Span span;
    std::string_view text;  // as written; a view into the lexer's text
    int level = 0;          // how many brackets are open after it
};

}  // namespace minivm::grammar
