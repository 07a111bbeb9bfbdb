#include "runtime/trace/diagnosis.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "runtime/trace/contention.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

constexpr Nanoseconds millisecond = 1'000'000;

double seconds(Nanoseconds duration) { return static_cast<double>(duration) / 1e9; }

std::vector<std::uint32_t> processor_bound(Analysis const& analysis) {
    std::vector<std::uint32_t> threads;
    for (std::uint32_t thread = 0; thread < analysis.threads.size(); ++thread)
        if (analysis.threads[thread].processor_bound) threads.push_back(thread);
    return threads;
}

std::string names_of(Analysis const& analysis, std::vector<std::uint32_t> const& threads) {
    constexpr std::size_t most = 4;
    std::string text;
    for (std::size_t index = 0; index < std::min(threads.size(), most); ++index) {
        if (index != 0) text += ", ";
        text += analysis.trace.threads[threads[index]].name;
    }
    if (threads.size() > most) text += " and " + std::to_string(threads.size() - most) + " more";
    return text;
}

// A thread that blocks often waits for a holder's whole slice each time it comes back (python bug 7946). With
// k such releases a request, slices of I and n threads that use theirs up, 1/(k I n) requests a second are
// left (V. Skvortsov, "Python behind the scenes" 13).
void find_convoys(Analysis const& analysis, std::vector<Diagnosis>& found) {
    constexpr std::size_t enough = 10;
    std::vector<std::uint32_t> const bound = processor_bound(analysis);
    if (bound.empty()) return;
    // The slices of those that use them up.
    std::vector<Nanoseconds> slices;
    for (Hold const& hold : analysis.holds) {
        if (analysis.threads[hold.thread].processor_bound && hold.cause == Cause::forced)
            slices.push_back(hold.length());
    }
    if (slices.empty()) return;
    Nanoseconds const slice = Distribution{std::move(slices)}.percentile(50);
    if (slice < millisecond / 2) return;
    for (std::uint32_t thread = 0; thread < analysis.threads.size(); ++thread) {
        ThreadFigures const& figures = analysis.threads[thread];
        if (figures.processor_bound) continue;
        // Those that waited for as long as one that asks has to.
        Nanoseconds const half = slice / 2;
        auto const [long_waits, lost] = figures.waits_after_blocking.at_least(half);
        Nanoseconds const life = figures.end - figures.begin;
        if (long_waits < enough || lost < life / 4) continue;
        std::uint64_t releases = 0;
        for (std::size_t cause = 0; cause < lock::cause_count; ++cause)
            if (is_blocking(static_cast<Cause>(cause))) releases += figures.releases[cause];
        double const measured = static_cast<double>(releases) / seconds(std::max<Nanoseconds>(life, 1));
        double const model = 1 / (seconds(slice) * static_cast<double>(bound.size()));
        found.push_back({"convoy",
                         analysis.trace.threads[thread].name + " let the lock go " + count_text(releases) +
                             " times to block, and " + count_text(long_waits) + " times waited " +
                             duration_text(half) + " or more to have it again: " + share_text(lost, life) +
                             " of its life. The slices that it waits for are " + duration_text(slice) +
                             " long (median), of " + names_of(analysis, bound) +
                             ". The model, 1/(I n) blocking calls a second with I = " + duration_text(slice) +
                             " and n = " + std::to_string(bound.size()) + ", gives " +
                             decimal_text(model, 1) + "; measured: " + decimal_text(measured, 1) + ".",
                         "A shorter --switch-interval divides the wait (and costs switches); a policy that "
                         "lets a thread which blocks "
                         "go first (--gil=priority, deadline, adaptive) removes it; so does a process for "
                         "the computing."});
    }
}

void find_thrashing(Analysis const& analysis, std::vector<Diagnosis>& found) {
    std::uint64_t wasted = 0;
    std::uint64_t ticks = 0;
    Nanoseconds running = 0;
    for (ThreadFigures const& figures : analysis.threads) {
        wasted += figures.wasted_wakes;
        ticks += figures.releases[static_cast<std::size_t>(Cause::tick)] +
                 figures.releases[static_cast<std::size_t>(Cause::forced)];
        running += figures.running;
    }
    std::size_t const waits = std::max<std::size_t>(analysis.waits.size(), 1);
    double const per_second =
        static_cast<double>(wasted) / seconds(std::max<Nanoseconds>(analysis.trace.duration, 1));
    double const switches =
        static_cast<double>(analysis.switches) / seconds(std::max<Nanoseconds>(running, 1));
    if (ticks == 0) return;
    bool const in_vain = wasted > 1'000 && per_second > 500;
    bool const too_often = switches > 20'000 && processor_bound(analysis).size() > 1;
    if (!in_vain && !too_often) return;
    found.push_back(
        {"thrashing",
         count_text(ticks) + " times a thread was made to let the lock go, " + count_text(analysis.switches) +
             " times another had it then; threads woke " + count_text(wasted) + " times to find it taken (" +
             decimal_text(static_cast<double>(wasted) / static_cast<double>(waits), 2) + " for each wait, " +
             decimal_text(per_second, 0) +
             " a second). Each wake-up is a system call and two context switches of processor time.",
         "Slices that are counted in instructions and a release without hand-over do this on more than one "
         "processor: "
         "--gil=interval and later policies do not; a larger --check-interval (tick) or --switch-interval "
         "makes it rarer."});
}

void find_starvation(Analysis const& analysis, std::vector<Diagnosis>& found) {
    Nanoseconds const patience = std::max<Nanoseconds>(10 * analysis.trace.switch_interval, 20 * millisecond);
    for (std::uint32_t thread = 0; thread < analysis.threads.size(); ++thread) {
        ThreadFigures const& figures = analysis.threads[thread];
        Nanoseconds const longest = figures.waits.maximum();
        if (longest < patience) continue;
        std::size_t wanting = 0;
        for (ThreadFigures const& other : analysis.threads)
            wanting += other.waiting > longest / 2 || other.processor_bound;
        if (longest < patience * static_cast<Nanoseconds>(std::max<std::size_t>(wanting, 1))) continue;
        found.push_back({"starvation",
                         analysis.trace.threads[thread].name + " wanted the lock for " +
                             duration_text(longest) + " without having it, and for " +
                             duration_text(figures.waiting) + " in all, while " + std::to_string(wanting) +
                             " threads took turns; it ran for " + duration_text(figures.running) + ".",
                         "A policy with a bound on waiting (--gil=fifo, adaptive) takes turns; see also a "
                         "long hold below, "
                         "if there is one."});
    }
}

void find_long_holds(Analysis const& analysis, std::vector<Diagnosis>& found) {
    struct AtPlace {
        std::size_t count = 0;
        Hold const* worst = nullptr;
    };
    Nanoseconds const patience = std::max<Nanoseconds>(2 * analysis.trace.switch_interval, 10 * millisecond);
    std::map<std::uint32_t, AtPlace> by_place;
    for (Hold const& hold : analysis.holds) {
        if (hold.overtime() < patience) continue;
        AtPlace& at = by_place[hold.culprit()];
        ++at.count;
        if (at.worst == nullptr || at.worst->overtime() < hold.overtime()) at.worst = &hold;
    }
    for (auto const& [number, at] : by_place) {
        ThreadInfo const& thread = analysis.trace.threads[at.worst->thread];
        found.push_back(
            {"long hold",
             thread.name + " kept the lock for " + duration_text(at.worst->overtime()) +
                 " after it was asked to let go, at " + place_with_line(analysis.trace, number) +
                 (at.count > 1 ? "; that was the longest of " + count_text(at.count) + " there" : "") +
                 ". Either that is one long operation, which no policy can interrupt, or the operating "
                 "system "
                 "had put the thread aside (" +
                 count_text(thread.involuntary_switches) + " involuntary switches in its life).",
             "If it is an operation, do it in pieces, in another process, or by a native that releases the "
             "lock; if not, the machine has too few processors for what runs on it."});
    }
}

void find_oversubscription(Analysis const& analysis, std::vector<Diagnosis>& found) {
    std::vector<std::uint32_t> const bound = processor_bound(analysis);
    if (bound.size() < 3) return;
    Nanoseconds running = 0;
    Nanoseconds waiting = 0;
    for (std::uint32_t const thread : bound) {
        running += analysis.threads[thread].running;
        waiting += analysis.threads[thread].waiting;
    }
    if (waiting < running) return;
    found.push_back(
        {"oversubscription",
         std::to_string(bound.size()) + " threads (" + names_of(analysis, bound) +
             ") want the processor all the time and share one lock: together they ran " +
             duration_text(running) + " and waited " + duration_text(waiting) + ".",
         "More threads do not make computing faster under one lock; they make each wait longer, and those "
         "that "
         "block too. Use as many as there are things to wait for, and processes for the computing."});
}

// Told by policies that know every thread, as `seeded` does.
void find_deadlocks(Analysis const& analysis, std::vector<Diagnosis>& found) {
    Trace const& trace = analysis.trace;
    std::vector<Event const*> last(trace.threads.size());  // that changed the thread's state
    for (Event const& event : trace.events) {
        if (event.kind <= Kind::stop) last[event.thread] = &event;
        if (event.kind != Kind::deadlock) continue;
        std::string evidence = "At " + duration_text(event.time) + " no thread could go on:";
        for (Event const* each : last) {
            if (each == nullptr || each->kind != Kind::block) continue;
            evidence += " " + trace.threads[each->thread].name + " was blocked (" +
                        std::string{name_of(each->cause)} + ") at " + place_text(trace, each->place) + ";";
        }
        evidence.back() = '.';
        found.push_back(
            {"deadlock", evidence, "Take the locks in the same order everywhere, or with a timeout."});
        return;
    }
}

// Under CPython 2.7's lock a signal makes the holder let go at every tick until the main thread has its turn.
void find_signal_storms(Analysis const& analysis, std::vector<Diagnosis>& found) {
    std::uint64_t all_ticks = 0;
    for (ThreadFigures const& figures : analysis.threads)
        all_ticks += figures.releases[static_cast<std::size_t>(Cause::tick)];
    if (all_ticks == 0) return;
    double const usual = static_cast<double>(all_ticks) /
                         static_cast<double>(std::max<Nanoseconds>(analysis.trace.duration, 1));
    std::vector<Event> const& events = analysis.trace.events;
    std::vector<Wait const*> last(analysis.threads.size());  // of each thread, until it is judged
    auto next = analysis.waits.begin();
    for (Event const& signal : events) {
        if (signal.kind != Kind::signal) continue;
        for (; next != analysis.waits.end() && next->end <= signal.time; ++next) last[next->thread] = &*next;
        // The wait of the thread that was to notice.
        Wait const* const wait = std::exchange(last[signal.thread], nullptr);
        if (wait == nullptr || wait->length() <= 0) continue;
        std::uint64_t ticks = 0;
        auto event = std::ranges::lower_bound(events, wait->begin, {}, &Event::time);
        for (; event != events.end() && event->time <= wait->end; ++event) {
            if (event->kind == Kind::retake && event->cause == Cause::tick) ticks += event->amount;
            if (event->kind == Kind::wait && event->cause == Cause::tick) ++ticks;
        }
        double const then = static_cast<double>(ticks) / static_cast<double>(wait->length());
        if (ticks < 50 || then < 5 * usual) continue;
        found.push_back({"signal storm",
                         "In the " + duration_text(wait->length()) + " before " +
                             analysis.trace.threads[signal.thread].name +
                             " could notice a signal, the others let the lock go " + count_text(ticks) +
                             " times, " + decimal_text(then / usual, 1) + " times as often as usual.",
                         "Only the main thread handles signals, and this policy cannot hand the lock to it: "
                         "CPython's answer "
                         "was its interval policy."});
        return;
    }
}

// --- Where threads run at once.

char const* remedy_for(Cause cause) {
    return cause == Cause::collection
               ? "A collection takes as long as there are objects alive: keep fewer of them, and make less "
                 "garbage (reuse containers, build long texts with join), so that there are fewer "
                 "collections."
               : "Make classes, and give objects all their attributes in __init__ and always in the same "
                 "order, "
                 "before the threads start; keep what changes in a dict or an attribute that is there "
                 "already.";
}

// Either the thread that stopped the world kept it for long, or one of the others was late to stand still.
void find_long_stops(Analysis const& analysis, std::vector<Diagnosis>& found) {
    constexpr Nanoseconds patience = 10 * millisecond;
    Trace const& trace = analysis.trace;
    struct Worst {
        std::size_t count = 0;
        Pause const* pause = nullptr;
    };
    std::map<Cause, Worst> kept;
    Worst late;
    auto const add = [](Worst& worst, Pause const& pause, auto length) {
        ++worst.count;
        if (worst.pause == nullptr || length(*worst.pause) < length(pause)) worst.pause = &pause;
    };
    auto const keeping = [](Pause const& pause) { return pause.end - pause.had; };
    auto const stopping = [](Pause const& pause) { return pause.stopping(); };
    for (Pause const& pause : analysis.pauses) {
        if (keeping(pause) >= patience) add(kept[pause.cause], pause, keeping);
        if (stopping(pause) >= patience && pause.last != no_thread) add(late, pause, stopping);
    }
    auto const of_how_many = [](Worst const& worst) {
        return worst.count > 1 ? ", the longest of " + count_text(worst.count) + " such stops" : "";
    };
    for (auto const& [cause, worst] : kept) {
        Pause const& pause = *worst.pause;
        found.push_back({"long stop",
                         trace.threads[pause.thread].name + " had the world stopped for " +
                             duration_text(keeping(pause)) + " " + std::string{purpose_text(cause)} +
                             ", at " + place_with_line(trace, pause.place) + of_how_many(worst) +
                             ". No other thread could run meanwhile.",
                         remedy_for(cause)});
    }
    if (late.pause == nullptr) return;
    Pause const& pause = *late.pause;
    found.push_back({"long stop",
                     trace.threads[pause.last].name + " went on for " + duration_text(stopping(pause)) +
                         " after all threads were asked to stand still, at " +
                         place_with_line(trace, pause.last_place) + of_how_many(late) +
                         ". The others stood still already and waited for it. Either that is one long "
                         "operation or the operating system had put the thread aside (" +
                         count_text(trace.threads[pause.last].involuntary_switches) +
                         " involuntary switches in its life).",
                     "If it is an operation, do it in pieces; if not, run no more threads than there are "
                     "processors for them."});
}

void find_frequent_stops(Analysis const& analysis, std::vector<Diagnosis>& found) {
    constexpr std::size_t enough = 10;
    std::map<Cause, std::pair<std::size_t, Nanoseconds>> sums;
    std::map<Cause, std::map<std::uint32_t, std::size_t>> places;
    for (Pause const& pause : analysis.pauses) {
        ++sums[pause.cause].first;
        sums[pause.cause].second += pause.length();
        ++places[pause.cause][pause.place];
    }
    for (auto const& [cause, sum] : sums) {
        auto const& [count, time] = sum;
        if (count < enough || time < analysis.trace.duration / 10) continue;
        auto const most =
            std::ranges::max_element(places[cause], {}, [](auto const& each) { return each.second; });
        std::string evidence = count_text(count) + " times the world was stopped " +
                               std::string{purpose_text(cause)} + ", for " + duration_text(time) +
                               " in all: " + share_text(time, analysis.trace.duration) + " of the run.";
        if (cause == Cause::change)
            evidence += " Most often, " + count_text(most->second) + " times, at " +
                        place_with_line(analysis.trace, most->first) + ".";
        found.push_back({"frequent stops", evidence, remedy_for(cause)});
    }
}

void find_contended_objects(Analysis const& analysis, std::vector<Diagnosis>& found) {
    constexpr std::size_t most = 3;
    constexpr std::uint64_t often = 1'000;
    constexpr double often_in_a_second = 20'000;
    Trace const& trace = analysis.trace;
    Nanoseconds running = 0;
    for (ThreadFigures const& figures : analysis.threads) running += figures.running;
    std::size_t told = 0;
    for (Contended const& object : contended_objects(trace)) {
        double const rate =
            static_cast<double>(object.count) / seconds(std::max<Nanoseconds>(trace.duration, 1));
        bool const long_enough = object.time >= std::max<Nanoseconds>(running / 20, 1);
        bool const often_enough = object.count >= often && rate >= often_in_a_second;
        if ((!long_enough && !often_enough) || told == most) continue;
        ++told;
        Contended::At const& at = object.places.front();
        found.push_back({"contended object",
                         "The " + object_text(trace.objects[object.object]) + ": " +
                             count_text(object.count) + " times a thread found it taken by another (" +
                             decimal_text(rate, 0) + " a second), and waited for it " +
                             duration_text(object.time) + " in all, " + share_text(object.time, running) +
                             " of the time that threads ran; " + duration_text(at.time) + " of that at " +
                             place_with_line(trace, at.place) +
                             ". That is not all that it costs: each change of an object that other threads "
                             "change too moves "
                             "it from one processor's cache to another's, even when it is not taken.",
                         "Let each thread have its own and merge them at the end; or make several of it and "
                         "choose by key "
                         "or thread; or hand work over in larger pieces, through a queue."});
    }
}

}  // namespace

std::vector<Diagnosis> diagnose(Analysis const& analysis) {
    std::vector<Diagnosis> found;
    find_deadlocks(analysis, found);
    if (analysis.trace.concurrent) {
        // The others are ways in which a lock goes wrong.
        find_long_stops(analysis, found);
        find_frequent_stops(analysis, found);
        find_contended_objects(analysis, found);
        return found;
    }
    find_long_holds(analysis, found);
    find_convoys(analysis, found);
    find_thrashing(analysis, found);
    find_starvation(analysis, found);
    find_signal_storms(analysis, found);
    find_oversubscription(analysis, found);
    return found;
}

}  // namespace minivm::trace
