// _thread: locks and the start of threads. The module threading (threading.mini) is made of these, as
// CPython's is of its own _thread (Modules/_threadmodule.c).
#include <unistd.h>

#include <cmath>
#include <iterator>
#include <new>

#include "runtime/lock/mutex.hpp"
#include "runtime/machine.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/struct_sequence.hpp"
#include "runtime/modules/timeout.hpp"
#include "runtime/race/accesses.hpp"
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

namespace minivm {

namespace {

struct Lock : Foreign {
    lock::Mutex mutex;
};
struct RecursiveLock : Foreign {
    lock::Mutex mutex;
    // Written by the thread that has the mutex; no other finds itself there as the owner.
    Shared<std::uint64_t> owner;  // get_ident() of that thread, 0 if none
    Shared<std::uint64_t> count;
};

template <typename T>
void destroy(Object* object) {
    static_cast<T*>(object)->mutex.~Mutex();
}
constexpr ForeignClass lock_class{sizeof(Lock), nullptr, destroy<Lock>};
constexpr ForeignClass recursive_lock_class{sizeof(RecursiveLock), nullptr, destroy<RecursiveLock>};

std::uint64_t identity_of(Thread const& thread) {
    // What CPython gives is an address; this is as opaque, and the same in each run of a deterministic
    // program.
    return 0x7F00'0000'0000 + (std::uint64_t{Machine::attachment(thread).index()} + 1) * 0x1000;
}

template <typename T>
Result<Value> new_lock(Thread& thread, Value* a) {
    auto* const made = static_cast<T*>(allocate_foreign(thread, cast<Type>(a[0])));
    new (&made->mutex) lock::Mutex;
    return Value::of(made);
}

// acquire()'s arguments: the deadline, or 0 for not at all.
Result<lock::Nanoseconds> deadline_of(Thread& thread, Value blocking_value, Value timeout_value,
                                      bool& blocking) {
    blocking = true;
    if (!blocking_value.is_unbound()) blocking = MINIVM_TRY(truth(thread, blocking_value));
    lock::Nanoseconds timeout = no_timeout;
    if (!timeout_value.is_unbound()) timeout = MINIVM_TRY(timeout_of(thread, timeout_value));
    if (!blocking && timeout != no_timeout)
        return raise_value_error(thread, "can't specify a timeout for a non-blocking call");
    if (timeout < 0 && timeout != no_timeout)
        return raise_value_error(thread, "timeout value must be positive");
    if (timeout == no_timeout) return lock::never;
    return Machine::of(thread).gil().deadline_after(timeout);
}

template <typename T>
Result<bool> acquire(Thread& thread, T* self, bool blocking, lock::Nanoseconds deadline) {
    bool taken = self->mutex.try_acquire();
    if (!taken && !blocking) return false;
    while (!taken) {
        switch (self->mutex.acquire(Machine::attachment(thread), deadline)) {
            case lock::Wake::woken: taken = true; break;
            case lock::Wake::timed_out: return false;
            case lock::Wake::interrupted: MINIVM_TRY(Machine::of(thread).check_interrupt(thread)); break;
        }
    }
    race::acquired(thread, self);
    return true;
}
template <typename T>
bool release(Thread& thread, T* self) {
    race::released(thread, self);
    return self->mutex.release();
}

Result<Value> lock_acquire(Thread& thread, Value* a) {
    bool blocking = true;
    lock::Nanoseconds const deadline = MINIVM_TRY(deadline_of(thread, a[1], a[2], blocking));
    bool const got = MINIVM_TRY(acquire(thread, static_cast<Lock*>(a[0].as_object()), blocking, deadline));
    return Value::boolean(got);
}
Result<Value> lock_release(Thread& thread, Value* a) {
    if (!release(thread, static_cast<Lock*>(a[0].as_object())))
        return raise(thread, types(thread).runtime_error, "release unlocked lock");
    return Value::none();
}
Result<Value> lock_locked(Thread&, Value* a) {
    return Value::boolean(static_cast<Lock*>(a[0].as_object())->mutex.held());
}
Result<Value> lock_enter(Thread& thread, Value* a) {
    bool const got = MINIVM_TRY(acquire(thread, static_cast<Lock*>(a[0].as_object()), true, lock::never));
    return Value::boolean(got);
}
Result<Value> lock_exit(Thread& thread, Value* a) { return lock_release(thread, a); }
Result<Value> lock_repr(Thread& thread, Value* a) {
    Str* const plain = MINIVM_TRY(default_repr(thread, a[0]));
    bool const held = static_cast<Lock*>(a[0].as_object())->mutex.held();
    return Value::of(
        MINIVM_TRY(make_str(thread, (held ? "<locked " : "<unlocked ") + to_utf8(plain).substr(1))));
}

Result<bool> acquire_recursive(Thread& thread, RecursiveLock* self, bool blocking,
                               lock::Nanoseconds deadline) {
    std::uint64_t const me = identity_of(thread);
    if (self->owner == me) {
        ++self->count;
        return true;
    }
    bool const got = MINIVM_TRY(acquire(thread, self, blocking, deadline));
    if (got) {
        self->owner = me;
        self->count = 1;
    }
    return got;
}
RecursiveLock* recursive(Value value) { return static_cast<RecursiveLock*>(value.as_object()); }
Result<Value> recursive_acquire(Thread& thread, Value* a) {
    bool blocking = true;
    lock::Nanoseconds const deadline = MINIVM_TRY(deadline_of(thread, a[1], a[2], blocking));
    bool const got = MINIVM_TRY(acquire_recursive(thread, recursive(a[0]), blocking, deadline));
    return Value::boolean(got);
}
Result<Value> recursive_release(Thread& thread, Value* a) {
    RecursiveLock* const self = recursive(a[0]);
    if (self->count == 0 || self->owner != identity_of(thread))
        return raise(thread, types(thread).runtime_error, "cannot release un-acquired lock");
    if (--self->count == 0) {
        self->owner = 0;
        release(thread, self);
    }
    return Value::none();
}
Result<Value> recursive_enter(Thread& thread, Value* a) {
    bool const got = MINIVM_TRY(acquire_recursive(thread, recursive(a[0]), true, lock::never));
    return Value::boolean(got);
}
Result<Value> recursive_exit(Thread& thread, Value* a) { return recursive_release(thread, a); }
Result<Value> recursive_owned(Thread& thread, Value* a) {
    return Value::boolean(recursive(a[0])->count != 0 && recursive(a[0])->owner == identity_of(thread));
}
/// For Condition.wait: lets go however often the lock was taken; the count, to be given to _acquire_restore.
Result<Value> recursive_release_save(Thread& thread, Value* a) {
    RecursiveLock* const self = recursive(a[0]);
    if (self->count == 0 || self->owner != identity_of(thread))
        return raise(thread, types(thread).runtime_error, "cannot release un-acquired lock");
    Value const count = make_int_unsigned(thread, self->count);
    self->count = 0;
    self->owner = 0;
    release(thread, self);
    return count;
}
Result<Value> recursive_acquire_restore(Thread& thread, Value* a) {
    std::int64_t const count = MINIVM_TRY(index_word(thread, a[1], OutOfRange::overflow_error));
    if (count < 1) return raise_value_error(thread, "_acquire_restore() takes what _release_save() gave");
    MINIVM_TRY(acquire(thread, recursive(a[0]), true, lock::never));
    recursive(a[0])->owner = identity_of(thread);
    recursive(a[0])->count = static_cast<std::uint64_t>(count);
    return Value::none();
}
Result<Value> recursive_repr(Thread& thread, Value* a) {
    RecursiveLock* const self = recursive(a[0]);
    std::string text = to_utf8(MINIVM_TRY(default_repr(thread, a[0])));
    std::uint64_t const count = self->count;
    text.insert(text.find(" at "),
                " owner=" + std::to_string(self->owner) + " count=" + std::to_string(count));
    return Value::of(MINIVM_TRY(make_str(thread, (count ? "<locked " : "<unlocked ") + text.substr(1))));
}

constexpr NativeSpec lock_methods[] = {
    {"static __new__", new_lock<Lock>, "(cls, /)"},
    {"acquire", lock_acquire, "(self, blocking=True, timeout=-1)"},
    {"release", lock_release, "(self, /)"},
    {"locked", lock_locked, "(self, /)"},
    {"__enter__", lock_enter, "(self, /)"},
    {"__exit__", lock_exit, "(self, /, *args)"},
    {"__repr__", lock_repr, "(self, /)"},
};
constexpr NativeSpec recursive_lock_methods[] = {
    {"static __new__", new_lock<RecursiveLock>, "(cls, /)"},
    {"acquire", recursive_acquire, "(self, blocking=True, timeout=-1)"},
    {"release", recursive_release, "(self, /)"},
    {"_is_owned", recursive_owned, "(self, /)"},
    {"_release_save", recursive_release_save, "(self, /)"},
    {"_acquire_restore", recursive_acquire_restore, "(self, state, /)"},
    {"__enter__", recursive_enter, "(self, /)"},
    {"__exit__", recursive_exit, "(self, /, *args)"},
    {"__repr__", recursive_repr, "(self, /)"},
};

// --- threads ---

// `argument` is the tuple (function, name); what leaves the function was dealt with by threading.mini, but
// for what strikes there.
void thread_body(Thread& thread, Value argument) {
    Result<Value> const result = call(thread, cast<Tuple>(argument)->items()[0], {});
    if (result) return;
    Root<Value> exception(thread, take_exception(thread));
    Types const& all = types(thread);
    for (Type const* const quiet : {all.system_exit, all.stop})
        if (is_instance(thread, exception, quiet)) return;
    streams_of(thread).error.write("Exception ignored in thread:\n" + format_exception(thread, exception));
}

Result<Value> start(Thread& thread, Value* a) {
    auto* const name = as<Str>(a[1]);
    if (!name) return raise_type_error(thread, "a thread's name must be a str");
    Value const parts[] = {a[0], a[1]};
    Tuple* const argument = make_small_tuple(thread, parts);
    MINIVM_TRY(Machine::of(thread).start_thread(thread, to_utf8(name), thread_body, Value::of(argument)));
    return Value::none();
}

Result<Value> get_ident(Thread& thread, Value*) { return make_int_unsigned(thread, identity_of(thread)); }
Result<Value> get_native_id(Thread& thread, Value*) { return make_int(thread, gettid()); }

/// An exception on stderr, under a headline.
Result<Value> print_exception(Thread& thread, Value* a) {
    Str* const headline = MINIVM_TRY(str(thread, a[1]));
    Streams& streams = streams_of(thread);
    streams.output.flush();
    std::string const text = to_utf8(headline) + "\n" + format_exception(thread, a[0]);
    streams.error.write(text);
    return Value::none();
}

constexpr char const* hook_fields[] = {"exc_type", "exc_value", "exc_traceback", "thread"};

Result<Value> new_hook_arguments(Thread& thread, Value* a) {
    if (!as<Tuple>(a[1]) && !as<List>(a[1]))
        return raise_type_error(thread, "constructor requires a sequence");
    Tuple* const fields = MINIVM_TRY(collect_tuple(thread, a[1]));
    if (fields->length != std::size(hook_fields))
        return raise_type_error(thread, "_thread._ExceptHookArgs() takes a 4-sequence (%u-sequence given)",
                                fields->length);
    return make_struct_sequence(thread, cast<Type>(a[0]), fields->view());
}
constexpr NativeSpec hook_methods[] = {{"static __new__", new_hook_arguments, "(cls, sequence, /)"}};

constexpr NativeSpec functions[] = {
    {"_start", start, "(function, name, /)"},
    {"get_ident", get_ident, "()"},
    {"get_native_id", get_native_id, "()"},
    {"_print_exception", print_exception, "(exception, headline, /)"},
};

}  // namespace

Module* make_thread(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "_thread");
    module->unsupported_is_error = true;
    add_functions(thread, module, functions);
    Type* const lock_type = make_foreign_type(thread, "lock", lock_class);
    Type* const recursive_type = make_foreign_type(thread, "RLock", recursive_lock_class);
    lock_type->module = recursive_type->module = Value::of(module->name);
    add_methods(thread, lock_type, lock_methods);
    add_methods(thread, recursive_type, recursive_lock_methods);
    (void)set(thread, module, "LockType", Value::of(lock_type));
    (void)set(thread, module, "RLock", Value::of(recursive_type));
    Type* const hook_type = make_struct_sequence_type(thread, "_thread._ExceptHookArgs", hook_fields);
    add_methods(thread, hook_type, hook_methods);
    (void)set(thread, module, "_ExceptHookArgs", Value::of(hook_type));
    (void)set(thread, module, "TIMEOUT_MAX", make_float(thread, timeout_max));
    return module;
}

}  // namespace minivm
