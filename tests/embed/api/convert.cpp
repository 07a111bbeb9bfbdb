#include <limits>

#include "host.hpp"

namespace {
/// There and back again.
template <typename T>
T through(Vm& vm, T const& value) {
    return vm.call<T>("same", value).value();
}

struct Fixture {
    Fixture() { REQUIRE(vm.run("def same(x):\n    return x\n")); }
    Vm vm;
};
}  // namespace

TEST_CASE_FIXTURE(Fixture, "numbers, at their limits") {
    CHECK(through(vm, true));
    CHECK(!through(vm, false));
    for (long long const i : {0LL, -1LL, 1LL << 59, 1LL << 60, -(1LL << 60),
                              std::numeric_limits<long long>::max(), std::numeric_limits<long long>::min()})
        CHECK(through(vm, i) == i);
    CHECK(through(vm, std::numeric_limits<std::uint64_t>::max()) ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK(through(vm, std::uint64_t{1} << 63) == std::uint64_t{1} << 63);
    CHECK(through<std::int8_t>(vm, -128) == -128);
    for (double const d : {0.0, -0.0, 1e308, 5e-324, std::numeric_limits<double>::infinity()})
        CHECK(through(vm, d) == d);
    CHECK(vm.call<std::int8_t>("same", 128).error().type_name() == "OverflowError");
    CHECK(vm.call<unsigned>("same", -1).error().type_name() == "OverflowError");
    CHECK(vm.evaluate<long>("1 << 63").error().type_name() == "OverflowError");
    CHECK(vm.evaluate<std::uint64_t>("1 << 64").error().type_name() == "OverflowError");
    CHECK(vm.evaluate<double>("10 ** 400").error().type_name() == "OverflowError");
    CHECK(vm.call<int>("same", true).error().type_name() == "TypeError");
    CHECK(vm.call<int>("same", 1.0).error().type_name() == "TypeError");
    CHECK(vm.call<bool>("same", 1).error().type_name() == "TypeError");
    CHECK(vm.call<double>("same", 3).value() == 3.0);
}

TEST_CASE_FIXTURE(Fixture, "text is UTF-8") {
    for (std::string const text : {"", "plain", "gr\xC3\xBC\xC3\x9F", "\xF0\x9F\x98\x80", "a\0b"})
        CHECK(through(vm, text) == text);
    CHECK(vm.call<int>("len", "gr\xC3\xBC\xC3\x9F").value() == 4);
    Error const undecodable = vm.call("same", "\xFF").error();
    CHECK(undecodable.type_name() == "UnicodeDecodeError");
    CHECK(undecodable.message() == "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte");
    CHECK(vm.call("same", "a\xE2\x82").error().message() ==
          "'utf-8' codec can't decode bytes in position 1-2: unexpected end of data");
    CHECK(undecodable.exception().get<int>("start").value() == 0);
    CHECK(vm.evaluate<std::string>("'\\ud800'").error().type_name() == "UnicodeEncodeError");
    std::vector<std::byte> const octets{std::byte{0}, std::byte{255}};
    CHECK(through(vm, octets) == octets);
}

TEST_CASE_FIXTURE(Fixture, "containers") {
    CHECK(through(vm, std::vector<std::string>{"a", "b"}) == std::vector<std::string>{"a", "b"});
    CHECK(through(vm, std::vector<bool>{true, false}) == std::vector<bool>{true, false});
    CHECK(through(vm, std::array<int, 2>{1, 2}) == std::array<int, 2>{1, 2});
    std::map<std::string, std::vector<double>> const map{{"a", {1.5}}, {"b", {}}};
    CHECK(through(vm, map) == map);
    std::unordered_map<int, std::string> const table{{1, "x"}, {2, "y"}};
    CHECK(through(vm, table) == table);
    std::tuple<int, std::string, bool> const tuple{1, "t", true};
    CHECK(through(vm, tuple) == tuple);
    CHECK(through(vm, std::pair{1, 2.5}) == std::pair{1, 2.5});
    CHECK(vm.evaluate<std::vector<int>>("(1, 2)").value() == std::vector<int>{1, 2});
    CHECK(vm.evaluate<std::pair<int, int>>("(1, 2, 3)").error().type_name() == "ValueError");
    CHECK(vm.evaluate<std::vector<int>>("{1}").error().type_name() == "TypeError");
    CHECK(vm.evaluate<std::vector<int>>("[1, 'x']").error().type_name() == "TypeError");
    CHECK(vm.make(std::tuple{1, "two"}).value().repr().value() == "(1, 'two')");
    CHECK(vm.make(std::vector<std::map<int, bool>>{{{1, true}}}).value().repr().value() == "[{1: True}]");
}

TEST_CASE_FIXTURE(Fixture, "optional, variant, durations") {
    CHECK(through(vm, std::optional<int>(3)) == 3);
    CHECK(!through(vm, std::optional<int>()));
    using Any = std::variant<std::monostate, bool, long, double, std::string, std::vector<int>>;
    for (Any const& any : {Any(), Any(true), Any(7L), Any(7.0), Any("x"), Any(std::vector<int>{1})})
        CHECK(through(vm, any) == any);
    CHECK(std::get<double>(vm.evaluate<std::variant<std::string, double>>("3").value()) == 3.0);
    CHECK(vm.evaluate<std::variant<std::string, bool>>("3").error().type_name() == "TypeError");
    CHECK(through(vm, 1500ms) == 1500ms);
    CHECK(vm.evaluate<std::chrono::milliseconds>("0.25").value() == 250ms);
    CHECK(vm.evaluate<std::chrono::nanoseconds>("1e300").error().type_name() == "OverflowError");
    CHECK(vm.evaluate<std::chrono::seconds>("float('nan')").error().type_name() == "OverflowError");
    CHECK(vm.make(90s).value().repr().value() == "90.0");
}

TEST_CASE_FIXTURE(Fixture, "callables both ways") {
    REQUIRE(vm.run("def apply(f, x):\n    return f(f(x))\n"));
    int const by = 3;
    CHECK(vm.call<int>(
                "apply", [by](int x) { return x * by; }, 2)
              .value() == 18);
    auto const add = vm.evaluate<std::function<int(int, int)>>("lambda a, b: a + b").value();
    CHECK(add(20, 22) == 42);
    auto const divide = vm.evaluate<std::function<double(double, double)>>("lambda a, b: a / b").value();
    CHECK_THROWS_AS((void)divide(1, 0), Error);
    CHECK(vm.call<int>("apply", std::function<int(int)>([](int x) { return x + 1; }), 5).value() == 7);
    CHECK(!vm.evaluate<std::function<void()>>("None").value());
    CHECK(vm.evaluate<std::function<void()>>("3").error().type_name() == "TypeError");
    CHECK(outcome(vm.call(
              "apply", [](int x) { return x; }, "text")) ==
          "TypeError: host function() argument 1 must be int, not str");
}

TEST_CASE_FIXTURE(Fixture, "a C++ function that the script keeps dies with the script's last reference") {
    auto const counted = std::make_shared<int>(1);
    REQUIRE(vm.set("f", [counted](int x) { return x + *counted; }));
    CHECK(counted.use_count() == 2);
    REQUIRE(vm.run("a = f(1)\ndel f\n"));
    vm.close();
    CHECK(counted.use_count() == 1);
}
