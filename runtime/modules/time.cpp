// time: the clocks and sleep. What formats and takes apart dates is not there: using it is an
// UnsupportedError.
#include <ctime>

#include "runtime/machine.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/timeout.hpp"
#include "vm/native.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t read_clock(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return now.tv_sec * second + now.tv_nsec;
}

Result<Value> sleep(Thread& thread, Value* a) {
    lock::Nanoseconds const duration = MINIVM_TRY(timeout_of(thread, a[0]));
    if (duration < 0) return raise_value_error(thread, "sleep length must be non-negative");
    Machine& machine = Machine::of(thread);
    lock::Nanoseconds const deadline = machine.gil().deadline_after(duration);
    while (machine.gil().sleep(Machine::attachment(thread), deadline) == lock::Wake::interrupted)
        MINIVM_TRY(machine.check_interrupt(thread));
    return Value::none();
}

// The lock's clock: the machine's, or virtual time where the schedule is simulated.
lock::Nanoseconds now(Thread& thread) { return Machine::of(thread).gil().now(); }
Result<Value> monotonic(Thread& thread, Value*) {
    return make_float(thread, static_cast<double>(now(thread)) * 1e-9);
}
Result<Value> monotonic_ns(Thread& thread, Value*) { return make_int(thread, now(thread)); }

template <clockid_t clock>
Result<Value> seconds(Thread& thread, Value*) {
    return make_float(thread, static_cast<double>(read_clock(clock)) * 1e-9);
}

template <clockid_t clock>
Result<Value> nanoseconds(Thread& thread, Value*) {
    return make_int(thread, read_clock(clock));
}

/// What all of them are where the host grants no clock.
Result<Value> refused(Thread& thread, Value*) {
    return raise(thread, types(thread).permission_error, "the host grants no clock");
}

constexpr NativeSpec functions[] = {
    {"monotonic", monotonic, "()"},
    {"monotonic_ns", monotonic_ns, "()"},
    {"perf_counter", monotonic, "()"},
    {"perf_counter_ns", monotonic_ns, "()"},
    {"sleep", sleep, "(seconds, /)"},
    {"process_time", seconds<CLOCK_PROCESS_CPUTIME_ID>, "()"},
    {"process_time_ns", nanoseconds<CLOCK_PROCESS_CPUTIME_ID>, "()"},
    {"thread_time", seconds<CLOCK_THREAD_CPUTIME_ID>, "()"},
    {"thread_time_ns", nanoseconds<CLOCK_THREAD_CPUTIME_ID>, "()"},
    {"time", seconds<CLOCK_REALTIME>, "()"},
    {"time_ns", nanoseconds<CLOCK_REALTIME>, "()"},
};

}  // namespace

Module* make_time(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "time");
    module->unsupported_is_error = true;
    bool const granted = Machine::of(thread).settings().granted.clock;
    for (NativeSpec spec : functions) {
        if (!granted) spec.code = refused;
        add_functions(thread, module, {&spec, 1});
    }
    return module;
}

}  // namespace minivm
