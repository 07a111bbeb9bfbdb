// Definite assignment: which variables surely have a value at each instruction. A forward analysis over basic
// blocks; the state is one bit a variable, paths meet by `and`. An exception handler is entered with what was
// assigned before each instruction that it protects.
#include <unordered_map>

#include "vm/assembler.hpp"

namespace minivm {

namespace {

using Bits = std::vector<std::uint64_t>;

bool test(Bits const& bits, int i) { return bits[static_cast<std::size_t>(i) / 64] >> (i % 64) & 1; }
void set(Bits& bits, int i) { bits[static_cast<std::size_t>(i) / 64] |= std::uint64_t{1} << (i % 64); }
void clear(Bits& bits, int i) { bits[static_cast<std::size_t>(i) / 64] &= ~(std::uint64_t{1} << (i % 64)); }

}  // namespace

std::vector<bool> Assembler::remove_bound_checks() {
    std::vector<bool> keeps_check(static_cast<std::size_t>(layout_.variables), false);
    std::vector<int> bit_of(static_cast<std::size_t>(layout_.variables), -1);
    int tracked = 0;
    for (Instruction const& instruction : instructions_) {
        if (instruction.op != Op::check_bound || instruction.removed) continue;
        int& bit = bit_of[static_cast<std::size_t>(instruction.a)];
        if (bit < 0) bit = tracked++;
    }
    if (tracked == 0) return keeps_check;

    std::size_t const count = instructions_.size();
    std::vector<bool> leads(count + 1, false);
    leads[0] = true;
    std::vector<int> handler_of(count, -1);
    for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
        int const handler = targets_[static_cast<std::size_t>(range->handler)];
        leads[static_cast<std::size_t>(handler)] = true;
        for (int i = range->begin; i < range->end; ++i) handler_of[static_cast<std::size_t>(i)] = handler;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (instructions_[i].target < 0) continue;
        leads[static_cast<std::size_t>(target_of(instructions_[i]))] = true;
        leads[i + 1] = true;
    }

    std::unordered_map<int, Bits> entry_states;  // of blocks, by first instruction; absent: not yet reached
    std::vector<int> waiting;
    auto const meet = [&](int block, Bits const& state) {
        auto const [known, is_new] = entry_states.try_emplace(block, state);
        bool changed = is_new;
        if (!is_new) {
            for (std::size_t word = 0; word < state.size(); ++word) {
                changed |= (known->second[word] & ~state[word]) != 0;
                known->second[word] &= state[word];
            }
        }
        if (changed) waiting.push_back(block);
    };
    auto const bit = [&](Register r) {
        return is_variable(r) && r < layout_.variables ? bit_of[static_cast<std::size_t>(r)] : -1;
    };
    auto const assign = [&](Bits& state, char kind, Register r) {
        if (kind == 'w' || kind == 'm')
            if (int const variable = bit(r); variable >= 0) set(state, variable);
    };
    // Runs one block; `each` sees the state before each instruction.
    auto const run = [&](int block, auto const& each, bool propagate) {
        Bits state = entry_states.at(block);
        int met_handler = -1;  // what was passed to this handler is still the state
        auto i = static_cast<std::size_t>(block);
        while (i < count) {
            Instruction& instruction = instructions_[i];
            if (!instruction.removed) {
                if (propagate && handler_of[i] >= 0 && handler_of[i] != met_handler) {
                    meet(handler_of[i], state);
                    met_handler = handler_of[i];
                }
                each(instruction, state);
                Bits const before = propagate ? state : Bits();
                InstructionInfo const& known = info(instruction.op);
                if (instruction.op == Op::load_unbound) {
                    if (int const variable = bit(instruction.a); variable >= 0) clear(state, variable);
                } else if (instruction.op == Op::check_bound) {
                    set(state, bit(instruction.a));
                } else {
                    assign(state, known.a, instruction.a);
                    if (instruction.op != Op::for_next) assign(state, known.b, instruction.b);
                }
                if (propagate && state != before) met_handler = -1;
                if (propagate && instruction.target >= 0) {
                    Bits taken = state;
                    if (instruction.op == Op::for_next) assign(taken, known.b, instruction.b);
                    meet(target_of(instruction), taken);
                }
                if (ends_flow(instruction.op)) return;
            }
            ++i;
            if (i < count && leads[i]) {
                if (propagate) meet(static_cast<int>(i), state);
                return;
            }
        }
    };

    Bits start((static_cast<std::size_t>(tracked) + 63) / 64, 0);
    for (int parameter = 0; parameter < layout_.parameters; ++parameter)
        if (int const variable = bit_of[static_cast<std::size_t>(parameter)]; variable >= 0)
            set(start, variable);
    meet(0, start);
    while (!waiting.empty()) {
        int const block = waiting.back();
        waiting.pop_back();
        run(
            block, [](Instruction&, Bits const&) {}, true);
    }
    for (auto const& known : entry_states) {
        run(
            known.first,
            [&](Instruction& instruction, Bits const& state) {
                if (instruction.op != Op::check_bound) return;
                if (test(state, bit(instruction.a))) {
                    instruction.removed = true;
                } else {
                    keeps_check[static_cast<std::size_t>(instruction.a)] = true;
                }
            },
            false);
    }
    return keeps_check;
}

}  // namespace minivm
