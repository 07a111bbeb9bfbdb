// --stats. The ratio of wasted to useful wake-ups is what D. Beazley's measurements of CPython's old lock
// (2010) count as failed attempts to acquire it: a thread is signalled that the lock is free, wakes, and
// finds it taken.
#include <algorithm>

#include "runtime/trace/contention.hpp"
#include "runtime/trace/reports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

std::uint64_t sum(ThreadFigures const& figures, std::initializer_list<Cause> causes) {
    std::uint64_t releases = 0;
    for (Cause const cause : causes) releases += figures.releases[static_cast<std::size_t>(cause)];
    return releases;
}

std::uint64_t blocking(ThreadFigures const& figures) {
    return sum(figures,
               {Cause::io, Cause::output, Cause::sleep, Cause::lock_wait, Cause::join, Cause::event});
}

std::vector<std::string> heading_of(Trace const& trace) {
    std::vector<std::string> heading{"thread", "wall", "cpu", "running", "waiting", "blocked"};
    std::vector<std::string> const locked{"acquired", "forced", "tick", "blocking", "yield", "wasted wakes"};
    std::vector<std::string> const unlocked{"blocking", "stopped", "stopped others", "objects taken",
                                            "time for them"};
    std::vector<std::string> const& counts = trace.concurrent ? unlocked : locked;
    heading.insert(heading.end(), counts.begin(), counts.end());
    heading.insert(heading.end(), {"voluntary", "involuntary"});
    return heading;
}

std::vector<std::string> time_row(std::string name, ThreadFigures const& figures, ThreadInfo const& thread,
                                  bool concurrent) {
    bool const known = thread.processor_time >= 0;
    std::vector<std::string> row{std::move(name),
                                 duration_text(figures.end - figures.begin),
                                 known ? duration_text(thread.processor_time) : "-",
                                 duration_text(figures.running),
                                 duration_text(figures.waiting),
                                 duration_text(figures.blocked)};
    auto const add = [&](std::initializer_list<std::string> cells) { row.insert(row.end(), cells); };
    if (concurrent) {
        add({count_text(blocking(figures)), count_text(sum(figures, {Cause::stop_the_world})),
             count_text(figures.pauses), count_text(figures.object_waits),
             duration_text(figures.object_waiting)});
    } else {
        add({count_text(figures.acquisitions), count_text(sum(figures, {Cause::forced})),
             count_text(sum(figures, {Cause::tick})), count_text(blocking(figures)),
             count_text(sum(figures, {Cause::yield})), count_text(figures.wasted_wakes)});
    }
    add({known ? count_text(thread.voluntary_switches) : "-",
         known ? count_text(thread.involuntary_switches) : "-"});
    return row;
}

std::vector<std::string> wait_row(std::string name, Distribution const& waits) {
    return {std::move(name),
            count_text(waits.count()),
            duration_text(waits.percentile(50)),
            duration_text(waits.percentile(90)),
            duration_text(waits.percentile(99)),
            duration_text(waits.maximum())};
}

std::string policies_text(Trace const& trace) {
    constexpr std::size_t most_lines = 20;
    std::vector<Event> const changes = trace.policy_changes();
    std::string text;
    for (std::size_t index = 0; index < std::min(changes.size(), most_lines); ++index) {
        Event const& change = changes[index];
        text += "policy changed to " + trace.calls[change.call] + " at " + duration_text(change.time) +
                ", by " + trace.threads[change.thread].name + " at " + place_text(trace, change.place) + "\n";
    }
    if (changes.size() > most_lines)
        text += "policy changed " + count_text(changes.size() - most_lines) + " more times\n";
    return text;
}

// What all threads did together, and every wait.
ThreadFigures total_of(Analysis const& analysis, ThreadInfo& machine) {
    ThreadFigures total;
    machine.processor_time = 0;
    for (std::size_t thread = 0; thread < analysis.threads.size(); ++thread) {
        ThreadFigures const& figures = analysis.threads[thread];
        total.running += figures.running;
        total.waiting += figures.waiting;
        total.blocked += figures.blocked;
        total.acquisitions += figures.acquisitions;
        total.wasted_wakes += figures.wasted_wakes;
        total.pauses += figures.pauses;
        total.object_waits += figures.object_waits;
        total.object_waiting += figures.object_waiting;
        for (std::size_t cause = 0; cause < lock::cause_count; ++cause)
            total.releases[cause] += figures.releases[cause];
        ThreadInfo const& info = analysis.trace.threads[thread];
        machine.processor_time += std::max<Nanoseconds>(info.processor_time, 0);
        machine.voluntary_switches += info.voluntary_switches;
        machine.involuntary_switches += info.involuntary_switches;
    }
    total.end = analysis.trace.duration;
    std::vector<Nanoseconds> lengths;
    for (Wait const& wait : analysis.waits) lengths.push_back(wait.length());
    total.waits = Distribution{std::move(lengths)};
    return total;
}

// What there is to say of a lock.
std::string lock_figures(Analysis const& analysis, ThreadFigures const& total) {
    std::string text = "switches between threads: " + count_text(analysis.switches) + "\n";
    if (total.wasted_wakes != 0) {
        double const useful = static_cast<double>(std::max<std::size_t>(total.waits.count(), 1));
        text += "wasted wake-ups for each useful one: " +
                decimal_text(static_cast<double>(total.wasted_wakes) / useful, 2) + "\n";
    }
    auto const longest = std::ranges::max_element(analysis.holds, {}, &Hold::length);
    if (longest == analysis.holds.end()) return text;
    text += "longest hold: " + duration_text(longest->length()) + " by " +
            analysis.trace.threads[longest->thread].name +
            (longest->cause == Cause::none ? ", to the end"
                                           : ", let go at " + place_text(analysis.trace, longest->place));
    if (longest->retakes != 0)
        text += " (after letting go and taking again " + count_text(longest->retakes) + " times)";
    return text + "\n";
}

// And of there being none.
std::string unlocked_figures(Analysis const& analysis, ThreadFigures const& total) {
    Trace const& trace = analysis.trace;
    std::string text = "threads that ran at once: " +
                       decimal_text(static_cast<double>(total.running) /
                                        static_cast<double>(std::max<Nanoseconds>(analysis.any_running, 1)),
                                    2) +
                       " on average, " + count_text(analysis.most_running) + " at most\n";
    text += "stops of the world: " + count_text(analysis.pauses.size());
    if (!analysis.pauses.empty()) {
        auto const collections = std::ranges::count(analysis.pauses, Cause::collection, &Pause::cause);
        Nanoseconds all = 0;
        Nanoseconds stopping = 0;
        for (Pause const& pause : analysis.pauses) {
            all += pause.length();
            stopping += pause.stopping();
        }
        auto const longest = std::ranges::max_element(analysis.pauses, {}, &Pause::length);
        text += " (" + count_text(static_cast<std::uint64_t>(collections)) + " to collect garbage, " +
                count_text(analysis.pauses.size() - static_cast<std::uint64_t>(collections)) +
                " to change a class or the like), " + duration_text(all) + " in all, " +
                duration_text(stopping) +
                " of that until all threads stood still\nlongest stop: " + duration_text(longest->length()) +
                " by " + trace.threads[longest->thread].name + ", " +
                std::string{purpose_text(longest->cause)} + ", at " + place_text(trace, longest->place);
        if (longest->last != no_thread && longest->stopping() > longest->length() / 10)
            text += "; after " + duration_text(longest->stopping()) + " " +
                    trace.threads[longest->last].name + " stood still as the last, at " +
                    place_text(trace, longest->last_place);
    }
    return text + "\n" + format_contention(trace);
}

}  // namespace

std::string format_statistics(Analysis const& analysis) {
    constexpr std::size_t most_rows = 40;
    Trace const& trace = analysis.trace;
    ThreadInfo machine;
    ThreadFigures const total = total_of(analysis, machine);

    std::string text = lock_text(trace) + ", " + std::to_string(trace.processors) +
                       (trace.processors == 1 ? " processor" : " processors") + ", " +
                       duration_text(trace.duration) + (trace.virtual_time ? " of virtual time" : "") +
                       "\n\n";
    Table times{heading_of(trace)};
    Table waits{
        {trace.concurrent ? "waits for the world" : "waits of", "number", "p50", "p90", "p99", "max"}};
    std::size_t const shown = std::min(trace.threads.size(), most_rows);
    for (std::size_t thread = 0; thread < shown; ++thread) {
        times.add(time_row(trace.threads[thread].name, analysis.threads[thread], trace.threads[thread],
                           trace.concurrent));
        waits.add(wait_row(trace.threads[thread].name, analysis.threads[thread].waits));
    }
    if (shown < trace.threads.size())
        times.add({"(" + std::to_string(trace.threads.size() - shown) + " more threads)"});
    times.add(time_row("total", total, machine, trace.concurrent));
    waits.add(wait_row("all", total.waits));
    text += times.text() + "\n" + waits.text() + "\n";

    text += policies_text(trace);
    text += trace.concurrent ? unlocked_figures(analysis, total) : lock_figures(analysis, total);
    double const cost = static_cast<double>(trace.recorded) * trace.cost_per_event;
    double const busy = static_cast<double>(std::max<Nanoseconds>(machine.processor_time, 1));
    text += "recording: " + count_text(trace.recorded) + " events, " + decimal_text(trace.cost_per_event, 0) +
            " ns each, " + percent_text(cost / busy) + " of the processor time\n";
    if (trace.lost != 0)
        text += "LOST: " + count_text(trace.lost) +
                " events found no room; what comes after them is missing here (--trace-limit)\n";
    return text;
}

}  // namespace minivm::trace
