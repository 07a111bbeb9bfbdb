#pragma once
// From the compiler's instructions to words. Instructions are gathered with symbolic jump targets and three
// kinds of register, whose numbers depend on each other's count: variables, hoisted constants, temporaries.
// finish() then removes what cannot run and checks that cannot fail, chooses short or long and forward or
// polling forms of jumps, and numbers the registers. Confined to one compilation.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grammar/source.hpp"
#include "vm/instruction.hpp"

namespace minivm {

/// A register before it has its final number.
using Register = int;

class Assembler {
public:
    struct Label {
        int id = -1;
    };
    static constexpr Register constants_begin = 1 << 20;
    static constexpr Register temporaries_begin = 1 << 21;
    static constexpr Register maximum_registers = 8191;

    static constexpr bool is_variable(Register r) { return r < constants_begin; }
    static constexpr bool is_temporary(Register r) { return r >= temporaries_begin; }

    /// The source that the instructions to come belong to.
    void at(grammar::Span span) { span_ = span; }
    grammar::Span where() const { return span_; }
    /// Index of the next instruction.
    int here() const { return static_cast<int>(instructions_.size()); }
    /// No path leads from the last instruction to the next.
    bool unreachable() const { return unreachable_; }

    int emit(Op op, int a = 0, int b = 0, int c = 0);
    /// With a first inline word.
    int emit_inline(Op op, int a, int b, int c, Word word);
    /// A conditional jump; its target is the label. `a`, `b` as the opcode's operands.
    int branch(Op op, int a, int b, Label target);
    void jump(Label target);

    /// The call_found that uses what the find_method at index `find` found, `attribute` being the method's
    /// source.
    void emit_call_found(int find, Register area, int arguments, grammar::Span attribute);

    Label make_label();
    void bind(Label label);
    bool bound(Label label) const { return targets_[static_cast<std::size_t>(label.id)] >= 0; }
    /// What is raised in [begin, end) goes to `handler`, with the exception in `target`. Inner ranges first.
    void protect(int begin, int end, Label handler, Register target, bool catches = true);

    /// Runs once, when the function is entered, after its first Layout::prologue instructions. No jump.
    void emit_entry(Op op, int a, int b, Word word);

    /// The instruction emitted last, unless a jump may lead behind it.
    struct Last {
        Op op;
        int a, b, c;
        grammar::Span span;
    };
    std::optional<Last> last() const;
    void remove_last();
    /// Whether anything jumps to the label so far.
    bool used(Label label) const;

    /// `parameters` of the `variables` are bound on entry.
    struct Layout {
        int parameters = 0;
        int variables = 0;
        int constants = 0;
        int temporaries = 0;  // the most that are in use at once
        int prologue = 0;     // instructions before those of emit_entry
    };
    /// Fills words, positions, exceptions and registers of `code`. What went wrong, if anything.
    std::optional<std::string> finish(Code& code, Layout const& layout);

private:
    struct Instruction {
        Op op;
        bool removed = false;
        bool long_form = false;
        int a = 0, b = 0, c = 0;
        int target = -1;  // label
        Word first_inline = 0;
        grammar::Span span{};
        grammar::Span attribute{};  // of a fused call_method
        int find = -1;              // of call_found: its find_method
    };
    struct Range {
        int begin, end;
        int handler;  // label
        Register target;
        bool catches;
    };

    int target_of(Instruction const& instruction) const {
        return targets_[static_cast<std::size_t>(instruction.target)];
    }
    void insert_entry();
    void thread_jumps();
    void remove_unreachable();
    /// Removes every check_bound of a variable that is assigned on all paths to it; returns which variables
    /// keep one.
    std::vector<bool> remove_bound_checks();
    void fuse_method_calls();
    void place(std::vector<int>& offsets);
    int length_of(Instruction const& instruction, int index) const;
    void write(Code& code, std::vector<int> const& offsets);
    void write_jump(Code& code, Instruction const& instruction, std::vector<int> const& offsets, int at);
    void write_ranges(Code& code, std::vector<int> const& offsets);
    void add_position(Code& code, std::size_t word, grammar::Span span);
    std::uint16_t operand(char kind, int value);
    int number(Register r) const;

    std::vector<Instruction> instructions_;
    std::vector<Instruction> entry_;
    std::vector<int> targets_;  // of labels: instruction index, -1 unbound
    std::vector<Range> ranges_;
    grammar::Span span_;
    int last_bound_ = -1;  // index where a label was bound last
    bool unreachable_ = false;
    Layout layout_;
    std::optional<std::string> problem_;
};

}  // namespace minivm
