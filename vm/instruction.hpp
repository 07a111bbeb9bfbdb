#pragma once
// What opcodes.def says of each instruction, as a table: for the assembler, the disassembler and the
// verifier. Constant data; any thread may read it.
#include <array>
#include <string_view>

#include "vm/code.hpp"

namespace minivm {

struct InstructionInfo {
    std::string_view name;
    int words;
    char a = '-', b = '-', c = '-';  // kinds of operand, see opcodes.def
    char inline_first = '-', inline_second = '-';
    std::string_view flags;
    std::string_view semantics;

    constexpr InstructionInfo(std::string_view op_name, int length, std::string_view operands,
                              std::string_view op_flags, std::string_view doc)
        : name(op_name), words(length), flags(op_flags), semantics(doc) {
        char* const fields[] = {&a, &b, &c, &inline_first, &inline_second};
        int next = 0;
        for (char const kind : operands) {
            bool const is_count = kind >= '0' && kind <= '9';  // of the R before it
            if (!is_count && next < 5) *fields[next++] = kind;
        }
    }
    constexpr bool has(char flag) const { return flags.find(flag) != std::string_view::npos; }
};

inline constexpr InstructionInfo instruction_table[] = {
#define OP(name, words, operands, flags, doc) InstructionInfo(#name, words, operands, flags, doc),
#include "vm/opcodes.def"
#undef OP
};

constexpr InstructionInfo const& info(Op op) { return instruction_table[static_cast<int>(op)]; }

constexpr bool is_register(char kind) { return kind == 'w' || kind == 'r' || kind == 'm' || kind == 'R'; }

/// The instruction that follows is not executed next.
constexpr bool ends_flow(Op op) {
    switch (op) {
        case Op::jump:
        case Op::jump_back:
        case Op::return_value:
        case Op::return_none:
        case Op::raise:
        case Op::reraise:
        case Op::raise_again:
        case Op::raise_assertion:
        case Op::halt: return true;
        default: return false;
    }
}

// The fields of an instruction's first word.
constexpr Op op_of(Word word) { return static_cast<Op>(word & 0xFFFF); }
constexpr std::uint16_t field_a(Word word) { return static_cast<std::uint16_t>(word >> 16); }
constexpr std::uint16_t field_b(Word word) { return static_cast<std::uint16_t>(word >> 32); }
constexpr std::uint16_t field_c(Word word) { return static_cast<std::uint16_t>(word >> 48); }
constexpr std::int32_t long_field(Word word) { return static_cast<std::int32_t>(word >> 32); }

constexpr Word encode(Op op, std::uint16_t a, std::uint16_t b, std::uint16_t c) {
    return static_cast<Word>(op) | Word{a} << 16 | Word{b} << 32 | Word{c} << 48;
}
constexpr Word encode_long(Op op, std::int32_t offset) {
    return static_cast<Word>(op) | Word{static_cast<std::uint32_t>(offset)} << 32;
}

}  // namespace minivm
