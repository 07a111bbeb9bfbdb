#include "runtime/cli/assertion.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace minivm::cli {

namespace {

std::string trimmed(std::string text) {
    text.erase(0, text.find_first_not_of(" \t"));
    text.erase(text.find_last_not_of(" \t") + 1);
    return text;
}

struct Spelling {
    char const* text;
    Assertion::Relation relation;
};
constexpr std::array<Spelling, 5> spellings{{{"<=", Assertion::Relation::at_most},
                                             {">=", Assertion::Relation::at_least},
                                             {"==", Assertion::Relation::equal},
                                             {"<", Assertion::Relation::less},
                                             {">", Assertion::Relation::greater}}};

}  // namespace

bool Assertion::holds(double value) const {
    switch (relation) {
        case Relation::less: return value < bound;
        case Relation::at_most: return value <= bound;
        case Relation::equal: return value == bound;
        case Relation::at_least: return value >= bound;
        case Relation::greater: return value > bound;
    }
    return false;
}

std::optional<Assertion> parse_assertion(std::string const& text, std::string& error) {
    Assertion assertion;
    assertion.text = text;
    std::size_t const at = text.find_first_of("<>=");
    Spelling const* found = nullptr;
    for (Spelling const& spelling : spellings) {
        if (at != std::string::npos &&
            text.compare(at, std::string(spelling.text).size(), spelling.text) == 0) {
            found = &spelling;
            break;
        }
    }
    if (found == nullptr) {
        error = "'" + text + "' has no < <= == >= or > (for example: p99_wait < 5ms)";
        return {};
    }
    assertion.relation = found->relation;
    std::string name = trimmed(text.substr(0, at));
    if (std::size_t const dot = name.find('.'); dot != std::string::npos) {
        assertion.policy = name.substr(0, dot);
        name.erase(0, dot + 1);
    }
    assertion.figure = name;
    std::string const bound = trimmed(text.substr(at + std::string(found->text).size()));
    auto const [end, failure] = std::from_chars(bound.data(), bound.data() + bound.size(), assertion.bound);
    std::string const unit =
        failure == std::errc() ? trimmed(std::string(end, bound.data() + bound.size())) : "?";
    double const factor = unit == "ns"                  ? 1e-9
                          : unit == "us"                ? 1e-6
                          : unit == "ms"                ? 1e-3
                          : unit.empty() || unit == "s" ? 1
                                                        : std::nan("");
    if (name.empty() || std::isnan(factor)) {
        error = "'" + text + "' is not FIGURE < NUMBER, with ns, us, ms, s or nothing behind the number";
        return {};
    }
    assertion.bound *= factor;
    return assertion;
}

}  // namespace minivm::cli
