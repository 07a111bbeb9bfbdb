#include "vm/objects/dict.hpp"

#include <doctest/doctest.h>

#include <list>
#include <random>
#include <string>
#include <unordered_map>

#include "vm/objects/containers.hpp"
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

    Value text(std::string const& utf8) { return Value::of(make_str(thread, utf8).take()); }
    std::string shown(Dict* dict) { return to_utf8(dict_repr(thread, dict).take()); }

    Interpreter interpreter;
    Thread thread;
};

/// The same dict out of the standard library's parts.
class Model {
public:
    void store(std::int64_t key, std::int64_t value) {
        if (auto const found = places_.find(key); found != places_.end()) {
            found->second->second = value;
            return;
        }
        order_.emplace_back(key, value);
        places_[key] = std::prev(order_.end());
    }
    bool remove(std::int64_t key) {
        auto const found = places_.find(key);
        if (found == places_.end()) return false;
        order_.erase(found->second);
        places_.erase(found);
        return true;
    }
    std::list<std::pair<std::int64_t, std::int64_t>> const& items() const { return order_; }
    void drop_last() {
        places_.erase(order_.back().first);
        order_.pop_back();
    }
    void clear() {
        order_.clear();
        places_.clear();
    }

private:
    std::list<std::pair<std::int64_t, std::int64_t>> order_;
    std::unordered_map<std::int64_t, std::list<std::pair<std::int64_t, std::int64_t>>::iterator> places_;
};

TEST_CASE_FIXTURE(Fixture, "a dict keeps the order of insertion over any history") {
    for (std::int64_t const width : {8, 200, 100000}) {
        std::mt19937 random(static_cast<unsigned>(width));
        Dict* dict = make_dict(thread);
        Model model;
        for (int step = 0; step < 40000; ++step) {
            std::int64_t const number = static_cast<std::int64_t>(random()) % width - 3;
            Value const key = Value::small_int(number);
            switch (random() % 8) {
                case 0:
                case 1:
                case 2:
                case 3:
                    CHECK(store(thread, dict, key, Value::small_int(step)));
                    model.store(number, step);
                    break;
                case 4:
                case 5: CHECK(remove(thread, dict, key).take() == model.remove(number)); break;
                case 6: {
                    DictItem last;
                    if (take_last(thread, dict, last)) {
                        CHECK(last.key == Value::small_int(model.items().back().first));
                        model.drop_last();
                    }
                    break;
                }
                default:
                    if (random() % 500 == 0) {
                        clear(thread, dict);
                        model.clear();
                    } else if (random() % 50 == 0) {
                        dict = copy(thread, dict).take();
                    }
            }
            REQUIRE(dict->used == model.items().size());
        }
        std::uint32_t position = 0;
        for (auto const& [key, value] : model.items()) {
            auto const entry = next_entry(dict, position);
            REQUIRE(entry.has_value());
            CHECK(entry->key == Value::small_int(key));
            CHECK(entry->value == Value::small_int(value));
            CHECK(find(thread, dict, Value::small_int(key)).take() == Value::small_int(value));
        }
        CHECK(!next_entry(dict, position).has_value());
    }
}

TEST_CASE_FIXTURE(Fixture, "a dict used as a queue or as a stack stays small") {
    Dict* const queue = make_dict(thread);
    Dict* const stack = make_dict(thread);
    for (std::int64_t i = 0; i < 100000; ++i) {
        CHECK(store(thread, queue, Value::small_int(i), Value::none()));
        if (i >= 3) CHECK(remove(thread, queue, Value::small_int(i - 3)).take());
        CHECK(store(thread, stack, Value::small_int(i), Value::none()));
        DictItem last;
        if (i % 2 == 1 || stack->used > 4) CHECK(take_last(thread, stack, last));
    }
    CHECK(queue->table->index_size <= 32);
    CHECK(stack->table->index_size <= 32);
}

TEST_CASE_FIXTURE(Fixture, "names are found whether interned or not") {
    Dict* const dict = make_dict(thread);
    Str* const interned = interpreter.intern(thread, "name");
    CHECK(store(thread, dict, interned, Value::small_int(1)));
    CHECK(find(dict, cast<Str>(text("name"))) == Value::small_int(1));
    CHECK(find(dict, cast<Str>(text("nam"))).is_unbound());
    CHECK(dict->table->only_str_keys);
    CHECK(store(thread, dict, Value::small_int(7), Value::small_int(2)));
    CHECK_FALSE(dict->table->only_str_keys);
    CHECK(find(dict, cast<Str>(text("name"))) == Value::small_int(1));
    CHECK(find(thread, dict, text("name")).take() == Value::small_int(1));
    CHECK(remove(thread, dict, interned));
    CHECK_FALSE(remove(thread, dict, interned));
    CHECK(shown(dict) == "{7: 2}");
}

TEST_CASE_FIXTURE(Fixture, "equal keys of different types are one, and the first stays") {
    Dict* const dict = make_dict(thread);
    CHECK(store(thread, dict, Value::boolean(true), text("a")));
    CHECK(store(thread, dict, Value::small_int(1), text("b")));
    CHECK(store(thread, dict, Value::small_double(1.0), text("c")));
    CHECK(shown(dict) == "{True: 'c'}");
    Value const pair[] = {Value::small_int(1), text("x")};
    Value const same_pair[] = {Value::small_double(1.0), text("x")};
    CHECK(store(thread, dict, Value::of(make_small_tuple(thread, pair)), Value::none()));
    CHECK(find(thread, dict, Value::of(make_small_tuple(thread, same_pair))).take() == Value::none());
}

TEST_CASE_FIXTURE(Fixture, "an unhashable key is refused") {
    Dict* const dict = make_dict(thread);
    Value const key = Value::of(make_list(thread).take());
    CHECK_FALSE(store(thread, dict, key, Value::none()));
    CHECK(raised_is(thread, types(thread).type_error));
    take_exception(thread);
    CHECK_FALSE(find(thread, dict, key));
    take_exception(thread);
    CHECK(dict->used == 0);
}

TEST_CASE_FIXTURE(Fixture, "a dict that holds itself is printed once") {
    Dict* const dict = make_dict(thread);
    CHECK(store(thread, dict, text("me"), Value::of(dict)));
    CHECK(shown(dict) == "{'me': {...}}");
}

TEST_CASE_FIXTURE(Fixture, "dicts are equal whatever the order") {
    Dict* const left = make_dict(thread);
    Dict* const right = make_dict(thread);
    for (std::int64_t i = 0; i < 20; ++i) {
        CHECK(store(thread, left, Value::small_int(i), Value::small_int(i * i)));
        CHECK(store(thread, right, Value::small_int(19 - i), Value::small_int((19 - i) * (19 - i))));
    }
    CHECK(dict_equal(thread, left, right).take().is_true());
    CHECK(store(thread, right, Value::small_int(3), Value::none()));
    CHECK(dict_equal(thread, left, right).take().is_false());
}

}  // namespace
}  // namespace minivm
