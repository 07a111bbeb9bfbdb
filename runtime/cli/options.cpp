#include "runtime/cli/options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "runtime/cli/commands.hpp"

namespace minivm::cli {

namespace {

constexpr int usage_error = 2;

class Formatter : public CLI::Formatter {
public:
    std::string make_usage(CLI::App const*, std::string) const override {
        return "Usage: minivm [OPTIONS] FILE [ARGUMENTS]\n"
               "       minivm [OPTIONS] -c CODE [ARGUMENTS]\n"
               "       minivm [OPTIONS] - [ARGUMENTS]         program on standard input\n"
               "       minivm [OPTIONS]                       prompt, or program on standard input\n"
               "       minivm COMMAND ...                     see below; minivm COMMAND --help\n";
    }
};

std::string describe_commands() {
    std::string text = "Commands:\n";
    for (Command const& command : commands()) {
        std::string name = "  " + std::string(command.name);
        name.resize(std::max<std::size_t>(name.size() + 1, 30), ' ');
        text += name + std::string(command.purpose) + "\n";
    }
    text.pop_back();
    return text;
}

}  // namespace

void add_reports(CLI::App& app, trace::Reports& reports, std::string const& group) {
    app.add_flag("--stats", reports.statistics,
                 "What each thread and the lock did: times, switches by cause, waits")
        ->group(group);
    app.add_flag("--blame", reports.blame, "Who made whom wait, at which line, and what that is called")
        ->group(group);
    app.add_flag("--timeline", reports.timeline, "The threads' running, waiting and blocked times, drawn")
        ->group(group);
    app.add_option("--from", reports.window.from, "timeline: where it begins")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, 1e9))
        ->group(group);
    app.add_option("--to", reports.window.to, "timeline: where it ends")
        ->type_name("SECONDS")
        ->check(CLI::Range(0.0, 1e9))
        ->group(group);
    app.add_option("--trace", reports.files,
                   "Write what happened to this file: .html to look at, .json for Perfetto, .svg for a talk, "
                   ".csv for a "
                   "table, .trace for `minivm report` (may be repeated)")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->check([](std::string const& file) {
            return trace::can_export(file) ? std::string{}
                                           : "the name must end in one of " + trace::export_suffixes();
        })
        ->group(group);
}

ParseOutcome parse(int count, char** values, Options& options) {
    CLI::App app{
        "Runs a Mini program (a strict subset of Python 3.11) on native threads under an interpreter lock of "
        "your choice."};
    app.name("minivm");
    app.formatter(std::make_shared<Formatter>());
    app.set_version_flag("--version,-V", std::string("minivm ") + MINIVM_VERSION);
    app.footer(describe_commands());
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
    app.add_flag("--dis", options.disassemble, "Print the bytecode of the program instead of running it")
        ->group(program);

    auto* const lock = "Lock";
    app.add_option("--gil", options.machine.policy,
                   "The lock's policy, or \"list\" to have them described: " + lock::policy_names() +
                       (free_threaded ? "" : "; off: none, by running minivm-ft") +
                       " (default: " + std::string(lock::default_policy) + ")")
        ->type_name("POLICY")
        ->group(lock);
    app.add_option("--check-interval", options.machine.lock.check_interval,
                   "tick, steal: instructions between two offers of the lock (default: 100, 10000)")
        ->type_name("N")
        ->check(CLI::Range(0, 1'000'000'000))
        ->group(lock);
    double interval = 0;
    app.add_option("--switch-interval", interval,
                   "How many seconds a thread may keep the lock while others wait (default: the policy's)")
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
    std::map<std::string, SwitchPoints> const points{{"calls", SwitchPoints::calls},
                                                     {"all", SwitchPoints::all}};
    app.add_option("--switch-points", options.machine.switch_points,
                   "Where a thread may lose the lock: at calls and loops, as in CPython since 3.10 (calls), "
                   "or between any two "
                   "instructions, as before (all; default under tick)")
        ->type_name("calls|all")
        ->transform(CLI::CheckedTransformer(points).description(""))
        ->group(lock);
    app.add_option("--cpus", options.processors, "Let the process use only this many processors")
        ->type_name("N")
        ->check(CLI::Range(1, 4096))
        ->group(lock);

    auto* const report = "Reports";
    add_reports(app, options.reports, report);
    app.add_option("--trace-limit", options.trace_limit, "Events that are kept, at most (default: 4000000)")
        ->type_name("N")
        ->group(report);
    app.add_flag(
           "--race", options.races,
           "Look for data races: accesses of two threads to one variable that nothing orders; status 66 "
           "if there are any")
        ->group(report);
    app.add_option("--lock-log", options.lock_log,
                   "Write every change of a thread's state to this file, a line each")
        ->type_name("FILE")
        ->group(report);

    auto* const limits = "Limits";
    app.add_option("--memory-limit", options.machine.memory_limit,
                   "MemoryError beyond this (suffixes K, M, G)")
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
    options.machine.statistics = options.reports.any();
    if (!options.lock_log.empty() && options.reports.any()) {
        std::cerr << "minivm: --lock-log goes with none of the other reports\n";
        return {false, usage_error};
    }
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
