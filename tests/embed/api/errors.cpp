#include "host.hpp"

TEST_CASE("errors: type, message, traceback") {
    Vm vm;
    Result<void> const ran = vm.run("def f(x):\n    return 1 // x\n\n\nf(0)\n", "rules.py");
    REQUIRE(!ran);
    Error const error = ran.error();
    CHECK(error.kind() == Error::Kind::exception);
    CHECK(error.type_name() == "ZeroDivisionError");
    CHECK(error.message() == "integer division or modulo by zero");
    CHECK(std::string(error.what()) == "ZeroDivisionError: integer division or modulo by zero");
    CHECK(error.traceback() ==
          "Traceback (most recent call last):\n"
          "  File \"rules.py\", line 5, in <module>\n"
          "    f(0)\n"
          "  File \"rules.py\", line 2, in f\n"
          "    return 1 // x\n"
          "           ~~^^~~\n"
          "ZeroDivisionError: integer division or modulo by zero\n");
    CHECK_THROWS_AS(ran.value(), Error);
}

TEST_CASE("syntax errors and what is not supported") {
    Vm vm;
    Error const error = vm.run("x = = 1\n", "rules.py").error();
    CHECK(error.type_name() == "SyntaxError");
    CHECK(error.message() == "invalid syntax");
    CHECK(error.traceback() ==
          "  File \"rules.py\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n");
    CHECK(vm.run("match x:\n    case 1: pass\n").error().type_name() == "UnsupportedError");
    CHECK(vm.run("if x:\ny\n").error().type_name() == "IndentationError");
    CHECK(!vm.run(std::string_view("\0", 1)));
    CHECK(!vm.run("'\xFF'"));
}

TEST_CASE("sys.exit is an error, and ends nothing else") {
    Vm vm;
    Error const error = vm.run("import sys\nsys.exit(3)\n").error();
    CHECK(error.type_name() == "SystemExit");
    CHECK(error.message() == "3");
    CHECK(error.exception().get<int>("code").value() == 3);
    CHECK(vm.run("x = 1"));
}

TEST_CASE("an exception whose text cannot be made is told all the same") {
    Vm vm;
    Error const error =
        vm.run("class Bad(Exception):\n    def __str__(self):\n        raise ValueError\nraise Bad\n")
            .error();
    CHECK(error.type_name() == "Bad");
    CHECK(error.message().empty());
}

TEST_CASE("value_or and dereferencing") {
    Vm vm;
    CHECK(vm.evaluate<int>("1 / 0").value_or(7) == 7);
    CHECK(*vm.evaluate<std::string>("'x'") == "x");
    CHECK(vm.evaluate<std::string>("'xy'")->size() == 2);
}

TEST_CASE("run_file: files that cannot be read are errors") {
    Vm vm;
    CHECK(vm.run_file("/nowhere/at.all").error().message() ==
          "can't read file '/nowhere/at.all': No such file or directory");
    CHECK(vm.run_file("/").error().message() == "can't read file '/': Is a directory");
}
