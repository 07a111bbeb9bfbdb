// `minivm compare`: one program under several locks.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/comparison.hpp"
#include "runtime/cli/processors.hpp"
#include "runtime/lock/policy.hpp"
#include "runtime/trace/reports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::cli {

namespace {

constexpr int failed = 1;
constexpr int usage_error = 2;

struct Settings {
    std::vector<std::string> policies;
    std::vector<int> processors;
    std::vector<std::string> points;
    std::vector<double> intervals;
    int rounds = 5;
    std::string json;
    std::string html;
    std::vector<std::string> assertions;
    std::vector<std::string> program;
};

std::vector<Configuration> configurations_of(Settings const& settings) {
    std::vector<Configuration> all;
    std::vector<int> const processors =
        settings.processors.empty() ? std::vector<int>{0} : settings.processors;
    std::vector<std::string> const points =
        settings.points.empty() ? std::vector<std::string>{""} : settings.points;
    std::vector<double> const intervals =
        settings.intervals.empty() ? std::vector<double>{0} : settings.intervals;
    for (std::string const& policy : settings.policies)
        for (int const count : processors)
            for (std::string const& point : points)
                for (double const interval : intervals) all.push_back({policy, count, point, interval, {}});
    return all;
}

bool write_file(std::string const& name, std::string const& text) {
    if (name == "-") {
        std::cout << text;
        return true;
    }
    std::ofstream out(name, std::ios::binary);
    out << text;
    out.close();
    if (!out) std::cerr << "minivm compare: cannot write '" << name << "'\n";
    return static_cast<bool>(out);
}

// Of all assertions under all configurations that they speak of.
int check(std::vector<Assertion> const& assertions, Comparison const& comparison, std::ostream& out) {
    int status = 0;
    for (Assertion const& assertion : assertions) {
        bool met = false;
        for (Measured const& measured : comparison.measured) {
            if (!assertion.policy.empty() && assertion.policy != measured.configuration.policy) continue;
            Sample const* const sample = measured.find(assertion.figure);
            if (sample == nullptr) continue;
            met = true;
            bool const holds = assertion.holds(sample->median.value);
            if (!holds) status = failed;
            out << (holds ? "holds: " : "FAILS: ") << assertion.text << " (" << measured.configuration.label()
                << ": " << figure_text(sample->median) << ")\n";
        }
        if (!met) {
            out << "FAILS: " << assertion.text << " (no such figure, or lock, was measured)\n";
            status = failed;
        }
    }
    return status;
}

int measure(Settings const& settings, std::vector<Assertion> const& assertions) {
    std::vector<Configuration> const configurations = configurations_of(settings);
    std::vector<std::vector<Run>> runs(configurations.size());
    Comparison comparison;
    comparison.program = trace::command_line(settings.program);
    comparison.rounds = settings.rounds;
    comparison.processors = usable_processors();
    comparison.load_before = load_average();
    // Round by round, so that a busy minute of the machine's meets all alike; and the other way round each
    // second time.
    for (int round = 0; round < settings.rounds; ++round) {
        for (std::size_t step = 0; step < configurations.size(); ++step) {
            std::size_t const which = round % 2 == 0 ? step : configurations.size() - 1 - step;
            if (isatty(2) != 0)
                std::cerr << "\rround " << round + 1 << " of " << settings.rounds << ": "
                          << configurations[which].label() << "\033[K" << std::flush;
            Run run = run_program(settings.program, configurations[which]);
            if (run.status != 0) {
                std::cerr << "\nminivm compare: " << configurations[which].label()
                          << ": the program ended with status " << run.status << "\n"
                          << run.errors;
                return failed;
            }
            runs[which].push_back(std::move(run));
        }
    }
    if (isatty(2) != 0) std::cerr << "\r\033[K";
    comparison.load_after = load_average();
    for (std::size_t i = 0; i < configurations.size(); ++i)
        comparison.measured.push_back(measured_in(configurations[i], runs[i]));

    bool const table_is_output = settings.json != "-" && settings.html != "-";
    std::ostream& text = table_is_output ? std::cout : std::cerr;
    text << format_comparison(comparison, trace::terminal_width(table_is_output ? 1 : 2));
    bool written = true;
    if (!settings.json.empty()) written &= write_file(settings.json, comparison_json(comparison));
    if (!settings.html.empty()) written &= write_file(settings.html, comparison_html(comparison));
    if (!assertions.empty()) text << "\n";
    int const status = check(assertions, comparison, text);
    return written ? status : failed;
}

}  // namespace

int compare_command(int count, char** values) {
    Settings settings;
    CLI::App app{
        "Runs one program under several locks, each in a process of its own, in interleaved rounds, and says "
        "what differs.\n"
        "Lines of the program's output like `requests: 350 /s` are compared too. Figures (for --assert and "
        "--json):\n" +
        describe_figures()};
    app.name("minivm compare");
    app.prefix_command();
    app.add_option("--gil", settings.policies, "The locks, separated by commas (default: all but seeded)")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("POLICIES");
    app.add_option("--cpus", settings.processors, "Numbers of processors")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("NUMBERS")
        ->check(CLI::Range(1, 4096));
    app.add_option("--switch-points", settings.points, "calls, all, or both")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("POINTS")
        ->check(CLI::IsMember({"calls", "all"}));
    app.add_option("--switch-interval", settings.intervals, "Switch intervals")
        ->allow_extra_args(false)
        ->delimiter(',')
        ->type_name("SECONDS")
        ->check(CLI::Range(1e-6, 1e9));
    app.add_option("--rounds", settings.rounds, "How often each is run (default: 5)")
        ->type_name("N")
        ->check(CLI::Range(1, 10'000));
    app.add_option("--json", settings.json,
                   "Write all figures of all rounds to this file (-: standard output)")
        ->type_name("FILE");
    app.add_option("--html", settings.html, "Write a page to this file")->type_name("FILE");
    app.add_option("--assert", settings.assertions,
                   "Fail (status 1) unless it holds: 'p99_wait < 5ms', 'adaptive.cpu < 1.2s'")
        ->type_name("CONDITION")
        ->allow_extra_args(false);
    try {
        app.parse(count, values);
    } catch (CLI::ParseError const& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : usage_error;
    }
    settings.program = app.remaining();
    if (settings.program.empty() || settings.program.front().starts_with('-')) {
        std::cerr
            << "usage: minivm compare [OPTIONS] FILE [ARGUMENTS]\nminivm compare --help lists the options.\n";
        return usage_error;
    }
    if (settings.policies.empty()) {
        for (lock::PolicyDescription const& policy : lock::policies())
            if (policy.name != "seeded") settings.policies.emplace_back(policy.name);
    }
    for (std::string const& policy : settings.policies) {
        if (lock::is_policy(policy)) continue;
        std::cerr << "minivm compare: no such lock policy: " << policy
                  << "\nPolicies: " << lock::policy_names() << "\n";
        return usage_error;
    }
    std::vector<Assertion> assertions;
    for (std::string const& text : settings.assertions) {
        std::string why;
        std::optional<Assertion> const assertion = parse_assertion(text, why);
        if (!assertion) {
            std::cerr << "minivm compare: --assert: " << why << "\n";
            return usage_error;
        }
        assertions.push_back(*assertion);
    }
    try {
        return measure(settings, assertions);
    } catch (std::runtime_error const& error) {
        std::cerr << "minivm compare: " << error.what()
                  << (std::string(error.what()).ends_with('\n') ? "" : "\n");
        return failed;
    }
}

}  // namespace minivm::cli
