#include "vm/compiler.hpp"

#include <doctest/doctest.h>

#include <string>

#include "grammar/parse.hpp"
#include "vm/instruction.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    Compiled compiled(std::string const& text, CompileMode mode = CompileMode::module) {
        grammar::Source const source("test.mini", text);
        auto parsed = grammar::parse(source, grammar::Mode::module);
        REQUIRE(parsed.ok());
        return compile(thread, parsed.tree(), std::make_shared<SourceText>(), mode);
    }
    /// The listing of a module that must compile into sound code.
    std::string listing(std::string const& text) {
        auto const result = compiled(text);
        REQUIRE_MESSAGE(result.code, (result.diagnostic ? result.diagnostic->message : "no diagnostic"));
        for (auto const& code : interpreter.codes()) CHECK(verify(*code) == "");
        return disassemble(*result.code);
    }
    std::string error(std::string const& text) {
        auto parsed = grammar::parse(grammar::Source("test.mini", text), grammar::Mode::module);
        if (!parsed.ok()) return parsed.diagnostic().message;  // some are found by the parser
        auto const result = compiled(text);
        return result.diagnostic ? result.diagnostic->message : "compiled";
    }
    Code const& function(std::string const& text) {
        auto const result = compiled(text);
        REQUIRE(result.code);
        REQUIRE_FALSE(result.code->children.empty());
        CHECK(verify(*result.code->children[0]) == "");
        return *result.code->children[0];
    }
    static int count(Code const& code, Op op) {
        int found = 0;
        for (std::size_t at = 0; at < code.words.size();
             at += static_cast<std::size_t>(info(op_of(code.words[at])).words))
            found += op_of(code.words[at]) == op;
        return found;
    }
    static int instructions(Code const& code) {
        int found = 0;
        for (std::size_t at = 0; at < code.words.size();
             at += static_cast<std::size_t>(info(op_of(code.words[at])).words))
            ++found;
        return found;
    }

    Interpreter interpreter;
    Thread thread;
};

std::string repeated(std::string const& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

TEST_CASE_FIXTURE(Fixture, "an assignment from a binary operation is one instruction") {
    Code const& code = function("def f(a, b):\n    x = a + b\n    return x\n");
    CHECK(instructions(code) == 2);
    CHECK(op_of(code.words[0]) == Op::add);
    CHECK(field_a(code.words[0]) == 2 * 8);
}

TEST_CASE_FIXTURE(Fixture, "small int literals are immediate operands") {
    Code const& code = function("def f(a):\n    return a - 5 < 100 and a * 3\n");
    CHECK(count(code, Op::sub_int) == 1);
    CHECK(count(code, Op::mul_int) == 1);
    Code const& large = function("def f(a):\n    return a + 32768\n");
    CHECK(count(large, Op::add_int) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a list is multiplied in place by an instruction that knows of lists") {
    Code const& code = function("def f(a):\n    a *= 2\n    return a\n");
    CHECK(count(code, Op::inplace_mul) == 1);
}

TEST_CASE_FIXTURE(Fixture, "counting up to a bound closes its loop with one instruction") {
    Code const& code = function("def f(n):\n    i = 0\n    while i < n:\n        i += 1\n");
    CHECK(count(code, Op::loop_lt) == 1);
    CHECK(count(code, Op::inplace_add_int) == 0);
}

TEST_CASE_FIXTURE(Fixture, "continue keeps the test of a counting loop apart") {
    Code const& code =
        function("def f(n):\n    i = 0\n    while i < n:\n        if n: continue\n        i += 1\n");
    CHECK(count(code, Op::loop_lt) == 0);
    CHECK(count(code, Op::jump_lt_back) == 1);
}

TEST_CASE_FIXTURE(Fixture, "constants of a loop are loaded before it") {
    Code const& code = function("def f(n):\n    while n: n = n / 2.5\n");
    CHECK(op_of(code.words[0]) == Op::load_constant);
    CHECK(count(code, Op::load_constant) == 1);
}

TEST_CASE_FIXTURE(Fixture, "a for over range makes no range, unless range is a local variable") {
    CHECK(count(function("def f():\n    for i in range(3): pass\n"), Op::range_prepare) == 1);
    CHECK(count(function("def f(range):\n    for i in range(3): pass\n"), Op::range_prepare) == 0);
}

TEST_CASE_FIXTURE(Fixture, "only reads that may find a variable unassigned are checked") {
    CHECK(count(function("def f(a):\n    x = a\n    return x\n"), Op::check_bound) == 0);
    Code const& maybe = function("def f(a):\n    if a: x = 1\n    return x\n");
    CHECK(count(maybe, Op::check_bound) == 1);
    CHECK(count(maybe, Op::load_unbound) == 1);
    CHECK(count(function("def f(a):\n    if a: x = 1\n    else: x = 2\n    return x\n"), Op::check_bound) ==
          0);
    CHECK(count(function("def f(a):\n    for x in a: pass\n    return x\n"), Op::check_bound) == 1);
    CHECK(count(function("def f(a):\n    for x in a: return x\n"), Op::check_bound) == 0);
    CHECK(count(function("def f(a):\n    try: x = a()\n    except E: pass\n    return x\n"),
                Op::check_bound) == 1);
    CHECK(count(function("def f(a):\n    x = 1\n    try: x = a()\n    except E: pass\n    return x\n"),
                Op::check_bound) == 0);
    CHECK(count(function("def f(a):\n    del a\n    return a\n"), Op::check_bound) == 1);
}

TEST_CASE_FIXTURE(Fixture, "a method is found before arguments that run code") {
    CHECK(count(function("def f(a, b):\n    a.m(b, 1)\n"), Op::call_method) == 1);
    Code const& code = function("def f(a, b):\n    a.m(b())\n");
    CHECK(count(code, Op::call_method) == 0);
    CHECK(count(code, Op::find_method) == 1);
    CHECK(count(code, Op::call_found) == 1);
}

TEST_CASE_FIXTURE(Fixture, "an operand is copied before an assignment expression changes its variable") {
    CHECK(count(function("def f(a):\n    return a + (a := 2)\n"), Op::move) == 1);
    CHECK(count(function("def f(a, b):\n    return a + (b := 2)\n"), Op::move) == 0);
}

TEST_CASE_FIXTURE(Fixture, "arithmetic on literals is folded where it is safe") {
    CHECK(listing("x = 2 ** 10 - 1\n").find("#1023") != std::string::npos);
    CHECK(listing("x = 'a' * 3\n").find("'aaa'") != std::string::npos);
    CHECK(listing("x = 1 / 0\n").find("truediv") != std::string::npos);
    CHECK(listing("x = 2 ** 1000\n").find("pow") != std::string::npos);
    CHECK(listing("x = 'a' * 5000\n").find("mul") != std::string::npos);
    CHECK(listing("x = -1, (2, 'b')\n").find("(-1, (2, 'b', ), )") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "code that cannot run is dropped") {
    Code const& code = function("def f():\n    return 1\n    print(2)\n");
    CHECK(instructions(code) == 2);
    CHECK(count(function("def f():\n    if 0: g()\n"), Op::call) == 0);
}

TEST_CASE_FIXTURE(Fixture, "attributes assigned on self are predicted, those of __init__ first") {
    CHECK(listing("class C:\n    def m(self): self.late = 1\n    def __init__(self): self.a = self.b = "
                  "self.__c = 0\n")
              .find("('a', 'b', '_C__c', 'late', )") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "jumps over more than a short distance are relaxed") {
    std::string const body = repeated("        s = s + x.a(s)\n", 9000);
    Code const& code = function("def f(n, s, x):\n    while n:\n" + body + "        n -= 1\n    return s\n");
    CHECK(code.words.size() > 40000);
    CHECK(count(code, Op::jump_back) == 1);
}

TEST_CASE_FIXTURE(Fixture, "long programs compile") {
    CHECK(error("x = " + repeated("a + ", 2500) + "a\n") == "compiled");
    CHECK(error(repeated("a.b(c)\n", 20000)) == "compiled");
    CHECK(error("x = [" + repeated("a, ", 20000) + "]\n") == "compiled");
    CHECK(error("f(" + repeated("a, ", 5000) + ")\n") == "compiled");
    std::string chain = "if a == 0: pass\n";
    for (int i = 1; i < 2000; ++i) chain += "elif a == " + std::to_string(i) + ": pass\n";
    CHECK(error(chain) == "compiled");
}

TEST_CASE_FIXTURE(Fixture, "a frame holds 8191 registers and no more") {
    auto const program = [](int variables) {
        std::string text = "def f():\n";
        for (int i = 0; i < variables; ++i) text += "    v" + std::to_string(i) + " = 0\n";
        return text;
    };
    CHECK(error(program(8191)) == "compiled");
    CHECK(error(program(8192)) == "function needs too many registers (more than 8191)");
}

TEST_CASE_FIXTURE(Fixture, "blocks nest twenty deep, as in CPython") {
    auto const program = [](int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "while x:\n";
        return text + std::string(static_cast<std::size_t>(depth), ' ') + "pass\n";
    };
    CHECK(error(program(20)) == "compiled");
    CHECK(error(program(21)) == "too many statically nested blocks");
}

TEST_CASE_FIXTURE(Fixture, "errors are worded as CPython words them") {
    CHECK(error("return 1\n") == "'return' outside function");
    CHECK(error("class C:\n    return 1\n") == "'return' outside function");
    CHECK(error("yield 1\n") == "'yield' outside function");
    CHECK(error("x = [(yield 1) for a in b]\n") == "'yield' inside list comprehension");
    CHECK(error("break\n") == "'break' outside loop");
    CHECK(error("if x: continue\n") == "'continue' not properly in loop");
    CHECK(error("def f(a, a): pass\n") == "duplicate argument 'a' in function definition");
    CHECK(error("def f():\n    x = 1\n    global x\n") ==
          "name 'x' is assigned to before global declaration");
    CHECK(error("def f():\n    print(x)\n    global x\n") == "name 'x' is used prior to global declaration");
    CHECK(error("def f(x):\n    global x\n") == "name 'x' is parameter and global");
    CHECK(error("def f():\n    nonlocal x\n") == "no binding for nonlocal 'x' found");
    CHECK(error("nonlocal x\n") == "nonlocal declaration not allowed at module level");
    CHECK(error("def f():\n    def g():\n        global x\n        nonlocal x\n") ==
          "name 'x' is nonlocal and global");
    CHECK(error("def f():\n    from m import *\n") == "import * only allowed at module level");
    CHECK(error("a, *b, *c = d\n") == "multiple starred expressions in assignment");
    CHECK(error("*a = b\n") == "starred assignment target must be in a list or tuple");
    CHECK(error("x = *a\n") == "can't use starred expression here");
    CHECK(error("try: pass\nexcept: pass\nexcept E: pass\n") == "default 'except:' must be last");
    CHECK(error("[x := 1 for x in y]\n") ==
          "assignment expression cannot rebind comprehension iteration variable 'x'");
    CHECK(error("[x for x in (y := z)]\n") ==
          "assignment expression cannot be used in a comprehension iterable expression");
    CHECK(error("class C:\n    [x := 1 for y in z]\n") ==
          "assignment expression within a comprehension cannot be used in a class body");
    CHECK(error("x = 1\nfrom __future__ import division\n") ==
          "from __future__ imports must occur at the beginning of the file");
}

TEST_CASE_FIXTURE(Fixture, "what Mini lacks is rejected by name") {
    CHECK(error("async def f(): pass\n") == "'async def' is not supported by Mini");
    CHECK(error("x = 1j\n") == "complex literals are not supported by Mini");
    CHECK(error("class C(metaclass=M): pass\n") == "'metaclass=' is not supported by Mini");
    CHECK(error("class C:\n    __slots__ = ()\n") == "__slots__ is not supported by Mini");
    CHECK(error("x = eval('1')\n") == "'eval' is not supported by Mini");
    CHECK(error("import asyncio.events\n") == "module 'asyncio' is not supported by Mini");
    CHECK(error("def eval(x): return x\nx = eval('1')\n") == "compiled");
    CHECK(error("import my_own_module\n") == "compiled");
}

}  // namespace
}  // namespace minivm
