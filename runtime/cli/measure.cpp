#include "runtime/cli/measure.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "runtime/trace/text.hpp"

extern char** environ;

namespace minivm::cli {

namespace {

using Clock = std::chrono::steady_clock;

// What the figures of a run are made from.
struct Measurement {
    Measurement(trace::Analysis const& of, rusage const& used);

    trace::Analysis const& analysis;
    rusage const& usage;
    std::uint64_t forced = 0, wasted_wakes = 0, object_waits = 0;
    trace::Nanoseconds longest_hold = 0, overtime = 0, stopped = 0, longest_stop = 0, object_waiting = 0;
    trace::Distribution waits, io_waits;
};

double count(auto number) { return static_cast<double>(number); }
double seconds(trace::Nanoseconds duration) { return static_cast<double>(duration) / 1e9; }
double seconds(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Which runs have a figure: those with a lock, those without one.
enum class Of : std::uint8_t { all, locked, unlocked };

struct Described {
    char const* name;
    Unit unit;
    char const* meaning;
    double (*value)(Measurement const& run);
    Of of = Of::all;
};
constexpr Described described[] = {
    {"wall", Unit::seconds, "from the start of the program to its end",
     [](Measurement const& run) { return seconds(run.analysis.trace.duration); }},
    {"cpu", Unit::seconds, "processor time of the process",
     [](Measurement const& run) { return seconds(run.usage.ru_utime) + seconds(run.usage.ru_stime); }},
    {"switches", Unit::count, "the lock went to another thread than before",
     [](Measurement const& run) { return count(run.analysis.switches); }, Of::locked},
    {"forced", Unit::count, "a thread was made to let the lock go, ticks included",
     [](Measurement const& run) { return count(run.forced); }, Of::locked},
    {"wasted_wakes", Unit::count, "a thread woke and found the lock taken",
     [](Measurement const& run) { return count(run.wasted_wakes); }, Of::locked},
    {"voluntary", Unit::count, "context switches of the operating system, when a thread waits",
     [](Measurement const& run) { return count(run.usage.ru_nvcsw); }},
    {"involuntary", Unit::count, "context switches of the operating system, when a thread is put aside",
     [](Measurement const& run) { return count(run.usage.ru_nivcsw); }},
    {"waiting", Unit::seconds,
     "all threads' time of waiting for the lock (off: for the world, here and below)",
     [](Measurement const& run) { return seconds(run.waits.sum()); }},
    {"p50_wait", Unit::seconds, "median of the waits for the lock",
     [](Measurement const& run) { return seconds(run.waits.percentile(50)); }},
    {"p99_wait", Unit::seconds, "99 % of the waits for the lock are not longer",
     [](Measurement const& run) { return seconds(run.waits.percentile(99)); }},
    {"max_wait", Unit::seconds, "the longest wait for the lock",
     [](Measurement const& run) { return seconds(run.waits.maximum()); }},
    {"io_p50_wait", Unit::seconds, "median of the waits after a blocking call of threads that mostly block",
     [](Measurement const& run) { return seconds(run.io_waits.percentile(50)); }},
    {"io_p99_wait", Unit::seconds, "99 % of them are not longer",
     [](Measurement const& run) { return seconds(run.io_waits.percentile(99)); }},
    {"longest_hold", Unit::seconds, "the longest time that a thread kept the lock",
     [](Measurement const& run) { return seconds(run.longest_hold); }, Of::locked},
    {"overtime", Unit::seconds,
     "the longest time that a thread kept the lock after it was asked to let go (off: went on)",
     [](Measurement const& run) { return seconds(run.overtime); }},
    {"stops", Unit::count, "off: how often the world was stopped",
     [](Measurement const& run) { return count(run.analysis.pauses.size()); }, Of::unlocked},
    {"stopped", Unit::seconds, "off: for how long, in all",
     [](Measurement const& run) { return seconds(run.stopped); }, Of::unlocked},
    {"longest_stop", Unit::seconds, "off: and at most",
     [](Measurement const& run) { return seconds(run.longest_stop); }, Of::unlocked},
    {"object_waits", Unit::count, "off: how often a thread found an object taken by another",
     [](Measurement const& run) { return count(run.object_waits); }, Of::unlocked},
    {"object_time", Unit::seconds, "off: how long threads waited for objects",
     [](Measurement const& run) { return seconds(run.object_waiting); }, Of::unlocked},
};

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor const&) = delete;
    Descriptor& operator=(Descriptor const&) = delete;
    ~Descriptor() { close(); }
    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

// A file that is gone when this is.
class TemporaryFile {
public:
    TemporaryFile() {
        char const* const folder = std::getenv("TMPDIR");
        name_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/minivm-XXXXXX.trace";
        int const number = mkstemps(name_.data(), 6);
        if (number < 0)
            throw std::runtime_error("cannot make a file in " + name_.substr(0, name_.rfind('/')) + ": " +
                                     std::strerror(errno));
        ::close(number);
    }
    TemporaryFile(TemporaryFile const&) = delete;
    TemporaryFile& operator=(TemporaryFile const&) = delete;
    ~TemporaryFile() { unlink(name_.c_str()); }
    std::string const& name() const { return name_; }

private:
    std::string name_;
};

std::vector<std::string> command_of(std::vector<std::string> const& program,
                                    Configuration const& configuration, std::string const& trace) {
    std::vector<std::string> command{own_executable(), "--gil=" + configuration.policy, "--trace=" + trace};
    if (configuration.processors != 0)
        command.push_back("--cpus=" + std::to_string(configuration.processors));
    if (!configuration.switch_points.empty())
        command.push_back("--switch-points=" + configuration.switch_points);
    if (configuration.switch_interval != 0)
        command.push_back("--switch-interval=" + std::to_string(configuration.switch_interval));
    command.insert(command.end(), configuration.more.begin(), configuration.more.end());
    command.insert(command.end(), program.begin(), program.end());
    return command;
}

// "label: 12.5 unit" alone on a line.
void add_printed(std::vector<Figure>& figures, std::string const& line) {
    std::size_t const colon = line.rfind(": ");
    if (colon == std::string::npos || colon == 0 || colon > 60) return;
    std::size_t const begin = line.find_first_not_of(' ', colon + 1);
    if (begin == std::string::npos) return;
    Figure figure{
        line.substr(line.find_first_not_of(' '), colon - std::min(colon, line.find_first_not_of(' '))), 0,
        Unit::printed, ""};
    auto const [end, error] = std::from_chars(line.data() + begin, line.data() + line.size(), figure.value);
    if (error != std::errc() || !std::isfinite(figure.value)) return;
    std::string rest(end, line.data() + line.size());
    rest.erase(0, rest.find_first_not_of(' '));
    while (!rest.empty() && (rest.back() == ' ' || rest.back() == '\r')) rest.pop_back();
    if (rest.size() > 16 || rest.find(' ') != std::string::npos || figure.name.empty()) return;
    figure.printed_unit = rest;
    for (Figure const& known : figures)
        if (known.name == figure.name) return;
    figures.push_back(std::move(figure));
}

Measurement::Measurement(trace::Analysis const& of, rusage const& used) : analysis(of), usage(used) {
    std::vector<trace::Nanoseconds> all, after_blocking;
    for (trace::Wait const& wait : analysis.waits) {
        all.push_back(wait.length());
        if (trace::is_blocking(wait.cause) && !analysis.threads[wait.thread].processor_bound)
            after_blocking.push_back(wait.length());
    }
    waits = trace::Distribution(std::move(all));
    io_waits = trace::Distribution(std::move(after_blocking));
    for (trace::ThreadFigures const& figures : analysis.threads) {
        forced += figures.releases[static_cast<std::size_t>(lock::Cause::forced)] +
                  figures.releases[static_cast<std::size_t>(lock::Cause::tick)];
        wasted_wakes += figures.wasted_wakes;
        object_waits += figures.object_waits;
        object_waiting += figures.object_waiting;
    }
    for (trace::Pause const& pause : analysis.pauses) {
        stopped += pause.length();
        longest_stop = std::max(longest_stop, pause.length());
    }
    for (trace::Hold const& hold : analysis.holds) {
        longest_hold = std::max(longest_hold, hold.length());
        overtime = std::max(overtime, hold.overtime());
    }
}

// Reads both pipes until they are closed or the time is up; false in the latter case.
bool read_both(Descriptor const& output, Descriptor const& errors, Run& run, Clock::time_point deadline) {
    std::array<pollfd, 2> waited{{{output.number(), POLLIN, 0}, {errors.number(), POLLIN, 0}}};
    std::array<std::string*, 2> const texts{&run.output, &run.errors};
    std::array<char, 65536> buffer{};
    while (waited[0].fd >= 0 || waited[1].fd >= 0) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return false;
        if (poll(waited.data(), waited.size(), static_cast<int>(std::min<long>(left, 1'000'000))) < 0 &&
            errno != EINTR)
            return false;
        for (std::size_t i = 0; i < waited.size(); ++i) {
            if (waited[i].fd < 0 || waited[i].revents == 0) continue;
            ssize_t const count = read(waited[i].fd, buffer.data(), buffer.size());
            if (count > 0)
                texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
            else if (count == 0 || errno != EINTR)
                waited[i].fd = -1;
        }
    }
    return true;
}

}  // namespace

std::string Configuration::label() const {
    std::string text = policy;
    if (processors != 0) text += " --cpus=" + std::to_string(processors);
    if (!switch_points.empty()) text += " --switch-points=" + switch_points;
    if (switch_interval != 0) text += " --switch-interval=" + trace::rounded_text(switch_interval, 6);
    for (std::string const& option : more) text += " " + option;
    return text;
}

std::string figure_text(Figure const& figure) {
    if (figure.unit == Unit::seconds) return trace::duration_text(std::llround(figure.value * 1e9));
    if (figure.unit == Unit::count)
        return trace::count_text(static_cast<std::uint64_t>(std::llround(std::max(figure.value, 0.0))));
    double const magnitude = std::abs(figure.value);
    int const decimals = magnitude >= 100 || magnitude == 0 ? 0
                         : magnitude >= 10                  ? 1
                         : magnitude >= 1                   ? 2
                                                            : 3;
    return trace::decimal_text(figure.value, decimals) +
           (figure.printed_unit.empty() ? "" : " " + figure.printed_unit);
}

Figure const* Run::find(std::string const& name) const {
    auto const found = std::ranges::find(figures, name, &Figure::name);
    return found == figures.end() ? nullptr : &*found;
}

std::string own_executable() {
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).string();
}

std::string describe_figures() {
    std::string text;
    for (Described const& each : described)
        text += "  " + std::string(each.name) + std::string(14 - std::strlen(each.name), ' ') + each.meaning +
                "\n";
    return text;
}

Run run_program(std::vector<std::string> const& program, Configuration const& configuration, double seconds) {
    TemporaryFile const file;
    std::vector<std::string> command = command_of(program, configuration, file.name());
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (std::string& argument : command) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    std::array<int, 2> output{}, errors{};
    if (pipe2(output.data(), O_CLOEXEC) != 0)
        throw std::runtime_error(std::string("cannot make a pipe: ") + std::strerror(errno));
    Descriptor output_end(output[0]), output_begin(output[1]);
    if (pipe2(errors.data(), O_CLOEXEC) != 0)
        throw std::runtime_error(std::string("cannot make a pipe: ") + std::strerror(errno));
    Descriptor errors_end(errors[0]), errors_begin(errors[1]);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output_begin.number(), 1);
    posix_spawn_file_actions_adddup2(&actions, errors_begin.number(), 2);
    auto const start = Clock::now();
    pid_t process = 0;
    int const error = posix_spawn(&process, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::runtime_error("cannot run " + command[0] + ": " + std::strerror(error));
    output_begin.close();
    errors_begin.close();

    Run run;
    auto const deadline =
        start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    if (!read_both(output_end, errors_end, run, deadline)) kill(process, SIGKILL);
    int status = 0;
    rusage usage{};
    while (wait4(process, &status, 0, &usage) < 0 && errno == EINTR) {}
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);

    std::ifstream in(file.name(), std::ios::binary);
    trace::Trace trace;
    try {
        trace = trace::read(in);
    } catch (trace::FormatError const&) {
        throw std::runtime_error(
            configuration.label() + ": " +
            (run.errors.empty() ? "ended with status " + std::to_string(run.status) : run.errors));
    }
    trace::Analysis const analysis(trace);
    Measurement const measurement(analysis, usage);
    Of const other = trace.concurrent ? Of::locked : Of::unlocked;
    for (Described const& each : described)
        if (each.of != other) run.figures.push_back({each.name, each.value(measurement), each.unit, ""});
    std::size_t begin = 0;
    while (begin < run.output.size()) {
        std::size_t const end = std::min(run.output.find('\n', begin), run.output.size());
        add_printed(run.figures, run.output.substr(begin, end - begin));
        begin = end + 1;
    }
    run.diagnoses = diagnose(analysis);
    trace::Nanoseconds begin_of_pause = 0;
    for (trace::Event const& event : trace.events) {
        if (event.kind == trace::Kind::collection_begin) begin_of_pause = event.time;
        if (event.kind == trace::Kind::collection_end)
            run.pauses.push_back(static_cast<double>(event.time - begin_of_pause));
    }
    return run;
}

}  // namespace minivm::cli
