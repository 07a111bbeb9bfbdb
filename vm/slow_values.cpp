// Slow paths of variables, arithmetic, comparison and jumps.
#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/slots.hpp"
#include "vm/state.hpp"

namespace minivm {

// --- variables ---

namespace {

bool raise_name_error(Thread& thread, Type* type, Str* name, char const* before, char const* after) {
    (void)raise_text(thread, type, before + to_utf8(name) + after);
    if (as<Exception>(thread.exception))
        (void)set_own_slot(thread, thread.exception.as_object(), thread.interpreter->intern(thread, "name"),
                           Value::of(name));
    return false;
}

bool undefined(Thread& thread, Str* name) {
    return raise_name_error(thread, types(thread).name_error, name, "name '", "' is not defined");
}

bool unbound_local(Thread& thread, Str* name) {
    return raise_name_error(thread, types(thread).unbound_local_error, name, "cannot access local variable '",
                            "' where it is not associated with a value");
}

bool unbound_free(Thread& thread, Str* name) {
    return raise_name_error(thread, types(thread).name_error, name, "cannot access free variable '",
                            "' where it is not associated with a value in enclosing scope");
}

Word cell_cache(Thread& thread, Cell const* cell) { return Word{thread.heap->index_of(cell)} + 1; }

// The value that a global name has now; unbound if none. `cache` as in get_global, 0 if it must be looked up
// each time.
Value find_global(Thread& thread, Module* globals, Str* name, Word& cache) {
    cache = 0;
    Value const cell = find(globals->cells, name);
    if (!cell.is_unbound()) {
        if (Value const value = cast<Cell>(cell)->value; !value.is_unbound()) {
            cache = cell_cache(thread, cast<Cell>(cell));
            return value;
        }
    }
    Module* const builtins = thread.interpreter->builtins;
    Value const builtin = builtins ? find(builtins->cells, name) : Value::unbound();
    if (builtin.is_unbound()) return builtin;
    // A global that was deleted may come back without notice: then its cell, not the builtin's, must be
    // looked at.
    if (cell.is_unbound()) cache = cell_cache(thread, cast<Cell>(builtin));
    return cast<Cell>(builtin)->value;
}

}  // namespace

bool slow_check_bound(Thread& thread) { return unbound_local(thread, Instruction(thread).name_b()); }

bool slow_get_global(Thread& thread) {
    Instruction const at(thread);
    Word cache = 0;
    Value const value = find_global(thread, function_of(at.base)->globals, at.name_b(), cache);
    if (value.is_unbound()) return undefined(thread, at.name_b());
    store_cache(at.pc + 1, cache);
    at.a() = value;
    return at.next(2);
}

bool slow_set_global(Thread& thread) {
    Instruction const at(thread);
    Module* const globals = function_of(at.base)->globals;
    MINIVM_TRY_SLOW_VOID(set(thread, globals, at.name_b(), at.a()));
    store_cache(at.pc + 1, cell_cache(thread, cell_of(thread, globals, at.name_b())));
    return at.next(2);
}

bool slow_delete_global(Thread& thread) {
    Instruction const at(thread);
    Module* const globals = function_of(at.base)->globals;
    if (!remove(globals, at.name_a())) return undefined(thread, at.name_a());
    return at.next();
}

bool slow_new_cell(Thread& thread) {
    Instruction const at(thread);
    at.a() = Value::of(make_cell(thread, at.a()));
    return at.next();
}

bool slow_get_cell(Thread& thread) { return unbound_local(thread, Instruction(thread).name_c()); }
bool slow_get_free(Thread& thread) { return unbound_free(thread, Instruction(thread).name_c()); }

bool slow_get_name(Thread& thread) {
    Instruction const at(thread);
    Value value = find(cast<Dict>(at.base[0]), at.name_b());
    Word cache = 0;
    if (value.is_unbound()) value = find_global(thread, function_of(at.base)->globals, at.name_b(), cache);
    if (value.is_unbound()) return undefined(thread, at.name_b());
    at.a() = value;
    return at.next();
}

bool slow_get_name_or_cell(Thread& thread) {
    Instruction const at(thread);
    Value value = find(cast<Dict>(at.base[0]), at.name_b());
    if (value.is_unbound())
        value = cast<Cell>(function_of(at.base)->closure->items()[operand<3>(at.pc)])->value;
    if (value.is_unbound()) return unbound_free(thread, at.name_b());
    at.a() = value;
    return at.next();
}

bool slow_set_name(Thread& thread) {
    Instruction const at(thread);
    MINIVM_TRY_SLOW_VOID(store(thread, cast<Dict>(at.base[0]), at.name_b(), at.a()));
    return at.next();
}

bool slow_delete_name(Thread& thread) {
    Instruction const at(thread);
    if (!remove(thread, cast<Dict>(at.base[0]), at.name_a())) return undefined(thread, at.name_a());
    return at.next();
}

// --- arithmetic ---

namespace {

constexpr int first_binary = static_cast<int>(Op::add);
constexpr int first_inplace = static_cast<int>(Op::inplace_add);
static_assert(static_cast<int>(Op::matmul) - first_binary == static_cast<int>(BinaryOperator::matmul));
static_assert(static_cast<int>(Op::inplace_matmul) - first_inplace ==
              static_cast<int>(BinaryOperator::matmul));
static_assert(static_cast<int>(Op::bit_or) - first_binary == static_cast<int>(BinaryOperator::bit_or));

}  // namespace

bool slow_binary(Thread& thread) {
    Instruction const at(thread);
    int const op = static_cast<int>(op_of(at.pc));
    Value const left = at.b(), right = at.c();
    if (op >= first_inplace) {
        auto const which = static_cast<BinaryOperator>(op - first_inplace);
        at.a() = MINIVM_TRY_SLOW(inplace(thread, which, left, right));
        return at.next();
    }
    auto const which = static_cast<BinaryOperator>(op - first_binary);
    if (which == BinaryOperator::add) {
        auto* const text = as<Str>(left);
        auto* const more = as<Str>(right);
        if (text && more) {
            at.a() = Value::of(MINIVM_TRY_SLOW(concatenate(thread, text, more)));
            return at.next();
        }
    }
    at.a() = MINIVM_TRY_SLOW(binary(thread, which, left, right));
    return at.next();
}

bool slow_binary_int(Thread& thread) {
    Instruction const at(thread);
    std::int64_t number = signed_operand<3>(at.pc);
    BinaryOperator op = BinaryOperator::add;
    bool in_place = false;
    switch (op_of(at.pc)) {
        case Op::inplace_add_int: in_place = true; break;
        case Op::inplace_sub_int: in_place = true; [[fallthrough]];
        case Op::sub_int:
            op = BinaryOperator::sub;
            number = -number;
            break;
        case Op::mul_int: op = BinaryOperator::mul; break;
        case Op::mod_int: op = BinaryOperator::mod; break;
        case Op::floordiv_int: op = BinaryOperator::floordiv; break;
        case Op::and_int: op = BinaryOperator::bit_and; break;
        case Op::lshift_int: op = BinaryOperator::lshift; break;
        case Op::rshift_int: op = BinaryOperator::rshift; break;
        default: break;
    }
    Value const right = Value::small_int(number);
    at.a() =
        MINIVM_TRY_SLOW(in_place ? inplace(thread, op, at.b(), right) : binary(thread, op, at.b(), right));
    return at.next();
}

bool slow_unary(Thread& thread) {
    Instruction const at(thread);
    Op const op = op_of(at.pc);
    UnaryOperator const which = op == Op::neg   ? UnaryOperator::neg
                                : op == Op::pos ? UnaryOperator::pos
                                                : UnaryOperator::invert;
    at.a() = MINIVM_TRY_SLOW(unary(thread, which, at.b()));
    return at.next();
}

bool slow_logical_not(Thread& thread) {
    Instruction const at(thread);
    bool const value = MINIVM_TRY_SLOW(truth(thread, at.b()));
    at.a() = Value::boolean(!value);
    return at.next();
}

// --- comparison ---

bool slow_compare(Thread& thread) {
    Instruction const at(thread);
    constexpr CompareOperator operators[] = {CompareOperator::lt, CompareOperator::le, CompareOperator::eq,
                                             CompareOperator::ne, CompareOperator::gt, CompareOperator::ge};
    int const which = static_cast<int>(op_of(at.pc)) - static_cast<int>(Op::lt);
    at.a() = MINIVM_TRY_SLOW(compare(thread, operators[which], at.b(), at.c()));
    return at.next();
}

bool slow_in(Thread& thread) {
    Instruction const at(thread);
    bool const found = MINIVM_TRY_SLOW(contains(thread, at.c(), at.b()));
    at.a() = Value::boolean(found);
    return at.next();
}

bool slow_not_in(Thread& thread) {
    Instruction const at(thread);
    bool const found = MINIVM_TRY_SLOW(contains(thread, at.c(), at.b()));
    at.a() = Value::boolean(!found);
    return at.next();
}

bool slow_jump_truth(Thread& thread) {
    Instruction const at(thread);
    bool const value = MINIVM_TRY_SLOW(truth(thread, at.a()));
    Op const op = op_of(at.pc);
    bool const wanted = op == Op::jump_true || op == Op::jump_true_back;
    return value == wanted ? at.jump() : at.next();
}

bool slow_jump_in(Thread& thread) {
    Instruction const at(thread);
    bool const found = MINIVM_TRY_SLOW(contains(thread, at.b(), at.a()));
    return found == (op_of(at.pc) == Op::jump_in) ? at.jump() : at.next();
}

bool slow_jump_compare(Thread& thread) {
    // The 8 forms of each comparison stand together in opcodes.def: jump, jump_not, _back twice, then the
    // same with an int.
    constexpr CompareOperator operators[] = {CompareOperator::lt, CompareOperator::le, CompareOperator::eq,
                                             CompareOperator::ne, CompareOperator::gt, CompareOperator::ge};
    constexpr int forms = 8;
    static_assert(static_cast<int>(Op::jump_le) - static_cast<int>(Op::jump_lt) == forms);
    static_assert(static_cast<int>(Op::jump_lt_int) - static_cast<int>(Op::jump_lt) == forms / 2);
    static_assert(static_cast<int>(Op::jump_not_lt) - static_cast<int>(Op::jump_lt) == 1);
    Instruction const at(thread);
    int const place = static_cast<int>(op_of(at.pc)) - static_cast<int>(Op::jump_lt);
    bool const wanted = place % 2 == 0;
    Value const right = place % forms >= forms / 2 ? Value::small_int(signed_operand<2>(at.pc)) : at.b();
    bool const value = MINIVM_TRY_SLOW(compare_truth(thread, operators[place / forms], at.a(), right));
    return value == wanted ? at.jump() : at.next();
}

bool slow_loop_lt(Thread& thread) {
    Instruction const at(thread);
    at.a() = MINIVM_TRY_SLOW(binary(thread, BinaryOperator::add, at.a(), Value::small_int(1)));
    bool const again = MINIVM_TRY_SLOW(compare_truth(thread, CompareOperator::lt, at.a(), at.b()));
    return again ? at.jump() : at.next();
}

}  // namespace minivm
