#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    List* list(std::vector<Value> const& items) { return make_list(thread, items).take(); }
    std::vector<Value> sorted(std::vector<Value> const& items, bool reverse = false) {
        List* const sorted_list = list(items);
        CHECK(sort(thread, sorted_list, Value::none(), reverse));
        return {sorted_list->values().begin(), sorted_list->values().end()};
    }

    Interpreter interpreter;
    Thread thread;
};

TEST_CASE_FIXTURE(Fixture, "small ints are sorted at every length") {
    std::mt19937_64 random(1);
    for (std::size_t length = 0; length < 400; ++length) {
        for (int const bits : {2, 10, 59}) {
            std::vector<std::int64_t> numbers(length);
            for (auto& number : numbers)
                number = static_cast<std::int64_t>(random() >> (64 - bits)) - (std::int64_t{1} << (bits - 1));
            std::vector<Value> items;
            for (std::int64_t const number : numbers) items.push_back(Value::small_int(number));
            std::vector<Value> const result = sorted(items);
            std::sort(numbers.begin(), numbers.end());
            bool same = true;
            for (std::size_t i = 0; i < length; ++i) same = same && result[i] == Value::small_int(numbers[i]);
            REQUIRE(same);
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "floats are sorted stably, both zeros being equal") {
    std::mt19937_64 random(2);
    for (std::size_t const length : {5U, 100U, 127U, 128U, 1000U}) {
        std::vector<Value> items;
        std::vector<double> numbers;
        for (std::size_t i = 0; i < length; ++i) {
            double const number = static_cast<double>(static_cast<std::int64_t>(random() % 7) - 3) * 0.5;
            double const given = number == 0 && random() % 2 == 0 ? -0.0 : number;
            numbers.push_back(given);
            items.push_back(Value::small_double(given));
        }
        std::vector<Value> const result = sorted(items);
        std::stable_sort(numbers.begin(), numbers.end());
        for (std::size_t i = 0; i < length; ++i) REQUIRE(result[i] == Value::small_double(numbers[i]));
    }
}

TEST_CASE_FIXTURE(Fixture, "tuples, strs and mixed numbers are sorted by their own order") {
    std::mt19937_64 random(3);
    for (std::size_t const length : {3U, 40U, 300U, 3000U}) {
        std::vector<Value> items;
        std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
        for (std::size_t i = 0; i < length; ++i) {
            auto const first = static_cast<std::int64_t>(random() % 20);
            pairs.emplace_back(first, static_cast<std::int64_t>(i % 5));
            Value const pair[] = {
                i % 3 == 0 ? Value::small_double(static_cast<double>(first)) : Value::small_int(first),
                Value::small_int(static_cast<std::int64_t>(i % 5))};
            items.push_back(Value::of(make_small_tuple(thread, pair)));
        }
        std::vector<Value> const result = sorted(items);
        std::stable_sort(pairs.begin(), pairs.end());
        for (std::size_t i = 0; i < length; ++i) {
            Tuple* const tuple = cast<Tuple>(result[i]);
            REQUIRE(as_double(Value::small_double(tuple->items()[0].is_small_int()
                                                      ? static_cast<double>(tuple->items()[0].as_small_int())
                                                      : tuple->items()[0].as_small_double())) ==
                    static_cast<double>(pairs[i].first));
            REQUIRE(tuple->items()[1] == Value::small_int(pairs[i].second));
        }
    }
    std::vector<Value> words;
    for (char const* const word : {"pear", "apple", "fig", "\u00e9t\u00e9", "app", ""})
        words.push_back(Value::of(make_str(thread, word).take()));
    std::string joined;
    for (Value const word : sorted(words, true)) joined += to_utf8(cast<Str>(word)) + ",";
    CHECK(joined == "\u00e9t\u00e9,pear,fig,apple,app,,");
}

TEST_CASE_FIXTURE(Fixture, "a comparison that raises leaves all items in the list") {
    std::vector<Value> items;
    for (std::int64_t i = 0; i < 200; ++i) items.push_back(Value::small_int(i * 7919 % 200));
    items[150] = Value::none();
    List* const mixed = list(items);
    CHECK_FALSE(sort(thread, mixed, Value::none(), false));
    CHECK(raised_is(thread, types(thread).type_error));
    take_exception(thread);
    CHECK(mixed->length == 200);
    std::vector<Value::Bits> before;
    std::vector<Value::Bits> after;
    for (Value const item : items) before.push_back(item.bits());
    for (Value const item : mixed->view()) after.push_back(item.bits());
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    CHECK(before == after);
}

}  // namespace
}  // namespace minivm
