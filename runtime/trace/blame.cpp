#include "runtime/trace/blame.hpp"

#include <algorithm>
#include <map>
#include <numeric>

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
        for (std::size_t index = wait.first_hold; index < wait.last_hold; ++index) {
            Hold const& hold = analysis.holds[index];
            if (hold.thread == wait.thread) continue;
            Entry& entry = entries_[{hold.thread, hold.culprit()}];
            entry.time += Analysis::overlap(wait, hold);
            if (entry.last_wait != wait_) ++entry.waits;
            entry.last_wait = wait_;
        }
    }

    std::vector<Blame> sorted() const {
        std::vector<Blame> blames;
        for (auto const& [key, entry] : entries_)
            if (entry.time > 0) blames.push_back({key.first, key.second, entry.time, entry.waits});
        std::ranges::stable_sort(blames, std::greater<>{}, &Blame::time);
        return blames;
    }

private:
    struct Entry {
        Nanoseconds time = 0;
        std::size_t waits = 0;
        std::size_t last_wait = 0;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Entry> entries_;
    std::size_t wait_ = 0;
};

std::string line_text(Trace const& trace, std::uint32_t place) {
    return trace.places[place].text.empty() ? "" : "    " + trace.places[place].text;
}

std::string why(Trace const& trace, Wait const& wait) {
    if (is_blocking(wait.cause))
        return "after " + std::string{name_of(wait.cause)} + " at " + place_text(trace, wait.place);
    if (wait.cause == Cause::start) return "to begin";
    if (wait.place != 0) return "made to let go at " + place_text(trace, wait.place);
    return "";
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
    constexpr std::size_t most_waits = 5;
    constexpr std::size_t most_parts = 4;
    constexpr std::size_t most_places = 12;
    constexpr std::size_t width = 100;
    Trace const& trace = analysis.trace;
    if (analysis.waits.empty()) return "blame: no thread ever waited for the lock\n";

    Nanoseconds waited = 0;
    for (Wait const& wait : analysis.waits) waited += wait.length();
    std::string text =
        "blame: " + count_text(analysis.waits.size()) + " waits for the lock, " + duration_text(waited) +
        " in all\n\nWho held it meanwhile, and where they were when they let go (or were asked to):\n";
    Table places{{"time", "share", "waits", "thread", "place"}, 3};
    std::vector<Blame> const blames = total_blame(analysis);
    Nanoseconds rest = waited;
    for (std::size_t index = 0; index < blames.size(); ++index) {
        Blame const& blame = blames[index];
        rest -= blame.time;
        if (index >= most_places) continue;
        places.add({duration_text(blame.time),
                    percent_text(static_cast<double>(blame.time) /
                                 static_cast<double>(std::max<Nanoseconds>(waited, 1))),
                    count_text(blame.waits), trace.threads[blame.thread].name,
                    place_text(trace, blame.place) + line_text(trace, blame.place)});
    }
    if (rest > 0)
        places.add(
            {duration_text(rest),
             percent_text(static_cast<double>(rest) / static_cast<double>(std::max<Nanoseconds>(waited, 1))),
             "", "(nobody)", "the lock was free, or on its way"});
    text += places.text("  ");
    if (blames.size() > most_places)
        text += "  and " + count_text(blames.size() - most_places) + " more places\n";

    text += "\nThe longest waits:\n";
    for (std::size_t const index : worst_waits(analysis, most_waits)) {
        Wait const& wait = analysis.waits[index];
        std::string const reason = why(trace, wait);
        text += "  " + duration_text(wait.length()) + ", by " + trace.threads[wait.thread].name + " at " +
                duration_text(wait.begin) + (reason.empty() ? "" : ", " + reason) + ":\n";
        std::vector<Blame> const parts = blame_of(analysis, wait);
        for (std::size_t part = 0; part < std::min(parts.size(), most_parts); ++part) {
            text += "    " + duration_text(parts[part].time) + "  " + trace.threads[parts[part].thread].name +
                    " at " + place_text(trace, parts[part].place) + line_text(trace, parts[part].place) +
                    "\n";
        }
        if (parts.size() > most_parts) text += "    and " + count_text(parts.size() - most_parts) + " more\n";
    }

    auto const stubborn = std::ranges::max_element(analysis.holds, {}, &Hold::overtime);
    if (stubborn != analysis.holds.end() && stubborn->overtime() > 0)
        text += "\nThe longest that a thread went on after it was asked to let go: " +
                duration_text(stubborn->overtime()) + ", " + trace.threads[stubborn->thread].name + " at " +
                place_text(trace, stubborn->culprit()) + line_text(trace, stubborn->culprit()) + "\n";

    std::vector<Diagnosis> const found = diagnose(analysis);
    for (Diagnosis const& diagnosis : found) {
        text += "\n" + diagnosis.name + "\n" + wrapped(diagnosis.evidence, width, "  ") +
                wrapped("Remedy: " + diagnosis.remedy, width, "  ");
    }
    if (found.empty())
        text +=
            "\nNo known pattern of trouble: no deadlock, convoy, thrashing, starvation, long hold, "
            "oversubscription or "
            "signal storm.\n";
    return text;
}

}  // namespace minivm::trace
