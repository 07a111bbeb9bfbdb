// _signal: the handlers of signals. signal.mini makes the module signal of it, as CPython's Lib/signal.py
// does of its own _signal (Modules/signalmodule.c). Handlers run in the main thread, at a safepoint or where
// a system call was interrupted.
#include <sys/time.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstring>

#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/system_call.hpp"
#include "runtime/process_signals.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/set.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr int signal_end = 65;  // one past the last

// What the system gives a handler as its frame. Mini shows no frames, so its attributes are refused by name.
constexpr ForeignClass frame_class{sizeof(Foreign), nullptr, nullptr};
constexpr char const* frame_attributes[] = {"f_back",        "f_builtins",     "f_code",   "f_globals",
                                            "f_lasti",       "f_lineno",       "f_locals", "f_trace",
                                            "f_trace_lines", "f_trace_opcodes"};

Result<Value> refuse_frame(Thread& thread, Value) {
    return raise_unsupported(thread, "the attributes of a signal handler's frame are not supported by Mini");
}
Result<Value> refuse_frame_method(Thread& thread, Value*) { return refuse_frame(thread, Value::none()); }
constexpr NativeSpec frame_methods[] = {
    {"__repr__", refuse_frame_method, "(self, /)"},
    {"clear", refuse_frame_method, "(self, /)"},
};

// The module's own state: the handlers by number, SIG_DFL and SIG_IGN as the ints 0 and 1, None where the
// system's is not ours; and the type of frames.
Str* state_name(Thread& thread) { return thread.interpreter->intern(thread, "_state"); }
constexpr std::size_t frame_place = signal_end;
/// Null if the script has put something else there.
Tuple* find_state(Thread& thread) {
    Module* const module = imported(thread, "_signal");
    auto* const state = module ? as<Tuple>(get(module, state_name(thread))) : nullptr;
    if (!state || state->length != signal_end + 1) return nullptr;
    auto* const frame = as<Type>(state->items()[frame_place]);
    return frame && frame->foreign == &frame_class ? state : nullptr;
}
Result<Tuple*> state_of(Thread& thread) {
    if (Tuple* const state = find_state(thread)) return state;
    return raise_unsupported(thread, "signals without the module _signal are not supported by Mini");
}

constexpr std::int64_t default_handler = 0;
constexpr std::int64_t ignoring_handler = 1;

Result<void> run_handler(Thread& thread, int number) {
    Tuple* const state = find_state(thread);
    if (!state) {
        if (number == SIGINT)
            return raise_value(thread, Value::of(types(thread).keyboard_interrupt), Value::unbound());
        return {};
    }
    Value const handler = state->items()[number];
    // Between the signal and now the script may have taken its handler away.
    if (handler.is_none() || handler.is_small_int()) return {};
    Root<Value> kept(thread, handler);
    Root<Value> frame(thread, Value::of(allocate_foreign(thread, cast<Type>(state->items()[frame_place]))));
    Value const arguments[] = {Value::small_int(number), frame};
    MINIVM_TRY(call(thread, handler, arguments));
    return {};
}

Result<int> signal_number(Thread& thread, Value value) {
    int const number = MINIVM_TRY(int_argument(thread, value));
    if (number < 1 || number >= signal_end) return raise_value_error(thread, "signal number out of range");
    return number;
}

bool in_main_thread(Thread& thread) {
    Machine& machine = Machine::of(thread);
    return &thread == &machine.main_thread() && receives_signals(machine);
}

Result<Value> set_handler(Thread& thread, Value* a) {
    int const number = MINIVM_TRY(int_argument(thread, a[0]));
    if (!in_main_thread(thread))
        return raise_value_error(thread, "signal only works in main thread of the main interpreter");
    if (number < 1 || number >= signal_end) return raise_value_error(thread, "signal number out of range");
    Reaction reaction = Reaction::caught;
    if (a[1] == Value::small_int(default_handler))
        reaction = Reaction::by_default;
    else if (a[1] == Value::small_int(ignoring_handler))
        reaction = Reaction::ignored;
    else if (!callable(thread, a[1]))
        return raise_type_error(
            thread, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
    MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    Tuple* const state = MINIVM_TRY(state_of(thread));
    if (int const error = react_to(number, reaction)) return raise_os_error(thread, error);
    WorldStopped const world(thread);  // a tuple's items are read by whoever likes
    Value& place = state->items()[number];
    Value const before = place;
    place = a[1];
    return before;
}

Result<Value> getsignal(Thread& thread, Value* a) {
    int const number = MINIVM_TRY(signal_number(thread, a[0]));
    Tuple* const state = MINIVM_TRY(state_of(thread));
    return state->items()[number];
}

Result<Value> raise_signal(Thread& thread, Value* a) {
    int const number = MINIVM_TRY(int_argument(thread, a[0]));
    if (::raise(number) != 0) return raise_os_error(thread, errno);
    MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    return Value::none();
}

Result<Value> default_int_handler(Thread& thread, Value*) {
    return raise_value(thread, Value::of(types(thread).keyboard_interrupt), Value::unbound());
}

Result<Value> strsignal(Thread& thread, Value* a) {
    int const number = MINIVM_TRY(signal_number(thread, a[0]));
    char const* const text = sigdescr_np(number);
    if (text == nullptr) {
        if (number < SIGRTMIN) return Value::none();
        return Value::of(make_short_str(thread, ::strsignal(number)));
    }
    return Value::of(make_short_str(thread, text));
}

Result<Value> alarm(Thread& thread, Value* a) {
    int const seconds = MINIVM_TRY(int_argument(thread, a[0]));
    return make_int(thread, ::alarm(static_cast<unsigned>(seconds)));
}

Result<Value> pause(Thread& thread, Value*) {
    (void)attempt_wait_unlocked(thread, ::pause);
    MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    return Value::none();
}

Value pair_of(Thread& thread, itimerval const& timer) {
    auto const seconds = [&](timeval const& time) {
        return make_float(thread, static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6);
    };
    Value const values[] = {seconds(timer.it_value), seconds(timer.it_interval)};
    return Value::of(make_small_tuple(thread, values));
}

// CPython rounds up to microseconds.
Result<timeval> time_value(Thread& thread, Value value) {
    timeval time{};
    if (value.is_unbound()) return time;
    double const seconds = MINIVM_TRY(to_double(thread, value));
    if (std::isnan(seconds)) return raise_value_error(thread, "Invalid value NaN (not a number)");
    if (std::abs(seconds) > 9.2e9)
        return raise_overflow_error(thread, "timestamp out of range for platform time_t");
    double const microseconds = std::ceil(seconds * 1e6);
    time.tv_sec = static_cast<time_t>(std::floor(microseconds / 1e6));
    time.tv_usec = static_cast<suseconds_t>(microseconds - static_cast<double>(time.tv_sec) * 1e6);
    return time;
}

Raised raise_timer_error(Thread& thread, int error) {
    Interpreter& interpreter = *thread.interpreter;
    auto* const module = imported(thread, "_signal");
    auto* const type = module ? as<Type>(get(module, interpreter.intern(thread, "ItimerError"))) : nullptr;
    if (!type || !type->is_subtype_of(types(thread).os_error)) return raise_os_error(thread, error);
    return raise_os_error(thread, type, error, std::strerror(error));
}

Result<Value> setitimer(Thread& thread, Value* a) {
    int const which = MINIVM_TRY(int_argument(thread, a[0]));
    itimerval timer{}, before{};
    timer.it_value = MINIVM_TRY(time_value(thread, a[1]));
    timer.it_interval = MINIVM_TRY(time_value(thread, a[2]));
    if (::setitimer(static_cast<__itimer_which_t>(which), &timer, &before) != 0)
        return raise_timer_error(thread, errno);
    return pair_of(thread, before);
}

Result<Value> getitimer(Thread& thread, Value* a) {
    int const which = MINIVM_TRY(int_argument(thread, a[0]));
    itimerval timer{};
    if (::getitimer(static_cast<__itimer_which_t>(which), &timer) != 0)
        return raise_timer_error(thread, errno);
    return pair_of(thread, timer);
}

// Those that a process can use: the C library keeps two for itself.
Result<Value> valid_signals(Thread& thread, Value*) {
    sigset_t all;
    sigfillset(&all);
    List* const made = MINIVM_TRY(make_list(thread));
    Root<List> numbers(thread, made);
    for (int number = 1; number < signal_end; ++number)
        if (sigismember(&all, number) == 1)
            MINIVM_TRY(append(thread, numbers.get(), Value::small_int(number)));
    return numbers.value();
}

constexpr NativeSpec functions[] = {
    {"alarm", alarm, "(seconds, /)"},
    {"default_int_handler", default_int_handler, "(signalnum, frame, /)"},
    {"getitimer", getitimer, "(which, /)"},
    {"getsignal", getsignal, "(signalnum, /)"},
    {"pause", pause, "()"},
    {"raise_signal", raise_signal, "(signalnum, /)"},
    {"setitimer", setitimer, "(which, seconds, interval=0.0, /)"},
    {"signal", set_handler, "(signalnum, handler, /)"},
    {"strsignal", strsignal, "(signalnum, /)"},
    {"valid_signals", valid_signals, "()"},
};

#define MINIVM_CONSTANT(name) \
    { #name, name }
constexpr IntConstant constants[] = {
    MINIVM_CONSTANT(SIGHUP),       MINIVM_CONSTANT(SIGINT),      MINIVM_CONSTANT(SIGQUIT),
    MINIVM_CONSTANT(SIGILL),       MINIVM_CONSTANT(SIGTRAP),     MINIVM_CONSTANT(SIGABRT),
    MINIVM_CONSTANT(SIGBUS),       MINIVM_CONSTANT(SIGFPE),      MINIVM_CONSTANT(SIGKILL),
    MINIVM_CONSTANT(SIGUSR1),      MINIVM_CONSTANT(SIGSEGV),     MINIVM_CONSTANT(SIGUSR2),
    MINIVM_CONSTANT(SIGPIPE),      MINIVM_CONSTANT(SIGALRM),     MINIVM_CONSTANT(SIGTERM),
    MINIVM_CONSTANT(SIGSTKFLT),    MINIVM_CONSTANT(SIGCHLD),     MINIVM_CONSTANT(SIGCONT),
    MINIVM_CONSTANT(SIGSTOP),      MINIVM_CONSTANT(SIGTSTP),     MINIVM_CONSTANT(SIGTTIN),
    MINIVM_CONSTANT(SIGTTOU),      MINIVM_CONSTANT(SIGURG),      MINIVM_CONSTANT(SIGXCPU),
    MINIVM_CONSTANT(SIGXFSZ),      MINIVM_CONSTANT(SIGVTALRM),   MINIVM_CONSTANT(SIGPROF),
    MINIVM_CONSTANT(SIGWINCH),     MINIVM_CONSTANT(SIGIO),       MINIVM_CONSTANT(SIGPWR),
    MINIVM_CONSTANT(SIGSYS),       {"NSIG", signal_end},         {"SIG_DFL", default_handler},
    {"SIG_IGN", ignoring_handler}, {"ITIMER_REAL", ITIMER_REAL}, {"ITIMER_VIRTUAL", ITIMER_VIRTUAL},
    {"ITIMER_PROF", ITIMER_PROF},
};
#undef MINIVM_CONSTANT

}  // namespace

Module* make_signal(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "_signal");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    add_constants(thread, module, constants);
    (void)set(thread, module, "SIGRTMIN", Value::small_int(SIGRTMIN));
    (void)set(thread, module, "SIGRTMAX", Value::small_int(SIGRTMAX));

    Value const itimer_bases[] = {Value::of(types(thread).os_error)};
    Dict* const attributes = make_dict(thread);
    (void)store(thread, attributes, names(thread).module_, Value::of(interpreter.intern(thread, "signal")));
    Type* const error = make_class(thread, interpreter.intern(thread, "itimer_error"),
                                   make_small_tuple(thread, itimer_bases), attributes, nullptr, Value::none())
                            .take();
    (void)set(thread, module, "ItimerError", Value::of(error));

    Type* const frame = make_foreign_type(thread, "frame", frame_class);
    add_methods(thread, frame, frame_methods);
    for (char const* const name : frame_attributes) add_property(thread, frame, name, refuse_frame);

    Tuple* const state = make_tuple_uninitialised(thread, signal_end + 1).take();
    for (int number = 0; number < signal_end; ++number) {
        Value handler = Value::none();
        if (number > 0) {
            Reaction const reaction = reaction_to(number);
            if (reaction == Reaction::by_default) handler = Value::small_int(default_handler);
            if (reaction == Reaction::ignored) handler = Value::small_int(ignoring_handler);
        }
        state->items()[number] = handler;
    }
    if (receives_signals(Machine::of(thread)) && reaction_to(SIGINT) == Reaction::caught)
        state->items()[SIGINT] = get(module, interpreter.intern(thread, "default_int_handler"));
    state->items()[frame_place] = Value::of(frame);
    (void)set(thread, module, state_name(thread), Value::of(state));
    Machine::of(thread).run_signals_by(run_handler);
    return module;
}

}  // namespace minivm
