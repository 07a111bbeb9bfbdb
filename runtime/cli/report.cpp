// `minivm report FILE.trace`: what a run with --trace recorded, reported later and as often as one likes.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/options.hpp"

namespace minivm::cli {

namespace {

constexpr int failed = 2;

int complain(std::string const& what) {
    std::cout.flush();
    std::cerr << "minivm report: " << what << '\n';
    return failed;
}

int make_reports(trace::Trace const& trace, trace::Reports const& reports) {
    trace::Reported const reported = trace::report(trace, reports, STDOUT_FILENO);
    std::cout << reported.text << std::flush;
    int status = std::cout ? 0 : complain("cannot write to standard output");
    for (std::string const& complaint : reported.complaints) status = complain(complaint);
    return status;
}

}  // namespace

int report_command(int count, char** values) {
    CLI::App app{"Makes reports and pictures from a trace that `minivm --trace=FILE.trace` recorded."};
    app.name("minivm report");
    std::string name;
    app.add_option("FILE", name, "The trace")->required()->type_name("");
    trace::Reports reports;
    add_reports(app, reports, "Reports (default: --timeline --stats --blame)");
    try {
        app.parse(count, values);
    } catch (CLI::ParseError const& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : failed;
    }
    if (!reports.any()) reports.timeline = reports.statistics = reports.blame = true;

    std::ifstream file(name, std::ios::binary);
    if (!file) return complain("can't open '" + name + "': " + std::strerror(errno));
    try {
        return make_reports(trace::read(file), reports);
    } catch (trace::FormatError const& error) {
        return complain("'" + name + "': " + error.what());
    }
}

}  // namespace minivm::cli
