#pragma once
// What the fast handlers (interpreter.cpp) and the slow paths (slow_*.cpp) share: how an instruction is read,
// how a frame looks, and how the one calls the other. Internal to the loop.
//
// A frame's head lies in the four words below its registers:
//     base[-4]  the callee; becomes the result
//     base[-3]  where the caller goes on (a code address)
//     base[-2]  the caller's base, with a Link in its low bits
//     base[-1]  the function
#include "vm/code.hpp"
#include "vm/interpreter.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/generator.hpp"
#include "vm/thread.hpp"

namespace minivm {

struct Native;

/// How a frame is left, in the low bits of base[-2].
enum class Link : Word {
    plain = 0,  // result to base[-4], go on at base[-3]
    constructor =
        1,  // of a class: the result must be None, base[-4] is the instance; args began one register later
    fast_constructor =
        2,  // the same, with the head one word lower: the instance is base[0], the result goes to base[-3]
    boundary = 3,   // to C++: leaves the run loop
    generator = 4,  // base[-4] is the Generator; base[-3] the instruction that resumed it
};
constexpr Word link_mask = 7;
constexpr std::size_t frame_head = 4;

inline Value pointer_word(void const* pointer) { return Value::from_bits(reinterpret_cast<Word>(pointer)); }
inline Value link_word(Value* base, Link link) {
    return Value::from_bits(reinterpret_cast<Word>(base) | static_cast<Word>(link));
}
inline Link link_of(Value const* base) { return static_cast<Link>(base[-2].bits() & link_mask); }
inline Value* caller_base(Value const* base) {
    return reinterpret_cast<Value*>(base[-2].bits() & ~link_mask);
}
inline Word const* return_pc(Value const* base) { return reinterpret_cast<Word const*>(base[-3].bits()); }
/// The caller's instruction; null below a call from C++, where it is on the native stack.
inline Word const* calling_pc(Value const* base) {
    Link const link = link_of(base);
    if (link == Link::boundary) return nullptr;
    return return_pc(base) - (link == Link::generator ? 0 : 1);
}
inline Function* function_of(Value const* base) { return static_cast<Function*>(base[-1].as_object()); }
inline Code* code_of(Value const* base) { return function_of(base)->code; }

inline std::uint16_t opcode_of(Word const* pc) {  // relaxed; any thread may quicken it, each guards itself
    return __atomic_load_n(reinterpret_cast<std::uint16_t const*>(pc), __ATOMIC_RELAXED);
}
inline Op op_of(Word const* pc) { return static_cast<Op>(opcode_of(pc)); }
template <int Position>
std::uint16_t operand(Word const* pc) {
    return reinterpret_cast<std::uint16_t const*>(pc)[Position];
}
template <int Position>
std::int16_t signed_operand(Word const* pc) {
    return reinterpret_cast<std::int16_t const*>(pc)[Position];
}
inline std::int32_t long_offset(Word const* pc) { return reinterpret_cast<std::int32_t const*>(pc)[1]; }
inline Value& at_offset(Value* base, std::uint16_t offset) {
    return *reinterpret_cast<Value*>(reinterpret_cast<char*>(base) + offset);
}
/// A bit of the shape in the cache of set_attribute_add: no other store takes it for its own, should two
/// threads make different instructions of one.
constexpr Word add_mark = 0x800000;
/// Above the shape in a cache word of call_method_native: it names a Native, which call_method, of which the
/// same instruction may have been made before and may be again, must not take for a Function.
constexpr Word native_mark = 0x80000000;
/// Cache words and opcodes are written while others may read them; each is one word and makes sense alone. A
/// cache word may name an object, which whoever loads it must find finished.
inline Word load_cache(Word const* at) {
    return __atomic_load_n(at, free_threaded ? __ATOMIC_ACQUIRE : __ATOMIC_RELAXED);
}
inline void store_cache(Word const* at, Word value) {
    __atomic_store_n(const_cast<Word*>(at), value, free_threaded ? __ATOMIC_RELEASE : __ATOMIC_RELAXED);
}
/// Whether a miss is to have the cache filled that is filled but now and then, where something else knows
/// what it does not hold: one that objects of many kinds come by would hold each time what the next one does
/// not ask for.
inline bool refills_rarely(Thread& thread, Word const* cache) {
    return load_cache(cache) == 0 || ++thread.misses % 1024 == 0;
}
/// The same of any cache. Where other threads run the same code, it would go from processor to processor with
/// each miss.
inline bool refills(Thread& thread, Word const* cache) {
    return !thread.watched() || refills_rarely(thread, cache);
}
inline void quicken(Word const* pc, Op op) {
    auto* at = reinterpret_cast<std::uint16_t*>(const_cast<Word*>(pc));
    if (__atomic_load_n(at, __ATOMIC_RELAXED) != static_cast<std::uint16_t>(op))
        __atomic_store_n(at, static_cast<std::uint16_t>(op), __ATOMIC_RELAXED);
}

/// A slow path carries out the instruction at thread.pc wholly and sets thread.pc (and base) to what comes
/// next. False: an exception waits and thread.pc is still the instruction's.
using SlowPath = bool (*)(Thread& thread);

/// For slow paths: the operands of the instruction at thread.pc.
struct Instruction {
    explicit Instruction(Thread& t) : thread(t), pc(t.pc), base(t.base) {}
    Thread& thread;
    Word const* pc;
    Value* base;
    Value& a(std::size_t next = 0) const { return (&at_offset(base, operand<1>(pc)))[next]; }
    Value& b(std::size_t next = 0) const { return (&at_offset(base, operand<2>(pc)))[next]; }
    Value& c(std::size_t next = 0) const { return (&at_offset(base, operand<3>(pc)))[next]; }
    Str* name_a() const { return code_of(base)->names[operand<1>(pc)]; }
    Str* name_b() const { return code_of(base)->names[operand<2>(pc)]; }
    Str* name_c() const { return code_of(base)->names[operand<3>(pc)]; }
    bool next(int words = 1) const {
        thread.pc = pc + words;
        return true;
    }
    bool jump() const {
        thread.pc = pc + signed_operand<3>(pc);
        return true;
    }
};

/// In a slow path: `VALUE = TRY_SLOW(result)`.
#define MINIVM_TRY_SLOW(...)                     \
    __extension__({                              \
        auto minivm_slow_result = (__VA_ARGS__); \
        if (!minivm_slow_result) [[unlikely]]    \
            return false;                        \
        minivm_slow_result.take();               \
    })

#define MINIVM_TRY_SLOW_VOID(...)        \
    do {                                 \
        if (!(__VA_ARGS__)) [[unlikely]] \
            return false;                \
    } while (0)

// --- calls (call.cpp) ---

/// The native that the instruction at thread.pc calls, as far as that can be told; else null.
Native const* called_native(Thread const& thread);

enum class CallState : std::uint8_t {
    pushed,  // a frame: thread.base and thread.pc are its
    done,    // a native ran: the result is in at[0]
    raised,
};
/// Calls at[0] with `count` arguments from at[4] on, the last of which are named by `keywords` (may be null).
/// A pushed frame goes on at `resume` with `base` when it returns. What lies from at + 4 + count on is free.
CallState prepare_call(Thread& thread, Value* at, std::size_t count, Tuple* keywords, Word const* resume,
                       Value* base, Link link = Link::plain);
/// The words that boundary frames return to, and that unwinding to a boundary goes to: leave the run loop.
extern Word const halt_word;
/// Runs from thread.pc, thread.base until the innermost boundary frame is left. False: an exception waits.
bool run_loop(Thread& thread);

/// Looks for a handler of the waiting exception, from the instruction at thread.pc outwards; sets thread.pc
/// and base to it, or to the boundary. Adds each frame that it passes to the traceback, but for the first one
/// if thread.reraising.
void unwind(Thread& thread);

/// Gives the yielded or returned value of a generator to the instruction that resumed it (base[-3]);
/// thread.base is the generator's frame.
bool leave_generator(Thread& thread, Value value, bool finished);
/// Puts the generator's frame above `at` and enters it. It was `seen` as fresh or suspended, or is `running`
/// already for this thread, which claimed it suspended. False: RecursionError, or ValueError where another
/// thread was quicker.
bool enter_generator(Thread& thread, Generator* generator, Generator::State seen, Value* at,
                     Word const* resumed_by, Value* base);

// --- slow paths, by opcode (slow_*.cpp) ---
#define MINIVM_SLOW(name) bool slow_##name(Thread& thread)
MINIVM_SLOW(binary);
MINIVM_SLOW(binary_int);
MINIVM_SLOW(unary);
MINIVM_SLOW(logical_not);
MINIVM_SLOW(compare);
MINIVM_SLOW(in);
MINIVM_SLOW(not_in);
MINIVM_SLOW(jump_truth);
MINIVM_SLOW(jump_compare);
MINIVM_SLOW(jump_in);
MINIVM_SLOW(loop_lt);
MINIVM_SLOW(check_bound);
MINIVM_SLOW(get_global);
MINIVM_SLOW(set_global);
MINIVM_SLOW(delete_global);
MINIVM_SLOW(new_cell);
MINIVM_SLOW(get_cell);
MINIVM_SLOW(get_free);
MINIVM_SLOW(get_name);
MINIVM_SLOW(get_name_or_cell);
MINIVM_SLOW(set_name);
MINIVM_SLOW(delete_name);
MINIVM_SLOW(iter_prepare);
MINIVM_SLOW(range_prepare);
MINIVM_SLOW(get_iterator);
MINIVM_SLOW(for_next);
MINIVM_SLOW(call);
MINIVM_SLOW(call_keywords);
MINIVM_SLOW(call_spread);
MINIVM_SLOW(call_method);
MINIVM_SLOW(find_method);
MINIVM_SLOW(call_found);
MINIVM_SLOW(return_special);
MINIVM_SLOW(make_generator);
MINIVM_SLOW(yield);
MINIVM_SLOW(send);
MINIVM_SLOW(get_yield_from_iterator);
MINIVM_SLOW(get_attribute);
MINIVM_SLOW(set_attribute);
MINIVM_SLOW(delete_attribute);
MINIVM_SLOW(get_item);
MINIVM_SLOW(set_item);
MINIVM_SLOW(delete_item);
MINIVM_SLOW(get_item_int);
MINIVM_SLOW(get_special);
MINIVM_SLOW(new_list);
MINIVM_SLOW(new_tuple);
MINIVM_SLOW(new_set);
MINIVM_SLOW(new_dict);
MINIVM_SLOW(list_append);
MINIVM_SLOW(list_extend);
MINIVM_SLOW(list_to_tuple);
MINIVM_SLOW(set_add);
MINIVM_SLOW(set_update);
MINIVM_SLOW(dict_set);
MINIVM_SLOW(dict_update);
MINIVM_SLOW(dict_merge);
MINIVM_SLOW(new_slice);
MINIVM_SLOW(format_value);
MINIVM_SLOW(format_simple);
MINIVM_SLOW(convert_value);
MINIVM_SLOW(join_strings);
MINIVM_SLOW(unpack);
MINIVM_SLOW(unpack_star);
MINIVM_SLOW(make_function);
MINIVM_SLOW(make_class);
MINIVM_SLOW(import_module);
MINIVM_SLOW(import_from);
MINIVM_SLOW(import_star);
MINIVM_SLOW(print_expression);
MINIVM_SLOW(raise);
MINIVM_SLOW(reraise);
MINIVM_SLOW(raise_again);
MINIVM_SLOW(jump_no_match);
MINIVM_SLOW(raise_assertion);
MINIVM_SLOW(call_exit);
#undef MINIVM_SLOW

}  // namespace minivm
