#include "vm/objects/set.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>

#include "vm/objects/containers.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    Set* make(Kind kind = Kind::set) { return make_set(thread, kind).take(); }
    Set* numbers(std::int64_t end, Kind kind = Kind::set) {
        Set* const set = make(kind);
        for (std::int64_t i = 0; i < end; ++i) CHECK(add(thread, set, Value::small_int(i)));
        return set;
    }
    Set* combined(BinaryOperator op, Set* left, Set* right) {
        Value const made = set_binary(thread, static_cast<int>(op), Value::of(left), Value::of(right)).take();
        return static_cast<Set*>(made.as_object());
    }
    void combine(BinaryOperator op, Set* left, Set* right) {
        CHECK(set_inplace(thread, static_cast<int>(op), Value::of(left), Value::of(right)));
    }

    Interpreter interpreter;
    Thread thread;
};

struct History {
    std::uint64_t seed;
    std::uint64_t width;
    int steps;
    std::uint64_t checksum;
};

// Made by set_orders.py.
constexpr History histories[] = {
    {1, 20, 3000, 0xdc116bcb045c9144},   {2, 100, 3000, 0x31f582308249aa17},
    {3, 1000, 2000, 0x4be698b8be5803fa}, {4, 1073741824, 1000, 0xa683f995d5bfe9bb},
    {5, 400, 3000, 0xaf7ab7b06b59b114},
};

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t n) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return (state_ >> 33) % n;
    }

private:
    std::uint64_t state_;
};

TEST_CASE_FIXTURE(Fixture, "sets of ints are in CPython's order after any history") {
    for (History const& history : histories) {
        CAPTURE(history.seed);
        Random random(history.seed);
        std::array<Set*, 3> sets{make(), make(), make()};
        std::uint64_t checksum = 0xCBF29CE484222325;
        for (int step = 0; step < history.steps; ++step) {
            Set*& target = sets[random.below(3)];
            Set* const other = sets[random.below(3)];
            auto const key = static_cast<std::int64_t>(random.below(history.width)) -
                             static_cast<std::int64_t>(history.width / 3);
            std::uint64_t const op = random.below(24);
            if (op < 10) {
                CHECK(add(thread, target, Value::small_int(key)));
            } else if (op < 15) {
                CHECK(discard(thread, target, Value::small_int(key)));
            } else if (op == 15) {
                set_pop(thread, target);
            } else if (op == 16) {
                target = combined(BinaryOperator::bit_or, target, other);
            } else if (op == 17) {
                target = combined(BinaryOperator::bit_and, target, other);
            } else if (op == 18) {
                target = combined(BinaryOperator::sub, target, other);
            } else if (op == 19) {
                target = combined(BinaryOperator::bit_xor, target, other);
            } else if (op == 20) {
                combine(BinaryOperator::bit_or, target, other);
            } else if (op == 21) {
                combine(random.below(4) == 0 ? BinaryOperator::bit_and : BinaryOperator::sub, target, other);
            } else if (op == 22) {
                combine(BinaryOperator::bit_xor, target, other);
            } else {
                auto const end = key + static_cast<std::int64_t>(random.below(40));
                Value const range =
                    make_range(thread, Value::small_int(key), Value::small_int(end), Value::small_int(1))
                        .take();
                CHECK(update(thread, target, range));
            }
            std::uint32_t position = 0;
            while (auto const entry = next_entry(target, position))
                checksum = (checksum ^ static_cast<std::uint64_t>(entry->key.as_small_int())) * 0x100000001B3;
        }
        CHECK(checksum == history.checksum);
    }
}

TEST_CASE_FIXTURE(Fixture, "a frozenset hashes as CPython's") {
    CHECK(frozenset_hash(thread, make(Kind::frozenset)).take() == 133146708735736);
    Set* const three = make(Kind::frozenset);
    for (std::int64_t const i : {3, 1, 2}) CHECK(add(thread, three, Value::small_int(i)));
    CHECK(frozenset_hash(thread, three).take() == -272375401224217160);
    CHECK(frozenset_hash(thread, numbers(100, Kind::frozenset)).take() == 4411996150312757951);
}

TEST_CASE_FIXTURE(Fixture, "a set is found among frozensets") {
    Set* const sets = make();
    CHECK(add(thread, sets, Value::of(numbers(3, Kind::frozenset))));
    CHECK(contains(thread, sets, Value::of(numbers(3))).take());
    CHECK_FALSE(contains(thread, sets, Value::of(numbers(4))).take());
    CHECK(discard(thread, sets, Value::of(numbers(3))).take());
    CHECK(sets->used == 0);
}

TEST_CASE_FIXTURE(Fixture, "equal numbers are one key") {
    Set* const set = make();
    CHECK(add(thread, set, Value::small_int(1)));
    CHECK(add(thread, set, Value::small_double(1.0)));
    CHECK(add(thread, set, Value::boolean(true)));
    CHECK(set->used == 1);
    CHECK(set->table->entries()[1].key == Value::small_int(1));
}

TEST_CASE_FIXTURE(Fixture, "comparisons are by inclusion") {
    auto compare_sets = [&](CompareOperator op, Set* left, Set* right) {
        return set_compare(thread, static_cast<int>(op), Value::of(left), Value::of(right)).take().is_true();
    };
    Set* const small = numbers(3);
    Set* const large = numbers(5, Kind::frozenset);
    CHECK(compare_sets(CompareOperator::lt, small, large));
    CHECK(compare_sets(CompareOperator::le, small, small));
    CHECK_FALSE(compare_sets(CompareOperator::lt, small, small));
    CHECK(compare_sets(CompareOperator::gt, large, small));
    CHECK(compare_sets(CompareOperator::eq, small, numbers(3, Kind::frozenset)));
    CHECK(compare_sets(CompareOperator::ne, small, large));
    CHECK(set_compare(thread, 0, Value::of(small), Value::none()).take() == Value::not_implemented());
}

}  // namespace
}  // namespace minivm
