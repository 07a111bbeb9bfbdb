// _queue: SimpleQueue and Empty, for the module queue (queue.mini). As CPython's Modules/_queuemodule.c:
// put() takes no lock that another put() or get() of the same thread could hold, so that a signal handler may
// call it in the middle of either.
#include <new>

#include "runtime/lock/mutex.hpp"
#include "runtime/machine.hpp"
#include "runtime/modules/deque.hpp"
#include "runtime/modules/native_modules.hpp"
#include "runtime/modules/timeout.hpp"
#include "runtime/race/accesses.hpp"
#include "vm/objects/dict.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

/// The mutex says "there may be nothing": a getter that found nothing takes it and sleeps on it, put() opens
/// it. As both look at the items under the Guard, a getter that found nothing and then takes the mutex has
/// either taken it before the putter looks whether it is held, or finds the item when it looks again.
struct SimpleQueue : Deque {
    lock::Mutex empty;
};

void destroy_queue(Object* object) { static_cast<SimpleQueue*>(object)->empty.~Mutex(); }
constexpr ForeignClass queue_class{sizeof(SimpleQueue), trace_deque, destroy_queue};

SimpleQueue* self_of(Value* a) { return static_cast<SimpleQueue*>(a[0].as_object()); }

Result<Value> queue_new(Thread& thread, Value* a) {
    if (cast<Type>(a[0])->exact_builtin) {  // a derived class may have an __init__ that takes arguments
        if (cast<Tuple>(a[1])->length != 0)
            return raise_type_error(thread, "SimpleQueue() takes no positional arguments");
        if (cast<Dict>(a[2])->used != 0)
            return raise_type_error(thread, "SimpleQueue() takes no keyword arguments");
    }
    auto* const made = static_cast<SimpleQueue*>(allocate_foreign(thread, cast<Type>(a[0])));
    new (&made->empty) lock::Mutex;
    made->ring = nullptr;
    made->maxlen = Deque::unbounded;
    return Value::of(made);
}

Result<Value> queue_put(Thread& thread, Value* a) {
    SimpleQueue* const queue = self_of(a);
    race::released(thread, queue);
    {
        Guard const guard(thread, queue);
        MINIVM_TRY(push_right(thread, queue, a[1]));
    }
    queue->empty.open();
    return Value::none();
}

Result<Value> raise_empty(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    auto* const module = imported(thread, "_queue");
    Value const empty = module ? get(module, interpreter.intern(thread, "Empty")) : Value::unbound();
    if (!as<Type>(empty))
        return raise_unsupported(thread,
                                 "an empty SimpleQueue without the module _queue is not supported by Mini");
    return raise_value(thread, empty, Value::unbound());
}

Result<Value> take(Thread& thread, SimpleQueue* queue, bool block, lock::Nanoseconds deadline) {
    Value item = Value::unbound();
    while (true) {
        {
            Guard const guard(thread, queue);
            if (queue->length != 0) {
                item = pop_left(queue);
                break;
            }
        }
        if (queue->empty.try_acquire()) continue;
        if (!block) return raise_empty(thread);
        switch (queue->empty.acquire(Machine::attachment(thread), deadline)) {
            case lock::Wake::woken: break;
            case lock::Wake::timed_out: return raise_empty(thread);
            case lock::Wake::interrupted: MINIVM_TRY(Machine::of(thread).check_interrupt(thread)); break;
        }
    }
    // Another getter may sleep on the mutex that this one took: it looks for itself.
    queue->empty.open();
    race::acquired(thread, queue);
    return item;
}

Result<Value> queue_get(Thread& thread, Value* a) {
    auto const deadline = MINIVM_TRY(wait_arguments(thread, a[1], a[2]));
    return take(thread, self_of(a), deadline.has_value(), deadline.value_or(0));
}
Result<Value> queue_get_nowait(Thread& thread, Value* a) { return take(thread, self_of(a), false, 0); }
Result<Value> queue_empty(Thread&, Value* a) { return Value::boolean(self_of(a)->length == 0); }
Result<Value> queue_qsize(Thread& thread, Value* a) { return make_int(thread, self_of(a)->length); }
Result<Value> queue_class_getitem(Thread& thread, Value* a) { return make_generic_alias(thread, a[0], a[1]); }

constexpr NativeSpec methods[] = {
    {"static __new__", queue_new, "(cls, /, *args, **kwargs)"},
    {"put", queue_put, "(self, item, block=True, timeout=None)"},
    {"put_nowait", queue_put, "(self, item)"},
    {"get", queue_get, "(self, block=True, timeout=None)"},
    {"get_nowait", queue_get_nowait, "(self, /)"},
    {"empty", queue_empty, "(self, /)"},
    {"qsize", queue_qsize, "(self, /)"},
    {"class __class_getitem__", queue_class_getitem, "(cls, item, /)"},
};

}  // namespace

Module* make_queue(Thread& thread) {
    Interpreter& interpreter = interpreter_of(thread);
    Module* const module = interpreter.make_module(thread, "_queue");
    module->unsupported_is_error = true;
    Type* const type = make_foreign_type(thread, "_queue.SimpleQueue", queue_class);
    type->name = type->qualname = interpreter.intern(thread, "SimpleQueue");
    type->module = Value::of(module->name);
    add_methods(thread, type, methods);
    (void)set(thread, module, "SimpleQueue", Value::of(type));
    Dict* const attributes = make_dict(thread);
    (void)store(thread, attributes, names(thread).module_, Value::of(module->name));
    (void)store(
        thread, attributes, names(thread).doc_,
        Value::of(interpreter.intern(thread, "Exception raised by Queue.get(block=0)/get_nowait().")));
    Value const bases[] = {Value::of(types(thread).exception)};
    Type* const empty = make_class(thread, interpreter.intern(thread, "Empty"),
                                   make_small_tuple(thread, bases), attributes, nullptr, Value::none())
                            .take();
    (void)set(thread, module, "Empty", Value::of(empty));
    return module;
}

}  // namespace minivm
