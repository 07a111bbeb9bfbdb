#include "vm/objects/generator.hpp"

#include "vm/dispatch.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

/// Runs the generator, entered already, until it yields or ends, and puts the thread back where it was.
struct Resumption {
    explicit Resumption(Thread& t) : thread(t), pc(t.pc), base(t.base), at(t.top) {}
    Result<Value> finish(bool ok, Value* returned) {
        if (ok) ok = run_loop(thread);
        thread.pc = pc;
        thread.base = base;
        thread.top = at;
        if (!ok) return Raised{};
        if (!thread.generator_returned) return at[0];
        *returned = at[0];
        return Value::unbound();
    }
    Thread& thread;
    Word const* pc;
    Value* base;
    Value* at;
};

// What a generator, suspended until this thread claimed it, is yielding from, or unbound. `yield from`
// compiles to: send; yield; jump_back to the send.
Value delegate_of(Generator* generator, Word const** send) {
    if (op_of(generator->pc) != Op::jump_back) return Value::unbound();
    Word const* const target = generator->pc + long_offset(generator->pc);
    if (op_of(target) != Op::send) return Value::unbound();
    *send = target;
    return generator->registers()[operand<1>(target) / sizeof(Value)];
}

Result<Value> finished_error(Thread& thread, Value returned) {
    if (returned.is_none()) {
        thread.exception = Value::unbound();
        return raise_value(thread, Value::of(types(thread).stop_iteration), Value::unbound());
    }
    return raise_with(thread, types(thread).stop_iteration, returned);
}

Result<Value> already_running(Thread& thread) {
    return raise_value_error(thread, "generator already executing");
}

Result<Value> generator_iter(Thread&, Value* arguments) { return arguments[0]; }

Result<Value> generator_send(Thread& thread, Value* arguments) {
    Value returned;
    Value const item = MINIVM_TRY(resume(thread, cast<Generator>(arguments[0]), arguments[1], &returned));
    if (item.is_unbound()) return finished_error(thread, returned);
    return item;
}

Result<Value> generator_next(Thread& thread, Value* arguments) {
    Value returned;
    Value const item = MINIVM_TRY(resume(thread, cast<Generator>(arguments[0]), Value::none(), &returned));
    if (item.is_unbound()) return finished_error(thread, returned);
    return item;
}

// throw(type), throw(type, value) and throw(instance), as CPython's gen_throw sorts them out.
Result<Value> thrown_exception(Thread& thread, Value type, Value value) {
    if (auto* cls = as<Type>(type); cls && cls->is_subtype_of(types(thread).base_exception)) {
        if (!value.is_unbound() && as<Exception>(value) && is_instance(thread, value, cls)) return value;
        if (value.is_unbound() || value.is_none()) return call(thread, type, {});
        if (auto* tuple = as<Tuple>(value)) return call(thread, type, tuple->view());
        Value const arguments[] = {value};
        return call(thread, type, arguments);
    }
    if (as<Exception>(type)) {
        if (!value.is_unbound() && !value.is_none())
            return raise_type_error(thread, "instance exception may not have a separate value");
        return type;
    }
    return raise_type_error(thread,
                            "exceptions must be classes or instances deriving from BaseException, not %s",
                            type_name(thread, type));
}

Result<Value> generator_throw(Thread& thread, Value* arguments) {
    arguments[2] = MINIVM_TRY(thrown_exception(thread, arguments[1], arguments[2]));
    Value returned;
    Value const item =
        MINIVM_TRY(resume_raising(thread, cast<Generator>(arguments[0]), arguments[2], &returned));
    if (item.is_unbound()) return finished_error(thread, returned);
    return item;
}

Result<Value> generator_close(Thread& thread, Value* arguments) {
    auto* const generator = cast<Generator>(arguments[0]);
    if (generator->state == Generator::State::running) return already_running(thread);
    if (generator->state != Generator::State::suspended) {
        (void)replace_if(generator->state, Generator::State::fresh, Generator::State::finished);
        return Value::none();
    }
    Value const exit = make_exception(thread, types(thread).generator_exit, empty_tuple(thread));
    Value returned;
    Result<Value> const item = resume_raising(thread, generator, exit, &returned);
    if (!item) {
        if (!raised_is(thread, types(thread).generator_exit) &&
            !raised_is(thread, types(thread).stop_iteration))
            return Raised{};
        (void)take_exception(thread);
        return Value::none();
    }
    if (!item.take().is_unbound())
        return raise(thread, types(thread).runtime_error, "generator ignored GeneratorExit");
    return Value::none();
}

Result<Value> get_name(Thread&, Value self) { return Value::of(cast<Generator>(self)->name); }
Result<Value> get_qualname(Thread&, Value self) { return Value::of(cast<Generator>(self)->qualname); }
Result<Value> get_running(Thread&, Value self) {
    return Value::boolean(cast<Generator>(self)->state == Generator::State::running);
}

constexpr NativeSpec methods[] = {
    {"__iter__", generator_iter, "(self, /)"},
    {"__next__", generator_next, "(self, /)"},
    {"send", generator_send, "(self, value, /)"},
    {"throw", generator_throw, "(self, type, value=None, traceback=None, /)"},
    {"close", generator_close, "(self, /)"},
};

}  // namespace

Result<Value> resume(Thread& thread, Generator* generator, Value sent, Value* returned) {
    *returned = Value::none();
    Generator::State const seen = generator->state;
    switch (seen) {
        case Generator::State::running: return already_running(thread);
        case Generator::State::finished: return Value::unbound();
        case Generator::State::fresh:
            if (!sent.is_none())
                return raise_type_error(thread, "can't send non-None value to a just-started generator");
            break;
        case Generator::State::suspended: break;
    }
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter());
    Resumption resumption(thread);
    bool const entered = enter_generator(thread, generator, seen, thread.top, &halt_word, thread.base);
    if (entered && seen != Generator::State::fresh) at_offset(thread.base, operand<1>(thread.pc - 1)) = sent;
    return resumption.finish(entered, returned);
}

Result<Value> resume_raising(Thread& thread, Generator* generator, Value exception, Value* returned) {
    *returned = Value::none();
    if (generator->state == Generator::State::running) return already_running(thread);
    if (generator->state != Generator::State::suspended) {
        (void)replace_if(generator->state, Generator::State::fresh, Generator::State::finished);
        return raise_value(thread, exception, Value::unbound());
    }
    NativeRecursion guard(thread);
    MINIVM_TRY(guard.enter());
    if (!generator->claim(Generator::State::suspended)) return already_running(thread);
    Root<Generator> rooted(thread, generator);
    Root<Value> raised(thread, exception);

    // PEP 380: what is thrown in goes to the innermost iterator; close() closes it first.
    Word const* send = nullptr;
    Root<Value> delegate(thread, delegate_of(generator, &send));
    if (!delegate.value().is_unbound()) {
        Result<Value> item = Raised{};
        Value result = Value::none();
        bool const closing = is_instance(thread, exception, types(thread).generator_exit);
        auto* const inner = as<Generator>(delegate);
        Str* const method_name = thread.interpreter->intern(thread, closing ? "close" : "throw");
        bool forwarded = true;
        if (closing) {
            Result<Value> closer = find_attribute(thread, delegate, method_name);
            if (closer && !closer.take().is_unbound()) closer = call(thread, closer.take(), {});
            if (closer) forwarded = false;  // and now raise it in the outer one
        } else if (inner) {
            item = resume_raising(thread, inner, exception, &result);
        } else {
            Result<Value> thrower = find_attribute(thread, delegate, method_name);
            if (thrower && thrower.take().is_unbound()) {
                forwarded = false;
            } else if (thrower) {
                Value const arguments[] = {exception};
                item = call(thread, thrower.take(), arguments);
                if (!item && raised_is(thread, types(thread).stop_iteration)) {
                    Value const stop = take_exception(thread);
                    result =
                        MINIVM_TRY(get_attribute(thread, stop, thread.interpreter->intern(thread, "value")));
                    item = Value::unbound();
                }
            }
        }
        if (forwarded) {
            if (item && !item.take().is_unbound()) {  // still delegating
                generator->state = Generator::State::suspended;
                return item;
            }
            Resumption resumption(thread);
            if (item) {  // the inner one returned: the outer one goes on with its value
                bool const entered = enter_generator(thread, generator, Generator::State::running, thread.top,
                                                     &halt_word, thread.base);
                if (entered) {
                    at_offset(thread.base, operand<2>(send)) = result;
                    thread.pc = send + signed_operand<3>(send);
                }
                return resumption.finish(entered, returned);
            }
            Root<Value> failure(thread, take_exception(thread));
            bool const entered = enter_generator(thread, generator, Generator::State::running, thread.top,
                                                 &halt_word, thread.base);
            if (entered) {
                thread.exception = failure;
                --thread.pc;
                unwind(thread);
            }
            return resumption.finish(entered, returned);
        }
    }
    Resumption resumption(thread);
    bool const entered =
        enter_generator(thread, generator, Generator::State::running, thread.top, &halt_word, thread.base);
    if (entered) {
        --thread.pc;  // at the yield
        (void)raise_value(thread, raised, Value::unbound());
        unwind(thread);
    }
    return resumption.finish(entered, returned);
}

void define_generator(Thread& thread) {
    Type* const type = types(thread).generator;
    add_methods(thread, type, methods);
    add_property(thread, type, "__name__", get_name);
    add_property(thread, type, "__qualname__", get_qualname);
    add_property(thread, type, "gi_running", get_running);
}

}  // namespace minivm
