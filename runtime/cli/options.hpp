#pragma once
// The command line of `minivm`.
#include <string>
#include <vector>

#include "runtime/machine.hpp"

namespace minivm::cli {

struct Options {
    enum class Program : std::uint8_t { file, code, standard_input, prompt };
    Program program = Program::prompt;
    std::string file;                    // as given, of Program::file
    std::string code;                    // of Program::code
    std::vector<std::string> arguments;  // sys.argv
    bool disassemble = false;
    bool statistics = false;
    std::string lock_log;  // a file for the lock's events; empty: none
    int processors = 0;    // 0: as many as the process has
    MachineSettings machine;
};

/// Fills `options`. Otherwise the process is to end with the status returned, and what there was to say (help, version, an
/// error) has been said.
struct ParseOutcome {
    bool run = false;
    int status = 0;
};
ParseOutcome parse(int count, char** values, Options& options);

}  // namespace minivm::cli
