// The listing of a Code. One line an instruction:
//     offset  line  name  operands   ; what names and constants mean
#include <cinttypes>
#include <cstdio>

#include "vm/instruction.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

namespace {

/// Short and without running script code; deep or long constants are cut.
std::string describe(Value value, int depth = 0) {
    constexpr std::size_t longest = 40;
    if (value.is_none()) return "None";
    if (value.is_bool()) return value.is_true() ? "True" : "False";
    if (value.is_unbound()) return "unbound";
    if (value == Value::ellipsis()) return "Ellipsis";
    if (value.is_small_int()) return std::to_string(value.as_small_int());
    if (value.is_small_double()) return float_repr(value.as_small_double());
    if (auto const* number = as<BoxedFloat>(value)) return float_repr(number->value);
    if (auto const* text = as<Str>(value)) {
        std::string shown = "'";
        for (char const c : to_utf8(text)) {
            if (shown.size() > longest) return shown + "...'";
            if (c == '\n') {
                shown += "\\n";
            } else {
                shown += c;
            }
        }
        return shown + "'";
    }
    if (auto* items = as<Tuple>(value)) {
        std::string shown = "(";
        for (Value const item : items->view()) {
            if (shown.size() > longest || depth > 4) return shown + "...)";
            shown += describe(item, depth + 1) + ", ";
        }
        return shown + ")";
    }
    if (as_any_set(value)) return "frozenset(...)";
    return value.is_object() && value.as_object()->kind == Kind::big_int ? "big int" : "object";
}

class Listing {
public:
    explicit Listing(Code const& code) : code_(code) {}

    std::string write() {
        text_ += "code " + to_utf8(code_.qualname) + ": line " + std::to_string(code_.first_line) + ", " +
                 std::to_string(code_.parameters) + " parameters, " + std::to_string(code_.registers) +
                 " registers";
        if (code_.flags & Code::generator) text_ += ", generator";
        text_ += "\n";
        std::uint32_t line = 0;
        for (std::size_t at = 0; at < code_.words.size();) {
            Word const word = code_.words[at];
            if (static_cast<std::size_t>(op_of(word)) >= static_cast<std::size_t>(Op::count)) {
                text_ += "  unknown opcode\n";
                break;
            }
            instruction(at, word, line);
            at += static_cast<std::size_t>(info(op_of(word)).words);
        }
        for (auto const& entry : code_.exceptions)
            text_ += "  exceptions in " + std::to_string(entry.begin) + " .. " + std::to_string(entry.end) +
                     " to " + std::to_string(entry.handler) + " with R" + std::to_string(entry.target) + "\n";
        return std::move(text_);
    }

private:
    void instruction(std::size_t at, Word word, std::uint32_t& line) {
        InstructionInfo const& known = info(op_of(word));
        std::uint32_t const here = code_.position_of(code_.words.data() + at).line;
        char start[64];
        if (here != line) {
            std::snprintf(start, sizeof start, "%5zu %5" PRIu32 "  %-22s", at, here,
                          std::string(known.name).c_str());
            line = here;
        } else {
            std::snprintf(start, sizeof start, "%5zu        %-22s", at, std::string(known.name).c_str());
        }
        text_ += start;
        separator_ = " ";
        if (known.b == 'L') {
            add("-> " + std::to_string(static_cast<std::int64_t>(at) + long_field(word)));
        } else {
            operand(known.a, field_a(word), at);
            operand(known.b, field_b(word), at);
            operand(known.c, field_c(word), at);
        }
        if (known.inline_first == 'K') constant(op_of(word), at + 1);
        text_ += "\n";
    }

    void operand(char kind, std::uint16_t value, std::size_t at) {
        switch (kind) {
            case '-': return;
            case 'i': return add("#" + std::to_string(static_cast<std::int16_t>(value)));
            case 'J':
                return add("-> " +
                           std::to_string(static_cast<std::int64_t>(at) + static_cast<std::int16_t>(value)));
            case 'N': return add(value < code_.names.size() ? to_utf8(code_.names[value]) : "?");
            case 'u':
            case 'n': return add(std::to_string(value));
            default: return add(register_name(value / 8));
        }
    }

    void constant(Op op, std::size_t at) {
        if (at >= code_.words.size()) return add("?");
        Word const word = code_.words[at];
        if (op == Op::import_module) return add("level " + std::to_string(word));
        if (op == Op::unpack_star)
            return add(std::to_string(word & 0xFFFFFFFF) + " before, " + std::to_string(word >> 32) +
                       " after");
        add(describe(Value::from_bits(word)));
    }

    std::string register_name(unsigned number) const {
        std::string name = "R" + std::to_string(number);
        if (number < code_.variables.size()) name += "(" + to_utf8(code_.variables[number]) + ")";
        return name;
    }

    void add(std::string const& operand_text) {
        text_ += separator_ + operand_text;
        separator_ = ", ";
    }

    Code const& code_;
    std::string text_;
    char const* separator_ = " ";
};

}  // namespace

std::string disassemble(Code const& code) {
    std::string text;
    std::vector<Code const*> waiting{&code};
    while (!waiting.empty()) {
        Code const* const next = waiting.back();
        waiting.pop_back();
        if (!text.empty()) text += "\n";
        text += Listing(*next).write();
        for (auto child = next->children.rbegin(); child != next->children.rend(); ++child)
            waiting.push_back(*child);
    }
    return text;
}

}  // namespace minivm
