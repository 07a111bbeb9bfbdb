#pragma once
// The command line of `minivm`.
#include <string>
#include <vector>

#include "runtime/machine.hpp"
#include "runtime/trace/recorder.hpp"
#include "runtime/trace/reports.hpp"

namespace CLI {
class App;
}

namespace minivm::cli {

struct Options {
    enum class Program : std::uint8_t { file, code, standard_input, prompt };
    Program program = Program::prompt;
    std::string file;                    // as given, of Program::file
    std::string code;                    // of Program::code
    std::vector<std::string> arguments;  // sys.argv
    bool disassemble = false;
    trace::Reports reports;
    bool races = false;  // are looked for
    std::uint64_t trace_limit = trace::Recorder::usual_limit;
    std::string lock_log;  // a file for the lock's events; empty: none
    int processors = 0;    // 0: as many as the process has
    double load = 0;       // of the machine, when the process began
    MachineSettings machine;
};

/// The options that choose reports: those of a run, and of `minivm report`.
void add_reports(CLI::App& app, trace::Reports& reports, std::string const& group);

/// Fills `options`. Otherwise the process is to end with the status returned, and what there was to say
/// (help, version, an error) has been said.
struct ParseOutcome {
    bool run = false;
    int status = 0;
};
ParseOutcome parse(int count, char** values, Options& options);

}  // namespace minivm::cli
