#include "runtime/lock/gil.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/unit/runtime/still_policy.hpp"

namespace minivm::lock {
namespace {

[[noreturn]] void throw_violation(std::string const& message) { throw std::logic_error(message); }

struct Checked {
    Checked() {
        gil.check_protocol(throw_violation);
        gil.attach(a);
        gil.attach(b);
    }

    Gil gil{std::make_unique<StillPolicy>()};
    StillThread a{"a"};
    StillThread b{"b"};
};

}  // namespace

TEST_CASE("a thread goes from detached over waiting to running, to blocked, and back") {
    Gil gil{std::make_unique<StillPolicy>()};
    StillThread thread{"t"};
    CHECK(thread.state() == State::detached);
    gil.attach(thread);
    CHECK(gil.threads() == 1);
    gil.acquire(thread);
    CHECK(thread.state() == State::running);
    CHECK(gil.held_by(thread));
    {
        Unlocked const unlocked{thread, Cause::io};
        CHECK(thread.state() == State::blocked);
        CHECK(thread.cause() == Cause::io);
        CHECK_FALSE(gil.held_by(thread));
    }
    CHECK(thread.state() == State::running);
    gil.detach(thread);
    CHECK(thread.state() == State::detached);
    CHECK(gil.threads() == 0);
}

TEST_CASE("a thread that goes back to the host's code is detached, and may come again") {
    Gil gil{std::make_unique<StillPolicy>()};
    StillThread thread{"t"};
    gil.attach(thread);
    gil.acquire(thread);
    gil.release(thread, Cause::host);
    CHECK(thread.state() == State::detached);
    CHECK(gil.threads() == 1);
    gil.acquire(thread);
    CHECK(gil.held_by(thread));
    gil.release(thread, Cause::host);
    gil.detach(thread);
    CHECK(gil.threads() == 0);
}

TEST_CASE("a thread that is announced as starting waits from then on") {
    Gil gil{std::make_unique<StillPolicy>()};
    StillThread thread{"t"};
    gil.attach(thread, Arrival::starting);
    CHECK(thread.state() == State::waiting);
    CHECK(thread.cause() == Cause::start);
    gil.detach(thread);
    CHECK(gil.threads() == 0);
}

TEST_CASE("attachments are numbered in the order in which they come") {
    Checked checked;
    StillThread c{"c"};
    checked.gil.detach(checked.b);
    checked.gil.attach(c);
    CHECK(checked.a.index() == 0);
    CHECK(checked.b.index() == 1);
    CHECK(c.index() == 2);
}

TEST_CASE("releasing a lock that the thread does not hold violates the protocol") {
    Checked checked;
    CHECK_THROWS_WITH(checked.gil.release(checked.a, Cause::io),
                      "thread a is not attached, or does not hold the lock");
    checked.gil.acquire(checked.a);
    checked.gil.release(checked.a, Cause::io);
    CHECK_THROWS_WITH(checked.gil.release(checked.a, Cause::io), "thread a must hold the lock to release it");
}

TEST_CASE("acquiring the lock twice violates the protocol") {
    Checked checked;
    checked.gil.acquire(checked.a);
    CHECK_THROWS_WITH(checked.gil.acquire(checked.a), "thread a holds the lock already");
}

TEST_CASE("yielding without the lock violates the protocol") {
    Checked checked;
    checked.gil.acquire(checked.a);
    checked.gil.release(checked.a, Cause::io);
    CHECK_THROWS_WITH(checked.gil.yield(checked.a), "thread a must hold the lock to yield it");
}

TEST_CASE("a policy which gives the lock to two threads is found out") {
    Checked checked;
    checked.gil.acquire(checked.a);
    CHECK_THROWS_WITH(checked.gil.acquire(checked.b), "thread b got a lock which is held");
}

TEST_CASE("assert_held tells the holder from the others") {
    Checked checked;
    checked.gil.acquire(checked.a);
    CHECK_NOTHROW(checked.gil.assert_held(checked.a));
    CHECK_THROWS_WITH(checked.gil.assert_held(checked.b), "thread b must hold the lock");
}

TEST_CASE("an observer is told each transition and its cause") {
    class Lines final : public Observer {
    public:
        void on_event(Event const& event) override {
            lines.push_back(event.thread.name() + " " + std::string{name_of(event.from)} + " " +
                            std::string{name_of(event.to)} + " " + std::string{name_of(event.cause)});
        }
        std::vector<std::string> lines;
    };

    Gil gil{std::make_unique<StillPolicy>()};
    Lines observer;
    gil.observe(&observer);
    StillThread thread{"t"};
    gil.attach(thread);
    gil.acquire(thread);
    gil.yield(thread);
    gil.release(thread, Cause::io);
    gil.acquire(thread);
    gil.detach(thread);
    CHECK(observer.lines == std::vector<std::string>{"t detached waiting none", "t waiting running none",
                                                     "t running waiting yield", "t waiting running yield",
                                                     "t running blocked io", "t blocked waiting io",
                                                     "t waiting running io", "t running detached exit"});
    gil.observe(nullptr);
    gil.attach(thread);
    CHECK(observer.lines.size() == 8);
}

TEST_CASE("the switch interval is kept in whole microseconds") {
    Gil gil{std::make_unique<StillPolicy>()};
    CHECK(gil.policy().switch_interval() == 5'000'000);
    gil.set_switch_interval(0.0000015);
    CHECK(gil.policy().switch_interval() == 1'000);
    gil.set_switch_interval(1e300);
    CHECK(gil.policy().switch_interval() > 0);
}

TEST_CASE("a deadline that would pass the end of time is never") {
    CHECK(later(5, 7) == 12);
    CHECK(later(5, -7) == 5);
    CHECK(later(5, never - 6) == never - 1);
    CHECK(later(5, never - 5) == never);
    CHECK(later(never, 1) == never);
}

TEST_CASE("policies are made by name") {
    std::string const table = format_policies();
    for (PolicyDescription const& description : policies()) {
        std::string const name{description.name};
        CAPTURE(name);
        std::unique_ptr<Policy> const policy = make_policy(name, {.check_interval = 7, .switch_interval = 9});
        REQUIRE(policy != nullptr);
        CHECK(policy->name() == name);
        CHECK(policy->check_interval() == 7);
        CHECK(policy->switch_interval() == 9);
        CHECK(policy_names().find(name) != std::string::npos);
        CHECK(table.find("\n" + name + " ") != std::string::npos);
    }
    CHECK(make_policy("tick")->check_interval() == 100);
    CHECK(make_policy("interval")->switch_interval() == 5'000'000);
    CHECK(make_policy("none such") == nullptr);
}

}  // namespace minivm::lock
