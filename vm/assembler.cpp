#include "vm/assembler.hpp"

#include <algorithm>

namespace minivm {

namespace {

struct JumpForms {
    Op inverted;                 // the same with the opposite condition
    std::optional<Op> backward;  // the same that polls
};

/// The other forms of a conditional jump; nothing for instructions that jump in passing (for_next, send,
/// ...).
std::optional<JumpForms> forms_of(Op op) {
    switch (op) {
        case Op::jump_true: return JumpForms{Op::jump_false, Op::jump_true_back};
        case Op::jump_false: return JumpForms{Op::jump_true, Op::jump_false_back};
        case Op::jump_none: return JumpForms{Op::jump_not_none, Op::jump_none_back};
        case Op::jump_not_none: return JumpForms{Op::jump_none, Op::jump_not_none_back};
        case Op::jump_is: return JumpForms{Op::jump_is_not, {}};
        case Op::jump_is_not: return JumpForms{Op::jump_is, {}};
        case Op::jump_in: return JumpForms{Op::jump_not_in, {}};
        case Op::jump_not_in: return JumpForms{Op::jump_in, {}};
#define COMPARE_FORMS(op)                                                                          \
    case Op::jump_##op: return JumpForms{Op::jump_not_##op, Op::jump_##op##_back};                 \
    case Op::jump_not_##op: return JumpForms{Op::jump_##op, Op::jump_not_##op##_back};             \
    case Op::jump_##op##_int: return JumpForms{Op::jump_not_##op##_int, Op::jump_##op##_int_back}; \
    case Op::jump_not_##op##_int: return JumpForms{Op::jump_##op##_int, Op::jump_not_##op##_int_back};
            COMPARE_FORMS(lt)
            COMPARE_FORMS(le)
            COMPARE_FORMS(eq)
            COMPARE_FORMS(ne)
            COMPARE_FORMS(gt)
            COMPARE_FORMS(ge)
#undef COMPARE_FORMS
        default: return {};
    }
}

bool fits_short(int offset) { return offset >= INT16_MIN && offset <= INT16_MAX; }

}  // namespace

int Assembler::emit(Op op, int a, int b, int c) {
    Instruction instruction{op};
    instruction.a = a;
    instruction.b = b;
    instruction.c = c;
    instruction.span = span_;
    instructions_.push_back(instruction);
    unreachable_ = ends_flow(op);
    return here() - 1;
}

int Assembler::emit_inline(Op op, int a, int b, int c, Word word) {
    int const index = emit(op, a, b, c);
    instructions_.back().first_inline = word;
    return index;
}

void Assembler::emit_entry(Op op, int a, int b, Word word) {
    Instruction& instruction = entry_.emplace_back(Instruction{op});
    instruction.a = a;
    instruction.b = b;
    instruction.first_inline = word;
    instruction.span = instructions_.empty() ? span_ : instructions_.front().span;
}

int Assembler::branch(Op op, int a, int b, Label target) {
    int const index = emit(op, a, b);
    instructions_.back().target = target.id;
    return index;
}

void Assembler::jump(Label target) {
    if (!unreachable_) branch(Op::jump, 0, 0, target);
}

void Assembler::emit_call_found(int find, Register area, int arguments, grammar::Span attribute) {
    emit(Op::call_found, area, arguments);
    instructions_.back().find = find;
    instructions_.back().attribute = attribute;
}

Assembler::Label Assembler::make_label() {
    targets_.push_back(-1);
    return {static_cast<int>(targets_.size()) - 1};
}

void Assembler::bind(Label label) {
    targets_[static_cast<std::size_t>(label.id)] = here();
    last_bound_ = here();
    unreachable_ = false;
}

void Assembler::protect(int begin, int end, Label handler, Register target, bool catches) {
    if (begin < end) ranges_.push_back({begin, end, handler.id, target, catches});
}

std::optional<Assembler::Last> Assembler::last() const {
    if (instructions_.empty() || last_bound_ == here()) return {};
    Instruction const& instruction = instructions_.back();
    return Last{instruction.op, instruction.a, instruction.b, instruction.c, instruction.span};
}

void Assembler::remove_last() { instructions_.pop_back(); }

bool Assembler::used(Label label) const {
    return std::any_of(instructions_.begin(), instructions_.end(),
                       [&](Instruction const& instruction) { return instruction.target == label.id; });
}

std::optional<std::string> Assembler::finish(Code& code, Layout const& layout) {
    layout_ = layout;
    int const registers = layout.variables + layout.constants + layout.temporaries;
    if (registers > maximum_registers) return "function needs too many registers (more than 8191)";
    code.registers = static_cast<std::uint16_t>(registers);
    thread_jumps();
    remove_unreachable();
    std::vector<bool> const maybe_unbound = remove_bound_checks();
    fuse_method_calls();
    for (int variable = layout.parameters; variable < layout.variables; ++variable)
        if (maybe_unbound[static_cast<std::size_t>(variable)]) emit_entry(Op::load_unbound, variable, 0, 0);
    insert_entry();
    std::vector<int> offsets;
    place(offsets);
    write(code, offsets);
    write_ranges(code, offsets);
    return problem_;
}

void Assembler::insert_entry() {
    int const count = static_cast<int>(entry_.size());
    int const from = layout_.prologue;
    instructions_.insert(instructions_.begin() + from, entry_.begin(), entry_.end());
    for (int& target : targets_)
        if (target >= from) target += count;
    for (Range& range : ranges_) {
        if (range.begin >= from) range.begin += count;
        if (range.end > from) range.end += count;
    }
}

/// A jump to a jump goes to where that one leads.
void Assembler::thread_jumps() {
    for (Instruction& instruction : instructions_) {
        if (instruction.target < 0 || (instruction.op != Op::jump && !forms_of(instruction.op))) continue;
        for (int steps = 0; steps < 16; ++steps) {  // `while True: pass` jumps to itself
            auto const index = static_cast<std::size_t>(target_of(instruction));
            if (index >= instructions_.size() || instructions_[index].op != Op::jump) break;
            instruction.target = instructions_[index].target;
        }
    }
}

void Assembler::remove_unreachable() {
    std::vector<bool> reached(instructions_.size() + 1, false);
    std::vector<int> waiting{0};
    std::vector<bool> range_reached(ranges_.size(), false);
    auto const walk = [&] {
        while (!waiting.empty()) {
            auto index = static_cast<std::size_t>(waiting.back());
            waiting.pop_back();
            while (index < instructions_.size() && !reached[index]) {
                reached[index] = true;
                Instruction const& instruction = instructions_[index];
                if (instruction.target >= 0) waiting.push_back(target_of(instruction));
                if (ends_flow(instruction.op)) break;
                ++index;
            }
        }
    };
    walk();
    for (bool changed = true; changed;) {
        changed = false;
        // Outer ranges come last, and what an inner handler reaches makes them reachable: few rounds are
        // needed.
        for (std::size_t i = 0; i < ranges_.size(); ++i) {
            if (range_reached[i]) continue;
            Range const& range = ranges_[i];
            auto const from = reached.begin() + range.begin;
            if (std::find(from, reached.begin() + range.end, true) == reached.begin() + range.end) continue;
            range_reached[i] = changed = true;
            waiting.push_back(targets_[static_cast<std::size_t>(range.handler)]);
            walk();
        }
    }
    for (std::size_t i = 0; i < instructions_.size(); ++i) {
        Instruction& instruction = instructions_[i];
        bool to_next = instruction.op == Op::jump && target_of(instruction) > static_cast<int>(i);
        for (std::size_t next = i + 1; to_next && next < static_cast<std::size_t>(target_of(instruction));
             ++next)
            to_next = !reached[next];
        instruction.removed = !reached[i] || to_next;
    }
}

/// find_method and call_found become one call_method where nothing between can raise or run code, so that
/// nobody can tell that the method is found after its arguments.
void Assembler::fuse_method_calls() {
    std::vector<bool> is_target(instructions_.size() + 1, false);
    for (int const target : targets_)
        if (target >= 0) is_target[static_cast<std::size_t>(target)] = true;
    auto const harmless = [](Op op) {
        switch (op) {
            case Op::move:
            case Op::load_constant:
            case Op::load_int:
            case Op::load_none:
            case Op::load_true:
            case Op::load_false: return true;
            default: return false;
        }
    };
    for (std::size_t i = 0; i < instructions_.size(); ++i) {
        Instruction& call = instructions_[i];
        if (call.op != Op::call_found || call.removed || call.find < 0) continue;
        auto const find = static_cast<std::size_t>(call.find);
        bool fusible = !is_target[i];
        for (std::size_t between = find + 1; between < i && fusible; ++between)
            fusible = !is_target[between] &&
                      (instructions_[between].removed || harmless(instructions_[between].op));
        if (!fusible) continue;
        instructions_[find].removed = true;
        call.op = Op::call_method;
        call.c = instructions_[find].c;
    }
}

int Assembler::length_of(Instruction const& instruction, int index) const {
    if (instruction.removed) return 0;
    int const words = info(instruction.op).words;
    if (instruction.target < 0 || instruction.op == Op::jump) return words;
    auto const forms = forms_of(instruction.op);
    if (!forms) return instruction.long_form ? words + 2 : words;
    bool const needs_jump = target_of(instruction) <= index && !forms->backward;
    return instruction.long_form || needs_jump ? words + 1 : words;
}

/// Word offsets of all instructions, and of their end. Jumps start short and grow until every one reaches its
/// target.
void Assembler::place(std::vector<int>& offsets) {
    offsets.resize(instructions_.size() + 1);
    for (bool changed = true; changed;) {
        changed = false;
        int offset = 0;
        for (std::size_t i = 0; i < instructions_.size(); ++i) {
            offsets[i] = offset;
            offset += length_of(instructions_[i], static_cast<int>(i));
        }
        offsets.back() = offset;
        for (std::size_t i = 0; i < instructions_.size(); ++i) {
            Instruction& instruction = instructions_[i];
            if (instruction.removed || instruction.target < 0 || instruction.long_form) continue;
            if (instruction.op == Op::jump) continue;
            int const distance = offsets[static_cast<std::size_t>(target_of(instruction))] - offsets[i];
            if (fits_short(distance)) continue;
            instruction.long_form = changed = true;
        }
    }
}

int Assembler::number(Register r) const {
    if (is_temporary(r)) return layout_.variables + layout_.constants + (r - temporaries_begin);
    if (is_variable(r)) return r;
    return layout_.variables + (r - constants_begin);
}

std::uint16_t Assembler::operand(char kind, int value) {
    if (is_register(kind)) return static_cast<std::uint16_t>(number(value) * 8);
    bool const fits =
        kind == 'i' ? value >= INT16_MIN && value <= INT16_MAX : value >= 0 && value <= UINT16_MAX;
    if (!fits)
        problem_ = kind == 'N' ? "too many names in one function" : "too many operands in one expression";
    return static_cast<std::uint16_t>(value);
}

void Assembler::add_position(Code& code, std::size_t word, grammar::Span span) {
    Position const position{static_cast<std::uint32_t>(word), span.line, span.end_line, span.column,
                            span.end_column};
    if (!code.positions.empty()) {
        Position& last = code.positions.back();
        bool const same = last.line == position.line && last.end_line == position.end_line &&
                          last.column == position.column && last.end_column == position.end_column;
        if (same) return;
        if (last.word == position.word) {
            last = position;
            return;
        }
    }
    code.positions.push_back(position);
}

void Assembler::write(Code& code, std::vector<int> const& offsets) {
    code.words.reserve(static_cast<std::size_t>(offsets.back()));
    for (std::size_t i = 0; i < instructions_.size(); ++i) {
        Instruction const& instruction = instructions_[i];
        if (instruction.removed) continue;
        add_position(code, code.words.size(), instruction.span);
        if (instruction.target >= 0) {
            write_jump(code, instruction, offsets, static_cast<int>(i));
            continue;
        }
        InstructionInfo const& known = info(instruction.op);
        bool const counts_live = instruction.op == Op::yield;
        int const c = counts_live ? number(instruction.c) : instruction.c;
        code.words.push_back(encode(instruction.op, operand(known.a, instruction.a),
                                    operand(known.b, instruction.b), operand(known.c, c)));
        if (known.words > 1) code.words.push_back(instruction.first_inline);
        if (instruction.op == Op::call_method)
            add_position(code, code.words.size() - 1, instruction.attribute);
        for (int word = 2; word < known.words; ++word) code.words.push_back(0);
    }
}

void Assembler::write_jump(Code& code, Instruction const& instruction, std::vector<int> const& offsets,
                           int at) {
    int const target = offsets[static_cast<std::size_t>(target_of(instruction))];
    int const start = offsets[static_cast<std::size_t>(at)];
    bool const backward = target <= start;
    auto const far = [&] {
        int const here = static_cast<int>(code.words.size());
        code.words.push_back(encode_long(backward ? Op::jump_back : Op::jump, target - here));
    };
    if (instruction.op == Op::jump) return far();
    auto const near = [&](Op op, int distance) {
        InstructionInfo const& known = info(op);
        code.words.push_back(encode(op, operand(known.a, instruction.a), operand(known.b, instruction.b),
                                    static_cast<std::uint16_t>(distance)));
    };
    auto const forms = forms_of(instruction.op);
    int const length = length_of(instruction, at);
    if (length == 1) {
        near(forms && backward ? *forms->backward : instruction.op, target - start);
    } else if (forms) {
        near(forms->inverted, 2);
        far();
    } else {
        near(instruction.op, 2);
        code.words.push_back(encode_long(Op::jump, 2));
        far();
    }
}

void Assembler::write_ranges(Code& code, std::vector<int> const& offsets) {
    for (Range const& range : ranges_) {
        auto const offset = [&](int index) {
            return static_cast<std::uint32_t>(offsets[static_cast<std::size_t>(index)]);
        };
        std::uint32_t const begin = offset(range.begin);
        std::uint32_t const end = offset(range.end);
        if (begin == end) continue;
        int const handler = targets_[static_cast<std::size_t>(range.handler)];
        code.exceptions.push_back(
            {begin, end, offset(handler), static_cast<std::uint16_t>(number(range.target)), range.catches});
    }
}

}  // namespace minivm
