#include "runtime/cli/commands.hpp"

#include <algorithm>
#include <array>

namespace minivm::cli {

namespace {

constexpr std::array<Command, 4> all_commands{{
    {"compare", "Run one program under several locks and say what differs", compare_command},
    {"costs", "Measure what threads, locks and calls cost on this machine", costs_command},
    {"report", "Make reports and pictures from a recorded trace", report_command},
    {"scorecard", "Judge the experiments of samples/ against what was published", scorecard_command},
}};

}  // namespace

std::span<Command const> commands() { return all_commands; }

Command const* find_command(std::string_view name) {
    auto const* const found = std::ranges::find(all_commands, name, &Command::name);
    return found == all_commands.end() ? nullptr : found;
}

}  // namespace minivm::cli
