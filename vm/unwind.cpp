// From a raise to its handler. Exceptions cost nothing until raised: each Code has a table of the
// instructions that are covered and where to go (as CPython since 3.11). Unwinding looks there, frame by
// frame, up to the boundary to C++.
#include <algorithm>

#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/generator.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

// No except clause catches a Stop; what finally and with have to run it passes by only when their time is up.
bool passes_by(Thread const& thread, ExceptionEntry const& entry) {
    return (entry.catches || thread.unwinds_all) && type_of(thread, thread.exception) == types(thread).stop;
}

ExceptionEntry const* find_handler(Thread const& thread, Code const& code) {
    auto const at = static_cast<std::uint32_t>(thread.pc - code.entry());
    for (ExceptionEntry const& entry : code.exceptions)
        if (at >= entry.begin && at < entry.end && !passes_by(thread, entry)) return &entry;
    return nullptr;
}

// PEP 479: a StopIteration that leaves a generator would end its consumer silently.
void forbid_stop_iteration(Thread& thread) {
    if (!raised_is(thread, types(thread).stop_iteration)) return;
    Value const stop = take_exception(thread);
    (void)raise(thread, types(thread).runtime_error, "generator raised StopIteration");
    auto* const error = cast<Exception>(thread.exception);
    error->cause = error->context = stop;
    error->suppress_context = true;
}

}  // namespace

Value handled_exception(Thread const& thread) {
    Value handled = thread.handled;
    for (Value* base = thread.base; base && !handled.is_object(); base = caller_base(base))
        if (link_of(base) == Link::generator) handled = cast<Generator>(base[-4])->handled;  // its resumer's
    return handled;
}

void unwind(Thread& thread) {
    while (true) {
        Value* const base = thread.base;
        Code const& code = *code_of(base);
        if (!thread.reraising) add_traceback(thread, thread.exception, function_of(base), thread.pc);
        thread.reraising = false;
        if (ExceptionEntry const* entry = find_handler(thread, code)) {
            base[entry->target] = take_exception(thread);
            thread.pc = code.entry() + entry->handler;
            return;
        }
        Link const link = link_of(base);
        ++thread.depth_left;
        thread.base = caller_base(base);
        thread.pc = return_pc(base);
        if (link == Link::generator) {
            auto* const generator = cast<Generator>(base[-4]);
            generator->live = 0;
            std::swap(generator->handled, thread.handled);
            generator->handled = Value::none();
            generator->state = Generator::State::finished;
            forbid_stop_iteration(thread);
            if (thread.pc == &halt_word) return;
            continue;  // the saved pc is the resuming instruction itself
        }
        if (link == Link::boundary) return;
        --thread.pc;  // from behind the call into it
    }
}

// --- generators, as far as they are frames ---

bool enter_generator(Thread& thread, Generator* generator, Generator::State seen, Value* at,
                     Word const* resumed_by, Value* base) {
    Value* const frame = at + frame_head;
    Code const* const code = generator->function->code;
    if (thread.depth_left <= 0 ||
        reinterpret_cast<std::uintptr_t>(frame + code->registers) > thread.real_limit()) {
        if (seen == Generator::State::running) generator->state = Generator::State::suspended;
        (void)raise_recursion_error(thread);
        return false;
    }
    if (seen != Generator::State::running && !generator->claim(seen)) {
        (void)raise_value_error(thread, "generator already executing");
        return false;
    }
    --thread.depth_left;
    frame[-4] = Value::of(generator);
    frame[-3] = pointer_word(resumed_by);
    frame[-2] = link_word(base, Link::generator);
    frame[-1] = Value::of(generator->function);
    std::swap(generator->handled, thread.handled);
    std::copy(generator->registers(), generator->registers() + generator->live, frame);
    thread.base = frame;
    thread.pc = generator->pc;
    thread.top = frame + code->registers;
    return true;
}

bool leave_generator(Thread& thread, Value value, bool finished) {
    Value* const frame = thread.base;
    auto* const generator = cast<Generator>(frame[-4]);
    std::swap(generator->handled, thread.handled);
    if (finished) {
        generator->live = 0;
        generator->handled = Value::none();
    }
    // Last: from here on it may be another thread's.
    generator->state = finished ? Generator::State::finished : Generator::State::suspended;
    ++thread.depth_left;
    thread.base = caller_base(frame);
    thread.pc = return_pc(frame);
    Word const* const pc = thread.pc;
    Value* const base = thread.base;
    switch (op_of(pc)) {
        case Op::for_next:
        case Op::for_generator:
        case Op::for_range:  // what another thread has made of it
        case Op::for_list:
            if (finished) {
                thread.pc = pc + 1;
            } else {
                at_offset(base, operand<2>(pc)) = value;
                thread.pc = pc + signed_operand<3>(pc);
            }
            return true;
        case Op::send:
            at_offset(base, operand<2>(pc)) = value;
            thread.pc = finished ? pc + signed_operand<3>(pc) : pc + 1;
            return true;
        default:  // the boundary: resume() reads it there
            thread.generator_returned = finished;
            frame[-4] = value;
            return true;
    }
}

bool slow_make_generator(Thread& thread) {
    Value* const base = thread.base;
    Function* const function = function_of(base);
    Code const* const code = function->code;
    std::size_t const live = code->parameters;
    auto* const generator = static_cast<Generator*>(Heap::allocate(
        thread, shape_id::generator, Kind::generator, sizeof(Generator) + code->registers * sizeof(Value)));
    if (!generator) {
        (void)raise_memory_error(thread);
        return false;
    }
    generator->state = Generator::State::fresh;
    generator->live = static_cast<std::uint16_t>(live);
    generator->function = function;
    generator->pc = thread.pc + 1;
    generator->handled = Value::none();
    generator->delegate = Value::none();
    generator->name = function->name;
    generator->qualname = function->qualname;
    generator->capacity = code->registers;
    std::copy(base, base + live, generator->registers());
    Link const link = link_of(base);
    ++thread.depth_left;
    thread.pc = return_pc(base);
    thread.base = caller_base(base);
    if (link == Link::constructor || link == Link::fast_constructor) {
        --thread.pc;
        (void)raise_type_error(thread, "__init__() should return None, not 'generator'");
        return false;
    }
    base[-4] = Value::of(generator);
    return true;
}

bool slow_yield(Thread& thread) {
    Instruction const at(thread);
    auto* const generator = cast<Generator>(at.base[-4]);
    std::size_t const live = operand<3>(at.pc);
    Value const item = at.b();
    std::copy(at.base, at.base + live, generator->registers());
    generator->live = static_cast<std::uint16_t>(live);
    generator->pc = at.pc + 1;
    return leave_generator(thread, item, false);
}

}  // namespace minivm
