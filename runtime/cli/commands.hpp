#pragma once
// What `minivm` can do other than running a program: `minivm COMMAND ...`. A program of the same name is run
// by its path
// (`minivm ./report`).
#include <span>
#include <string_view>

namespace minivm::cli {

struct Command {
    std::string_view name;
    std::string_view purpose;  // a line for --help
    /// `values[0]` is the command's name. Returns the exit status.
    int (*run)(int count, char** values);
};

std::span<Command const> commands();
/// Null, if there is none of that name.
Command const* find_command(std::string_view name);

int compare_command(int count, char** values);
int costs_command(int count, char** values);
int report_command(int count, char** values);
int scorecard_command(int count, char** values);

}  // namespace minivm::cli
