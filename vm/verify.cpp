// Checks what the dispatch loop takes for granted. The compiler is trusted; this finds its mistakes.
#include <string>

#include "vm/instruction.hpp"

namespace minivm {

namespace {

class Verifier {
public:
    explicit Verifier(Code const& code) : code_(code), starts_(code.words.size(), false) {}

    std::string run() {
        if (code_.words.empty()) return "no instructions";
        if (!find_starts()) return problem_;
        Op last{};
        for (std::size_t at = 0; at < code_.words.size(); ++at) {
            if (!starts_[at]) continue;
            last = op_of(code_.words[at]);
            instruction(at);
            if (!problem_.empty()) return problem_;
        }
        if (!ends_flow(last))
            return "the last instruction, " + std::string(info(last).name) + ", may run off the end";
        check_exceptions();
        check_positions();
        return problem_;
    }

private:
    bool find_starts() {
        for (std::size_t at = 0; at < code_.words.size();) {
            auto const op = op_of(code_.words[at]);
            if (op >= Op::count) return fail(at, "unknown opcode");
            if (info(op).has('Q')) return fail(at, "quickened instruction in fresh code");
            starts_[at] = true;
            at += static_cast<std::size_t>(info(op).words);
            if (at > code_.words.size()) return fail(at, "inline words past the end");
        }
        return true;
    }

    bool fail(std::size_t at, std::string const& what) {
        if (problem_.empty()) problem_ = "word " + std::to_string(at) + ": " + what;
        return false;
    }

    void registers(std::size_t at, std::uint16_t field, std::size_t count) {
        if (field % 8 != 0) {
            fail(at, "misaligned register");
        } else if (field / 8u + count > code_.registers) {
            fail(at, "register out of the frame");
        }
    }

    void jump(std::size_t at, std::int64_t offset) {
        std::int64_t const target = static_cast<std::int64_t>(at) + offset;
        bool const inside = target >= 0 && target < static_cast<std::int64_t>(code_.words.size());
        if (!inside || !starts_[static_cast<std::size_t>(target)]) fail(at, "jump to no instruction");
    }

    /// How many registers the R operands of the instruction span: {A, B}.
    std::pair<std::size_t, std::size_t> spans(std::size_t at, Op op, Word word) {
        std::size_t const b = field_b(word);
        std::size_t const c = field_c(word);
        switch (op) {
            case Op::iter_prepare: return {3, 1};
            case Op::range_prepare:
                if (c < 1 || c > 3) fail(at, "wrong number of arguments for range");
                return {3, 4 + c};
            case Op::for_next: return {3, 1};
            case Op::call: return {4 + b, 0};
            case Op::call_keywords: return {4 + b, 0};
            case Op::call_spread: return {6, 0};
            case Op::call_method:
            case Op::call_found: return {5 + b, 0};
            case Op::find_method: return {5, 0};
            case Op::call_exit: return {7, 1};
            case Op::new_list:
            case Op::new_tuple:
            case Op::new_set:
            case Op::join_strings: return {1, c};
            case Op::new_dict: return {1, 2 * c};
            case Op::new_slice: return {1, 3};
            case Op::unpack: return {c, 1};
            case Op::unpack_star: {
                Word const shape = code_.words[at + 1];
                return {(shape & 0xFFFFFFFF) + 1 + (shape >> 32), 1};
            }
            case Op::make_function: {
                if (c >= code_.children.size()) {
                    fail(at, "no such child");
                    return {1, 3};
                }
                return {1, 3 + code_.children[c]->free_names.size()};
            }
            case Op::make_class: return {1, 6};
            case Op::enter_handler:
            case Op::leave_handler: return {2, 0};
            default: return {1, 1};
        }
    }

    void operand(std::size_t at, char kind, std::uint16_t field, std::size_t count) {
        switch (kind) {
            case 'w':
            case 'r':
            case 'm': return registers(at, field, 1);
            case 'R': return registers(at, field, count);
            case 'N':
                if (field >= code_.names.size()) fail(at, "no such name");
                return;
            case 'J': return jump(at, static_cast<std::int16_t>(field));
            case '-':
                if (field != 0) fail(at, "unused operand is set");
                return;
            default: return;
        }
    }

    void instruction(std::size_t at) {
        Word const word = code_.words[at];
        Op const op = op_of(word);
        InstructionInfo const& known = info(op);
        auto const [in_a, in_b] = spans(at, op, word);
        operand(at, known.a, field_a(word), in_a);
        if (known.b == 'L') return jump(at, long_field(word));
        operand(at, known.b, field_b(word), in_b);
        operand(at, known.c, field_c(word), 1);
        bool const uses_closure = op == Op::get_free || op == Op::load_closure;
        if (uses_closure && field_b(word) >= code_.free_names.size()) fail(at, "no such closure cell");
        if (op == Op::set_free && field_b(word) >= code_.free_names.size()) fail(at, "no such closure cell");
        if (op == Op::get_name_or_cell && field_c(word) >= code_.free_names.size())
            fail(at, "no such closure cell");
        if (op == Op::yield && field_c(word) > code_.registers)
            fail(at, "more live registers than there are");
        if (op == Op::make_generator && !(code_.flags & Code::generator)) fail(at, "not a generator");
    }

    void check_exceptions() {
        for (auto const& entry : code_.exceptions) {
            bool const sound = entry.begin < entry.end && entry.end <= code_.words.size() &&
                               starts_[entry.begin] &&
                               (entry.end == code_.words.size() || starts_[entry.end]) &&
                               entry.handler < code_.words.size() && starts_[entry.handler] &&
                               entry.target < code_.registers;
            if (!sound) fail(entry.begin, "unsound exception range");
        }
    }

    void check_positions() {
        for (std::size_t i = 1; i < code_.positions.size(); ++i)
            if (code_.positions[i - 1].word >= code_.positions[i].word)
                fail(code_.positions[i].word, "positions out of order");
    }

    Code const& code_;
    std::vector<bool> starts_;
    std::string problem_;
};

}  // namespace

std::string verify(Code const& code) { return Verifier(code).run(); }

}  // namespace minivm
