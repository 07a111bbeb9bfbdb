// The loop.
//
// DISPATCH. One function an opcode, `op_NAME(pc, base, thread, table)`, its four arguments in registers,
// ending in a call of the next through the table. Optimised builds compile this to jumps (sibling calls;
// `musttail` under clang), so that the processor predicts each handler's successor apart and no handler has a
// prologue. Builds that do not make sibling calls (-O0, sanitizers) compile the same handlers with their
// state passed by reference and loop over them (MINIVM_TAIL_CALLS 0).
//
// RULES for handlers, which keep them short and free of stack frames (tests/dispatch.py looks at the machine
// code):
//   - at most 12 lines; the fast path inline, everything else in a slow path, tail-called: SLOW(name);
//   - no local variable whose address is taken, no call that is not a tail call;
//   - a handler stores to registers only when nothing can fail any more: the slow path carries out the
//   instruction anew.
//
// THE TABLE travels in a register. The stepping table has one handler for all opcodes, `step`, which asks the
// runtime and then jumps to the plain handler, which goes on through the stepping table. So the plain path
// has no trace of either, and a thread changes table at any slow path. The watching tables work alike.
//
// SAFEPOINTS. Back-edges test Thread::pending, calls find their limit 0 (Thread::request). A handler whose
// name ends in _back tests, and then does what its `after_` twin does; the safepoint goes on at the twin, so
// that a pending bit that stays set (every_safepoint) does not hold the thread.
//
// CALLS push no C++ frame: see dispatch.hpp for the frame's head, call.cpp for all calls that are not of a
// function with just the right number of arguments. depth_left counts frames exactly, as CPython's recursion
// limit does.
#include "vm/interpreter.hpp"

#include <array>

#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/generator.hpp"
#include "vm/state.hpp"

#if MINIVM_TAIL_CALLS
#define PARAMETERS Word const *pc, Value *base, Thread &thread, DispatchTable const *table
#else
#define PARAMETERS Word const *&pc, Value *&base, Thread &thread, DispatchTable const *&table
#endif

namespace minivm {

// Not every handler uses all four.
#pragma GCC diagnostic ignored "-Wunused-parameter"

using Handler = void (*)(PARAMETERS);
struct DispatchTable {
    std::array<Handler, static_cast<std::size_t>(Op::count)> handlers;
};

Word const halt_word = static_cast<Word>(Op::halt);

#define ARGUMENTS pc, base, thread, table
#define HANDLER(name) static void op_##name(PARAMETERS)
#define SECOND(name) [[gnu::noinline]] static void name(PARAMETERS)
#if MINIVM_TAIL_CALLS
#ifdef __clang__
#define MUSTTAIL [[clang::musttail]]
#else
#define MUSTTAIL
#endif
#define TAIL(function)                       \
    do {                                     \
        MUSTTAIL return function(ARGUMENTS); \
    } while (0)
#define DISPATCH() TAIL(table->handlers[opcode_of(pc)])
#else
#define TAIL(function)       \
    do {                     \
        function(ARGUMENTS); \
        return;              \
    } while (0)
#define DISPATCH() return
#endif
#define NEXT(words)    \
    do {               \
        pc += (words); \
        DISPATCH();    \
    } while (0)
#define SLOW(name) TAIL((slow<slow_##name>))

#define RA at_offset(base, operand<1>(pc))
#define RB at_offset(base, operand<2>(pc))
#define RC at_offset(base, operand<3>(pc))
#define NAME_C code_of(base)->names[operand<3>(pc)]
#define IB \
    std::int64_t { signed_operand<2>(pc) }
#define IC \
    std::int64_t { signed_operand<3>(pc) }
#define JUMP_IF(condition)                          \
    do {                                            \
        if (condition) NEXT(signed_operand<3>(pc)); \
        NEXT(1);                                    \
    } while (0)

namespace {

constexpr Value::Bits int_base = Value::int_base;
constexpr Value::Bits int_tag = Value::int_tag;

// Through an integer register the compiler would pay a transfer (3 cycles): doubles are loaded and stored as
// such.
[[gnu::always_inline]] inline double load_double(Value const* at) {
#if defined(__x86_64__) && defined(__OPTIMIZE__)
    double d;
    __asm__("movsd %1, %0" : "=x"(d) : "m"(*at));
    return d;
#else
    return at->as_small_double();
#endif
}
[[gnu::always_inline]] inline void store_double(Value* at, double d) {
#if defined(__x86_64__) && defined(__OPTIMIZE__)
    __asm__("movsd %1, %0" : "=m"(*at) : "x"(d));
#else
    *at = Value::small_double(d);
#endif
}
[[gnu::always_inline]] inline bool both_ints(Value a, Value b) { return (a.bits() & b.bits()) >= int_tag; }
[[gnu::always_inline]] inline bool both_doubles(Value a, Value b) {
    return a.is_small_double() && b.is_small_double();
}

/// The position, for whoever looks at the thread while C++ code runs.
[[gnu::always_inline]] inline void publish(Thread& thread, Word const* pc, Value* base) {
    thread.pc = pc;
    thread.base = base;
    thread.top = base + code_of(base)->registers;
}

/// Runs a slow path: publishes the position, unwinds if it raised, goes on where it says.
template <SlowPath Path>
[[gnu::noinline]] void slow(PARAMETERS) {
    publish(thread, pc, base);
    if (!Path(thread)) [[unlikely]]
        unwind(thread);
    pc = thread.pc;
    base = thread.base;
    table = thread.table;
    DISPATCH();
}

// --- safepoints ---

DispatchTable const& after_poll();

[[gnu::noinline]] void safepoint(PARAMETERS) {
    publish(thread, pc, base);
    if (!Safepoint::stop(thread)) [[unlikely]] {
        unwind(thread);
        pc = thread.pc;
        base = thread.base;
        table = thread.table;
        DISPATCH();
    }
    table = thread.table;
    TAIL(after_poll().handlers[opcode_of(pc)]);
}

#define POLL()                                                            \
    if (thread.pending.load(std::memory_order_relaxed) != 0) [[unlikely]] \
    TAIL(safepoint)

// --- moves ---

HANDLER(move) {
    RA = RB;
    NEXT(1);
}
HANDLER(load_constant) {
    RA = Value::from_bits(pc[1]);
    NEXT(2);
}
HANDLER(load_int) {
    RA = Value::small_int(IB);
    NEXT(1);
}
HANDLER(load_none) {
    RA = Value::none();
    NEXT(1);
}
HANDLER(load_true) {
    RA = Value::boolean(true);
    NEXT(1);
}
HANDLER(load_false) {
    RA = Value::boolean(false);
    NEXT(1);
}
HANDLER(load_unbound) {
    RA = Value::unbound();
    NEXT(1);
}
HANDLER(check_bound) {
    if (RA.is_unbound()) [[unlikely]]
        SLOW(check_bound);
    NEXT(1);
}
HANDLER(get_global) {
    Word const cache = load_cache(pc + 1);
    if (cache == 0) [[unlikely]]
        SLOW(get_global);
    Value const value = reinterpret_cast<Cell const*>(thread.heap_base + (cache - 1) * 16)->value;
    if (value.is_unbound()) [[unlikely]]
        SLOW(get_global);
    RA = value;
    NEXT(2);
}
HANDLER(set_global) {
    Word const cache = load_cache(pc + 1);
    if (cache == 0) [[unlikely]]
        SLOW(set_global);
    reinterpret_cast<Cell*>(thread.heap_base + (cache - 1) * 16)->value = RA;
    NEXT(2);
}
HANDLER(delete_global) { SLOW(delete_global); }
HANDLER(new_cell) { SLOW(new_cell); }
HANDLER(get_cell) {
    Value const value = cast<Cell>(RB)->value;
    if (value.is_unbound()) [[unlikely]]
        SLOW(get_cell);
    RA = value;
    NEXT(1);
}
HANDLER(set_cell) {
    cast<Cell>(RA)->value = RB;
    NEXT(1);
}
HANDLER(get_free) {
    Value const value = cast<Cell>(function_of(base)->closure->items()[operand<2>(pc)])->value;
    if (value.is_unbound()) [[unlikely]]
        SLOW(get_free);
    RA = value;
    NEXT(1);
}
HANDLER(set_free) {
    cast<Cell>(function_of(base)->closure->items()[operand<2>(pc)])->value = RA;
    NEXT(1);
}
HANDLER(load_closure) {
    RA = function_of(base)->closure->items()[operand<2>(pc)];
    NEXT(1);
}
HANDLER(get_name) { SLOW(get_name); }
HANDLER(get_name_or_cell) { SLOW(get_name_or_cell); }
HANDLER(set_name) { SLOW(set_name); }
HANDLER(delete_name) { SLOW(delete_name); }

// --- arithmetic ---

#define STORE_DOUBLE(expression, path)                \
    do {                                              \
        double const result = (expression);           \
        if (!Value::fits_double(result)) [[unlikely]] \
            SLOW(path);                               \
        store_double(&RA, result);                    \
        NEXT(1);                                      \
    } while (0)

// An int that a double holds exactly, so that mixed arithmetic rounds once, as CPython's.
constexpr std::int64_t exact_int = std::int64_t{1} << 53;
[[gnu::always_inline]] inline bool as_exact_double(Value value, double& d) {
    if (value.is_small_double()) {
        d = value.as_small_double();
        return true;
    }
    std::int64_t const i = value.as_small_int();
    d = static_cast<double>(i);
    return value.is_small_int() && i <= exact_int && i >= -exact_int;
}

// Second-tier handlers keep the first ones free of spilled registers; they go on to the slow path themselves.
#define DOUBLES(name, symbol)                                                        \
    SECOND(name##_mixed) {                                                           \
        double left, right;                                                          \
        if ((RB.bits() & RC.bits()) >= int_tag) SLOW(binary);                        \
        if (!as_exact_double(RB, left) || !as_exact_double(RC, right)) SLOW(binary); \
        STORE_DOUBLE(left symbol right, binary);                                     \
    }                                                                                \
    SECOND(name##_doubles) {                                                         \
        if (!both_doubles(RB, RC)) [[unlikely]]                                      \
            TAIL(name##_mixed);                                                      \
        STORE_DOUBLE(load_double(&RB) symbol load_double(&RC), binary);              \
    }
DOUBLES(add, +)
DOUBLES(sub, -)
DOUBLES(mul, *)

HANDLER(add) {
    Value const left = RB, right = RC;
    Value::Bits const sum = left.bits() + right.bits() - int_base;
    if ((left.bits() & right.bits() & sum) >= int_tag) [[likely]] {
        RA = Value::from_bits(sum);
        NEXT(1);
    }
    TAIL(add_doubles);
}
HANDLER(sub) {
    Value const left = RB, right = RC;
    Value::Bits const difference = left.bits() - right.bits() + int_base;
    if ((left.bits() & right.bits() & difference) >= int_tag) [[likely]] {
        RA = Value::from_bits(difference);
        NEXT(1);
    }
    TAIL(sub_doubles);
}
HANDLER(mul) {
    Value const left = RB, right = RC;
    if (!both_ints(left, right)) TAIL(mul_doubles);
    std::int64_t product;
    if (__builtin_mul_overflow(left.as_small_int(), right.as_small_int(), &product) ||
        !Value::fits_small(product)) [[unlikely]]
        SLOW(binary);
    RA = Value::small_int(product);
    NEXT(1);
}
SECOND(truediv_mixed) {
    double left, right;
    if (!as_exact_double(RB, left) || !as_exact_double(RC, right) || right == 0) [[unlikely]]
        SLOW(binary);
    STORE_DOUBLE(left / right, binary);
}
HANDLER(truediv) {
    Value const left = RB, right = RC;
    if (both_doubles(left, right)) [[likely]] {
        double const divisor = load_double(&RC);
        if (divisor == 0) [[unlikely]]
            SLOW(binary);
        STORE_DOUBLE(load_double(&RB) / divisor, binary);
    }
    TAIL(truediv_mixed);
}
HANDLER(floordiv) {
    Value const left = RB, right = RC;
    if (!both_ints(left, right)) [[unlikely]]
        SLOW(binary);
    std::int64_t const dividend = left.as_small_int(), divisor = right.as_small_int();
    if (dividend < 0 || divisor <= 0) [[unlikely]]
        SLOW(binary);
    RA = Value::small_int(dividend / divisor);
    NEXT(1);
}
HANDLER(mod) {
    Value const left = RB, right = RC;
    if (!both_ints(left, right)) [[unlikely]]
        SLOW(binary);
    auto const dividend = static_cast<std::uint64_t>(left.as_small_int());
    auto const divisor = static_cast<std::uint64_t>(right.as_small_int());
    if (static_cast<std::int64_t>(dividend | divisor) < 0 || divisor == 0) [[unlikely]]
        SLOW(binary);
    std::uint64_t const rest =
        ((dividend | divisor) >> 32) != 0  // 64-bit division is much slower
            ? dividend % divisor
            : static_cast<std::uint32_t>(dividend) % static_cast<std::uint32_t>(divisor);
    RA = Value::small_int(static_cast<std::int64_t>(rest));
    NEXT(1);
}
HANDLER(pow) { SLOW(binary); }
HANDLER(lshift) {
    Value const left = RB, right = RC;
    if (!both_ints(left, right)) [[unlikely]]
        SLOW(binary);
    std::int64_t const number = left.as_small_int(), count = right.as_small_int();
    if (static_cast<std::uint64_t>(count) > 60 || number < 0 || (number >> (60 - count)) != 0) [[unlikely]]
        SLOW(binary);
    RA = Value::small_int(number << count);
    NEXT(1);
}
HANDLER(rshift) {
    Value const left = RB, right = RC;
    if (!both_ints(left, right)) [[unlikely]]
        SLOW(binary);
    std::int64_t const count = right.as_small_int();
    if (static_cast<std::uint64_t>(count) > 63) [[unlikely]]
        SLOW(binary);
    RA = Value::small_int(left.as_small_int() >> count);
    NEXT(1);
}
#define BITWISE(name, symbol)                                                   \
    HANDLER(name) {                                                             \
        Value const left = RB, right = RC;                                      \
        if (!both_ints(left, right)) [[unlikely]]                               \
            SLOW(binary);                                                       \
        RA = Value::small_int(left.as_small_int() symbol right.as_small_int()); \
        NEXT(1);                                                                \
    }
BITWISE(bit_and, &)
BITWISE(bit_or, |)
BITWISE(bit_xor, ^)
HANDLER(matmul) { SLOW(binary); }

SECOND(add_int_to_double) {
    if (!RB.is_small_double()) SLOW(binary_int);
    STORE_DOUBLE(load_double(&RB) + static_cast<double>(IC), binary_int);
}
HANDLER(add_int) {
    Value const left = RB;
    Value::Bits const sum = left.bits() + static_cast<Value::Bits>(IC);
    if ((left.bits() & sum) < int_tag) [[unlikely]]
        TAIL(add_int_to_double);
    RA = Value::from_bits(sum);
    NEXT(1);
}
HANDLER(mul_int) {
    Value const left = RB;
    if (!left.is_small_int()) [[unlikely]]
        SLOW(binary_int);
    std::int64_t product;
    if (__builtin_mul_overflow(left.as_small_int(), IC, &product) || !Value::fits_small(product)) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(product);
    NEXT(1);
}
HANDLER(mod_int) {
    Value const left = RB;
    auto const dividend = static_cast<std::uint64_t>(left.as_small_int());
    if (!left.is_small_int() || (dividend >> 32) != 0) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(static_cast<std::uint32_t>(dividend) % static_cast<std::uint32_t>(IC));
    NEXT(1);
}
HANDLER(floordiv_int) {
    Value const left = RB;
    auto const dividend = static_cast<std::uint64_t>(left.as_small_int());
    if (!left.is_small_int() || (dividend >> 32) != 0) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(static_cast<std::uint32_t>(dividend) / static_cast<std::uint32_t>(IC));
    NEXT(1);
}
HANDLER(and_int) {
    Value const left = RB;
    if (!left.is_small_int()) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(left.as_small_int() & IC);
    NEXT(1);
}
HANDLER(lshift_int) {
    Value const left = RB;
    std::int64_t const number = left.as_small_int();
    if (!left.is_small_int() || number < 0 || (number >> (60 - IC)) != 0) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(number << IC);
    NEXT(1);
}
HANDLER(rshift_int) {
    Value const left = RB;
    if (!left.is_small_int()) [[unlikely]]
        SLOW(binary_int);
    RA = Value::small_int(left.as_small_int() >> IC);
    NEXT(1);
}
HANDLER(neg) {
    Value const operand_value = RB;
    if (operand_value.is_small_int() && operand_value.as_small_int() != Value::small_min) [[likely]] {
        RA = Value::small_int(-operand_value.as_small_int());
        NEXT(1);
    }
    if (operand_value.is_small_double()) {
        RA = Value::from_bits(operand_value.bits() ^ (Value::Bits{1} << 63));
        NEXT(1);
    }
    SLOW(unary);
}
HANDLER(pos) { SLOW(unary); }
HANDLER(invert) { SLOW(unary); }
HANDLER(logical_not) {
    Value const value = RB;
    if (!value.is_bool()) [[unlikely]]
        SLOW(logical_not);
    RA = Value::from_bits(value.bits() ^ 1);
    NEXT(1);
}

// --- comparisons ---

#define COMPARISON(name, symbol)                                                        \
    HANDLER(name) {                                                                     \
        Value const left = RB, right = RC;                                              \
        if (both_ints(left, right)) [[likely]] {                                        \
            RA = Value::boolean(left.bits() symbol right.bits());                       \
            NEXT(1);                                                                    \
        }                                                                               \
        if (both_doubles(left, right)) {                                                \
            RA = Value::boolean(left.as_small_double() symbol right.as_small_double()); \
            NEXT(1);                                                                    \
        }                                                                               \
        SLOW(compare);                                                                  \
    }
COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(eq, ==)
COMPARISON(ne, !=)
COMPARISON(gt, >)
COMPARISON(ge, >=)
HANDLER(is) {
    RA = Value::boolean(RB == RC);
    NEXT(1);
}
HANDLER(is_not) {
    RA = Value::boolean(RB != RC);
    NEXT(1);
}
HANDLER(in) { SLOW(in); }
HANDLER(not_in) { SLOW(not_in); }

// --- jumps ---

// Each jump that closes a loop exists twice: with the poll (op_NAME_back), and without it, where a safepoint
// goes on (the table after_poll()).
HANDLER(jump) { NEXT(long_offset(pc)); }
HANDLER(jump_back) {
    POLL();
    NEXT(long_offset(pc));
}
#define JUMP_TWICE(name)   \
    HANDLER(name##_back) { \
        POLL();            \
        BODY(name)         \
    }                      \
    HANDLER(name) { BODY(name) }
#define BODY(name) BODY_##name
#define BODY_jump_true                 \
    Value const value = RA;            \
    if (!value.is_bool()) [[unlikely]] \
        SLOW(jump_truth);              \
    JUMP_IF(value.is_true());
JUMP_TWICE(jump_true)
#define BODY_jump_false                \
    Value const value = RA;            \
    if (!value.is_bool()) [[unlikely]] \
        SLOW(jump_truth);              \
    JUMP_IF(value.is_false());
JUMP_TWICE(jump_false)
#define BODY_jump_none JUMP_IF(RA.is_none());
JUMP_TWICE(jump_none)
#define BODY_jump_not_none JUMP_IF(!RA.is_none());
JUMP_TWICE(jump_not_none)
HANDLER(jump_is) { JUMP_IF(RA == RB); }
HANDLER(jump_is_not) { JUMP_IF(RA != RB); }
HANDLER(jump_in) { SLOW(jump_in); }
HANDLER(jump_not_in) { SLOW(jump_in); }

#define COMPARE_BODY(name, symbol, sense)                    \
    Value const left = RA, right = RB;                       \
    if (both_ints(left, right)) [[likely]]                   \
        JUMP_IF((left.bits() symbol right.bits()) == sense); \
    TAIL(name##_doubles);
#define COMPARE_DOUBLES(name, symbol, sense)                          \
    SECOND(name##_doubles) {                                          \
        if (!both_doubles(RA, RB)) SLOW(jump_compare);                \
        JUMP_IF((load_double(&RA) symbol load_double(&RB)) == sense); \
    }
#define COMPARE_INT_BODY(symbol, sense)    \
    Value const left = RA;                 \
    if (!left.is_small_int()) [[unlikely]] \
        SLOW(jump_compare);                \
    JUMP_IF((left.bits() symbol(int_base + static_cast<Value::Bits>(IB))) == sense);
#define COMPARE_JUMP_HANDLERS(name, symbol)                                                    \
    COMPARE_DOUBLES(jump_##name, symbol, true)                                                 \
    COMPARE_DOUBLES(jump_not_##name, symbol, false)                                            \
    HANDLER(jump_##name){COMPARE_BODY(jump_##name, symbol, true)} HANDLER(jump_not_##name){    \
        COMPARE_BODY(jump_not_##name, symbol, false)} HANDLER(jump_##name##_back) {            \
        POLL();                                                                                \
        COMPARE_BODY(jump_##name, symbol, true)                                                \
    }                                                                                          \
    HANDLER(jump_not_##name##_back) {                                                          \
        POLL();                                                                                \
        COMPARE_BODY(jump_not_##name, symbol, false)                                           \
    }                                                                                          \
    HANDLER(jump_##name##_int){COMPARE_INT_BODY(symbol, true)} HANDLER(jump_not_##name##_int){ \
        COMPARE_INT_BODY(symbol, false)} HANDLER(jump_##name##_int_back) {                     \
        POLL();                                                                                \
        COMPARE_INT_BODY(symbol, true)                                                         \
    }                                                                                          \
    HANDLER(jump_not_##name##_int_back) {                                                      \
        POLL();                                                                                \
        COMPARE_INT_BODY(symbol, false)                                                        \
    }
COMPARE_JUMP_HANDLERS(lt, <)
COMPARE_JUMP_HANDLERS(le, <=)
COMPARE_JUMP_HANDLERS(eq, ==)
COMPARE_JUMP_HANDLERS(ne, !=)
COMPARE_JUMP_HANDLERS(gt, >)
COMPARE_JUMP_HANDLERS(ge, >=)

// --- loops ---

HANDLER(iter_prepare) { SLOW(iter_prepare); }
HANDLER(get_iterator) { SLOW(get_iterator); }
HANDLER(range_prepare) { SLOW(range_prepare); }
SECOND(after_for_next) { SLOW(for_next); }
HANDLER(for_next) {
    POLL();
    SLOW(for_next);
}
#define BODY_for_range                                        \
    Value* const state = &RA;                                 \
    Value const limit = state[1];                             \
    if (!limit.is_small_int()) [[unlikely]]                   \
        SLOW(for_next);                                       \
    Value const item = Value::from_bits(state[0].bits() + 1); \
    if (item.bits() >= limit.bits()) NEXT(1);                 \
    state[0] = item;                                          \
    RB = item;                                                \
    NEXT(signed_operand<3>(pc));
HANDLER(for_range) {
    POLL();
    BODY_for_range
}
SECOND(after_for_range){BODY_for_range}
#define BODY_for_list                                                       \
    Value* const state = &RA;                                               \
    auto* const list = as<List>(state[1]);                                  \
    if (!list) [[unlikely]]                                                 \
        SLOW(for_next);                                                     \
    auto const index = static_cast<std::uint64_t>(state[0].as_small_int()); \
    if (index >= list->length) SLOW(for_next);                              \
    state[0] = Value::from_bits(state[0].bits() + 1);                       \
    RB = list->items[index];                                                \
    NEXT(signed_operand<3>(pc));
HANDLER(for_list) {
    POLL();
    BODY_for_list
}
SECOND(after_for_list){BODY_for_list}
#define BODY_for_generator                                                                  \
    auto* const generator = as<Generator>((&RA)[1]);                                        \
    if (!generator || generator->state != Generator::State::suspended) [[unlikely]]         \
        SLOW(for_next);                                                                     \
    Value* const frame = base + code_of(base)->registers + frame_head;                      \
    Code const* const code = generator->function->code;                                     \
    if (reinterpret_cast<std::uintptr_t>(frame + code->registers) >                         \
        thread.limit.load(std::memory_order_relaxed)) [[unlikely]]                          \
        SLOW(for_next);                                                                     \
    if (thread.depth_left <= 0) [[unlikely]]                                                \
        SLOW(for_next);                                                                     \
    if (thread.watched()) {                                                                 \
        if (!generator->claim(Generator::State::suspended)) SLOW(for_next);                 \
    } else {                                                                                \
        generator->state = Generator::State::running;                                       \
    }                                                                                       \
    --thread.depth_left;                                                                    \
    frame[-4] = Value::of(generator);                                                       \
    frame[-3] = pointer_word(pc);                                                           \
    frame[-2] = link_word(base, Link::generator);                                           \
    frame[-1] = Value::of(generator->function);                                             \
    Value const handled = generator->handled;                                               \
    generator->handled = thread.handled;                                                    \
    thread.handled = handled;                                                               \
    for (std::size_t i = 0; i < generator->live; ++i) frame[i] = generator->registers()[i]; \
    base = frame;                                                                           \
    pc = generator->pc;                                                                     \
    at_offset(base, operand<1>(pc - 1)) = Value::none();                                    \
    DISPATCH();
HANDLER(for_generator) {
    POLL();
    BODY_for_generator
}
SECOND(after_for_generator){BODY_for_generator}
#define BODY_loop_lt                                                      \
    Value const left = RA, right = RB;                                    \
    Value const sum = Value::from_bits(left.bits() + 1);                  \
    if ((left.bits() & sum.bits() & right.bits()) < int_tag) [[unlikely]] \
        SLOW(loop_lt);                                                    \
    RA = sum;                                                             \
    JUMP_IF(sum.bits() < right.bits());
HANDLER(loop_lt) {
    POLL();
    BODY_loop_lt
}
SECOND(after_loop_lt){BODY_loop_lt}
// --- calls ---

#define ENTER(function_value, code, frame, resume, path)                                               \
    do {                                                                                               \
        (frame)[-1] = function_value;                                                                  \
        if (static_cast<std::intptr_t>(thread.limit.load(std::memory_order_relaxed) -                  \
                                       reinterpret_cast<std::uintptr_t>(frame)) <                      \
            std::intptr_t{(code)->registers} * static_cast<std::intptr_t>(sizeof(Value))) [[unlikely]] \
            SLOW(path);                                                                                \
        if (thread.depth_left <= 0) [[unlikely]]                                                       \
            SLOW(path);                                                                                \
        --thread.depth_left;                                                                           \
        (frame)[-3] = pointer_word(resume);                                                            \
    } while (0)

HANDLER(call) {
    Value* const at = &RA;
    Value const callee = at[0];
    if (!callee.is_object()) [[unlikely]]
        SLOW(call);
    auto* const function = cast<Function>(callee);
    if (function->shape != shape_id::simple_function + operand<2>(pc)) [[unlikely]]
        SLOW(call);
    Value* const frame = at + frame_head;
    Code const* const code = function->code;
    ENTER(callee, code, frame, pc + 1, call);
    frame[-2] = pointer_word(base);
    base = frame;
    pc = code->entry();
    DISPATCH();
}
HANDLER(call_type) {
    Value* const at = &RA;
    auto* const type = as<Type>(at[0]);
    if (!type) [[unlikely]]
        SLOW(call);
    Function* const init = type->fast_init;
    if (!init) [[unlikely]]
        SLOW(call);
    Code const* const code = init->code;
    if (init->shape != shape_id::simple_function + operand<2>(pc) + 1) [[unlikely]]
        SLOW(call);
    Value* const frame = at + frame_head - 1;
    std::size_t const bytes = type->instance_bytes;
    char* const memory = thread.run.cursor;
    if (static_cast<std::size_t>(thread.run.end - memory) < bytes) [[unlikely]]
        SLOW(call);
    ENTER(Value::of(init), code, frame, pc + 1, call);
    frame[-2] = link_word(base, Link::fast_constructor);
    thread.run.cursor = memory + bytes;
    auto* const object = reinterpret_cast<Object*>(memory);
    *object = {type->predicted->id, Kind::instance, 0, static_cast<std::uint16_t>(bytes >> 4)};
    auto* const slots = reinterpret_cast<Value*>(memory + sizeof(Object));
    for (std::size_t i = 0; i < bytes / sizeof(Value) - 1; ++i) slots[i] = Value::unbound();
    frame[0] = Value::of(object);
    base = frame;
    pc = code->entry();
    DISPATCH();
}
// The word for an object of this shape, if the thread's table has it; else 0, which is no shape's.
[[gnu::always_inline]] inline Word known_word(ShapeCache& cache, std::uint32_t shape, Str const* name,
                                              Word bits) {
    ShapeCache::Entry const& entry = cache.entry(shape, name);
    return entry.name == name && ((entry.word ^ shape) & bits) == 0 ? entry.word : 0;
}

SECOND(call_method_of_many) {
    Value* const frame = &RA + frame_head;
    std::uint32_t const shape = frame[0].as_object()->shape;
    Word const word = known_word(thread.method_cache->methods, shape, NAME_C, ~std::uint32_t{0});
    if (word == 0) [[unlikely]]
        SLOW(call_method);
    auto* const function = reinterpret_cast<Function*>(thread.heap_base + (word >> 32) * 16);
    if (function->shape != shape_id::simple_function + operand<2>(pc) + 1) [[unlikely]]
        SLOW(call_method);
    Code const* const code = function->code;
    ENTER(Value::of(function), code, frame, pc + 3, call_method);
    if (refills_rarely(thread, pc + 2)) store_cache(pc + 2, word);
    frame[-2] = pointer_word(base);
    base = frame;
    pc = code->entry();
    DISPATCH();
}
HANDLER(call_method) {
    Value* const frame = &RA + frame_head;
    Value const self = frame[0];
    if (!self.is_object()) [[unlikely]]
        SLOW(call_method);
    std::uint32_t const shape = self.as_object()->shape;
    Word cache = load_cache(pc + 1);
    if (static_cast<std::uint32_t>(cache) != shape) {
        cache = load_cache(pc + 2);
        if (static_cast<std::uint32_t>(cache) != shape) [[unlikely]]
            TAIL(call_method_of_many);
    }
    auto* const function = reinterpret_cast<Function*>(thread.heap_base + (cache >> 32) * 16);
    Code const* const code = function->code;
    ENTER(Value::of(function), code, frame, pc + 3, call_method);
    frame[-2] = pointer_word(base);
    base = frame;
    pc = code->entry();
    DISPATCH();
}

HANDLER(find_method) {
    Value* const at = &RA;
    Value const self = at[frame_head];
    if (!self.is_object()) [[unlikely]]
        SLOW(find_method);
    std::uint32_t const shape = self.as_object()->shape;
    Word cache = load_cache(pc + 1);
    if (static_cast<std::uint32_t>(cache) != shape) {
        cache = load_cache(pc + 2);
        if (static_cast<std::uint32_t>(cache) != shape) [[unlikely]]
            SLOW(find_method);
    }
    at[0] = Value::of(reinterpret_cast<Object*>(thread.heap_base + (cache >> 32) * 16));
    NEXT(3);
}
[[gnu::noinline]] void raised_in_native(PARAMETERS) {
    unwind(thread);
    pc = thread.pc;
    base = thread.base;
    table = thread.table;
    DISPATCH();
}
// A Result in a handler would have an address, and the handler no tail calls.
[[gnu::noinline]] Value invoke(Thread& thread, Native const* native, Value* slots, std::size_t count) {
    std::size_t const all = native->parameters->slots;
    for (std::size_t i = count; i < all; ++i) slots[i] = Value::unbound();
    thread.top = slots + all;
    return native->code(thread, slots).take();
}
// A call of C++ that is not a tail call: these handlers have a frame. `slots` lie ready.
#define CALL_NATIVE(native, slots, count, result_at, words)                   \
    do {                                                                      \
        thread.pc = pc;                                                       \
        thread.base = base;                                                   \
        Value const result = invoke(thread, native, slots, count);            \
        if (result.is_raised()) [[unlikely]]                                  \
            TAIL(raised_in_native);                                           \
        *(result_at) = result;                                                \
        table = thread.table;                                                 \
        pc += (words);                                                        \
        if (thread.pending.load(std::memory_order_relaxed) != 0) [[unlikely]] \
            TAIL(safepoint_after_call);                                       \
        DISPATCH();                                                           \
    } while (0)

// Between two instructions: the native has run, pc is the next one.
[[gnu::noinline]] void safepoint_after_call(PARAMETERS) {
    publish(thread, pc - 1, base);  // for a traceback: in the call
    if (!Safepoint::stop(thread)) [[unlikely]]
        TAIL(raised_in_native);
    table = thread.table;
    DISPATCH();
}
HANDLER(call_native) {
    Value* const at = &RA;
    auto* const native = as<Native>(at[0]);
    std::size_t const count = operand<2>(pc);
    if (!native || !native->parameters->simple() || native->owner || count < native->parameters->required ||
        count > native->parameters->positional) [[unlikely]]
        SLOW(call);
    Value* const slots = at + frame_head;
    CALL_NATIVE(native, slots, count, at, 1);
}
SECOND(run_method_native) {
    Value* const at = &RA;
    auto* const native = static_cast<Native*>(at[0].as_object());
    std::size_t const count = operand<2>(pc) + 1u;
    CALL_NATIVE(native, at + frame_head, count, at, 3);
}
HANDLER(call_method_native) {
    Value* const at = &RA;
    Value const self = at[frame_head];
    if (!self.is_object()) [[unlikely]]
        SLOW(call_method);
    Word const cache = load_cache(pc + 1);
    if (static_cast<std::uint32_t>(cache ^ native_mark) != self.as_object()->shape) [[unlikely]]
        SLOW(call_method);
    at[0] = Value::of(reinterpret_cast<Object*>(thread.heap_base + (cache >> 32) * 16));
    TAIL(run_method_native);
}
SECOND(call_found_native) {
    Value* const at = &RA;
    auto* const native = as<Native>(at[0]);
    std::size_t const count = operand<2>(pc) + 1u;
    if (!native || !native->parameters->simple() || count < native->parameters->required ||
        count > native->parameters->positional) [[unlikely]]
        SLOW(call_found);
    CALL_NATIVE(native, at + frame_head, count, at, 1);
}
HANDLER(call_found) {
    Value* const at = &RA;
    Value const callee = at[0];
    Value* const frame = at + frame_head;
    if (!callee.is_object() || frame[0].is_unbound()) [[unlikely]]
        SLOW(call_found);
    auto* const function = cast<Function>(callee);
    if (function->shape != shape_id::simple_function + operand<2>(pc) + 1) [[unlikely]]
        TAIL(call_found_native);
    Code const* const code = function->code;
    ENTER(callee, code, frame, pc + 1, call_found);
    frame[-2] = pointer_word(base);
    base = frame;
    pc = code->entry();
    DISPATCH();
}

HANDLER(call_keywords) { SLOW(call_keywords); }
HANDLER(call_spread) { SLOW(call_spread); }
SECOND(return_fast_constructor) {
    if (!RA.is_none()) [[unlikely]]
        SLOW(return_special);
    ++thread.depth_left;
    pc = return_pc(base);
    Value* const caller = caller_base(base);
    base[-3] = base[0];
    base = caller;
    DISPATCH();
}
SECOND(return_none_fast_constructor) {
    ++thread.depth_left;
    pc = return_pc(base);
    Value* const caller = caller_base(base);
    base[-3] = base[0];
    base = caller;
    DISPATCH();
}
HANDLER(return_value) {
    Word const link = base[-2].bits();
    if ((link & link_mask) != 0) [[unlikely]] {
        if (static_cast<Link>(link & link_mask) == Link::fast_constructor) TAIL(return_fast_constructor);
        SLOW(return_special);
    }
    base[-4] = RA;
    ++thread.depth_left;
    pc = return_pc(base);
    base = reinterpret_cast<Value*>(link);
    DISPATCH();
}
HANDLER(return_none) {
    Word const link = base[-2].bits();
    if ((link & link_mask) != 0) [[unlikely]] {
        if (static_cast<Link>(link & link_mask) == Link::fast_constructor) TAIL(return_none_fast_constructor);
        SLOW(return_special);
    }
    base[-4] = Value::none();
    ++thread.depth_left;
    pc = return_pc(base);
    base = reinterpret_cast<Value*>(link);
    DISPATCH();
}
HANDLER(make_generator) { SLOW(make_generator); }
HANDLER(yield) {
    Word const* const resumed_by = return_pc(base);
    if (op_of(resumed_by) != Op::for_generator) [[unlikely]]
        SLOW(yield);
    auto* const generator = cast<Generator>(base[-4]);
    std::size_t const live = operand<3>(pc);
    Value const item = RB;
    for (std::size_t i = 0; i < live; ++i) generator->registers()[i] = base[i];
    generator->live = static_cast<std::uint16_t>(live);
    generator->pc = pc + 1;
    Value const handled = generator->handled;
    generator->handled = thread.handled;
    thread.handled = handled;
    generator->state = Generator::State::suspended;  // last: from here on it may be another thread's
    ++thread.depth_left;
    base = caller_base(base);
    pc = resumed_by;
    RB = item;
    NEXT(signed_operand<3>(pc));
}
HANDLER(send) { SLOW(send); }
HANDLER(get_yield_from_iterator) { SLOW(get_yield_from_iterator); }

// --- attributes and items ---

// A cache word: shape (24 bits), the shape after the store (24), byte offset of the slot (16).
constexpr Word shape_bits = 0xFFFFFF;

SECOND(get_attribute_of_many) {
    Object* const object = RB.as_object();
    Word const word = known_word(thread.method_cache->slots, object->shape, NAME_C, shape_bits);
    if (word == 0) [[unlikely]]
        SLOW(get_attribute);
    Value const value = *reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (word >> 48));
    if (value.is_unbound()) [[unlikely]]
        SLOW(get_attribute);
    if (refills_rarely(thread, pc + 1)) store_cache(pc + 1, word);
    RA = value;
    NEXT(2);
}
HANDLER(get_attribute) {
    Value const owner = RB;
    if (!owner.is_object()) [[unlikely]]
        SLOW(get_attribute);
    Object* const object = owner.as_object();
    Word const cache = load_cache(pc + 1);
    if (((object->shape ^ cache) & shape_bits) != 0) [[unlikely]]
        TAIL(get_attribute_of_many);
    Value const value = *reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (cache >> 48));
    if (value.is_unbound()) [[unlikely]]
        SLOW(get_attribute);
    RA = value;
    NEXT(2);
}
// An unbound slot may be filled only in order: see vm/type.hpp. (The word before slot 0 is never `unbound`.)
[[gnu::always_inline]] inline bool may_fill(Slot const* slot) {
    return !slot[0].is_unbound() || !slot[-1].is_unbound();
}
SECOND(set_attribute_of_many) {
    Object* const object = RA.as_object();
    Word const word = known_word(thread.method_cache->slots, object->shape, NAME_C, shape_bits);
    auto* const slot = reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (word >> 48));
    if (word == 0 || !may_fill(slot)) [[unlikely]]
        SLOW(set_attribute);
    if (refills_rarely(thread, pc + 1)) store_cache(pc + 1, word);
    slot[0] = RB;
    NEXT(2);
}
HANDLER(set_attribute) {
    Value const owner = RA;
    if (!owner.is_object()) [[unlikely]]
        SLOW(set_attribute);
    Object* const object = owner.as_object();
    Word const cache = load_cache(pc + 1);
    if (((object->shape ^ cache) & shape_bits) != 0) [[unlikely]]
        TAIL(set_attribute_of_many);
    auto* const slot = reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (cache >> 48));
    if (!may_fill(slot)) [[unlikely]]
        SLOW(set_attribute);
    slot[0] = RB;
    NEXT(2);
}
// An attribute more, of an object in one of the thread's own blocks.
SECOND(set_attribute_add_watched) {
    Object* const object = RA.as_object();
    if (!thread.bias.enter_own(object)) [[unlikely]]
        SLOW(set_attribute);
    Word const cache = load_cache(pc + 1);
    bool const fits = ((object->shape ^ cache) & shape_bits) == add_mark;
    if (fits) {
        *reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (cache >> 48)) = RB;
        object->shape = static_cast<std::uint32_t>((cache >> 24) & shape_bits);
    }
    thread.bias.leave_own();
    if (!fits) [[unlikely]]
        SLOW(set_attribute);
    NEXT(2);
}
HANDLER(set_attribute_add) {
    Value const owner = RA;
    if (!owner.is_object()) [[unlikely]]
        SLOW(set_attribute);
    if (thread.watched()) TAIL(set_attribute_add_watched);
    Object* const object = owner.as_object();
    Word const cache = load_cache(pc + 1);
    if (((object->shape ^ cache) & shape_bits) != add_mark) [[unlikely]]
        SLOW(set_attribute);
    *reinterpret_cast<Slot*>(reinterpret_cast<char*>(object) + (cache >> 48)) = RB;
    object->shape = static_cast<std::uint32_t>((cache >> 24) & shape_bits);
    NEXT(2);
}
HANDLER(delete_attribute) { SLOW(delete_attribute); }
HANDLER(get_item) {
    auto* const list = as<List>(RB);
    Value const key = RC;
    if (!list || !key.is_small_int()) [[unlikely]]
        SLOW(get_item);
    auto const index = static_cast<std::uint64_t>(key.as_small_int());
    if (index >= list->length) [[unlikely]]
        SLOW(get_item);
    RA = list->items[index];
    NEXT(1);
}
// An item that is there, of a list in one of the thread's own blocks.
SECOND(set_item_watched) {
    auto* const list = static_cast<List*>(RA.as_object());
    if (!thread.bias.enter_own(list)) [[unlikely]]
        SLOW(set_item);
    auto const index = static_cast<std::uint64_t>(RB.as_small_int());
    bool const there = index < list->length;
    if (there) list->items[index] = RC;
    thread.bias.leave_own();
    if (!there) [[unlikely]]
        SLOW(set_item);
    NEXT(1);
}
HANDLER(set_item) {
    auto* const list = as<List>(RA);
    Value const key = RB;
    if (!list || !key.is_small_int()) [[unlikely]]
        SLOW(set_item);
    if (thread.watched()) TAIL(set_item_watched);
    auto const index = static_cast<std::uint64_t>(key.as_small_int());
    if (index >= list->length) [[unlikely]]
        SLOW(set_item);
    list->items[index] = RC;
    NEXT(1);
}
HANDLER(delete_item) { SLOW(delete_item); }
SECOND(get_tuple_item_int) {
    auto* const tuple = as<Tuple>(RB);
    if (!tuple || static_cast<std::uint64_t>(IC) >= tuple->length) SLOW(get_item_int);
    RA = tuple->items()[IC];
    NEXT(1);
}
HANDLER(get_item_int) {
    auto* const list = as<List>(RB);
    if (!list || static_cast<std::uint64_t>(IC) >= list->length) [[unlikely]]
        TAIL(get_tuple_item_int);
    RA = list->items[IC];
    NEXT(1);
}

// --- everything that is a call of C++ anyway ---

#define ONLY_SLOW(name) \
    HANDLER(name) { SLOW(name); }
ONLY_SLOW(get_special)
ONLY_SLOW(new_list)
ONLY_SLOW(new_tuple)
ONLY_SLOW(new_set)
ONLY_SLOW(new_dict)
ONLY_SLOW(list_append)
ONLY_SLOW(list_extend)
ONLY_SLOW(list_to_tuple)
ONLY_SLOW(set_add)
ONLY_SLOW(set_update)
ONLY_SLOW(dict_set)
ONLY_SLOW(dict_update)
ONLY_SLOW(dict_merge)
ONLY_SLOW(new_slice)
ONLY_SLOW(format_value)
ONLY_SLOW(format_simple)
ONLY_SLOW(convert_value)
ONLY_SLOW(join_strings)
ONLY_SLOW(unpack)
ONLY_SLOW(unpack_star)
ONLY_SLOW(make_function)
ONLY_SLOW(make_class)
ONLY_SLOW(import_module)
ONLY_SLOW(import_from)
ONLY_SLOW(import_star)
ONLY_SLOW(print_expression)
ONLY_SLOW(raise)
ONLY_SLOW(reraise)
ONLY_SLOW(raise_again)
ONLY_SLOW(jump_no_match)
ONLY_SLOW(raise_assertion)
ONLY_SLOW(call_exit)
HANDLER(enter_handler) {
    Value* const at = &RA;
    at[1] = thread.handled;
    thread.handled = at[0];
    NEXT(1);
}
HANDLER(leave_handler) {
    thread.handled = (&RA)[1];
    NEXT(1);
}
#if MINIVM_TAIL_CALLS
HANDLER(halt) {
    thread.pc = pc;
    thread.base = base;
}
#else
HANDLER(halt) {
    thread.pc = pc;
    thread.base = base;
    pc = nullptr;
}
#endif

// In-place operators share the handlers: only the slow paths tell them apart.
constexpr auto op_inplace_add = op_add;
constexpr auto op_inplace_sub = op_sub;
constexpr auto op_inplace_mul = op_mul;
constexpr auto op_inplace_truediv = op_truediv;
constexpr auto op_inplace_floordiv = op_floordiv;
constexpr auto op_inplace_mod = op_mod;
constexpr auto op_inplace_pow = op_pow;
constexpr auto op_inplace_lshift = op_lshift;
constexpr auto op_inplace_rshift = op_rshift;
constexpr auto op_inplace_and = op_bit_and;
constexpr auto op_inplace_or = op_bit_or;
constexpr auto op_inplace_xor = op_bit_xor;
constexpr auto op_inplace_matmul = op_matmul;
constexpr auto op_sub_int = op_add_int;
constexpr auto op_inplace_add_int = op_add_int;
constexpr auto op_inplace_sub_int = op_add_int;

// --- tables ---

constexpr DispatchTable plain = {{{
#define OP(name, ...) op_##name,
#include "vm/opcodes.def"
#undef OP
}}};

constexpr DispatchTable make_after_poll() {
    DispatchTable made = plain;
    auto const set = [&](Op op, Handler handler) { made.handlers[static_cast<std::size_t>(op)] = handler; };
    set(Op::jump_back, op_jump);
    set(Op::jump_true_back, op_jump_true);
    set(Op::jump_false_back, op_jump_false);
    set(Op::jump_none_back, op_jump_none);
    set(Op::jump_not_none_back, op_jump_not_none);
#define TWIN(name)                                         \
    set(Op::jump_##name##_back, op_jump_##name);           \
    set(Op::jump_not_##name##_back, op_jump_not_##name);   \
    set(Op::jump_##name##_int_back, op_jump_##name##_int); \
    set(Op::jump_not_##name##_int_back, op_jump_not_##name##_int)
    TWIN(lt);
    TWIN(le);
    TWIN(eq);
    TWIN(ne);
    TWIN(gt);
    TWIN(ge);
#undef TWIN
    set(Op::for_next, after_for_next);
    set(Op::for_range, after_for_range);
    set(Op::for_list, after_for_list);
    set(Op::for_generator, after_for_generator);
    set(Op::loop_lt, after_loop_lt);
    return made;
}
constexpr DispatchTable after_poll_table = make_after_poll();
DispatchTable const& after_poll() { return after_poll_table; }

// --- stepping ---

constexpr bool ticks(std::string_view flags) { return flags.find('F') == std::string_view::npos; }
constexpr bool op_ticks[] = {
#define OP(name, length, operands, flags, doc) ticks(flags),
#include "vm/opcodes.def"
#undef OP
};

[[gnu::noinline]] void step_slow(PARAMETERS) {
    publish(thread, pc, base);
    if (!thread.interpreter->stepping_hook(thread)) [[unlikely]]
        TAIL(raised_in_native);
    table = thread.table;
    TAIL(plain.handlers[opcode_of(pc)]);
}
void step(PARAMETERS) {
    std::uint16_t const op = opcode_of(pc);
    if (op_ticks[op]) {
        // Only the lock's holder counts, but others may set it to 0, as in CPython 2.7: no read-modify-write
        // is needed.
        std::int32_t const left = thread.ticker->load(std::memory_order_relaxed) - 1;
        thread.ticker->store(left, std::memory_order_relaxed);
        if (left < 0) [[unlikely]]
            TAIL(step_slow);
    }
    if (thread.pending.load(std::memory_order_relaxed) & thread.step_mask) [[unlikely]]
        TAIL(step_slow);
    TAIL(plain.handlers[op]);
}
constexpr DispatchTable make_stepping() {
    DispatchTable made{};
    made.handlers.fill(step);
    made.handlers[static_cast<std::size_t>(Op::halt)] = op_halt;
    return made;
}
constexpr DispatchTable stepping = make_stepping();

void go_on(PARAMETERS) { TAIL(plain.handlers[opcode_of(pc)]); }
template <Handler Next>
void watch(PARAMETERS) {
    publish(thread, pc, base);
    thread.interpreter->access_hook(thread);
    TAIL(Next);
}
constexpr DispatchTable make_watching(DispatchTable made, Handler handler) {
#define OP(name, length, operands, flags, doc) \
    if (std::string_view(flags).find('W') != std::string_view::npos) made.handlers[int(Op::name)] = handler;
#include "vm/opcodes.def"
#undef OP
    return made;
}
constexpr DispatchTable watching = make_watching(plain, watch<go_on>);
constexpr DispatchTable watching_stepping = make_watching(stepping, watch<step>);

}  // namespace

DispatchTable const* plain_table() { return &plain; }
DispatchTable const* stepping_table() { return &stepping; }
DispatchTable const* watching_table() { return &watching; }
DispatchTable const* watching_stepping_table() { return &watching_stepping; }

bool run_loop(Thread& thread) {
    ++thread.native_depth;
    Word const* pc = thread.pc;
    Value* base = thread.base;
    DispatchTable const* table = thread.table;
#if MINIVM_TAIL_CALLS
    table->handlers[opcode_of(pc)](ARGUMENTS);
#else
    while (pc) table->handlers[opcode_of(pc)](ARGUMENTS);
#endif
    --thread.native_depth;
    return thread.exception.is_unbound();
}

}  // namespace minivm
