#include "runtime/trace/analysis.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "runtime/trace/blame.hpp"
#include "runtime/trace/contention.hpp"
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

// Of threads that run at once.
struct ConcurrentStory : Story {
    ConcurrentStory(std::initializer_list<char const*> names) : Story(names) {
        trace.policy = "off";
        trace.concurrent = true;
    }
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

TEST_CASE("without a lock each thread has holds of its own, and there is no switch") {
    ConcurrentStory story{"a", "b"};
    story.at(0, 0, Kind::run).at(2, 1, Kind::run).at(5, 0, Kind::block, Cause::io, 1);
    story.at(8, 1, Kind::leave, Cause::exit).at(9, 0, Kind::run).at(10, 0, Kind::leave, Cause::exit);
    Analysis const analysis{story.trace};
    REQUIRE(analysis.holds.size() == 3);
    CHECK(analysis.holds.at(0).length() == 5 * millisecond);
    CHECK(analysis.holds.at(1).length() == 6 * millisecond);
    CHECK(analysis.most_running == 2);
    CHECK(analysis.any_running == 9 * millisecond);
    CHECK(analysis.pauses.empty());
    std::string const text = format_statistics(analysis);
    CHECK(text.find("no lock (off), 2 processors") == 0);
    CHECK(text.find("threads that ran at once: 1.33 on average, 2 at most\n") != std::string::npos);
    CHECK(text.find("stops of the world: 0\n") != std::string::npos);
    CHECK(text.find("objects found taken: none\n") != std::string::npos);
    CHECK(text.find("switches between threads") == std::string::npos);
    CHECK(text.find("longest hold") == std::string::npos);
    CHECK(text.find("wasted") == std::string::npos);
}

TEST_CASE(
    "a stop of the world lasts from when it was asked for until the world starts, and names its cause") {
    ConcurrentStory story{"collector", "early", "late"};
    story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(0, 2, Kind::run);
    story.at(10, 0, Kind::wait, Cause::collection, 3).at(10, 1, Kind::request, Cause::forced, 4);
    story.at(10, 2, Kind::request, Cause::forced, 5);
    story.at(11, 1, Kind::wait, Cause::stop_the_world, 4).at(14, 2, Kind::wait, Cause::stop_the_world, 6);
    story.at(15, 0, Kind::run, Cause::collection).at(21, 0, Kind::world_starts, Cause::collection);
    story.at(22, 1, Kind::run).at(23, 2, Kind::run).at(30, 0, Kind::leave).at(30, 1, Kind::leave);
    story.at(30, 2, Kind::leave);
    Analysis const analysis{story.trace};
    REQUIRE(analysis.pauses.size() == 1);
    Pause const& pause = analysis.pauses.front();
    CHECK(pause.begin == 10 * millisecond);
    CHECK(pause.had == 15 * millisecond);
    CHECK(pause.end == 21 * millisecond);
    CHECK(pause.thread == 0);
    CHECK(pause.place == 3);
    CHECK(pause.cause == Cause::collection);
    CHECK(pause.last == 2);
    CHECK(pause.last_place == 5);  // it went on for 4 ms: so that was one operation
    CHECK(analysis.threads.at(0).pauses == 1);

    // Until all stand still it is the last one's doing, then the collector's.
    auto const of = [&](std::uint32_t thread) {
        auto const wait = std::ranges::find(analysis.waits, thread, &Wait::thread);
        REQUIRE(wait != analysis.waits.end());
        return blame_of(analysis, *wait);
    };
    std::vector<Blame> const early = of(1);
    REQUIRE(early.size() == 2);
    CHECK(early.at(0).thread == 0);
    CHECK(early.at(0).cause == Cause::collection);
    CHECK(early.at(0).place == 3);
    CHECK(early.at(0).time == 6 * millisecond);
    CHECK(early.at(1).thread == 2);
    CHECK(early.at(1).cause == Cause::stop_the_world);
    CHECK(early.at(1).time == 4 * millisecond);
    std::vector<Blame> const late = of(2);
    REQUIRE(late.size() == 1);
    CHECK(late.at(0).time == 7 * millisecond);
    std::vector<Blame> const collector = of(0);
    REQUIRE(collector.size() == 1);
    CHECK(collector.at(0).thread == 2);
    CHECK(collector.at(0).time == 5 * millisecond);

    std::string const statistics = format_statistics(analysis);
    CHECK(
        statistics.find("stops of the world: 1 (1 to collect garbage, 0 to change a class or the like), "
                        "11.0 ms in all, 5.00 ms of that until all threads stood still\n"
                        "longest stop: 11.0 ms by collector, to collect garbage, at f:3 in g; after 5.00 ms "
                        "late stood still as the last, at f:5 in g\n") != std::string::npos);
    std::string const blame = format_blame(analysis);
    CHECK(blame.find("3 waits for the world to stop or to go on, 25.0 ms in all") != std::string::npos);
    CHECK(blame.find("collector, who stopped the world to collect garbage, at f:3 in g") !=
          std::string::npos);
    CHECK(blame.find("asked to stand still: 4.00 ms, late at f:5 in g") != std::string::npos);
    CHECK(blame.find("the lock") == std::string::npos);
}

TEST_CASE("the world goes from one thread to the next, and one that is served by another's stop had none") {
    ConcurrentStory story{"a", "b", "c"};
    story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(0, 2, Kind::run);
    story.at(10, 0, Kind::wait, Cause::change, 1).at(11, 1, Kind::wait, Cause::collection, 2);
    story.at(12, 2, Kind::wait, Cause::collection, 3).at(13, 0, Kind::run, Cause::change);
    // One stop in another is part of it.
    story.at(14, 0, Kind::wait, Cause::change, 4).at(14, 0, Kind::run, Cause::change);
    story.at(15, 0, Kind::world_starts).at(16, 0, Kind::world_starts);
    story.at(16.5, 0, Kind::wait, Cause::stop_the_world, 1).at(17, 1, Kind::run, Cause::collection);
    story.at(19, 1, Kind::world_starts).at(19, 2, Kind::run, Cause::stop_the_world).at(19, 0, Kind::run);
    Analysis const analysis{story.trace};
    REQUIRE(analysis.pauses.size() == 2);
    CHECK(analysis.pauses.at(0).thread == 0);
    CHECK(analysis.pauses.at(0).begin == 10 * millisecond);
    CHECK(analysis.pauses.at(0).end == 16 * millisecond);
    CHECK(analysis.pauses.at(1).thread == 1);
    CHECK(analysis.pauses.at(1).begin == 16 * millisecond);
    CHECK(analysis.pauses.at(1).end == 19 * millisecond);
    CHECK(analysis.threads.at(2).pauses == 0);
}

TEST_CASE("who comes back from a call into a stopped world waits after that call") {
    ConcurrentStory story{"a", "b"};
    story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(1, 1, Kind::block, Cause::io, 7);
    story.at(2, 0, Kind::wait, Cause::collection, 3).at(2, 0, Kind::run, Cause::collection);
    story.at(4, 1, Kind::wait, Cause::stop_the_world).at(9, 0, Kind::world_starts).at(9, 1, Kind::run);
    Analysis const analysis{story.trace};
    REQUIRE(analysis.waits.size() == 1);
    CHECK(analysis.waits.at(0).cause == Cause::io);
    CHECK(analysis.waits.at(0).place == 7);
    CHECK(analysis.threads.at(1).waits_after_blocking.count() == 1);
}

TEST_CASE("a thread that is being started waits for the world only if that is stopped") {
    ConcurrentStory story{"a", "first", "second"};
    story.at(0, 0, Kind::run).at(1, 1, Kind::wait, Cause::start).at(2, 1, Kind::run);
    story.at(3, 2, Kind::wait, Cause::start).at(4, 0, Kind::wait, Cause::collection, 3);
    story.at(5, 1, Kind::wait, Cause::stop_the_world, 2).at(5, 0, Kind::run, Cause::collection);
    story.at(9, 0, Kind::world_starts).at(9, 1, Kind::run).at(9, 2, Kind::run);
    Analysis const analysis{story.trace};
    CHECK(analysis.threads.at(1).waits.count() == 1);
    CHECK(analysis.threads.at(2).waits.count() == 1);
    CHECK(analysis.threads.at(2).waits.maximum() == 5 * millisecond);
}

TEST_CASE("a stop of the world is long from ten milliseconds on, for who kept it or for who was late") {
    for (double const length : {9.9, 10.0}) {
        for (bool const late : {false, true}) {
            ConcurrentStory story{"a", "b"};
            double const had = 100 + (late ? length : 1);
            story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(100, 0, Kind::wait, Cause::change, 2);
            story.at(100, 1, Kind::request, Cause::forced, 5);
            story.at(had, 1, Kind::wait, Cause::stop_the_world, 6).at(had, 0, Kind::run, Cause::change);
            story.at(had + (late ? 1 : length), 0, Kind::world_starts).at(200, 1, Kind::run);
            story.at(1'000, 1, Kind::leave);
            CAPTURE(length);
            CAPTURE(late);
            CHECK(is_diagnosed(story.trace, "long stop") == (length >= 10));
            if (length < 10) continue;
            std::string const text = format_blame(Analysis{story.trace});
            if (late)
                CHECK(
                    text.find("b went on for 10.0 ms after all threads were asked to stand still, at f:5") !=
                    std::string::npos);
            else
                CHECK(
                    text.find("a had the world stopped for 10.0 ms to change a class or the like, at f:2") !=
                    std::string::npos);
        }
    }
}

TEST_CASE("stops are frequent if they are ten and a tenth of the run") {
    for (int const stops : {9, 10}) {
        ConcurrentStory story{"a"};
        story.at(0, 0, Kind::run);
        for (int stop = 0; stop < stops; ++stop)
            story.at(10 + stop * 10, 0, Kind::wait, Cause::change, 2)
                .at(10 + stop * 10, 0, Kind::run, Cause::change)
                .at(12 + stop * 10, 0, Kind::world_starts);
        story.at(199, 0, Kind::leave);
        CHECK(is_diagnosed(story.trace, "frequent stops") == (stops == 10));
        story.at(201, 0, Kind::leave);
        CHECK_FALSE(is_diagnosed(story.trace, "frequent stops"));
    }
}

TEST_CASE("what goes wrong with a lock is not diagnosed where there is none") {
    ConcurrentStory story{"a", "b", "c"};
    story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(10, 2, Kind::wait, Cause::stop_the_world, 1);
    story.at(20, 0, Kind::request, Cause::forced, 7).at(900, 0, Kind::wait, Cause::stop_the_world, 8);
    story.at(900, 2, Kind::run).at(901, 1, Kind::leave).at(901, 2, Kind::leave);
    CHECK(diagnose(Analysis{story.trace}).empty());
    CHECK(format_blame(Analysis{story.trace}).find("no long stop, frequent stops or contended object.") !=
          std::string::npos);
}

TEST_CASE("objects that threads find taken are put together by what they are, the longest waited for first") {
    ConcurrentStory story{"a", "b"};
    story.at(0, 0, Kind::run).at(0, 1, Kind::run).at(100, 0, Kind::leave).at(100, 1, Kind::leave);
    story.trace.places.at(2).text = "counts[k] += 1";
    story.trace.objects = {{.type = "dict", .name = "counts", .identity = 16},
                           {.type = "list", .name = "", .identity = 0x7F00'0000'0A40},
                           {.type = "the heap's memory", .name = "", .identity = 0}};
    auto const waits = [&](std::uint32_t thread, std::uint32_t place, std::uint32_t object,
                           std::uint64_t count, Nanoseconds time) {
        story.trace.object_waits.push_back({.thread = thread,
                                            .place = place,
                                            .object = object,
                                            .count = count,
                                            .time = time,
                                            .longest = time});
    };
    waits(0, 1, 0, 10, 2 * millisecond);
    waits(1, 2, 0, 7, 8 * millisecond);
    waits(1, 3, 1, 1, 30'000);
    waits(0, 1, 2, 2, 40'000);
    Analysis const analysis{story.trace};
    std::vector<Contended> const found = contended_objects(story.trace);
    REQUIRE(found.size() == 3);
    CHECK(found.at(0).object == 0);
    CHECK(found.at(0).count == 17);
    CHECK(found.at(0).time == 10 * millisecond);
    CHECK(found.at(0).longest == 8 * millisecond);
    CHECK(found.at(0).threads == 2);
    CHECK(found.at(0).places.front().place == 2);
    CHECK(found.at(1).object == 2);
    CHECK(analysis.threads.at(1).object_waits == 8);
    CHECK(analysis.threads.at(1).object_waiting == 8'030'000);
    for (std::string const& text : {format_statistics(analysis), format_blame(analysis)}) {
        CHECK(text.find("  object                  times   waited  longest  threads  most of it at\n"
                        "  dict counts                17  10.0 ms  8.00 ms        2  f:2 in g    "
                        "counts[k] += 1\n"
                        "  the heap's memory           2  40.0 us  40.0 us        1  f:1 in g\n"
                        "  list at 0x7f0000000a40      1  30.0 us  30.0 us        1  f:3 in g\n") !=
              std::string::npos);
    }
    // Of 200 ms that threads ran, 10 were waited.
    CHECK(is_diagnosed(story.trace, "contended object"));
    CHECK(format_blame(analysis).find("The dict counts: 17 times a thread found it taken by another") !=
          std::string::npos);
    story.trace.object_waits.at(1).time -= 1;
    CHECK_FALSE(is_diagnosed(story.trace, "contended object"));
    // Or if it is often for the time.
    story.trace.object_waits.at(1).count = 2'000 - 10;
    CHECK(is_diagnosed(story.trace, "contended object"));
    story.trace.object_waits.at(1).count -= 1;
    CHECK_FALSE(is_diagnosed(story.trace, "contended object"));
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
