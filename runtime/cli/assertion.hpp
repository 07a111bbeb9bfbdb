#pragma once
// Conditions on figures, for `minivm compare --assert`: "p99_wait < 5ms", "adaptive.cpu <= 1.2s",
// "wasted_wakes == 0".
#include <optional>
#include <string>

#include "runtime/cli/measure.hpp"

namespace minivm::cli {

struct Assertion {
    enum class Relation : std::uint8_t { less, at_most, equal, at_least, greater };
    std::string text;    // as it was written
    std::string policy;  // empty: it is to hold under each
    std::string figure;
    Relation relation = Relation::less;
    double bound = 0;  // in seconds, or a count, or as printed

    bool holds(double value) const;
};

/// `[POLICY.]FIGURE RELATION NUMBER[UNIT]`, where the unit is ns, us, ms or s. Nothing, and the reason in
/// `error`, if it is not one.
std::optional<Assertion> parse_assertion(std::string const& text, std::string& error);

}  // namespace minivm::cli
