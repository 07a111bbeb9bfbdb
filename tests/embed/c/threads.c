/* Threads of the host's: calling, attached, with the lock let go; interrupting and stopping. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"

enum { thread_count = 4 };

struct shared {
    mv_vm* vm;
    mv_value* function;
    atomic_int right;
    atomic_int inside;
    atomic_int release;
};

static void* call_often(void* argument) {
    struct shared* const shared = argument;
    mv_value* const function = mv_copy(shared->function);
    for (int i = 0; i < 50; ++i) {
        mv_value* const number = mv_int64(NULL, 12);
        mv_value* result;
        int64_t fib = 0;
        if (mv_call(shared->vm, function, 1, &number, NULL, &result, NULL) == MV_OK &&
            mv_as_int64(result, &fib, NULL) == MV_OK)
            shared->right += fib == 144;
        mv_drop(result);
    }
    mv_drop(function);
    return NULL;
}

static int64_t own_identity(mv_vm* vm) {
    mv_value* result;
    int64_t identity = 0;
    (void)mv_call_name(vm, "me", 0, NULL, NULL, &result, NULL);
    (void)mv_as_int64(result, &identity, NULL);
    mv_drop(result);
    return identity;
}

static void* attach_and_call(void* argument) {
    struct shared* const shared = argument;
    shared->right += mv_attach(shared->vm, NULL) == MV_OK;
    shared->right += mv_attach(shared->vm, NULL) == MV_OK; /* nests */
    int64_t const first = own_identity(shared->vm);
    for (int i = 0; i < 8; ++i) shared->right += own_identity(shared->vm) == first;
    shared->right += mv_detach(shared->vm, NULL) == MV_OK;
    shared->right += mv_detach(shared->vm, NULL) == MV_OK;
    shared->right += mv_detach(shared->vm, NULL) == MV_MISUSE;
    return NULL;
}

static void* end_attached(void* argument) {
    struct shared* const shared = argument;
    shared->right += mv_attach(shared->vm, NULL) == MV_OK;
    shared->right += mv_unlock(shared->vm, NULL) == MV_OK;
    shared->right += mv_attach(shared->vm, NULL) == MV_OK;
    return NULL;
}

static void* let_go_when_inside(void* argument) {
    struct shared* const shared = argument;
    while (shared->inside == 0) sched_yield();
    /* Runs although the other thread is in a native function. */
    shared->right += mv_run(shared->vm, "from_other = 1", MV_NUL, NULL, NULL, NULL) == MV_OK;
    shared->release = 1;
    return NULL;
}

static void wait_for_other(struct shared* shared) {
    shared->inside = 1;
    while (shared->release == 0) sched_yield();
}

static mv_value* unlocking(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    struct shared* const shared = data;
    mv_vm* const vm = mv_context_vm(context);
    mv_error* error;
    (void)count, (void)arguments;
    OK(mv_unlock(vm, &error));
    FAILS(mv_unlock(vm, &error), MV_MISUSE, "let go already");
    FAILS(mv_detach(vm, &error), MV_MISUSE, "mv_relock must come before");
    wait_for_other(shared);
    mv_value* result;
    OK(mv_evaluate(vm, "40 + 2", MV_NUL, NULL, &result, &error)); /* takes the lock for this */
    OK(mv_relock(vm, &error));
    FAILS(mv_relock(vm, &error), MV_MISUSE, "mv_relock without an mv_unlock");
    return result;
}

static mv_value* released(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_error* error;
    char* text;
    (void)count;
    FAILS(mv_unlock(mv_context_vm(context), &error), MV_MISUSE, "let go already");
    wait_for_other(data);
    OK(mv_as_text(arguments[0], &text, NULL, &error));
    mv_value* const result = mv_text(mv_context_vm(context), text, MV_NUL, &error);
    mv_free(text);
    return result;
}

/* What it begins it does not end. */
static mv_value* careless(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_error* error;
    mv_vm* const vm = mv_context_vm(context);
    (void)data, (void)count, (void)arguments;
    FAILS(mv_detach(vm, &error), MV_MISUSE,
          "mv_detach without an mv_attach"); /* that of the thread is not its own */
    OK(mv_attach(vm, &error));
    OK(mv_unlock(vm, &error));
    OK(mv_attach(vm, &error));
    return mv_list(vm, 0, NULL, &error);
}

static mv_value* count_call(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_value* result;
    mv_error* error;
    (void)count;
    ++*(atomic_int*)data;
    if (mv_call_name(mv_context_vm(context), "half", 1, arguments, NULL, &result, &error) != MV_OK)
        return mv_throw(context, error);
    return result;
}

static void* spin(void* argument) {
    struct shared* const shared = argument;
    shared->right +=
        mv_run(shared->vm, "inside()\nwhile True: pass\n", MV_NUL, NULL, NULL, NULL) == MV_STOPPED;
    return NULL;
}

static void* get_interrupted(void* argument) {
    struct shared* const shared = argument;
    shared->right +=
        mv_run(shared->vm,
               "try:\n    inside()\n    while True: pass\nexcept KeyboardInterrupt:\n    caught = 1\n",
               MV_NUL, NULL, NULL, NULL) == MV_OK;
    return NULL;
}

static mv_value* tell_inside(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)count, (void)arguments;
    ++*(atomic_int*)data;
    return mv_none();
}

static void on_threads(void* (*body)(void*), struct shared* shared, int count) {
    pthread_t threads[thread_count];
    for (int i = 0; i < count; ++i) CHECK(pthread_create(&threads[i], NULL, body, shared) == 0);
    for (int i = 0; i < count; ++i) pthread_join(threads[i], NULL);
}

static void test_ends(struct shared* shared) {
    pthread_t thread;
    mv_error* error;
    shared->inside = 0;
    shared->right = 0;
    define(shared->vm, "inside", tell_inside, &shared->inside, 0);
    CHECK(pthread_create(&thread, NULL, get_interrupted, shared) == 0);
    while (shared->inside == 0) sched_yield();
    OK(mv_interrupt(shared->vm, &error));
    pthread_join(thread, NULL);
    CHECK(shared->right == 1 && int_of(shared->vm, "caught") == 1);

    shared->inside = 0;
    CHECK(pthread_create(&thread, NULL, spin, shared) == 0);
    while (shared->inside == 0) sched_yield();
    OK(mv_stop(shared->vm, &error));
    pthread_join(thread, NULL);
    CHECK(shared->right == 2);

    shared->inside = 0;
    CHECK(pthread_create(&thread, NULL, spin, shared) == 0);
    while (shared->inside == 0) sched_yield();
    OK(mv_close(shared->vm, &error));
    pthread_join(thread, NULL);
    CHECK(shared->right == 3);
}

void test_threads(void) {
    struct shared shared = {.vm = new_vm()};
    mv_vm* const vm = shared.vm;
    mv_error* error;
    pthread_t other;
    run(vm,
        "import threading\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
        "def me():\n    return threading.get_ident()\ndef half(n):\n    return n // 2\n");
    OK(mv_get(vm, "fib", &shared.function, &error));
    on_threads(call_often, &shared, thread_count);
    CHECK(shared.right == thread_count * 50);
    mv_drop(shared.function);
    shared.right = 0;
    on_threads(attach_and_call, &shared, thread_count);
    CHECK(shared.right == thread_count * 13);
    shared.right = 0;
    on_threads(end_attached, &shared, thread_count);
    CHECK(shared.right == thread_count * 3);

    /* The lock let go: on an attached thread, in a native, for the whole of one. */
    define(vm, "unlocking", unlocking, &shared, 0);
    OK(mv_attach(vm, &error));
    OK(mv_unlock(vm, &error));
    shared.right = 0;
    shared.inside = 1;
    on_threads(let_go_when_inside, &shared, 1);
    OK(mv_relock(vm, &error));
    FAILS(mv_close(vm, &error), MV_MISUSE, "mv_detach, first");
    OK(mv_detach(vm, &error));
    for (int attached = 0; attached < 2; ++attached) {
        shared.inside = shared.release = 0;
        CHECK(pthread_create(&other, NULL, let_go_when_inside, &shared) == 0);
        if (attached) OK(mv_attach(vm, &error));
        CHECK(int_of(vm, "unlocking() + from_other") == 43);
        if (attached) OK(mv_detach(vm, &error));
        pthread_join(other, NULL);
    }
    mv_function function = MV_FUNCTION;
    mv_value* module;
    function.name = "released";
    function.native = released;
    function.data = &shared;
    function.required = 1;
    function.flags = MV_RELEASES_LOCK;
    OK(mv_module(vm, "__main__", &module, &error));
    OK(mv_define(vm, module, &function, &error));
    mv_drop(module);
    shared.inside = shared.release = 0;
    CHECK(pthread_create(&other, NULL, let_go_when_inside, &shared) == 0);
    run(vm, "assert released('t' + 'ext') == 'text'\n");
    pthread_join(other, NULL);
    CHECK(shared.right == 4);

    /* Natives leave the thread as they found it. */
    define(vm, "careless", careless, NULL, 0);
    for (int attached = 0; attached < 2; ++attached) {
        if (attached) OK(mv_attach(vm, &error));
        FAILS(mv_run(vm, "careless()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
              "careless() returned without the mv_detach or mv_relock");
        CHECK(int_of(vm, "6 * 7") == 42);
        if (attached) OK(mv_detach(vm, &error));
    }
    FAILS(mv_unlock(vm, &error), MV_MISUSE, "mv_unlock is for native functions");

    /* Natives on the script's own threads, which call back. */
    atomic_int calls = 0;
    define(vm, "note", count_call, &calls, 1);
    run(vm,
        "seen = []\ndef work(n):\n    seen.append(note(n))\n"
        "threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]\n"
        "for t in threads: t.start()\nfor t in threads: t.join()\n"
        "assert sorted(seen) == [0, 0, 1, 1, 2, 2, 3, 3]\n");
    CHECK(calls == 8);
    test_ends(&shared);
    end_vm(vm);
}
