#pragma once

// The patterns by which an interpreter lock goes wrong, or threads without one get in each other's way,
// recognised in a trace: each with its name, the figures that show it, and what helps.

#include <string>
#include <vector>

#include "runtime/trace/analysis.hpp"

namespace minivm::trace {

struct Diagnosis {
    std::string name;      // "convoy"
    std::string evidence;  // whole sentences
    std::string remedy;
};

// None, if nothing is wrong. The gravest first.
std::vector<Diagnosis> diagnose(Analysis const& analysis);

}  // namespace minivm::trace
