#pragma once
// The figures of several configurations, each from several rounds, and what can be said about them.
#include <string>
#include <vector>

#include "runtime/cli/assertion.hpp"
#include "runtime/cli/measure.hpp"

namespace minivm::cli {

/// A figure over the rounds.
struct Sample {
    Figure median;
    double least = 0;
    double most = 0;
    std::vector<double> values;

    /// Half the range, as a share of the median.
    double spread() const;
};

struct Measured {
    Configuration configuration;
    std::vector<Sample> samples;
    std::vector<trace::Diagnosis> diagnoses;  // of the last round
    Sample const* find(std::string const& name) const;
};

struct Comparison {
    std::string program;
    int rounds = 0;
    int processors = 0;
    double load_before = 0;
    double load_after = 0;
    std::vector<Measured> measured;
};

Measured measured_in(Configuration const& configuration, std::vector<Run> const& runs);

/// A table, bars, and sentences, for `width` columns.
std::string format_comparison(Comparison const& comparison, std::size_t width);
/// What differs and why, a sentence or two each.
std::vector<std::string> conclusions(Comparison const& comparison);
std::string comparison_json(Comparison const& comparison);
std::string comparison_html(Comparison const& comparison);

}  // namespace minivm::cli
