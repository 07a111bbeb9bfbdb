#pragma once
// Compiled code: what the compiler makes and everything else reads. Instructions are 64-bit words, `op:16
// A:16 B:16 C:16`, some followed by inline words (constants, caches): see opcodes.def, which is the
// reference. Register operands are byte offsets from the frame's base (register number * 8). A jump offset
// counts words from the instruction's own first word. Owned by the Interpreter, lives as long. The caches
// inside the words are written while running; the rest never changes.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "vm/object.hpp"

namespace minivm {

struct Str;
struct Module;
using Word = std::uint64_t;

enum class Op : std::uint16_t {
#define OP(name, ...) name,
#include "vm/opcodes.def"
#undef OP
    count
};

/// What is raised between `begin` and `end` (word indexes; of the instruction's first word) goes to
/// `handler`, with the exception in register `target`. The first entry that covers the pc wins: inner ones
/// come first.
struct ExceptionEntry {
    std::uint32_t begin, end, handler;
    std::uint16_t target;  // register number
    bool catches = true;   // leads to except clauses, rather than to what a finally or a with has to run
};

/// Source span of the instruction whose first word is at `word`, sorted by word; each holds up to the next.
struct Position {
    std::uint32_t word;
    std::uint32_t line, end_line;
    std::uint32_t column, end_column;  // UTF-8 bytes, 0-based; end exclusive
};

/// The text of a file, kept for tracebacks.
struct SourceText {
    std::string name;  // as shown: "File "x.py""
    std::string text;
    std::vector<std::uint32_t> line_starts;
    bool embedded = false;  // a module that is part of minivm
};

struct Code {
    enum Flags : std::uint32_t {
        generator = 1u << 0,
        star_args = 1u << 1,
        star_kwargs = 1u << 2,
        class_body = 1u << 3,  // register 0 holds the namespace Dict
        module_body = 1u << 4,
        coroutine = 1u << 5,
    };

    Str* name = nullptr;
    Str* qualname = nullptr;
    std::uint32_t flags = 0;
    std::uint16_t positional_only = 0;
    std::uint16_t positional = 0;    // parameters, positional-only included; registers 0 ..
    std::uint16_t keyword_only = 0;  // next registers; then *args, then **kwargs, if any
    std::uint16_t parameters = 0;    // all of these
    std::uint16_t registers = 0;     // the frame's size in words, call areas included
    std::uint32_t first_line = 0;

    std::vector<Word> words;
    std::vector<Value> constants;  // roots: every object that inline words name, and docstring etc.
    std::vector<Str*> names;       // what N operands index: attributes, globals
    std::vector<Code*> children;   // functions made here
    std::vector<Str*> variables;   // names of the registers 0 .. (locals), for messages and locals()
    std::vector<Str*> free_names;  // of the closure's cells
    std::vector<ExceptionEntry> exceptions;
    std::vector<Position> positions;
    std::shared_ptr<SourceText> source;
    /// Of a module that is part of minivm.
    bool embedded() const { return source && source->embedded; }
    Value docstring = Value::none();
    int class_cell = -1;         // index in the closure of __class__, for super()
    bool first_is_cell = false;  // register 0 (self) was moved into a cell: it holds the Cell
    Value predicted_attributes =
        Value::none();  // class bodies: Tuple of the names that methods assign on self

    Word const* entry() const { return words.data(); }
    /// The position of the instruction at `pc` (any of its words).
    Position const& position_of(Word const* pc) const;
};

constexpr int instruction_length(Op op) {
    constexpr std::uint8_t lengths[] = {
#define OP(name, length, ...) length,
#include "vm/opcodes.def"
#undef OP
    };
    return lengths[static_cast<int>(op)];
}

/// Its inline words are caches that may be zeroed at any time (not constants).
constexpr bool is_cached(Op op) {
    constexpr std::string_view operands[] = {
#define OP(name, length, text, ...) text,
#include "vm/opcodes.def"
#undef OP
    };
    return operands[static_cast<int>(op)].find('c') != std::string_view::npos;
}

/// Human-readable bytecode: one line an instruction, nested functions after. For --dis.
std::string disassemble(Code const& code);
/// Checks what the loop relies on: known opcodes, operands within the frame, jumps to instruction starts,
/// handlers in range. Empty if sound, else what is wrong.
std::string verify(Code const& code);

}  // namespace minivm
