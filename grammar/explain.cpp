#include "grammar/explain.hpp"

namespace minivm::grammar {

Diagnostic explain(std::string_view, Position, Diagnostic const& found) { return found; }

}  // namespace minivm::grammar
