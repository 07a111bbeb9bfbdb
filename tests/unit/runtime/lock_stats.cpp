#include "runtime/lock/stats.hpp"

#include <doctest/doctest.h>

#include "tests/unit/runtime/still_policy.hpp"

namespace minivm::lock {
namespace {

constexpr Nanoseconds millisecond = 1'000'000;

struct Measured {
    Measured() {
        auto owned = std::make_unique<StillPolicy>();
        policy = owned.get();
        gil = std::make_unique<Gil>(std::move(owned));
        gil->enable_statistics();
    }

    StillPolicy* policy;
    std::unique_ptr<Gil> gil;
};

std::uint64_t releases(ThreadRecord const& record, Cause cause) {
    return record.releases[static_cast<std::size_t>(cause)];
}

}  // namespace

TEST_CASE("time is booked to the state in which it passed") {
    Measured measured;
    StillThread thread{"t"};
    measured.policy->time = 1'000;
    measured.gil->attach(thread);
    measured.policy->acquiring_takes = 3 * millisecond;
    measured.gil->acquire(thread);
    measured.policy->time += 10 * millisecond;
    measured.gil->release(thread, Cause::io);
    measured.policy->time += 7 * millisecond;
    measured.gil->acquire(thread);
    measured.policy->time += millisecond;

    ThreadRecord const record = measured.gil->records().at(0);
    CHECK(record.waiting == 6 * millisecond);
    CHECK(record.running == 11 * millisecond);
    CHECK(record.blocked == 7 * millisecond);
    CHECK(record.wall == 24 * millisecond);
    CHECK(record.acquisitions == 2);
    CHECK_FALSE(record.usage.has_value());
    measured.gil->detach(thread);
}

TEST_CASE("releases are counted by their cause") {
    Measured measured;
    StillThread thread{"t"};
    Gil& gil = *measured.gil;
    gil.attach(thread);
    gil.acquire(thread);
    gil.switch_point(thread);
    gil.yield(thread);
    gil.yield(thread);
    { Unlocked const unlocked{thread, Cause::sleep}; }
    gil.detach(thread);
    ThreadRecord const record = gil.records().at(0);
    CHECK(releases(record, Cause::forced) == 1);
    CHECK(releases(record, Cause::yield) == 2);
    CHECK(releases(record, Cause::sleep) == 1);
    CHECK(releases(record, Cause::exit) == 1);
    CHECK(record.acquisitions == 5);
}

TEST_CASE("a thread that has ended keeps its figures, and what the system spent on it") {
    Measured measured;
    {
        StillThread thread{"gone"};
        measured.gil->attach(thread);
        measured.gil->acquire(thread);
        measured.policy->time += 8 * millisecond;
        measured.gil->detach(thread);
    }
    measured.policy->time += millisecond;
    ThreadRecord const record = measured.gil->records().at(0);
    CHECK(record.name == "gone");
    CHECK(record.wall == 8 * millisecond);
    CHECK(record.running == 8 * millisecond);
    REQUIRE(record.usage.has_value());
    CHECK(record.usage->processor_time == 4 * millisecond);
    CHECK(record.usage->voluntary_switches == 3);
}

TEST_CASE("of very many threads that have ended the last share a row") {
    Measured measured;
    for (int number = 0; number < 300; ++number) {
        StillThread thread{"t"};
        measured.gil->attach(thread);
        measured.gil->acquire(thread);
        measured.gil->detach(thread);
    }
    std::vector<ThreadRecord> const records = measured.gil->records();
    REQUIRE(records.size() == 257);
    CHECK(records.back().name == "44 more");
    CHECK(records.back().acquisitions == 44);
}

TEST_CASE("without statistics no clock is read") {
    auto owned = std::make_unique<StillPolicy>();
    StillPolicy& policy = *owned;
    Gil gil{std::move(owned)};
    StillThread thread{"t"};
    policy.acquiring_takes = millisecond;
    gil.attach(thread);
    gil.acquire(thread);
    ThreadRecord const record = gil.records().at(0);
    CHECK(record.wall == 0);
    CHECK(record.waiting == 0);
    CHECK(record.acquisitions == 1);
    gil.detach(thread);
    CHECK(gil.records().empty());
}

}  // namespace minivm::lock
