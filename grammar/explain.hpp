#pragma once
// Why a text is not valid: after the parser has rejected it, finds the words and the place that CPython 3.11 would report.
// Only errors pay for it.

#include <string_view>

#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace minivm::grammar {

// `found` is what the parser knows; it stands if nothing better turns up. `text` and `first` are as for Lexer.
[[nodiscard]] Diagnostic explain(std::string_view text, Position first, Diagnostic const& found);

}  // namespace minivm::grammar
