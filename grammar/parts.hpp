#pragma once
// What the parser holds while a construct is still incomplete and has no node yet. Small trivial values, or,
// where they grow, structs in the tree's arena.

#include <cstdint>
#include <string_view>

#include "grammar/ast.hpp"
#include "grammar/chain.hpp"

namespace minivm::grammar {

// One string token of several that stand side by side.
struct Piece {
    Span span;
    std::string_view text;  // with prefix and quotes
};

struct Parameter {
    enum class Form : std::uint8_t { plain, slash, star, double_star };
    Form form = Form::plain;
    Span span = {};
    ast::Arg* arg = nullptr;  // null for `/` and for `*` alone
    ast::Expression* default_value = nullptr;
};

struct Argument {
    enum class Form : std::uint8_t { positional, star, keyword, double_star };
    Form form = Form::positional;
    Span span = {};
    std::string_view name = {};
    ast::Expression* value = nullptr;
};

struct CallArguments {
    Chain<ast::Expression*> positional = {};
    Chain<ast::Keyword*> keywords = {};
    bool has_unpacked_keywords = false;
};

struct Pairs {
    Chain<ast::Expression*> keys = {};  // null: `**value`
    Chain<ast::Expression*> values = {};
};

struct ComparisonParts {
    ast::Expression* left;
    Chain<ast::CompareOperator> operators = {};
    Chain<ast::Expression*> comparators = {};
};

}  // namespace minivm::grammar
