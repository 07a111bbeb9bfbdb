#include "runtime/trace/blame.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "runtime/trace/contention.hpp"
#include "runtime/trace/diagnosis.hpp"
#include "runtime/trace/reports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

class Account {
public:
    // The parts of one wait.
    void add(Analysis const& analysis, Wait const& wait) {
        ++wait_;
        for (Pause const& pause : analysis.pauses_of(wait)) {
            // Until all stand still it is the last one's doing, and its own if it waits for itself.
            bool const knows_last = pause.last != no_thread && pause.last != wait.thread;
            if (knows_last)
                add(pause.last, pause.last_place, Cause::stop_the_world,
                    Analysis::overlap(wait, pause.begin, pause.had));
            if (pause.thread != wait.thread)
                add(pause.thread, pause.place, pause.cause,
                    Analysis::overlap(wait, knows_last ? pause.had : pause.begin, pause.end));
        }
        if (analysis.trace.concurrent) return;
        for (std::size_t index = wait.first_hold; index < wait.last_hold; ++index) {
            Hold const& hold = analysis.holds[index];
            if (hold.thread == wait.thread) continue;
            add(hold.thread, hold.culprit(), Cause::none, Analysis::overlap(wait, hold.begin, hold.end));
        }
    }

    std::vector<Blame> sorted() const {
        std::vector<Blame> blames;
        for (auto const& [key, entry] : entries_)
            if (entry.time > 0)
                blames.push_back({.thread = std::get<0>(key),
                                  .place = std::get<1>(key),
                                  .cause = std::get<2>(key),
                                  .time = entry.time,
                                  .waits = entry.waits});
        std::ranges::stable_sort(blames, std::greater<>{}, &Blame::time);
        return blames;
    }

private:
    struct Entry {
        Nanoseconds time = 0;
        std::size_t waits = 0;
        std::size_t last_wait = 0;
    };

    void add(std::uint32_t thread, std::uint32_t place, Cause cause, Nanoseconds time) {
        Entry& entry = entries_[{thread, place, cause}];
        entry.time += time;
        if (entry.last_wait != wait_) ++entry.waits;
        entry.last_wait = wait_;
    }

    std::map<std::tuple<std::uint32_t, std::uint32_t, Cause>, Entry> entries_;
    std::size_t wait_ = 0;
};

std::string why(Trace const& trace, Wait const& wait) {
    std::string const at = place_text(trace, wait.place);
    if (is_blocking(wait.cause)) return "after " + std::string{name_of(wait.cause)} + " at " + at;
    if (wait.cause == Cause::start) return "to begin";
    if (stops_world(wait.cause))
        return "which had asked for it, " + std::string{purpose_text(wait.cause)} + ", at " + at;
    if (wait.place != 0) return (trace.concurrent ? "stopped at " : "made to let go at ") + at;
    return "";
}

// What somebody is to blame for, where threads run at once.
std::string deed(Blame const& blame) {
    if (blame.cause == Cause::stop_the_world) return "stood still as the last";
    return "stopped the world " + std::string{purpose_text(blame.cause)};
}

std::string who_and_where(Trace const& trace, Blame const& blame) {
    return trace.threads[blame.thread].name + (trace.concurrent ? ", who " + deed(blame) + "," : "") +
           " at " + place_and_line(trace, blame.place);
}

std::string format_totals(Analysis const& analysis, Nanoseconds waited) {
    constexpr std::size_t most_places = 12;
    Trace const& trace = analysis.trace;
    std::vector<std::string> heading{"time", "share", "waits", "thread"};
    if (trace.concurrent) heading.emplace_back("what it did");
    heading.emplace_back("place");
    Table places{heading, 3};
    std::vector<Blame> const blames = total_blame(analysis);
    Nanoseconds rest = waited;
    for (std::size_t index = 0; index < blames.size(); ++index) {
        Blame const& blame = blames[index];
        rest -= blame.time;
        if (index >= most_places) continue;
        std::vector<std::string> row{duration_text(blame.time), share_text(blame.time, waited),
                                     count_text(blame.waits), trace.threads[blame.thread].name};
        if (trace.concurrent) row.push_back(deed(blame));
        row.push_back(place_and_line(trace, blame.place));
        places.add(std::move(row));
    }
    if (rest > 0)
        places.add(
            {duration_text(rest), share_text(rest, waited), "", "(nobody)",
             trace.concurrent ? "on its way: the world was going on" : "the lock was free, or on its way"});
    std::string text = places.text("  ");
    if (blames.size() > most_places)
        text += "  and " + count_text(blames.size() - most_places) + " more places\n";
    return text;
}

std::string format_worst(Analysis const& analysis) {
    constexpr std::size_t most_waits = 5;
    constexpr std::size_t most_parts = 4;
    Trace const& trace = analysis.trace;
    std::string text = "\nThe longest waits:\n";
    for (std::size_t const index : worst_waits(analysis, most_waits)) {
        Wait const& wait = analysis.waits[index];
        std::string const reason = why(trace, wait);
        text += "  " + duration_text(wait.length()) + ", by " + trace.threads[wait.thread].name + " at " +
                duration_text(wait.begin) + (reason.empty() ? "" : ", " + reason) + ":\n";
        std::vector<Blame> const parts = blame_of(analysis, wait);
        for (std::size_t part = 0; part < std::min(parts.size(), most_parts); ++part)
            text +=
                "    " + duration_text(parts[part].time) + "  " + who_and_where(trace, parts[part]) + "\n";
        if (parts.size() > most_parts) text += "    and " + count_text(parts.size() - most_parts) + " more\n";
    }
    return text;
}

// The threads that waited, and through whom.
std::string format_waits(Analysis const& analysis) {
    bool const concurrent = analysis.trace.concurrent;
    std::string const what = concurrent ? "the world" : "the lock";
    if (analysis.waits.empty()) return "blame: no thread ever waited for " + what + "\n";
    Nanoseconds waited = 0;
    for (Wait const& wait : analysis.waits) waited += wait.length();
    return "blame: " + count_text(analysis.waits.size()) + " waits for " + what +
           (concurrent ? " to stop or to go on, " : ", ") + duration_text(waited) + " in all\n\n" +
           (concurrent
                ? "Who stopped it, and who was late to stand still:\n"
                : "Who held it meanwhile, and where they were when they let go (or were asked to):\n") +
           format_totals(analysis, waited) + format_worst(analysis);
}

}  // namespace

std::vector<Blame> blame_of(Analysis const& analysis, Wait const& wait) {
    Account account;
    account.add(analysis, wait);
    return account.sorted();
}

std::vector<Blame> total_blame(Analysis const& analysis) {
    Account account;
    for (Wait const& wait : analysis.waits) account.add(analysis, wait);
    return account.sorted();
}

std::vector<std::size_t> worst_waits(Analysis const& analysis, std::size_t most) {
    std::vector<std::size_t> indexes(analysis.waits.size());
    std::iota(indexes.begin(), indexes.end(), std::size_t{0});
    auto const end = indexes.begin() + static_cast<std::ptrdiff_t>(std::min(most, indexes.size()));
    std::ranges::partial_sort(indexes, end, std::greater<>{},
                              [&](std::size_t index) { return analysis.waits[index].length(); });
    indexes.erase(end, indexes.end());
    return indexes;
}

std::string format_blame(Analysis const& analysis) {
    constexpr std::size_t width = 100;
    Trace const& trace = analysis.trace;
    std::string text = format_waits(analysis);
    if (analysis.waits.empty() && !trace.concurrent) return text;

    auto const stubborn = std::ranges::max_element(analysis.holds, {}, &Hold::overtime);
    if (stubborn != analysis.holds.end() && stubborn->overtime() > 0)
        text += std::string{"\nThe longest that a thread went on after it was asked to "} +
                (trace.concurrent ? "stand still: " : "let go: ") + duration_text(stubborn->overtime()) +
                ", " + trace.threads[stubborn->thread].name + " at " +
                place_and_line(trace, stubborn->culprit()) + "\n";
    if (trace.concurrent) text += "\n" + format_contention(trace);

    std::vector<Diagnosis> const found = diagnose(analysis);
    for (Diagnosis const& diagnosis : found) {
        text += "\n" + diagnosis.name + "\n" + wrapped(diagnosis.evidence, width, "  ") +
                wrapped("Remedy: " + diagnosis.remedy, width, "  ");
    }
    if (found.empty())
        text += trace.concurrent
                    ? "\nNo known pattern of trouble: no long stop, frequent stops or contended "
                      "object.\n"
                    : "\nNo known pattern of trouble: no deadlock, convoy, thrashing, starvation, "
                      "long hold, oversubscription or signal storm.\n";
    return text;
}

}  // namespace minivm::trace
