#include <doctest/doctest.h>

#include "grammar/parse.hpp"
#include "vm/compiler.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

TEST_CASE("a listing shows lines, registers, targets, names and constants, and inner functions after") {
    Interpreter interpreter;
    Thread thread(interpreter);
    interpreter.boot(thread);
    grammar::Source const source("test.mini",
                                 "def f(a):\n    while a:\n        a = a.next\n    return 'x'\n");
    auto parsed = grammar::parse(source, grammar::Mode::module);
    REQUIRE(parsed.ok());
    auto const compiled = compile(thread, parsed.tree(), std::make_shared<SourceText>(), CompileMode::module);
    REQUIRE(compiled.code);
    CHECK(disassemble(*compiled.code) ==
          "code <module>: line 1, 0 parameters, 4 registers\n"
          "    0     1  load_none              R1\n"
          "    1        load_none              R2\n"
          "    2        load_none              R3\n"
          "    3        make_function          R0, R1, 0\n"
          "    4        set_global             R0, f\n"
          "    6        return_none           \n"
          "\n"
          "code f: line 1, 1 parameters, 2 registers\n"
          "    0     2  jump_false             R0(a), -> 4\n"
          "    1     3  get_attribute          R0(a), R0(a), next\n"
          "    3     2  jump_true_back         R0(a), -> 1\n"
          "    4     4  load_constant          R1, 'x'\n"
          "    6        return_value           R1\n");
}

}  // namespace
}  // namespace minivm
