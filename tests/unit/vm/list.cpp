#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
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

    List* numbers(std::int64_t end) {
        List* const list = make_list(thread).take();
        for (std::int64_t i = 0; i < end; ++i) CHECK(append(thread, list, Value::small_int(i)));
        return list;
    }
    Value range(std::int64_t start, std::int64_t stop, std::int64_t step) {
        return make_range(thread, Value::small_int(start), Value::small_int(stop), Value::small_int(step))
            .take();
    }
    Value bound(std::int64_t value) { return value == none ? Value::none() : Value::small_int(value); }
    Value slice(std::int64_t start, std::int64_t stop, std::int64_t step) {
        return make_slice(thread, bound(start), bound(stop), bound(step));
    }
    std::string shown(Value value) { return to_utf8(repr(thread, value).take()); }
    std::string raised() { return shown(take_exception(thread)); }

    static constexpr std::int64_t none = INT64_MIN;
    Interpreter interpreter;
    Thread thread;
};

TEST_CASE_FIXTURE(Fixture, "items and slices are read") {
    List* const list = numbers(6);
    CHECK(list_get_item(thread, list, Value::small_int(-1)).take() == Value::small_int(5));
    CHECK(list_get_item(thread, list, Value::boolean(true)).take() == Value::small_int(1));
    CHECK(shown(list_get_item(thread, list, slice(1, none, 2)).take()) == "[1, 3, 5]");
    CHECK(shown(list_get_item(thread, list, slice(none, none, -2)).take()) == "[5, 3, 1]");
    CHECK(shown(list_get_item(thread, list, slice(4, 1, 1)).take()) == "[]");
    CHECK_FALSE(list_get_item(thread, list, Value::small_int(6)));
    CHECK(raised() == "IndexError('list index out of range')");
    CHECK_FALSE(list_get_item(thread, list, slice(1, 2, 0)));
    CHECK(raised() == "ValueError('slice step cannot be zero')");
    CHECK_FALSE(list_get_item(thread, list, Value::of(interpreter.intern(thread, "a"))));
    CHECK(raised() == "TypeError('list indices must be integers or slices, not str')");
}

TEST_CASE_FIXTURE(Fixture, "slices are replaced") {
    List* const list = numbers(6);
    CHECK(list_set_item(thread, list, slice(1, 3, none), Value::of(numbers(4))));
    CHECK(shown(Value::of(list)) == "[0, 0, 1, 2, 3, 3, 4, 5]");
    CHECK(list_set_item(thread, list, slice(2, 7, none), Value::of(empty_tuple(thread))));
    CHECK(shown(Value::of(list)) == "[0, 0, 5]");
    CHECK(list_set_item(thread, list, slice(none, none, -2), Value::of(numbers(2))));
    CHECK(shown(Value::of(list)) == "[1, 0, 0]");
    CHECK(list_set_item(thread, list, slice(1, 1, none), Value::of(list)));
    CHECK(shown(Value::of(list)) == "[1, 1, 0, 0, 0, 0]");
    CHECK_FALSE(list_set_item(thread, list, slice(none, none, 2), Value::of(numbers(2))));
    CHECK(raised() == "ValueError('attempt to assign sequence of size 2 to extended slice of size 3')");
    CHECK_FALSE(list_set_item(thread, list, slice(0, 1, none), Value::small_int(1)));
    CHECK(raised() == "TypeError('can only assign an iterable')");
}

TEST_CASE_FIXTURE(Fixture, "any slice deletes what it selects") {
    std::mt19937 random(4);
    auto any = [&] { return random() % 5 == 0 ? none : static_cast<std::int64_t>(random() % 25) - 12; };
    for (int round = 0; round < 3000; ++round) {
        auto const length = static_cast<std::int64_t>(random() % 12);
        std::int64_t step = any();
        if (step == 0) step = 1;
        Value const key = slice(any(), any(), step);
        SliceBounds const bounds =
            slice_bounds(thread, cast<Slice>(key), static_cast<std::size_t>(length)).take();
        std::vector<bool> gone(static_cast<std::size_t>(length));
        for (std::int64_t i = 0; i < bounds.count; ++i)
            gone[static_cast<std::size_t>(bounds.start + i * bounds.step)] = true;
        List* const list = numbers(length);
        CHECK(list_delete_item(thread, list, key));
        std::vector<Value> kept;
        for (std::int64_t i = 0; i < length; ++i)
            if (!gone[static_cast<std::size_t>(i)]) kept.push_back(Value::small_int(i));
        REQUIRE(list->length == kept.size());
        for (std::size_t i = 0; i < kept.size(); ++i) REQUIRE(list->items[i] == kept[i]);
    }
}

TEST_CASE_FIXTURE(Fixture, "sizes beyond memory are refused") {
    List* const list = numbers(3);
    CHECK_FALSE(list_repeat(thread, list, make_int(thread, std::int64_t{1} << 40)));
    CHECK(raised() == "MemoryError()");
    CHECK_FALSE(list_inplace_repeat(thread, list, make_int(thread, std::int64_t{1} << 61)));
    CHECK(raised() == "MemoryError()");
    CHECK(list->length == 3);
    CHECK(shown(list_repeat(thread, list, Value::small_int(2)).take()) == "[0, 1, 2, 0, 1, 2]");
    CHECK(shown(list_repeat(thread, list, Value::small_int(-2)).take()) == "[]");
}

TEST_CASE_FIXTURE(Fixture, "a list that holds itself is printed once") {
    List* const list = numbers(1);
    CHECK(append(thread, list, Value::of(list)));
    CHECK(shown(Value::of(list)) == "[0, [...]]");
}

TEST_CASE_FIXTURE(Fixture, "tuples hash as CPython's and share the empty one") {
    Value const three[] = {Value::small_int(1), Value::small_int(2), Value::small_int(3)};
    CHECK(tuple_hash(thread, make_small_tuple(thread, three)).take() == 529344067295497451);
    CHECK(tuple_hash(thread, empty_tuple(thread)).take() == 5740354900026072187);
    Value const inner[] = {Value::small_int(2), Value::small_int(-1)};
    Value const outer[] = {Value::small_double(1.5), Value::of(make_small_tuple(thread, inner))};
    CHECK(tuple_hash(thread, make_small_tuple(thread, outer)).take() == 4357589405312469601);
    CHECK(make_tuple(thread, {}).take() == empty_tuple(thread));
    CHECK(shown(Value::of(make_small_tuple(thread, {three, 1}))) == "(1,)");
}

TEST_CASE_FIXTURE(Fixture, "ranges count, index and hash without being walked") {
    Range* const down = cast<Range>(range(10, 0, -3));
    CHECK(down->length == Value::small_int(4));
    CHECK(range_get_item(thread, down, Value::small_int(-1)).take() == Value::small_int(1));
    CHECK(range_contains(thread, down, Value::small_int(4)).take());
    CHECK_FALSE(range_contains(thread, down, Value::small_int(5)).take());
    CHECK(range_contains(thread, down, Value::small_double(7.0)).take());
    CHECK(shown(range_get_item(thread, down, slice(none, none, -1)).take()) == "range(1, 13, 3)");
    CHECK(range_hash(thread, cast<Range>(range(0, 10, 1))).take() == -7546101314042312252);
    CHECK(range_equal(thread, cast<Range>(range(0, 3, 2)), cast<Range>(range(0, 4, 2))).take().is_true());
    CHECK(cast<Range>(range(5, 5, 1))->length == Value::small_int(0));
    Value const huge = int_from_digits(thread, "1000000000000000000000", 10).take();
    Range* const big = cast<Range>(make_range(thread, Value::small_int(0), huge, Value::small_int(3)).take());
    CHECK(shown(big->length) == "333333333333333333334");
    CHECK(shown(range_get_item(thread, big, Value::small_int(-1)).take()) == "999999999999999999999");
}

TEST_CASE_FIXTURE(Fixture, "what a reader saw of a list stays readable while other threads may look") {
    Thread other(interpreter);
    List* const list = numbers(40);
    std::span<Slot const> const seen = list->view();
    auto const as_seen = [&] {
        for (std::size_t i = 0; i < seen.size(); ++i)
            if (seen[i] != Value::small_int(static_cast<std::int64_t>(i))) return false;
        return true;
    };
    if (!free_threaded) return;
    list_truncate(thread, list, 0);
    CHECK(as_seen());
    CHECK(list->item(0).is_unbound());
    CHECK(list->items == seen.data());
    for (std::int64_t i = 0; i < 1000; ++i) CHECK(append(thread, list, Value::small_int(i)));
    CHECK(list->items != seen.data());
    CHECK(as_seen());
    CHECK(list->item(999) == Value::small_int(999));
    Slot const* const storage = list->items;
    CHECK(list_delete_item(thread, list, slice(3, none, none)));
    CHECK(list->items == storage);
    CHECK(shown(Value::of(list)) == "[0, 1, 2]");
}

TEST_CASE_FIXTURE(Fixture, "a list that other threads may look at is sorted where it lies") {
    Thread other(interpreter);
    List* const list = numbers(300);
    Slot const* const storage = list->items;
    CHECK(sort(thread, list, Value::none(), true));
    CHECK(list->item(0) == Value::small_int(299));
    CHECK(list->item(299) == Value::small_int(0));
    if (free_threaded) CHECK(list->items == storage);
}

TEST_CASE_FIXTURE(Fixture, "storage shrinks while nobody else can look") {
    List* const list = numbers(1000);
    list_truncate(thread, list, 3);
    CHECK(list->capacity < 10);
    list_truncate(thread, list, 0);
    CHECK(list->capacity == 0);
}

}  // namespace
}  // namespace minivm
