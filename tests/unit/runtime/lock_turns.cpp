// Who goes before whom under the policy `adaptive`, told by hand.

#include "runtime/lock/turns.hpp"

#include <doctest/doctest.h>

namespace minivm::lock {
namespace {

constexpr Nanoseconds microsecond = 1'000;
constexpr Nanoseconds millisecond = 1'000'000;
constexpr Nanoseconds quantum = 10 * millisecond;

}  // namespace

TEST_CASE("patient threads have whole turns in the order in which they came") {
    Turns turns{quantum};
    Turn holder{0};
    Turn first{0};
    Turn second{0};
    turns.begin(holder, 0);
    CHECK(turns.due(holder) == never);
    for (Turn* const turn : {&first, &second}) {
        turns.arrive(*turn, Turns::least - 1);
        CHECK(turn->line == Line::patient);
        CHECK_FALSE(turns.heir() == turn);
        turns.join(*turn);
    }
    CHECK(turns.heir() == &first);
    CHECK(turns.keeper() == &first);
    CHECK(turns.due(holder) == quantum);
    turns.charge(holder, quantum);
    turns.give_way(holder, Turns::Giving::asked);
    CHECK(holder.computes);
    turns.leave(first);
    turns.begin(first, quantum);
    CHECK(first.credit == quantum);
    CHECK(turns.heir() == &second);
}

TEST_CASE("a thread back from blocking is urgent with least credit, and displaces a patient holder") {
    Turns turns{quantum};
    Turn holder{0};
    Turn caller{0};
    turns.begin(holder, 0);
    turns.arrive(caller, Turns::least);
    CHECK(caller.line == Line::urgent);
    turns.join(caller);
    CHECK(turns.due(holder) == 0);
    turns.charge(holder, millisecond);
    turns.give_way(holder, Turns::Giving::asked);
    CHECK(holder.displaced);
    CHECK(turns.heir() == &caller);
    turns.leave(caller);
    turns.begin(caller, millisecond);
    CHECK(turns.heir() == &holder);
    CHECK(turns.due(caller) == millisecond + Turns::least);
    // The displaced one goes on with its turn.
    turns.charge(caller, 2 * millisecond);
    turns.leave(holder);
    turns.begin(holder, 2 * millisecond);
    CHECK(holder.credit == quantum - millisecond);
}

TEST_CASE("no thread saves more than a quantum") {
    Turns turns{quantum};
    Turn sleeper{0};
    turns.arrive(sleeper, 1000 * quantum);
    CHECK(sleeper.credit == quantum);
}

TEST_CASE("when the allowance is spent the patient run for a ration before the urgent") {
    Turns turns{quantum};
    Turn patient{0};
    Turn urgent{0};
    turns.arrive(patient, 0);
    turns.join(patient);
    turns.arrive(urgent, quantum);
    REQUIRE(turns.goes_first(urgent));
    turns.begin(urgent, 0);
    CHECK(turns.due(urgent) == quantum);
    turns.charge(urgent, quantum);  // all of the allowance
    turns.arrive(urgent, quantum);
    CHECK_FALSE(turns.goes_first(urgent));
    turns.join(urgent);
    CHECK(turns.heir() == &patient);
    turns.leave(patient);
    turns.begin(patient, quantum);
    // Nobody else is patient now: the allowance is for those who make others wait.
    CHECK(turns.heir() == &urgent);
    Turn other{0};
    turns.arrive(other, 0);
    turns.join(other);
    CHECK(turns.heir() == &other);
    CHECK(turns.due(patient) == quantum + Turns::ration);
    turns.charge(patient, quantum + Turns::ration);
    CHECK(turns.heir() == &urgent);
}

TEST_CASE("urgent threads among themselves change over after a slice") {
    Turns turns{quantum};
    Turn first{0};
    Turn second{0};
    turns.arrive(first, quantum);
    turns.begin(first, 0);
    turns.arrive(second, quantum);
    turns.join(second);
    CHECK(turns.due(first) == Turns::slice);
    turns.charge(first, Turns::slice);
    turns.give_way(first, Turns::Giving::asked);
    CHECK(first.line == Line::urgent);
    CHECK(turns.heir() == &second);
}

TEST_CASE("a thread that offers the lock goes to the tail") {
    Turns turns{quantum};
    Turn holder{0};
    Turn waiter{0};
    turns.begin(holder, 0);
    turns.arrive(waiter, 0);
    turns.join(waiter);
    turns.charge(holder, microsecond);
    turns.give_way(holder, Turns::Giving::offered);
    CHECK(turns.heir() == &waiter);
    CHECK_FALSE(holder.computes);
}

TEST_CASE("the bound on a wait counts the others and the quantum") {
    CHECK(Turns::longest_wait(0, quantum) == quantum);
    CHECK(Turns::longest_wait(63, quantum) == 127 * quantum);
}

}  // namespace minivm::lock
