#include <optional>
#include <vector>

#include "host.hpp"

namespace {
constexpr char const* garbage = "for i in range(3000):\n    junk = [[] for _ in range(100)]\n";
}

TEST_CASE("handles / rooting: what a Value holds is kept, what none holds is not") {
    Vm vm;
    REQUIRE(vm.run("import _thread\nclass Thing:\n    def __init__(self, n):\n        self.n = n\n"));
    std::vector<Value> things;
    for (int i = 0; i < 200; ++i) things.push_back(vm.call("Thing", i).value());
    std::vector<Value> const copies = things;
    things.clear();
    REQUIRE(vm.run(garbage));
    for (int i = 0; i < 200; ++i) CHECK(copies[static_cast<std::size_t>(i)].get<int>("n").value() == i);

    auto const counted = std::make_shared<int>(0);
    std::optional<Value> function = vm.make([counted] { return *counted; }).value();
    REQUIRE(vm.run(garbage));
    CHECK(counted.use_count() == 2);
    function.reset();
    for (int i = 0; i < 20 && counted.use_count() > 1; ++i) REQUIRE(vm.run(garbage));
    CHECK(counted.use_count() == 1);
}

TEST_CASE("handles outlive their Vm: dropped without harm, asked they say so") {
    std::optional<Vm> vm(std::in_place);
    Value const list = vm->make(std::vector<int>{1, 2, 3}).value();
    Value copy = list;
    Error const error = vm->run("1 / 0").error();
    vm.reset();
    Value const later = copy;
    copy = Value();
    CHECK(later);
    CHECK(list.size().error().kind() == Error::Kind::closed);
    CHECK(list.call().error().kind() == Error::Kind::closed);
    CHECK(error.message() == "division by zero");
    CHECK(error.exception().repr().error().kind() == Error::Kind::closed);
}

TEST_CASE("handles are dropped on any thread while the script runs") {
    Vm vm;
    std::vector<std::vector<Value>> piles(4);
    for (auto& pile : piles)
        for (int i = 0; i < 2000; ++i) pile.push_back(vm.make(std::vector<int>{i}).value());
    std::vector<std::jthread> threads;
    for (auto& pile : piles)
        threads.emplace_back([&pile] {
            std::vector<Value> const copies(pile.begin(), pile.begin() + 1000);
            while (!pile.empty()) pile.pop_back();
        });
    REQUIRE(vm.run(garbage));
    std::vector<Value> more;
    for (int i = 0; i < 2000; ++i) more.push_back(vm.make(i).value());
    threads.clear();
    for (int i = 0; i < 2000; ++i) CHECK(more[static_cast<std::size_t>(i)].as<int>().value() == i);
}

TEST_CASE("an empty Value is None to the script, and nothing to ask") {
    Vm vm;
    Value const empty;
    CHECK(!empty);
    CHECK(empty.call().error().kind() == Error::Kind::misuse);
    CHECK(empty.as<int>().error().type_name() == "TypeError");
    REQUIRE(vm.set("x", empty));
    CHECK(vm.evaluate<bool>("x is None").value());
}

TEST_CASE("a value of one Vm is refused by another") {
    Vm one;
    Vm other;
    Value const value = one.make(1).value();
    Result<void> const given = other.set("x", value);
    REQUIRE(!given);
    CHECK(given.error().kind() == Error::Kind::misuse);
    other.def("identity", [](Value v) { return v; });
    one.def("foreign", [&] { return other.make(3).value(); });
    CHECK(one.run("foreign()").error().type_name() == "RuntimeError");
}
