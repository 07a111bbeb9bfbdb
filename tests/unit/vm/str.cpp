#include "vm/objects/str.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "vm/objects/integer.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    Str* str(std::string_view utf8) { return make_str(thread, utf8).take(); }
    std::string repr(std::string_view utf8) { return to_utf8(repr_of(thread, str(utf8)).take()); }
    std::string joined(Str* separator, std::vector<Value> const& pieces) {
        return to_utf8(join(thread, separator, pieces).take());
    }

    Interpreter interpreter;
    Thread thread;
};

TEST_CASE_FIXTURE(Fixture, "a str takes the least width that holds its code points") {
    CHECK(str("abc")->width == 1);
    CHECK(str("abc")->ascii);
    CHECK(str("\u00e9")->width == 1);
    CHECK_FALSE(str("\u00e9")->ascii);
    CHECK(str("a\u0101")->width == 2);
    CHECK(str("a\U0001f600")->width == 4);
    CHECK(str("a\U0001f600")->length == 2);
    CHECK(substring(thread, str("ab\U0001f600"), 0, 2).take()->width == 1);
    CHECK(substring(thread, str("\u0101\u00e9x"), 1, 3).take()->width == 1);
}

TEST_CASE_FIXTURE(Fixture, "hashes are those of CPython without randomisation") {
    CHECK(hash_of(str("")) == 0);
    CHECK(hash_of(str("abc")) == -4594863902769663758);
    CHECK(hash_of(str("\u00e9")) == 6047309291227476195);
    CHECK(hash_of(str("\u0101")) == 5473066677718280640);
    CHECK(hash_of(str("\U0001f600")) == -3536540696076613844);
}

TEST_CASE_FIXTURE(Fixture, "text survives the way through UTF-8") {
    for (std::string_view const text :
         {"", "a", "hello", "\u00e9t\u00e9", "\u4f60\u597d", "\U0001f600!", "\xED\xA0\x80 lone", "nul\0in"})
        CHECK(to_utf8(str(text)) == text);
    CHECK(str("\xED\xA0\x80")->at(0) == 0xD800);
}

TEST_CASE_FIXTURE(Fixture, "strs of one code point below 256 and the empty one are shared") {
    CHECK(str("a") == str("a"));
    CHECK(str("\u00ff") == str("\u00ff"));
    CHECK(str("") == empty_str(thread));
    CHECK(make_character(thread, U'a') == Value::of(str("a")));
    CHECK(substring(thread, str("xay"), 1, 2).take() == str("a"));
}

TEST_CASE_FIXTURE(Fixture, "order is that of code points, whatever the widths") {
    char const* const sorted[] = {"",        "A",           "a", "a\u00e9", "a\u0101",
                                  "a\uffff", "a\U00010000", "b", "\u00e9",  "\U0001f600"};
    for (std::size_t i = 0; i < std::size(sorted); ++i)
        for (std::size_t k = 0; k < std::size(sorted); ++k) {
            int const expected = i < k ? -1 : i > k ? 1 : 0;
            CHECK(compare(str(sorted[i]), str(sorted[k])) == expected);
            CHECK(equals(str(sorted[i]), str(sorted[k])) == (i == k));
        }
}

TEST_CASE_FIXTURE(Fixture, "repr quotes and escapes as CPython does") {
    CHECK(repr("") == "''");
    CHECK(repr("it's") == "\"it's\"");
    CHECK(repr("say \"hi\"") == "'say \"hi\"'");
    CHECK(repr("it's \"both\"") == "'it\\'s \"both\"'");
    CHECK(repr("a\\b\n\r\t\x7f\x01") == "'a\\\\b\\n\\r\\t\\x7f\\x01'");
    CHECK(repr("\u00e9\u00a0\u0378\u200b") == "'\u00e9\\xa0\\u0378\\u200b'");
    CHECK(repr("\U0001f600\U000e0001") == "'\U0001f600\\U000e0001'");
    CHECK(repr("\xED\xA0\x80") == "'\\ud800'");
    CHECK(to_utf8(ascii_of(thread, str("a\u00e9\u4f60\U0001f600")).take()) == "a\\xe9\\u4f60\\U0001f600");
}

TEST_CASE_FIXTURE(Fixture, "appending to a long str in a loop keeps every earlier value") {
    Str* text = str("");
    std::string expected;
    std::vector<std::pair<Str*, std::size_t>> earlier;
    for (int i = 0; i < 4000; ++i) {
        std::string const piece = i % 97 == 96 ? "\u0101" : std::to_string(i);
        text = concatenate(thread, text, str(piece)).take();
        expected += piece;
        if (i % 500 == 0) earlier.emplace_back(text, expected.size());
    }
    CHECK(to_utf8(text) == expected);
    CHECK(text->storage == Str::Storage::shared);
    for (auto const& [value, size] : earlier) CHECK(to_utf8(value) == expected.substr(0, size));
}

TEST_CASE_FIXTURE(Fixture, "two strs that go on from the same beginning do not disturb each other") {
    Str* base = str("");
    std::string const piece(300, 'x');
    for (int i = 0; i < 4; ++i) base = concatenate(thread, base, str(piece)).take();
    Str* const left = concatenate(thread, base, str("left")).take();
    Str* const right = concatenate(thread, base, str("right")).take();
    CHECK(to_utf8(left).substr(1200) == "left");
    CHECK(to_utf8(right).substr(1200) == "right");
    CHECK(base->length == 1200);
    Str* const same = str(to_utf8(left));
    CHECK(equals(left, same));
    CHECK(hash_of(left) == hash_of(same));
}

TEST_CASE_FIXTURE(Fixture, "a buffer lives as long as a str in it") {
    Root<Str> text(thread, str(""));
    for (int i = 0; i < 2000; ++i) {
        text.set(concatenate(thread, text.get(), str("abc")).take());
        if (i % 100 == 0) interpreter.heap.collect(thread);
    }
    interpreter.heap.collect(thread);
    std::string const got = to_utf8(text.get());
    CHECK(got.size() == 6000);
    CHECK(got.find_first_not_of("abc") == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "join takes any mixture of widths") {
    auto const value = [&](char const* text) { return Value::of(str(text)); };
    CHECK(joined(str(", "), {}) == "");
    CHECK(joined(str(", "), {value("a")}) == "a");
    CHECK(joined(str(", "), {value("a"), value(""), value("bc")}) == "a, , bc");
    CHECK(joined(nullptr, {value("a"), value("\u0101"), value("\U0001f600")}) == "a\u0101\U0001f600");
    CHECK(joined(str("\u4f60"), {value("a"), value("b"), value("\u00e9")}) == "a\u4f60b\u4f60\u00e9");
    CHECK(joined(str(""), {value(""), value("")}) == "");
}

TEST_CASE_FIXTURE(Fixture, "searching agrees with a naive search in both directions") {
    std::mt19937 random(1);
    for (char const* const alphabet : {"ab", "a\u0101", "a\u00e9\u0101", "a\U0001f600"}) {
        Str* const letters = str(alphabet);
        auto const make = [&](std::size_t length) {
            std::u32string text;
            for (std::size_t i = 0; i < length; ++i) text += letters->at(random() % letters->length);
            return text;
        };
        for (int round = 0; round < 3000; ++round) {
            std::u32string const text = make(random() % 30), part = make(random() % 5);
            std::size_t const begin = random() % 32, end = random() % 32;
            Str* const haystack = make_str(thread, text).take();
            Str* const needle = make_str(thread, part).take();
            std::int64_t first = -1, last = -1;
            std::size_t disjoint = 0, next = begin;
            std::size_t const limit = std::min(end, text.size());
            for (std::size_t i = begin; i + part.size() <= limit; ++i) {
                if (text.compare(i, part.size(), part) != 0) continue;
                if (first < 0) first = static_cast<std::int64_t>(i);
                last = static_cast<std::int64_t>(i);
                if (i >= next) {
                    ++disjoint;
                    next = i + std::max<std::size_t>(part.size(), 1);
                }
            }
            CHECK(find(haystack, needle, begin, end) == first);
            CHECK(find_last(haystack, needle, begin, end) == last);
            CHECK(count(haystack, needle, begin, end) == disjoint);
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "searching a text that repeats itself takes linear time") {
    std::string const many(1 << 18, 'a');
    Str* const needle = str("b" + many.substr(0, 1 << 17));
    Str* const narrow = str(many);
    CHECK(find(narrow, needle, 0, narrow->length) == -1);
    CHECK(find_last(narrow, needle, 0, narrow->length) == -1);
    Str* const wide = str(many + "\u0101");
    CHECK(find(wide, needle, 0, wide->length) == -1);
    CHECK(find_last(wide, str(many.substr(0, 1 << 17) + "b"), 0, wide->length) == -1);
}

TEST_CASE_FIXTURE(Fixture, "repetition is refused where CPython refuses it") {
    CHECK(to_utf8(cast<Str>(str_repeat(thread, str("ab"), Value::small_int(3)).take())) == "ababab");
    CHECK(str_repeat(thread, str("ab"), Value::small_int(0)).take() == Value::of(str("")));
    CHECK(str_repeat(thread, str("ab"), Value::small_int(-5)).take() == Value::of(str("")));
    CHECK(str_repeat(thread, str(""), Value::small_int(Value::small_max)).take() == Value::of(str("")));
    CHECK_FALSE(str_repeat(thread, str("x"), Value::small_int(1'000'000'000'000)));
    CHECK(raised_is(thread, types(thread).memory_error));
    take_exception(thread);
    CHECK_FALSE(str_repeat(thread, str("0123456789abcdef"), Value::small_int(Value::small_max)));
    CHECK(raised_is(thread, types(thread).overflow_error));
    take_exception(thread);
}

TEST_CASE_FIXTURE(Fixture, "a builder widens as needed and refuses what no str can hold") {
    StrBuilder out;
    out.append_ascii("ab");
    out.append(U'\u00e9');
    out.append_utf8("\u4f60");
    out.append(str("\U0001f600x"), 0, 2);
    out.append_repeated(U'-', 3);
    CHECK(out.length() == 9);
    CHECK(to_utf8(out.finish(thread).take()) == "ab\u00e9\u4f60\U0001f600x---");
    for (char const* const text : {"c", "\u00e9", "\u4f60", "\U0001f600"}) {
        StrBuilder one;
        one.append(str(text));
        CHECK(to_utf8(one.finish(thread).take()) == text);
    }
    CHECK(StrBuilder().finish(thread).take() == empty_str(thread));
    StrBuilder huge;
    huge.append_repeated(U'x', std::size_t{1} << 40);
    huge.append(U'y');
    CHECK_FALSE(huge.finish(thread));
    CHECK(raised_is(thread, types(thread).memory_error));
    take_exception(thread);
}

}  // namespace
}  // namespace minivm
