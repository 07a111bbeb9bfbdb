#pragma once
// Prints a tree as Python's ast.dump(tree, include_attributes=True) does, so that the two can be compared
// byte for byte.

#include <string>

#include "grammar/ast.hpp"

namespace minivm::grammar {

[[nodiscard]] std::string dump(ast::Node const& node);

}  // namespace minivm::grammar
