#pragma once
// The values of number and string tokens.

#include <string_view>

#include "grammar/ast.hpp"
#include "grammar/builder.hpp"

namespace minivm::grammar {

[[nodiscard]] ast::Constant* number(Builder& build, Span span, std::string_view text);

// String tokens side by side: a Constant, or a JoinedStr if one of them is an f-string.
[[nodiscard]] ast::Expression* strings(Builder& build, Span span, Chain<Piece> const& pieces);

// Replaces the escape sequences of a str literal. `lookahead` is where errors are reported.
[[nodiscard]] std::string decode_escapes(std::string_view text, Span lookahead);
[[nodiscard]] std::string decode_bytes_escapes(std::string_view text, Span lookahead);

}  // namespace minivm::grammar
