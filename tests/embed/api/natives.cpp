#include <stdexcept>

#include "host.hpp"

TEST_CASE("native fn, automatic conversion: def in modules and in __main__") {
    Captured host;
    host.vm.module("bank")
        .def("fee", [](long cents) { return cents / 100; })
        .def("join",
             [](std::vector<std::string> const& parts, std::string_view by) {
                 std::string all;
                 for (std::string const& part : parts) all += (all.empty() ? "" : std::string(by)) + part;
                 return all;
             })
        .def("nothing", [] {})
        .set("name", "the bank");
    host.vm.def("double_it", [](double x) { return 2 * x; });
    CHECK(outcome(host.vm.run("import bank\n"
                              "print(bank.fee(250), bank.join(['a', 'b'], '-'), bank.nothing(), bank.name)\n"
                              "print(double_it(1.5), double_it(2), bank.fee.__name__)\n"
                              "from bank import fee\n"
                              "print(sum(fee(i) for i in range(0, 1000, 100)), list(map(fee, [100, 200])))\n"
                              "print(fee(*[300]))\n")) == "ok");
    CHECK(host.out == "2 a-b None the bank\n3.0 4.0 fee\n45 [1, 2]\n3\n");
}

TEST_CASE("wrong arguments are TypeErrors that name the function and the argument") {
    Vm vm;
    vm.def("f", [](int, std::string const&) {}).def("small", [](std::int8_t) {});
    CHECK(outcome(vm.run("f('x', 'y')")) == "TypeError: f() argument 1 must be int, not str");
    CHECK(outcome(vm.run("f(1, 2)")) == "TypeError: f() argument 2 must be str, not int");
    CHECK(outcome(vm.run("small(200)")) == "OverflowError: small() argument 1: the int is out of range");
    CHECK(vm.run("f(1)").error().type_name() == "TypeError");
    CHECK(vm.run("f(1, 'a', 2)").error().type_name() == "TypeError");
    CHECK(vm.run("f(1, b='a')").error().type_name() == "TypeError");
}

TEST_CASE("trailing optional arguments may be left out") {
    Vm vm;
    vm.def("pad", [](std::string text, std::optional<int> width, std::optional<std::string> with) {
        while (static_cast<int>(text.size()) < width.value_or(4)) text += with.value_or(".");
        return text;
    });
    CHECK(
        vm.evaluate<std::string>("pad('a') + pad('b', 2) + pad('c', None, '-') + pad('d', 3, '+')").value() ==
        "a...b.c---d++");
    CHECK(vm.run("pad()").error().type_name() == "TypeError");
}

TEST_CASE("functions, function objects, member state, noexcept") {
    struct Counter {
        int count = 0;
        int operator()(int by) noexcept { return count += by; }
    };
    Vm vm;
    vm.def("count", Counter())
        .def(
            "length", +[](std::string_view text) noexcept { return text.size(); });
    vm.def("bound", std::function<int(int)>([n = 10](int x) mutable { return n += x; }));
    CHECK(vm.evaluate<int>("count(1) + count(2)").value() == 4);
    CHECK(vm.evaluate<int>("length('gr\xC3\xBC\xC3\x9F')").value() == 6);
    CHECK(vm.evaluate<int>("bound(1) + bound(1)").value() == 23);
}

TEST_CASE("errors → host and back: exceptions are translated both ways") {
    Vm vm;
    vm.def("fail", [](std::string const& how) -> int {
        if (how == "value") throw Error::value("negative deposit");
        if (how == "key") throw Error("KeyError", "k");
        if (how == "own") throw Error("NoSuchClass", "m");
        if (how == "std") throw std::out_of_range("far out");
        if (how == "memory") throw std::bad_alloc();
        if (how == "bytes") throw std::runtime_error("\xFF");
        throw 7;
    });
    CHECK(outcome(vm.run("fail('value')")) == "ValueError: negative deposit");
    CHECK(outcome(vm.run("fail('key')")) == "KeyError: 'k'");
    CHECK(outcome(vm.run("fail('own')")) == "RuntimeError: NoSuchClass: m");
    CHECK(outcome(vm.run("fail('std')")) == "RuntimeError: far out");
    CHECK(outcome(vm.run("fail('memory')")) == "MemoryError");
    CHECK(vm.run("fail('bytes')").error().type_name() == "RuntimeError");
    CHECK(vm.run("fail('int')").error().type_name() == "RuntimeError");
    CHECK(vm.evaluate<int>("[1 for _ in [0]][0]").value() == 1);
    REQUIRE(vm.run("try:\n    fail('value')\nexcept ValueError as error:\n    seen = str(error)\n"));
    CHECK(vm.get<std::string>("seen").value() == "negative deposit");
}

TEST_CASE("re-entrant natives: a native calls back into its Vm, as deep as it goes") {
    Captured host;
    Vm& vm = host.vm;
    vm.def("descend",
           [&](int n) -> int { return n == 0 ? 0 : 1 + vm.call<int>("script_descend", n - 1).value(); });
    vm.def("run_more", [&](std::string const& text) { vm.run(text).value(); });
    REQUIRE(vm.run("def script_descend(n):\n    return descend(n)\n"));
    CHECK(vm.call<int>("script_descend", 50).value() == 50);
    CHECK(outcome(vm.run("run_more('made = 3')\nprint(made)\n")) == "ok");
    CHECK(host.out == "3\n");
    // No end to it: an exception, not a crash.
    CHECK(vm.call<int>("script_descend", 1'000'000).error().type_name() == "RecursionError");
}

TEST_CASE("an exception that passes a native on its way stays the same one") {
    Vm vm;
    vm.def("through", [&](Value const& f) { return f.call().value(); });
    REQUIRE(
        vm.run("class Mine(Exception):\n    pass\n"
               "the_one = Mine('text')\n"
               "def inner():\n    raise the_one\n"
               "try:\n    through(inner)\n"
               "except Mine as error:\n    same = error is the_one\n"));
    CHECK(vm.get<bool>("same").value());
    Result<void> const ran = vm.run("through(inner)\n", "outer.py");
    REQUIRE(!ran);
    CHECK(ran.error().type_name() == "Mine");
    CHECK(ran.error().traceback().find("in inner") != std::string::npos);
    CHECK(ran.error().traceback().find("outer.py") != std::string::npos);
    CHECK(ran.error().exception().get<std::vector<std::string>>("args").value() ==
          std::vector<std::string>{"text"});
}

TEST_CASE("a native that swallows the error of a call back goes on") {
    Vm vm;
    vm.def("attempt", [&](Value const& f) { return static_cast<bool>(f.call()); });
    REQUIRE(vm.run("good = attempt(lambda: 1)\nbad = attempt(lambda: 1 / 0)\n"));
    CHECK(vm.get<bool>("good").value());
    CHECK(!vm.get<bool>("bad").value());
}

TEST_CASE("natives of one Vm call another Vm") {
    Vm one;
    Vm other;
    other.def("back", [&](int n) { return one.call<int>("triple", n).value(); });
    one.def("over", [&](int n) { return other.call<int>("middle", n).value(); });
    REQUIRE(one.run("def triple(n):\n    return 3 * n\n"));
    REQUIRE(other.run("def middle(n):\n    return back(n) + 1\n"));
    CHECK(one.evaluate<int>("over(7)").value() == 22);
}

TEST_CASE("what is registered wrongly says so") {
    Vm vm;
    CHECK_THROWS_AS(vm.module("a.b"), Error);
    CHECK_THROWS_AS(vm.def("", [] {}), Error);
    CHECK_THROWS_AS(vm.def("\xFF", [] {}), Error);
    vm.close();
    CHECK_THROWS_AS(vm.module("late"), Error);
}

TEST_CASE("many functions") {
    Vm vm;
    minivm::Module module = vm.module("many");
    for (int i = 0; i < 500; ++i) module.def("f" + std::to_string(i), [i] { return i; });
    REQUIRE(vm.run("import many\ntotal = sum(getattr(many, 'f%d' % i)() for i in range(500))\n"));
    CHECK(vm.get<int>("total").value() == 499 * 500 / 2);
}
