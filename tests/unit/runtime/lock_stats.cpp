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
    CHECK(record.acquisitions == 1);
    REQUIRE(record.usage.has_value());
    CHECK(record.usage->processor_time == 4 * millisecond);
    CHECK(record.usage->voluntary_switches == 3);
}

TEST_CASE("of very many threads that have ended each keeps its figures, and the total has them all") {
    Measured measured;
    for (int number = 0; number < 300; ++number) {
        StillThread thread{"t"};
        measured.gil->attach(thread);
        measured.gil->acquire(thread);
        measured.gil->detach(thread);
    }
    std::vector<ThreadRecord> const records = measured.gil->records();
    REQUIRE(records.size() == 300);
    CHECK(records.back().index == 299);
    CHECK(records.back().usage.has_value());
    CHECK(measured.gil->total().acquisitions == 300);
    CHECK(releases(measured.gil->total(), Cause::exit) == 300);
}

TEST_CASE("a thread that lives has figures, and none of the system's until it asks for them") {
    Measured measured;
    StillThread thread{"t"};
    measured.gil->attach(thread);
    measured.gil->acquire(thread);
    CHECK(measured.gil->records().at(0).acquisitions == 1);
    CHECK_FALSE(measured.gil->records().at(0).usage.has_value());
    measured.gil->sample_usage(thread);
    CHECK(measured.gil->records().at(0).usage.has_value());
    measured.gil->detach(thread);
}

TEST_CASE("without statistics threads leave no record but the total") {
    Gil gil{std::make_unique<StillPolicy>()};
    StillThread thread{"t"};
    gil.attach(thread);
    gil.acquire(thread);
    CHECK(gil.records().at(0).acquisitions == 1);
    gil.detach(thread);
    CHECK(gil.records().empty());
    CHECK(gil.total().acquisitions == 1);
}

}  // namespace minivm::lock
