#pragma once
// Parsing within a parse: the expression of one replacement field of an f-string.

#include <string>

#include "grammar/ast.hpp"
#include "grammar/builder.hpp"

namespace minivm::grammar {

// `text` is the expression in parentheses; `first` is the position of the opening one. The nodes join those
// of `build`. An error in the expression is thrown as a Diagnostic that shows `text`.
[[nodiscard]] ast::Expression* parse_field(Builder& build, std::string const& text, Position first);

}  // namespace minivm::grammar
