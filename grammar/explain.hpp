#pragma once
// Why a text is not valid: after the parser has rejected it, finds the words and the place that CPython 3.11
// would report. Only errors pay for it.

#include <cstdint>
#include <string_view>

#include "grammar/builder.hpp"
#include "grammar/diagnostic.hpp"
#include "grammar/source.hpp"

namespace minivm::grammar {

enum class Part : std::uint8_t { program, field };

// What the parser has found stands if nothing better turns up. `text` and `first` are as for Lexer; a field
// is the expression of a replacement field.
[[nodiscard]] Diagnostic explain(std::string_view text, Position first, Part part,
                                 Rejection const& rejection);

}  // namespace minivm::grammar
