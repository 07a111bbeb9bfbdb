#include <unistd.h>
#include <cstdio>
#include <fstream>

#include "host.hpp"

TEST_CASE("create VM, owned object: made, used and gone, any number of times") {
    for (int i = 0; i < 20; ++i) {
        Vm vm;
        CHECK(outcome(vm.run("x = 1")) == "ok");
    }
}

TEST_CASE("run string / file: one module __main__ for all of them") {
    Captured host;
    CHECK(outcome(host.vm.run("def twice(n):\n    return 2 * n\n")) == "ok");
    CHECK(outcome(host.vm.run("print(twice(21), __name__)")) == "ok");
    CHECK(host.out == "42 __main__\n");

    std::string const path = "/tmp/minivm_embed_" + std::to_string(getpid()) + ".mini";
    std::ofstream(path) << "print('from a file')\nboom\n";
    Result<void> const ran = host.vm.run_file(path);
    std::remove(path.c_str());
    REQUIRE(!ran);
    CHECK(ran.error().type_name() == "NameError");
    CHECK(ran.error().traceback().find(path + "\", line 2") != std::string::npos);
    CHECK(host.out == "42 __main__\nfrom a file\n");
    CHECK(host.vm.run_file("/no/such/file").error().type_name() == "FileNotFoundError");
}

TEST_CASE("call function: arguments and results are converted") {
    Vm vm;
    REQUIRE(vm.run("def score(a, b):\n    return a + b\n"));
    CHECK(vm.call<long>("score", 19, 23).value() == 42);
    CHECK(vm.call<double>("score", 0.5, 1).value() == 1.5);
    CHECK(vm.call<std::string>("score", "x", std::string("y")).value() == "xy");
    CHECK(vm.call<std::vector<int>>("score", std::vector<int>{1}, std::vector<int>{2}).value() ==
          std::vector<int>{1, 2});
    CHECK(outcome(vm.call("score", 1)) == "TypeError: score() missing 1 required positional argument: 'b'");
    CHECK(outcome(vm.call("no_such")) == "NameError: name 'no_such' is not defined");
    CHECK(outcome(vm.call<long>("score", "a", "b")) == "TypeError: the result is no int but str");
    CHECK(vm.call<long>("len", "four").value() == 4);  // builtins too
}

TEST_CASE("expressions and globals") {
    Vm vm;
    CHECK(vm.evaluate<int>("6 * 7").value() == 42);
    REQUIRE(vm.set("limit", 3.5));
    CHECK(vm.evaluate<double>("limit * 2").value() == 7.0);
    CHECK(vm.get<double>("limit").value() == 3.5);
    CHECK(vm.get("unknown").error().type_name() == "NameError");
    CHECK(vm.evaluate("1 +").error().type_name() == "SyntaxError");
    CHECK(vm.evaluate("x = 1").error().type_name() == "SyntaxError");
}

TEST_CASE("print / stdio: out, err and in are the host's") {
    int asked = 0;
    Config config;
    config.in = [&] {
        static char const* const pieces[] = {"first li", "ne\nsecond\nla", "st"};
        return asked < 3 ? std::string(pieces[asked++]) : std::string();
    };
    Captured host(std::move(config));
    CHECK(outcome(host.vm.run("import sys\n"
                              "print(input('? '), input())\n"
                              "print('to err', file=sys.stderr)\n"
                              "print(repr(sys.stdin.readline()), repr(sys.stdin.readline()))\n")) == "ok");
    CHECK(host.out == "? first line second\n'last' ''\n");
    CHECK(host.err == "to err\n");
    CHECK(outcome(host.vm.run("input()")) == "EOFError: EOF when reading a line");
}

TEST_CASE("what was printed is there when the call returns, if it fails too") {
    Captured host;
    CHECK(!host.vm.run("print('before', end='')\n1 / 0\n"));
    CHECK(host.out == "before");
}

TEST_CASE("a sink that throws is an OSError of the script's") {
    Config config;
    config.out = [](std::string_view) { throw 1; };
    Vm vm(std::move(config));
    CHECK(vm.run("print('x', flush=True)").error().type_name() == "OSError");
}

TEST_CASE("module loader: the host supplies the text of modules") {
    Config config;
    std::string asked;
    config.load = [&](std::string_view name) -> std::optional<std::string> {
        asked += std::string(name) + " ";
        if (name == "settings") return "level = 7\n";
        if (name == "pkg") return "";
        if (name == "pkg.deep") return "value = 'deep'\n";
        if (name == "broken") return "def\n";
        if (name == "forbidden") throw Error("PermissionError", "not for you");
        return std::nullopt;
    };
    Captured host(std::move(config));
    CHECK(outcome(host.vm.run("import settings\nimport pkg.deep\nprint(settings.level, pkg.deep.value)\n")) ==
          "ok");
    CHECK(host.out == "7 deep\n");
    CHECK(asked == "settings pkg pkg.deep ");
    CHECK(host.vm.run("import nowhere").error().type_name() == "ModuleNotFoundError");
    CHECK(host.vm.run("import broken").error().type_name() == "SyntaxError");
    CHECK(outcome(host.vm.run("import forbidden")) == "PermissionError: not for you");
    CHECK(outcome(host.vm.run("import math\nprint(math.floor(2.5))")) == "ok");
}

TEST_CASE("async integration: a generator is resumed by the host") {
    Vm vm;
    REQUIRE(
        vm.run("def steps():\n"
               "    for i in range(3):\n"
               "        yield i\n"
               "    raise KeyError('end')\n"));
    Value const generator = vm.call("steps").value();
    for (int i = 0; i < 3; ++i) CHECK(generator.next<int>().value() == i);
    CHECK(outcome(generator.next()) == "KeyError: 'end'");
    CHECK(!generator.next().value());
}

TEST_CASE("values: attributes, items, methods, text") {
    Vm vm;
    REQUIRE(
        vm.run("class Point:\n"
               "    def __init__(self, x, y):\n"
               "        self.x, self.y = x, y\n"
               "    def scaled(self, by):\n"
               "        return Point(self.x * by, self.y * by)\n"
               "    def __repr__(self):\n"
               "        return 'Point(%r, %r)' % (self.x, self.y)\n"));
    Value const point = vm.call("Point", 1, 2.5).value();
    CHECK(point.get<int>("x").value() == 1);
    REQUIRE(point.set("x", 4));
    CHECK(point.call_method("scaled", 10).value().repr().value() == "Point(40, 25.0)");
    CHECK(point.type_name().value() == "Point");
    CHECK(outcome(point.get("z")) == "AttributeError: 'Point' object has no attribute 'z'");

    Value const table = vm.make(std::map<std::string, int>{{"a", 1}, {"b", 2}}).value();
    CHECK(table.item<int>("b").value() == 2);
    REQUIRE(table.set_item("c", 3));
    CHECK(table.size().value() == 3);
    CHECK(outcome(table.item("d")) == "KeyError: 'd'");
    Value const keys = table.iterate().value();
    std::string all;
    while (auto const key = keys.next<std::string>().value()) all += *key;
    CHECK(all == "abc");
}

TEST_CASE("what was written to sys.stderr is there when the call returns, without an end of line too") {
    Captured host;
    REQUIRE(host.vm.run("import sys\nsys.stderr.write('half a li')\n"));
    CHECK(host.err == "half a li");
}

TEST_CASE("names that no script could write are refused, or are no matter") {
    Vm vm;
    for (std::string_view const name :
         {std::string_view(), std::string_view("\xFF"), std::string_view("\0x", 2),
          std::string_view("\xED\xA0\x80"), std::string_view("a b")}) {
        CHECK(!vm.get(name));
        CHECK(!vm.call(name));
        Result<void> const given = vm.set(name, 1);
        if (given) CHECK(vm.get<int>(name).value() == 1);
        CHECK(outcome(vm.run("x = 1", name)) == "ok");
        CHECK(!vm.run("boom", name));
        Value const object = vm.evaluate("ValueError()").value();
        CHECK(!object.get(name));
        CHECK(!object.call_method(name));
        Result<void> const stored = object.set(name, 1);
        if (stored) CHECK(object.get<int>(name).value() == 1);
        Error const error{std::string(name), std::string(name)};
        vm.def("fail", [&] { throw error; });
        CHECK(vm.run("fail()").error().type_name() == "RuntimeError");
    }
}

TEST_CASE("a sink that calls a Vm is told that it cannot") {
    Vm other;
    Vm* self = nullptr;
    std::vector<std::string> told;
    Config config;
    config.out = [&](std::string_view) {
        minivm::Unlocked const nothing;
        told.push_back(outcome(self->run("x = 1")));
        told.push_back(outcome(other.run("x = 1")));
    };
    Vm vm(std::move(config));
    self = &vm;
    CHECK(outcome(vm.run("print('x', flush=True)\nprint('y')\n")) == "ok");
    REQUIRE(told.size() == 4);
    for (std::string const& what : told)
        CHECK(what == "RuntimeError: Config::out, err and in cannot call a Vm");
    CHECK(outcome(vm.run("x = 2")) == "ok");
}

TEST_CASE("a method that is not there: what was to be its arguments is forgotten") {
    Vm vm;
    Value const list = vm.make(std::vector<int>{1}).value();
    for (int i = 0; i < 100; ++i) {
        CHECK(list.call_method("missing", std::string(50, 'x'), std::vector<int>{i}, 2.5).error().message() ==
              "'list' object has no attribute 'missing'");
        REQUIRE(vm.run("def f(n):\n    return n and f(n - 1)\nf(100)\njunk = [[] for _ in range(2000)]\n"));
    }
}
