#include "runtime/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace minivm::cli {

namespace {

constexpr int usage_error = 2;

class Formatter : public CLI::Formatter {
public:
    std::string make_usage(CLI::App const*, std::string) const override {
        return "Usage: minivm [OPTIONS] FILE [ARGUMENTS]\n"
               "       minivm [OPTIONS] -c CODE [ARGUMENTS]\n"
               "       minivm [OPTIONS] - [ARGUMENTS]         program on standard input\n"
               "       minivm [OPTIONS]                       prompt, or program on standard input\n";
    }
};

}  // namespace

ParseOutcome parse(int count, char** values, Options& options) {
    CLI::App app{"Runs a Mini program (a strict subset of Python 3.11) on native threads under an interpreter lock of your choice."};
    app.name("minivm");
    app.formatter(std::make_shared<Formatter>());
    app.set_version_flag("--version,-V", std::string("minivm ") + MINIVM_VERSION);
    app.prefix_command();  // what follows the program's name is the program's

    bool code_given = false;
    auto* const program = "Program";
    app.add_option_function<std::string>(
           "-c",
           [&](std::string const& code) {
               options.code = code;
               code_given = true;
           },
           "Run this code")
        ->type_name("CODE")
        ->trigger_on_parse()
        ->group(program);
    app.add_flag("--dis", options.disassemble, "Print the bytecode of the program instead of running it")->group(program);

    auto* const lock = "Lock";
    app.add_option("--gil", options.machine.policy,
                   "The lock's policy, or \"list\" to have them described: " + lock::policy_names() + " (default: interval)")
        ->type_name("POLICY")
        ->group(lock);
    app.add_option("--check-interval", options.machine.lock.check_interval,
                   "tick, steal: instructions between two offers of the lock (default: 100, 10000)")
        ->type_name("N")
        ->check(CLI::Range(0, 1'000'000'000))
        ->group(lock);
    double interval = 0;
    app.add_option("--switch-interval", interval, "How many seconds a thread may keep the lock while others wait (default: the policy's)")
        ->type_name("SECONDS")
        ->check(CLI::Range(1e-6, 1e9))
        ->group(lock);
    app.add_option("--seed", options.machine.lock.seed, "seeded: which of the schedules (default: 0)")
        ->type_name("N")
        ->group(lock);
    app.add_option("--switch-one-in", options.machine.lock.switch_one_in,
                   "seeded: how rarely a switch point switches (default: 8)")
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000'000))
        ->group(lock);
    std::map<std::string, SwitchPoints> const points{{"calls", SwitchPoints::calls}, {"all", SwitchPoints::all}};
    app.add_option("--switch-points", options.machine.switch_points,
                   "Where a thread may lose the lock: at calls and loops, as in CPython since 3.10 (calls), or between any two "
                   "instructions, as before (all; default under tick)")
        ->type_name("calls|all")
        ->transform(CLI::CheckedTransformer(points).description(""))
        ->group(lock);
    app.add_option("--cpus", options.processors, "Let the process use only this many processors")
        ->type_name("N")
        ->check(CLI::Range(1, 4096))
        ->group(lock);

    auto* const report = "Reports";
    app.add_flag("--stats", options.statistics, "At exit, print what each thread and the lock did, on standard error")->group(report);
    app.add_option("--lock-log", options.lock_log, "Write every change of a thread's state to this file, a line each")
        ->type_name("FILE")
        ->group(report);

    auto* const limits = "Limits";
    app.add_option("--memory-limit", options.machine.memory_limit, "MemoryError beyond this (suffixes K, M, G)")
        ->type_name("BYTES")
        ->transform(CLI::AsSizeValue(false).description(""))
        ->group(limits);
    app.add_option("--step-limit", options.machine.step_limit, "End a thread after this many instructions")
        ->type_name("N")
        ->check(CLI::Range(1, 2'000'000'000))
        ->group(limits);

    try {
        app.parse(count, values);
    } catch (CLI::ParseError const& error) {
        int const status = app.exit(error, std::cout, std::cerr);
        return {false, status == 0 ? 0 : usage_error};
    }
    if (std::vector<std::string> const left = app.remaining();
        !code_given && !left.empty() && left.front().size() > 1 && left.front().front() == '-') {
        std::cerr << "minivm: unknown option " << left.front() << "\nminivm --help lists the options.\n";
        return {false, usage_error};
    }
    if (options.machine.policy == "list") {
        std::cout << lock::format_policies();
        return {false, 0};
    }
    if (interval != 0) options.machine.lock.switch_interval = static_cast<lock::Nanoseconds>(interval * 1e9);
    options.machine.statistics = options.statistics;
    std::vector<std::string> rest = app.remaining();
    if (code_given) {
        options.program = Options::Program::code;
        rest.insert(rest.begin(), "-c");
    } else if (rest.empty()) {
        options.program = Options::Program::prompt;
        rest.emplace_back();
    } else if (rest.front() == "-") {
        options.program = Options::Program::standard_input;
    } else {
        options.program = Options::Program::file;
        options.file = rest.front();
    }
    options.arguments = std::move(rest);
    return {true, 0};
}

}  // namespace minivm::cli
