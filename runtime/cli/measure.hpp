#pragma once
// Runs a program in a process of its own, under a lock of one's choice, and takes its figures: those of the
// lock from the trace, those of the operating system from the process, and those that the program prints.
#include <string>
#include <vector>

#include "runtime/trace/diagnosis.hpp"

namespace minivm::cli {

/// How a program is run.
struct Configuration {
    std::string policy = "interval";
    int processors = 0;             // 0: all
    std::string switch_points;      // empty: the policy's
    double switch_interval = 0;     // seconds; 0: the policy's
    std::vector<std::string> more;  // further options of minivm

    /// What tells it from others, as one would type it.
    std::string label() const;
};

enum class Unit : std::uint8_t { seconds, count, printed };

/// One number. Times are in seconds.
struct Figure {
    std::string name;  // "p99_wait"
    double value = 0;
    Unit unit = Unit::count;
    std::string printed_unit;  // of Unit::printed
};

/// "1.24 ms", "4,711", "350 requests/s".
std::string figure_text(Figure const& figure);

struct Run {
    int status = 0;  // as a shell gives it
    std::string output;
    std::string errors;
    std::vector<Figure> figures;
    std::vector<trace::Diagnosis> diagnoses;
    std::vector<double> pauses;  // collections of garbage, in nanoseconds
    Figure const* find(std::string const& name) const;
};

/// Runs `minivm OPTIONS PROGRAM`, where `program` is the file and its arguments. `seconds`: it is killed
/// after so long. Throws std::runtime_error if it cannot be started or leaves no trace behind.
Run run_program(std::vector<std::string> const& program, Configuration const& configuration,
                double seconds = 600);

/// The names and meanings of the figures that runs have, a line each.
std::string describe_figures();

/// What starts another of us; empty if the system does not tell.
std::string own_executable();

}  // namespace minivm::cli
