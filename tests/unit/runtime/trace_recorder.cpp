#include "runtime/trace/recorder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "tests/unit/runtime/still_policy.hpp"

namespace minivm::trace {
namespace {

using lock::Gil;
using lock::StillPolicy;
using lock::StillThread;

// A lock whose time stands still, and what is recorded of it. A location's word is a line number.
struct Recorded {
    explicit Recorded(std::uint64_t limit = Recorder::usual_limit) : recorder{limit} {
        auto owned = std::make_unique<StillPolicy>();
        policy = owned.get();
        gil = std::make_unique<Gil>(std::move(owned));
        gil->enable_statistics();
        gil->observe(&recorder);
    }

    Trace finish() {
        auto const place = [](Trace& trace, std::uintptr_t line) {
            trace.places.push_back(
                {.file = "f", .line = static_cast<std::uint32_t>(line), .function = "g", .text = ""});
            return static_cast<std::uint32_t>(trace.places.size() - 1);
        };
        auto const call = [](Trace&, std::uintptr_t) { return 0u; };
        auto const object = [](Trace& trace, std::uint64_t identity, std::uintptr_t sort) {
            Lockable const found{
                .type = std::string(1, static_cast<char>(sort)), .name = "", .identity = identity};
            auto const known = std::ranges::find(trace.objects, found);
            auto const number = static_cast<std::uint32_t>(known - trace.objects.begin());
            if (known == trace.objects.end()) trace.objects.push_back(found);
            return number;
        };
        return recorder.finish(*gil, {place, call, object});
    }

    Recorder recorder;
    StillPolicy* policy;
    std::unique_ptr<Gil> gil;
};

std::string summary(Trace const& trace) {
    std::string text;
    for (Event const& event : trace.events) {
        text += std::to_string(event.time) + ' ' + trace.threads.at(event.thread).name + ' ' +
                std::string{name_of(event.kind)};
        if (event.amount != 0) text += " x" + std::to_string(event.amount);
        text += '\n';
    }
    return text;
}

}  // namespace

TEST_CASE("each change of a thread's state is an event, with times from the first one on") {
    Recorded recorded;
    StillThread thread{"t"};
    recorded.policy->time = 5'000;
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    recorded.policy->time = 6'000;
    recorded.gil->release(thread, Cause::io);
    recorded.policy->time = 8'000;
    recorded.gil->acquire(thread);
    recorded.gil->detach(thread);
    recorded.policy->time = 9'000;
    Trace const trace = recorded.finish();
    CHECK(summary(trace) == "0 t wait\n0 t run\n1000 t block\n3000 t wait\n3000 t run\n3000 t leave\n");
    CHECK(trace.events.at(2).cause == Cause::io);
    CHECK(trace.duration == 4'000);
    CHECK(trace.recorded == 6);
    CHECK(trace.lost == 0);
}

TEST_CASE("each change of the policy is an event with its name, between the old lock and the new one") {
    Recorded recorded;
    StillThread thread{"t"};
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    for (char const* name : {"second", "still", "still", "third", "second"})
        REQUIRE(recorded.gil->adopt(thread, std::make_unique<StillPolicy>(name)));
    Trace const trace = recorded.finish();
    CHECK(trace.policy == "still, second, third");
    CHECK(trace.first_policy() == "still");
    std::string names;
    for (Event const& change : trace.policy_changes()) names += trace.calls.at(change.call) + ' ';
    CHECK(names == "second still third second ");
    CHECK(summary(trace).starts_with("0 t wait\n0 t run\n0 t wait\n0 t policy\n0 t run\n"));
    recorded.gil->detach(thread);
}

TEST_CASE("letting go and having the lock again with nobody in between is one growing event") {
    Recorded recorded;
    StillThread thread{"t"};
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    for (int turn = 1; turn <= 1'000; ++turn) {
        recorded.policy->time = turn;
        recorded.gil->yield(thread, Cause::tick);
    }
    recorded.gil->detach(thread);
    Trace const trace = recorded.finish();
    CHECK(summary(trace) == "0 t wait\n0 t run\n1 t retake x1000\n1000 t leave\n");
    CHECK(trace.events.at(2).until == 1'000);
    CHECK(trace.events.at(2).cause == Cause::tick);
}

TEST_CASE("a hand-over keeps its order though no time passes") {
    Recorded recorded;
    StillThread first{"a"};
    StillThread second{"b"};
    recorded.gil->attach(first);
    recorded.gil->attach(second);
    for (int turn = 0; turn < 2; ++turn) {
        recorded.gil->acquire(first);
        recorded.gil->release(first, Cause::sleep);
        recorded.gil->acquire(second);
        recorded.gil->release(second, Cause::sleep);
    }
    Trace const trace = recorded.finish();
    std::string runs;
    int running = 0;
    for (Event const& event : trace.events) {
        if (event.kind == Kind::run) {
            runs += trace.threads.at(event.thread).name;
            CHECK(++running == 1);
        }
        if (event.kind == Kind::block) --running;
    }
    CHECK(runs == "abab");
    recorded.gil->acquire(first);
    recorded.gil->detach(first);
    recorded.gil->acquire(second);
    recorded.gil->detach(second);
}

TEST_CASE("what a thread finds locked is one record for each object and place, however often") {
    Recorded recorded;
    StillThread thread{"t"};
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    auto const wait = [&](Nanoseconds begin, Nanoseconds end, std::uintptr_t line, std::uint64_t object) {
        recorded.gil->tell({.thread = thread,
                            .begin = begin,
                            .end = end,
                            .code = line,
                            .object = object,
                            .sort = static_cast<std::uintptr_t>(object == 0 ? 'n' : 'l')});
    };
    for (Nanoseconds round = 0; round < 1'000; ++round) wait(10 * round, 10 * round + 2, 7, 99);
    wait(10'000, 10'500, 7, 98);
    wait(10'500, 10'600, 8, 99);
    wait(10'600, 10'601, 8, 0);
    recorded.policy->time = 20'000;
    recorded.gil->detach(thread);
    Trace const trace = recorded.finish();
    REQUIRE(trace.object_waits.size() == 4);
    auto const& waits = trace.object_waits;
    auto const found = [&](std::uint64_t object, std::uint32_t line) {
        return std::ranges::find_if(waits, [&](ObjectWaits const& each) {
            return trace.objects.at(each.object).identity == object &&
                   trace.places.at(each.place).line == line;
        });
    };
    REQUIRE(found(99, 7) != waits.end());
    CHECK(found(99, 7)->count == 1'000);
    CHECK(found(99, 7)->time == 2'000);
    CHECK(found(99, 7)->longest == 2);
    CHECK(found(99, 7)->first == 0);
    CHECK(found(99, 7)->last == 9'992);
    CHECK(found(98, 7)->time == 500);
    CHECK(found(99, 8)->count == 1);
    CHECK(trace.objects.at(found(0, 8)->object).type == "n");
    CHECK(trace.recorded == 3 + 1'003);
}

TEST_CASE("of more objects than can be told apart the others are counted together") {
    Recorded recorded;
    StillThread thread{"t"};
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    for (std::uint64_t object = 1; object <= 3'000; ++object) {
        recorded.gil->tell(
            {.thread = thread, .begin = 0, .end = 1, .code = 7, .object = object, .sort = 'l'});
    }
    recorded.gil->detach(thread);
    recorded.policy->time = 9'000;
    Trace const trace = recorded.finish();
    CHECK(trace.object_waits.size() == 1'001);
    std::uint64_t all = 0;
    std::uint64_t others = 0;
    for (ObjectWaits const& waits : trace.object_waits) {
        all += waits.count;
        if (trace.objects.at(waits.object).identity == 0) others += waits.count;
    }
    CHECK(all == 3'000);
    CHECK(others == 2'000);
}

TEST_CASE("what finds no room is counted") {
    Recorded recorded{2'000};
    StillThread thread{"t"};
    recorded.gil->attach(thread);
    recorded.gil->acquire(thread);
    for (int call = 0; call < 10'000; ++call) {
        recorded.gil->release(thread, Cause::io);
        recorded.gil->acquire(thread);
    }
    recorded.gil->detach(thread);
    Trace const trace = recorded.finish();
    CHECK(trace.lost != 0);
    CHECK(trace.events.size() + trace.lost == 30'003);
    CHECK(trace.recorded == 30'003);
}

TEST_CASE("a trace is the same after writing and reading") {
    Trace trace;
    trace.program = "prog arg";
    trace.policy = "interval";
    trace.switch_interval = 5'000'000;
    trace.check_interval = 100;
    trace.processors = 2;
    trace.load = 0.25;
    trace.duration = 1'000'000'000'000;
    trace.cost_per_event = 31.5;
    trace.recorded = 7;
    trace.lost = 3;
    trace.threads = {{.name = "a", .processor_time = 17, .voluntary_switches = 3, .involuntary_switches = 4},
                     {.name = "é"}};
    trace.places.push_back({.file = "f.mini", .line = 7, .function = "g", .text = "x = 1"});
    trace.calls.push_back("time.sleep");
    trace.events = {
        {.time = 0, .thread = 0, .kind = Kind::run},
        {.time = 5, .thread = 0, .place = 1, .call = 1, .kind = Kind::block, .cause = Cause::sleep},
        {.time = 7, .until = 9, .amount = 4, .thread = 1, .kind = Kind::retake, .cause = Cause::tick},
        {.time = 900'000'000'000, .thread = 1, .other = 0, .kind = Kind::request, .cause = Cause::forced},
        {.time = 900'000'000'001, .thread = 1, .kind = Kind::request, .cause = Cause::forced},
        {.time = 900'000'000'001,
         .thread = 1,
         .other = 0,
         .kind = Kind::wait,
         .cause = Cause::stop_the_world},
        {.time = 900'000'000'001, .thread = 1, .kind = Kind::wait, .cause = Cause::stop_the_world},
        {.time = 900'000'000'001, .amount = 2, .thread = 0, .kind = Kind::wasted_wake},
        {.time = 900'000'000'001, .thread = 0, .place = 1, .call = 1, .kind = Kind::policy},
        {.time = 900'000'000'002, .thread = 1, .kind = Kind::run, .cause = Cause::change},
        {.time = 900'000'000'003, .thread = 1, .kind = Kind::world_starts, .cause = Cause::change},
    };
    trace.concurrent = true;
    trace.objects = {{.type = "list", .name = "shared", .identity = 0x7F00'0000'0040},
                     {.type = "a table", .name = "", .identity = 0}};
    trace.object_waits = {{.thread = 1,
                           .place = 1,
                           .object = 0,
                           .count = 7,
                           .time = 70,
                           .longest = 20,
                           .first = 3,
                           .last = 900},
                          {.thread = 0, .place = 0, .object = 1, .count = 1}};
    std::stringstream file;
    write(trace, file);
    Trace const again = read(file);
    CHECK(again.program == trace.program);
    CHECK(again.policy == trace.policy);
    CHECK(again.duration == trace.duration);
    CHECK(again.cost_per_event == trace.cost_per_event);
    CHECK(again.load == trace.load);
    CHECK(again.lost == 3);
    CHECK(again.threads.at(1).name == "é");
    CHECK(again.threads.at(1).processor_time == -1);
    CHECK(again.places.at(1).text == "x = 1");
    CHECK(again.calls.at(1) == "time.sleep");
    CHECK(again.events == trace.events);
    CHECK(again.concurrent);
    CHECK(again.objects == trace.objects);
    CHECK(again.object_waits == trace.object_waits);
}

TEST_CASE("a trace of the format before is read, unless it is of a run without a lock") {
    // As it was written: a thread "a" that runs at 1, of a program "p" that is 5 nanoseconds long.
    auto const before = [](std::string const& policy) {
        auto const text = [](std::string const& of) { return static_cast<char>(of.size()) + of; };
        std::string file = "minivm trace 1\n" + text("p") + text(policy);
        file += {0, 0, 2, 0, 10, 0, 1, 0, 0};  // intervals, processors, load, duration, cost, counts, time
        file += {1};
        file += text("a");
        file += {1, 0, 0};
        file += {1, 0, 0, 0, 0};     // places: nowhere
        file += {1, 0};              // calls: none
        file += {1, 2, 1, 0, 0, 0};  // events: its time, kind, cause, thread, place
        return file;
    };
    std::stringstream file{before("interval")};
    Trace const trace = read(file);
    CHECK_FALSE(trace.concurrent);
    CHECK(trace.duration == 5);
    REQUIRE(trace.events.size() == 1);
    CHECK(trace.events.front().kind == Kind::run);
    CHECK(trace.object_waits.empty());
    std::stringstream unlocked{before("off")};
    CHECK_THROWS_AS(read(unlocked), FormatError);
}

TEST_CASE("a trace whose times go backwards, or beyond its end, is refused") {
    auto const is_refused = [](Nanoseconds first, Nanoseconds second, Nanoseconds duration) {
        Trace trace;
        trace.threads = {{.name = "a"}};
        trace.events = {{.time = first, .kind = Kind::run}, {.time = second, .kind = Kind::leave}};
        trace.duration = duration;
        std::stringstream file;
        write(trace, file);
        try {
            (void)read(file);
        } catch (FormatError const&) {
            return true;
        }
        return false;
    };
    CHECK_FALSE(is_refused(3, 5, 5));
    CHECK(is_refused(5, 3, 9));
    CHECK(is_refused(-1, 3, 9));
    CHECK(is_refused(3, 5, 4));
}

TEST_CASE("what is not a whole trace is refused") {
    std::stringstream none{"something else"};
    CHECK_THROWS_AS(read(none), FormatError);
    std::stringstream whole;
    Trace trace;
    trace.threads = {{.name = "a"}};
    trace.events = {{.time = 300, .kind = Kind::run}, {.time = 900, .kind = Kind::leave}};
    trace.duration = 900;
    trace.objects = {{.type = "list", .name = "shared", .identity = 0x7F00'0000'0040}};
    trace.object_waits = {{.count = 7, .time = 70, .longest = 20, .first = 3, .last = 900}};
    write(trace, whole);
    std::string const text = whole.str();
    for (std::size_t length = 0; length < text.size(); ++length) {
        std::stringstream cut{text.substr(0, length)};
        CHECK_THROWS_AS(read(cut), FormatError);
    }
    for (std::size_t at = 15; at < text.size(); ++at) {
        std::string damaged = text;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
        std::stringstream file{damaged};
        try {
            (void)read(file);  // may still make sense
        } catch (FormatError const&) {}
    }
}

}  // namespace minivm::trace
