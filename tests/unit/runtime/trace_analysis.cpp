#include "runtime/trace/analysis.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "runtime/trace/blame.hpp"
#include "runtime/trace/diagnosis.hpp"
#include "runtime/trace/reports.hpp"

namespace minivm::trace {
namespace {

constexpr Nanoseconds millisecond = 1'000'000;

// Writes traces as one would tell them; times in milliseconds.
class Story {
public:
    Story(std::initializer_list<char const*> names) {
        for (char const* name : names) trace.threads.push_back({.name = name});
        for (std::uint32_t line = 1; line <= 9; ++line)
            trace.places.push_back({.file = "f", .line = line, .function = "g", .text = ""});
        trace.policy = "interval";
        trace.switch_interval = 5 * millisecond;
        trace.processors = 2;
    }
    Story& at(double milliseconds, std::uint32_t thread, Kind kind, Cause cause = Cause::none,
              std::uint32_t place = 0) {
        auto const time = static_cast<Nanoseconds>(milliseconds * millisecond);
        trace.events.push_back(
            {.time = time, .thread = thread, .place = place, .kind = kind, .cause = cause});
        trace.duration = time;
        return *this;
    }

    Trace trace;
};

bool is_diagnosed(Trace const& trace, std::string const& name) {
    Analysis const analysis{trace};
    for (Diagnosis const& diagnosis : diagnose(analysis))
        if (diagnosis.name == name) return true;
    return false;
}

}  // namespace

TEST_CASE("time is divided into running, waiting and blocked") {
    Story story{"a"};
    story.at(0, 0, Kind::wait)
        .at(1, 0, Kind::run)
        .at(3, 0, Kind::block, Cause::io, 4)
        .at(7, 0, Kind::wait, Cause::io);
    story.at(8, 0, Kind::run).at(10, 0, Kind::leave, Cause::exit);
    Analysis const analysis{story.trace};
    ThreadFigures const& figures = analysis.threads.at(0);
    CHECK(figures.running == 4 * millisecond);
    CHECK(figures.waiting == 2 * millisecond);
    CHECK(figures.blocked == 4 * millisecond);
    CHECK(figures.acquisitions == 2);
    CHECK(figures.releases.at(static_cast<std::size_t>(Cause::io)) == 1);
    CHECK(analysis.bands.at(0).size() == 5);
    CHECK(analysis.bands.at(0).at(2).state == State::blocked);
    CHECK(analysis.bands.at(0).at(2).place == 4);
    // It was blocked there, and waits there to go on.
    CHECK(analysis.bands.at(0).at(3).place == 4);
    CHECK(figures.waits_after_blocking.count() == 1);
}

TEST_CASE("a thread that has ended has no bands any more") {
    Story story{"a", "b"};
    story.at(0, 0, Kind::run)
        .at(2, 0, Kind::leave, Cause::exit)
        .at(3, 1, Kind::run)
        .at(9, 1, Kind::leave, Cause::exit);
    Analysis const analysis{story.trace};
    CHECK(analysis.bands.at(0).size() == 1);
    CHECK(analysis.threads.at(0).end == 2 * millisecond);
}

TEST_CASE("a wait is cut up by the holds that it went through") {
    Story story{"waiter", "first", "second"};
    story.at(0, 1, Kind::run).at(2, 0, Kind::wait, Cause::io).at(5, 1, Kind::wait, Cause::forced, 3);
    story.at(6, 2, Kind::run)
        .at(9, 2, Kind::block, Cause::io, 5)
        .at(10, 0, Kind::run)
        .at(11, 0, Kind::leave, Cause::exit);
    Analysis const analysis{story.trace};
    auto const wait = std::find_if(analysis.waits.begin(), analysis.waits.end(),
                                   [](Wait const& each) { return each.thread == 0; });
    REQUIRE(wait != analysis.waits.end());
    CHECK(wait->length() == 8 * millisecond);
    std::vector<Blame> const blames = blame_of(analysis, *wait);
    REQUIRE(blames.size() == 2);
    CHECK(blames.at(0).time == 3 * millisecond);
    CHECK(blames.at(1).time == 3 * millisecond);
    CHECK(blames.at(0).thread + blames.at(1).thread == 3);
    CHECK(blames.at(0).place + blames.at(1).place == 8);
}

TEST_CASE("a thread that goes on long after it was asked is blamed for where it was then") {
    Story story{"holder", "waiter"};
    story.at(0, 0, Kind::run).at(1, 1, Kind::wait, Cause::io);
    story.at(6, 0, Kind::request, Cause::forced, 7)
        .at(50, 0, Kind::wait, Cause::forced, 8)
        .at(50, 1, Kind::run);
    Analysis const analysis{story.trace};
    CHECK(analysis.holds.at(0).overtime() == 44 * millisecond);
    CHECK(analysis.holds.at(0).culprit() == 7);
    CHECK(is_diagnosed(story.trace, "long hold"));
    CHECK_FALSE(is_diagnosed(story.trace, "convoy"));
}

TEST_CASE("percentiles are lengths that occurred") {
    Distribution const lengths{{5, 1, 4, 2, 3}};
    CHECK(lengths.percentile(50) == 3);
    CHECK(lengths.percentile(0) == 1);
    CHECK(lengths.percentile(99) == 5);
    CHECK(lengths.percentile(100) == 5);
    CHECK(lengths.maximum() == 5);
    CHECK(lengths.sum() == 15);
    CHECK(Distribution{}.percentile(50) == 0);
}

TEST_CASE("the part of a distribution from a length on has that length in it") {
    Distribution const lengths{{5, 1, 4, 2, 3}};
    CHECK(lengths.at_least(0).count == 5);
    CHECK(lengths.at_least(4).count == 2);
    CHECK(lengths.at_least(4).sum == 9);
    CHECK(lengths.at_least(5).count == 1);
    CHECK(lengths.at_least(6).count == 0);
    CHECK(lengths.at_least(6).sum == 0);
    CHECK(Distribution{}.at_least(0).count == 0);
}

TEST_CASE(
    "a thread that waits for a slice after each call is in a convoy, and the model is beside the measured "
    "rate") {
    Story story{"server", "computing"};
    double time = 0;
    story.at(0, 0, Kind::run);
    for (int request = 0; request < 40; ++request) {
        story.at(time, 0, Kind::block, Cause::io, 2)
            .at(time + 0.01, 1, Kind::run)
            .at(time + 0.1, 0, Kind::wait, Cause::io);
        story.at(time + 5.1, 1, Kind::wait, Cause::forced, 3).at(time + 5.11, 0, Kind::run);
        time += 5.2;
    }
    story.at(time, 0, Kind::leave, Cause::exit);
    CHECK(is_diagnosed(story.trace, "convoy"));
    CHECK(format_blame(Analysis{story.trace}).find("1/(I n)") != std::string::npos);
}

TEST_CASE("each of a thousand threads is judged by its own waits") {
    constexpr std::uint32_t servers = 1'000;
    Story story{"computing"};
    for (std::uint32_t server = 1; server <= servers; ++server)
        story.trace.threads.push_back({.name = "s" + std::to_string(server)});
    double time = 0;
    for (int round = 0; round < 12; ++round) {
        // All make their call, one after the other, and wait for one slice. The odd ones are gone when they
        // have waited nine times, once too few.
        std::uint32_t const step = round < 9 ? 1 : 2;
        for (std::uint32_t server = step; server <= servers; server += step) {
            double const turn = time + 0.001 * server;
            story.at(turn, server, Kind::run).at(turn, server, Kind::block, Cause::io, 2);
        }
        story.at(time + 2, 0, Kind::run);
        for (std::uint32_t server = step; server <= servers; server += step)
            story.at(time + 2, server, Kind::wait, Cause::io);
        time += 7;
        story.at(time, 0, Kind::wait, Cause::forced, 3);
        for (std::uint32_t server = 1; round == 8 && server <= servers; server += 2)
            story.at(time, server, Kind::run).at(time, server, Kind::leave, Cause::exit);
    }
    std::vector<Diagnosis> const found = diagnose(Analysis{story.trace});
    CHECK(std::ranges::count(found, "convoy", &Diagnosis::name) == servers / 2);
}

TEST_CASE("a deadlock is told with where each thread is") {
    Story story{"a", "b"};
    story.at(0, 0, Kind::run).at(1, 0, Kind::block, Cause::lock_wait, 2).at(1, 1, Kind::run);
    story.at(2, 1, Kind::block, Cause::lock_wait, 3)
        .at(3, 0, Kind::deadlock)
        .at(9, 0, Kind::leave)
        .at(9, 1, Kind::leave);
    Analysis const analysis{story.trace};
    std::vector<Diagnosis> const found = diagnose(analysis);
    REQUIRE(found.size() == 1);
    CHECK(found.at(0).name == "deadlock");
    CHECK(found.at(0).evidence ==
          "At 3.00 ms no thread could go on: a was blocked (lock_wait) at f:2 in g; b was blocked "
          "(lock_wait) at f:3 in g.");
}

TEST_CASE("a signal is noticed after a storm of releases, if they are many for the time of one wait") {
    for (int const releases : {49, 50}) {
        Story story{"main", "a", "b"};
        story.at(0, 1, Kind::run);
        // The main thread's waits end at 20 and 40 ms, a signal behind each; only the second has a storm.
        story.at(10, 0, Kind::wait, Cause::sleep).at(19, 1, Kind::block, Cause::io).at(20, 0, Kind::run);
        story.at(21, 0, Kind::signal).at(22, 0, Kind::block, Cause::sleep).at(23, 1, Kind::wait, Cause::io);
        story.at(24, 1, Kind::run).at(30, 0, Kind::wait, Cause::sleep);
        for (int release = 0; release < releases; ++release) {
            auto const holder = static_cast<std::uint32_t>(1 + release % 2);
            double const time = 30 + release * 0.1;
            story.at(time, holder, Kind::wait, Cause::tick).at(time + 0.01, 3 - holder, Kind::run);
        }
        story.at(39, 1, Kind::block, Cause::io).at(39, 2, Kind::block, Cause::io).at(40, 0, Kind::run);
        story.at(41, 0, Kind::signal).at(42, 0, Kind::signal).at(400, 0, Kind::leave, Cause::exit);
        Analysis const analysis{story.trace};
        std::vector<Diagnosis> const found = diagnose(analysis);
        auto const storm = std::ranges::find(found, "signal storm", &Diagnosis::name);
        CHECK(std::ranges::count(found, "signal storm", &Diagnosis::name) == (releases == 50));
        if (releases == 50)
            CHECK(storm->evidence ==
                  "In the 10.0 ms before main could notice a signal, the others let the lock go 50 times, "
                  "40.0 times as often as usual.");
    }
}

TEST_CASE("a thread starves whose wait is as long as ten slices of all who want the lock") {
    for (double const end : {109.0, 110.0}) {
        Story story{"a", "b"};
        story.at(0, 0, Kind::run).at(10, 1, Kind::wait, Cause::start).at(end, 0, Kind::wait, Cause::forced);
        story.at(end, 1, Kind::run).at(end + 1, 1, Kind::leave).at(end + 1, 0, Kind::leave);
        CHECK(is_diagnosed(story.trace, "starvation") == (end == 110));
    }
}

TEST_CASE("a run without waits is blamed on nobody") {
    Story story{"a"};
    story.at(0, 0, Kind::run).at(10, 0, Kind::leave, Cause::exit);
    CHECK(format_blame(Analysis{story.trace}) == "blame: no thread ever waited for the lock\n");
    CHECK(diagnose(Analysis{story.trace}).empty());
}

TEST_CASE("an empty trace can be reported") {
    Trace const trace;
    CHECK_FALSE(format_statistics(Analysis{trace}).empty());
    CHECK_FALSE(format_blame(Analysis{trace}).empty());
}

}  // namespace minivm::trace
