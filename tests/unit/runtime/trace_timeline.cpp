#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "runtime/trace/reports.hpp"
#include "runtime/trace/slices.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

// 32 microseconds of two threads, a column a microsecond at 50 columns or so.
Trace two_threads() {
    Trace trace;
    trace.threads = {{.name = "main"}, {.name = "second"}};
    trace.events = {
        {.time = 0, .thread = 0, .kind = Kind::run},
        {.time = 4'000, .thread = 1, .kind = Kind::wait, .cause = Cause::start},
        {.time = 8'000, .thread = 0, .kind = Kind::block, .cause = Cause::io},
        {.time = 8'000, .thread = 1, .kind = Kind::run},
        {.time = 16'000, .thread = 1, .kind = Kind::leave, .cause = Cause::exit},
        {.time = 20'000, .thread = 0, .kind = Kind::wait, .cause = Cause::io},
        {.time = 22'000, .thread = 0, .kind = Kind::run},
        {.time = 32'000, .thread = 0, .kind = Kind::leave, .cause = Cause::exit},
    };
    trace.duration = 32'000;
    return trace;
}

std::size_t lines_of(std::string const& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("a timeline has a row for the lock and one for each thread") {
    CHECK(format_timeline(Analysis{two_threads()}, {.width = 42, .window = {}}) ==
          "timeline: 0 ns to 32.0 us, 1.00 us a column\n"
          "          0                   20 us\n"
          "          |                   |\n"
          "  lock    aaaaaaaabbbbbbbb      aaaaaaaaaa\n"
          "a main    ########............--##########\n"
          "b second      ----########\n"
          "  # running  - waiting  . blocked\n"
          "  lock: who held it\n");
}

TEST_CASE("a timeline has a row for the policies if the program changed them") {
    Trace trace = two_threads();
    trace.policy = "interval, fifo";
    trace.calls = {"", "interval", "fifo"};
    trace.events.insert(trace.events.begin() + 2,
                        {.time = 5'000, .thread = 0, .call = 2, .kind = Kind::policy, .cause = Cause::yield});
    trace.events.insert(
        trace.events.begin() + 7,
        {.time = 21'000, .thread = 0, .call = 1, .kind = Kind::policy, .cause = Cause::yield});
    CHECK(format_timeline(Analysis{trace}, {.width = 42, .window = {}}) ==
          "timeline: 0 ns to 32.0 us, 1.00 us a column\n"
          "          0                   20 us\n"
          "          |                   |\n"
          "  policy  inter|fifo           |interval\n"
          "  lock    aaaaaaaabbbbbbbb      aaaaaaaaaa\n"
          "a main    ########............--##########\n"
          "b second      ----########\n"
          "  # running  - waiting  . blocked\n"
          "  lock: who held it\n");
    std::string const later =
        format_timeline(Analysis{trace}, {.width = 42, .window = {.from = 10e-6, .to = 20e-6}});
    CHECK(later.find("  policy  fifo\n") != std::string::npos);
    std::string const statistics = format_statistics(Analysis{trace});
    CHECK(statistics.find("policy changed to fifo at 5.00 us, by main at ?\n"
                          "policy changed to interval at 21.0 us, by main at ?\n") != std::string::npos);
}

TEST_CASE("without a lock the timeline's first row shows who stopped the world") {
    Trace trace = two_threads();
    trace.concurrent = true;
    trace.events = {
        {.time = 0, .thread = 0, .kind = Kind::run},
        {.time = 0, .thread = 1, .kind = Kind::run},
        {.time = 8'000, .thread = 1, .kind = Kind::wait, .cause = Cause::collection},
        {.time = 10'000, .thread = 0, .kind = Kind::wait, .cause = Cause::stop_the_world},
        {.time = 10'000, .thread = 1, .kind = Kind::run, .cause = Cause::collection},
        {.time = 16'000, .thread = 1, .kind = Kind::world_starts, .cause = Cause::collection},
        {.time = 16'000, .thread = 0, .kind = Kind::run},
        {.time = 20'000, .thread = 0, .kind = Kind::wait, .cause = Cause::change},
        {.time = 20'000, .thread = 0, .kind = Kind::run, .cause = Cause::change},
        {.time = 20'100, .thread = 0, .kind = Kind::world_starts, .cause = Cause::change},
        {.time = 32'000, .thread = 0, .kind = Kind::leave, .cause = Cause::exit},
    };
    CHECK(format_timeline(Analysis{trace}, {.width = 42, .window = {}}) ==
          "timeline: 0 ns to 32.0 us, 1.00 us a column\n"
          "          0                   20 us\n"
          "          |                   |\n"
          "  world           bbbbbbbb    '\n"
          "a main    ##########------################\n"
          "b second  ########--######################\n"
          "  # running  - waiting  . blocked\n"
          "  world: the letter of who had it stopped, ' for less than half of the column\n");
}

TEST_CASE("a timeline shows a window of the trace, and only the threads that are there") {
    std::string const text =
        format_timeline(Analysis{two_threads()}, {.width = 60, .window = {.from = 17e-6, .to = 30e-6}});
    CHECK(text.find("17.0 us to 30.0 us") != std::string::npos);
    CHECK(text.find("main") != std::string::npos);
    CHECK(text.find("second") == std::string::npos);
}

TEST_CASE("a timeline of nothing says so") {
    CHECK(format_timeline(Analysis{Trace{}}, {}) == "timeline: nothing happened\n");
    CHECK(format_timeline(Analysis{two_threads()}, {.window = {.from = 3, .to = 2}}) ==
          "timeline: nothing lies between --from and --to (the trace is 32.0 us long)\n");
    Trace pause = two_threads();
    pause.events.pop_back();
    pause.events.back() = {.time = 21'000, .thread = 0, .kind = Kind::leave, .cause = Cause::exit};
    CHECK(format_timeline(Analysis{pause}, {.window = {.from = 25e-6, .to = 30e-6}}) ==
          "timeline: no thread was there from 25.0 us to 30.0 us\n");
}

TEST_CASE("a coloured cell of running is filled as far as the thread ran") {
    Trace trace = two_threads();
    std::string const text = format_timeline(Analysis{trace}, {.width = 42, .colour = true, .window = {}});
    CHECK(text.find("\x1b[0;32m████████\x1b[0;2m············\x1b[0;33m▒▒\x1b[0;32m██████████\x1b[0m\n") !=
          std::string::npos);
    trace.events.at(6).time = 22'500;
    CHECK(format_timeline(Analysis{trace}, {.width = 42, .colour = true, .window = {}})
              .find("▒▒\x1b[0;32m▄█████████\x1b[0m\n") != std::string::npos);
}

TEST_CASE("a timeline of many threads counts those that it leaves out, and no line ends in blanks") {
    Trace trace;
    for (std::uint32_t thread = 0; thread < 10'000; ++thread) {
        trace.threads.push_back({.name = "a thread with a rather long name " + std::to_string(thread)});
        trace.events.push_back({.time = thread, .thread = thread, .kind = Kind::run});
        trace.events.push_back(
            {.time = thread + 1, .thread = thread, .kind = Kind::leave, .cause = Cause::exit});
    }
    trace.duration = 20'000;
    for (std::size_t const width : {1UL, 40UL, 100UL, 1'000UL}) {
        std::string const text = format_timeline(Analysis{trace}, {.width = width, .window = {}});
        CHECK(text.find("  ... 9,960 more\n") != std::string::npos);
        CHECK(lines_of(text) < 50);
        CHECK(text.find(" \n") == std::string::npos);
        std::size_t begin = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos;
             begin = end + 1, end = text.find('\n', begin))
            CHECK(columns_of(text.substr(begin, end - begin)) <= std::max<std::size_t>(width, 45));
    }
}

TEST_CASE("names cannot disturb the terminal") {
    Trace trace = two_threads();
    trace.threads.at(0).name = "\x1b[2J\n\xFF\xC2\x9B";
    std::string const text = format_timeline(Analysis{trace}, {.width = 60, .window = {}});
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("a \uFFFD[2J\uFFFD\uFFFD\uFFFD  #") != std::string::npos);
    CHECK(legible("é€\U0001F600") == "é€\U0001F600");
    CHECK(legible("a\xE2\x82") == "a\uFFFD\uFFFD");
    CHECK(cut_to("äöüß", 4) == "äöüß");
    CHECK(cut_to("äöüß", 3) == "äö~");
}

TEST_CASE("slices share a stretch out among them to the nanosecond") {
    Slices const slices{100, 1'103, 7};
    Nanoseconds sum = 0;
    std::size_t calls = 0;
    slices.cover(0, 5'000, [&](std::size_t, Nanoseconds part) { sum += part, ++calls; });
    CHECK(sum == 1'003);
    CHECK(calls == 7);
    CHECK(Slices{5, 8, 100}.count() == 3);
    CHECK(Slices{8, 5, 100}.count() == 0);
    for (Nanoseconds time = 100; time < 1'103; ++time) {
        std::size_t const slice = slices.slice_of(time);
        REQUIRE(slices.edge(slice) <= time);
        REQUIRE(time < slices.edge(slice + 1));
    }
}

TEST_CASE("a scale has round numbers in a fitting unit") {
    auto const texts = [](Nanoseconds from, Nanoseconds to, std::size_t most) {
        std::string text;
        for (Tick const& tick : ticks_of(Slices{from, to, 100}, most)) text += tick.text + ";";
        return text;
    };
    CHECK(texts(0, 1'000'000'000, 5) == "0;500 ms;1000 ms;");
    CHECK(texts(0, 4'000'000'000, 5) == "0;1 s;2 s;3 s;4 s;");
    CHECK(texts(1'999, 2'004, 8) == "1999 ns;2000 ns;2001 ns;2002 ns;2003 ns;2004 ns;");
    CHECK(texts(0, std::int64_t{1} << 62, 4) == "0;2000000000 s;4000000000 s;");
}

}  // namespace minivm::trace
