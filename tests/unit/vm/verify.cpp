#include <doctest/doctest.h>

#include "vm/instruction.hpp"

namespace minivm {
namespace {

Code frame(std::initializer_list<Word> words) {
    Code code;
    code.registers = 2;
    code.words = words;
    return code;
}

TEST_CASE("sound code passes") {
    CHECK(verify(frame({encode(Op::load_int, 0, 7, 0), encode(Op::return_value, 0, 0, 0)})) == "");
    CHECK(verify(frame({encode_long(Op::jump, 1), encode(Op::return_none, 0, 0, 0)})) == "");
}

TEST_CASE("what the loop could not survive is found") {
    CHECK(verify(frame({})) == "no instructions");
    CHECK(verify(frame({0xFFFF})) == "word 0: unknown opcode");
    CHECK(verify(frame({encode(Op::return_value, 16, 0, 0)})) == "word 0: register out of the frame");
    CHECK(verify(frame({encode(Op::return_value, 4, 0, 0)})) == "word 0: misaligned register");
    CHECK(verify(frame({encode(Op::load_int, 0, 7, 0)})) ==
          "the last instruction, load_int, may run off the end");
    CHECK(verify(frame({encode_long(Op::jump, 5), encode(Op::return_none, 0, 0, 0)})) ==
          "word 0: jump to no instruction");
    CHECK(verify(frame({encode(Op::load_constant, 0, 0, 0)})) == "word 2: inline words past the end");
    CHECK(verify(frame({encode(Op::get_attribute, 0, 0, 0), 0, encode(Op::return_none, 0, 0, 0)})) ==
          "word 0: no such name");
    CHECK(verify(frame({encode(Op::for_list, 0, 0, 0), encode(Op::return_none, 0, 0, 0)})) ==
          "word 0: quickened instruction in fresh code");
    CHECK(verify(frame({encode(Op::get_free, 0, 0, 0), encode(Op::return_none, 0, 0, 0)})) ==
          "word 0: no such name");
}

TEST_CASE("exception ranges end at instructions") {
    Code code = frame({encode(Op::load_constant, 0, 0, 0), 0, encode(Op::return_none, 0, 0, 0)});
    code.exceptions = {{0, 2, 2, 0}};
    CHECK(verify(code) == "");
    code.exceptions = {{0, 1, 2, 0}};
    CHECK(verify(code) == "word 0: unsound exception range");
    code.exceptions = {{0, 2, 2, 2}};
    CHECK(verify(code) == "word 0: unsound exception range");
}

}  // namespace
}  // namespace minivm
