#ifndef MINIVM_H
#define MINIVM_H

/* The C interface of minivm: what minivm/minivm.hpp offers C++ programs, for C11 and for the foreign-function
 * interfaces of other languages.
 *
 *     mv_config config = MV_CONFIG;
 *     mv_vm* vm;
 *     mv_error* error;
 *     mv_value* arguments[2] = {mv_int64(NULL, 19), mv_int64(NULL, 23)};
 *     mv_value* sum;
 *     if (mv_create(&config, &vm, &error) == MV_OK &&
 *         mv_run(vm, "def add(a, b):\n    return a + b\n", MV_NUL, "add.mini", NULL, &error) == MV_OK &&
 *         mv_call_name(vm, "add", 2, arguments, NULL, &sum, &error) == MV_OK) ...
 *
 * What holds for all functions:
 *
 * Results. What can fail says how by its mv_result; what makes a value gives NULL then. Either way `error`,
 * if it is not NULL, is set to an error that belongs to the caller (mv_error_drop), and to NULL if all went
 * well or there was no memory for one. Results by pointer are NULL or 0 then, and `result` itself may be NULL
 * where it is not wanted. No function ends the program or lets a C++ exception out; what can be found out
 * about misuse (NULL, a value of another VM, a VM that is closed, mv_detach without mv_attach, a struct of
 * the wrong size) is MV_MISUSE or MV_CLOSED, and the error says what to do. What cannot be found out: a
 * pointer to what has been destroyed or dropped, or never was what its type says.
 *
 * Threads and the lock. Every function may be called by any thread, with the VM's lock or without it, by
 * several at once. One that goes into a VM takes the lock if the thread does not have it, and gives it up
 * afterwards; from inside a native function it goes on with the lock that is held. Between mv_attach and
 * mv_detach the thread keeps it. A thread that calls a VM needs a stack of 512 KiB.
 *
 * Values. An mv_value* is a handle that keeps a value of the script's alive; it belongs to whoever got it
 * from a function, until mv_drop. One handle is one thread's at a time, copies (mv_copy) are independent;
 * both may be copied and dropped on any thread at any time, also after the VM. Functions do not take over the
 * handles that they are given, but for what a native function returns. None, bools, floats below 2^256 and
 * ints below 2^60 are no memory: they are made without a VM, fit every VM and need no dropping, which is
 * harmless.
 *
 * Text is UTF-8. Where a length goes with it, NULs inside are text, and MV_NUL as length says that it ends at
 * the first. Text that a function is given is copied, or not needed any more when it returns; `char**`
 * results belong to the caller (mv_free) and end in a NUL that their length does not count.
 *
 * Structs begin with their size, as the caller was compiled with it: a field that a smaller, older one does
 * not have is zero; of a larger one the rest must be zero. In all structs zero is the default. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MV_API __attribute__((visibility("default")))
#else
#define MV_API
#endif

typedef struct mv_vm mv_vm;
typedef struct mv_value mv_value;
typedef struct mv_error mv_error;
typedef struct mv_context mv_context; /* a call of a native function, while it lasts */

typedef enum mv_result {
    MV_OK = 0,
    MV_EXCEPTION, /* of the script's */
    MV_STOPPED,   /* by a budget, by mv_stop or because the VM is being closed */
    MV_CLOSED,    /* the VM takes no calls any more */
    MV_MISUSE     /* of this library */
} mv_result;

typedef enum mv_kind {
    MV_NOTHING = 0, /* NULL, or a value whose VM is gone */
    MV_NONE,
    MV_BOOL,
    MV_INT,
    MV_FLOAT,
    MV_TEXT,
    MV_BYTES,
    MV_LIST,
    MV_TUPLE,
    MV_DICT,
    MV_CALLABLE,
    MV_OBJECT, /* made by mv_object */
    MV_OTHER
} mv_kind;

#define MV_NUL ((size_t)-1)

/* --- Which library this is. */

/* The interface that a program is compiled for: its version, and whether native functions of one VM take
 * turns (1) or may run at the same time (2: the free-threaded build; compile with -DMINIVM_FREE_THREADED=1).
 * mv_create refuses another library's. */
#if defined(MINIVM_FREE_THREADED) && MINIVM_FREE_THREADED
#define MV_ABI ((uint32_t)0x102)
#else
#define MV_ABI ((uint32_t)0x101)
#endif

/* MV_ABI of the library that is running. */
MV_API uint32_t mv_abi(void);
/* "0.1.0"; the library's own. */
MV_API char const* mv_version(void);

/* --- A VM. */

/* A function of the host's that the script calls: in the thread of the script that calls it, with the lock
 * held. There are always as many arguments as were declared at most: those that are left out are None. The
 * arguments are the caller's, until the function returns: mv_copy keeps one longer, dropping them does
 * nothing. What it returns the VM takes over (an argument may be returned as it is); to raise an exception,
 * `return mv_raise(...)` or `return mv_throw(...)`. It may call any VM, and let the lock go by mv_unlock;
 * what it attaches or unlocks it must detach and relock. */
typedef mv_value* (*mv_native)(mv_context* context, void* data, size_t count, mv_value* const* arguments);
/* Called once for `data` that is needed no more, at the latest by mv_close: perhaps in the middle of a
 * collection, with the lock held, on any thread that the script runs on. It cannot call a VM; it may drop
 * values. */
typedef void (*mv_destructor)(void* data);
/* Where print and sys.stderr go, in pieces of any length; all is there when the thread leaves the VM. One
 * thread at a time, without the lock (under the policy `seeded`: with it); cannot call a VM. */
typedef void (*mv_writer)(void* user, char const* bytes, size_t count);
/* The next piece of standard input into `buffer`, of at most `room` bytes: how many; 0 at the end. As
 * mv_writer. */
typedef size_t (*mv_reader)(void* user, char* buffer, size_t room);

/* mv_config.grants: what scripts may do to the world; see Grant in minivm/settings.hpp. */
enum {
    MV_GRANT_FILES = 1,
    MV_GRANT_CLOCK = 2,
    MV_GRANT_PROCESS = 4,
    MV_GRANT_NETWORK = 8,
    MV_GRANT_LOCK = 16,
    MV_GRANT_INTERPRETERS = 32
};

typedef struct mv_config {
    size_t size;
    uint32_t abi;    /* MV_ABI; 0: the program copes with either build */
    uint32_t grants; /* none: the script reaches nothing but what the host defines */
    /* The lock: a policy's name (`minivm --gil=list`), NULL for the build's own; the rest is the policy's. */
    char const* policy;
    uint64_t switch_interval; /* nanoseconds; 0: the policy's own */
    uint64_t check_interval;  /* instructions; 0: the policy's own */
    uint64_t seed;
    /* Limits, for as long as the VM lives; 0 is none, but for the recursion. */
    uint64_t memory;   /* bytes of the script's objects, 512 KiB at least; MemoryError */
    int64_t threads;   /* that the script has started and that run; -1: it may start none; RuntimeError */
    int64_t recursion; /* calls within each other, RecursionError; 0: 1000; -1: what the script sets */
    /* What the VM calls, each with `user`. NULL: the process's standard output and error, and no input. */
    void* user;
    mv_writer out;
    mv_writer err;
    mv_reader in;
    mv_native
        load; /* of a module that is not the VM's own, by its name: its text, or None if there is none */
    /* sys.path, for what is granted files, and sys.argv. */
    char const* const* path;
    size_t path_count;
    char const* const* arguments;
    size_t argument_count;
} mv_config;
#define MV_CONFIG \
    { sizeof(mv_config), MV_ABI, 0, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 }

/* What one call may use; 0 is any amount. Whoever exceeds it is stopped (MV_STOPPED) and cannot catch that.
 * It holds for the thread of the call. No steps under the policies tick and steal, which count them
 * themselves. */
typedef struct mv_budget {
    size_t size;
    uint64_t steps; /* instructions */
    uint64_t time;  /* nanoseconds */
} mv_budget;
#define MV_BUDGET \
    { sizeof(mv_budget), 0, 0 }

/* With no thread in it. All that `config` points to is copied. NULL for `config`: as MV_CONFIG with abi 0. */
MV_API mv_result mv_create(mv_config const* config, mv_vm** vm, mv_error** error);
/* Lets nobody in any more, stops what runs, waits until its threads have left, and frees everything but
 * handles. Waits for native functions that block and for threads that stay attached. May be called again. Not
 * from inside a call of the VM, nor on a thread that is attached to it, nor by an mv_destructor, mv_writer or
 * mv_reader: MV_MISUSE. */
MV_API mv_result mv_close(mv_vm* vm, mv_error** error);
/* As mv_close, and frees the VM if that was no misuse: no other thread may be in a function that was given
 * it, nor call one later. NULL is nothing. */
MV_API mv_result mv_destroy(mv_vm* vm, mv_error** error);

/* Any thread, any time; neither waits. Raises KeyboardInterrupt, once, in the thread that has been in the VM
 * for longest; nothing if none is in it. */
MV_API mv_result mv_interrupt(mv_vm* vm, mv_error** error);
/* Ends all calls that are in the VM and all threads of the script: MV_STOPPED. It may be called anew. */
MV_API mv_result mv_stop(mv_vm* vm, mv_error** error);

/* Enters the VM for more than one call: holds the lock until mv_detach, and is one thread to the script. They
 * nest. A thread that ends is detached. */
MV_API mv_result mv_attach(mv_vm* vm, mv_error** error);
MV_API mv_result mv_detach(mv_vm* vm, mv_error** error);
/* In a native function or on an attached thread, around what may block: others run until mv_relock. Values
 * may be used meanwhile, and calls made; each takes the lock for it. */
MV_API mv_result mv_unlock(mv_vm* vm, mv_error** error);
MV_API mv_result mv_relock(mv_vm* vm, mv_error** error);

/* --- Running. `budget` may be NULL. */

/* Runs a program in the module __main__, which lasts as long as the VM. `name` is for tracebacks, or NULL. */
MV_API mv_result mv_run(mv_vm* vm, char const* text, size_t length, char const* name, mv_budget const* budget,
                        mv_error** error);
/* The same of a file, which the host reads. */
MV_API mv_result mv_run_file(mv_vm* vm, char const* path, mv_budget const* budget, mv_error** error);
/* The value of an expression, in __main__. */
MV_API mv_result mv_evaluate(mv_vm* vm, char const* text, size_t length, mv_budget const* budget,
                             mv_value** result, mv_error** error);
/* Calls a value; what a name is bound to in __main__; a method. */
MV_API mv_result mv_call(mv_vm* vm, mv_value* callee, size_t count, mv_value* const* arguments,
                         mv_budget const* budget, mv_value** result, mv_error** error);
MV_API mv_result mv_call_name(mv_vm* vm, char const* name, size_t count, mv_value* const* arguments,
                              mv_budget const* budget, mv_value** result, mv_error** error);
MV_API mv_result mv_call_method(mv_vm* vm, mv_value* object, char const* name, size_t count,
                                mv_value* const* arguments, mv_budget const* budget, mv_value** result,
                                mv_error** error);

/* The names of __main__ (NameError), attributes (AttributeError). */
MV_API mv_result mv_get(mv_vm* vm, char const* name, mv_value** result, mv_error** error);
MV_API mv_result mv_set(mv_vm* vm, char const* name, mv_value* value, mv_error** error);
MV_API mv_result mv_get_attribute(mv_vm* vm, mv_value* object, char const* name, mv_value** result,
                                  mv_error** error);
MV_API mv_result mv_set_attribute(mv_vm* vm, mv_value* object, char const* name, mv_value* value,
                                  mv_error** error);
/* container[key] (IndexError, KeyError), len(container). */
MV_API mv_result mv_item(mv_vm* vm, mv_value* container, mv_value* key, mv_value** result, mv_error** error);
MV_API mv_result mv_set_item(mv_vm* vm, mv_value* container, mv_value* key, mv_value* value,
                             mv_error** error);
MV_API mv_result mv_size(mv_vm* vm, mv_value* container, size_t* size, mv_error** error);
/* An iterator over a value: of a dict, over its keys. Then item by item; at the end it is MV_OK and the item
 * NULL. */
MV_API mv_result mv_iterate(mv_vm* vm, mv_value* value, mv_value** iterator, mv_error** error);
MV_API mv_result mv_next(mv_vm* vm, mv_value* iterator, mv_value** item, mv_error** error);

/* --- Making values. NULL if that failed; a NULL that is passed on is found there. */

MV_API mv_value* mv_none(void);
MV_API mv_value* mv_bool(int truth);
/* `vm` may be NULL for ints of less than 2^60 and floats of less than 2^256, as to their magnitude. */
MV_API mv_value* mv_int64(mv_vm* vm, int64_t number);
MV_API mv_value* mv_double(mv_vm* vm, double number);
/* UnicodeDecodeError for what is no UTF-8. */
MV_API mv_value* mv_text(mv_vm* vm, char const* utf8, size_t length, mv_error** error);
MV_API mv_value* mv_bytes(mv_vm* vm, void const* octets, size_t count, mv_error** error);
MV_API mv_value* mv_list(mv_vm* vm, size_t count, mv_value* const* items, mv_error** error);
MV_API mv_value* mv_tuple(mv_vm* vm, size_t count, mv_value* const* items, mv_error** error);
/* An empty one: mv_set_item fills it. */
MV_API mv_value* mv_dict(mv_vm* vm, mv_error** error);
/* A pointer of the host's that scripts may keep and hand back. `type`, a name, says what it points to.
 * `destroy`, if not NULL, is called when nobody has it any more, also if this fails. */
MV_API mv_value* mv_object(mv_vm* vm, char const* type, void* pointer, mv_destructor destroy,
                           mv_error** error);

MV_API mv_value* mv_copy(mv_value* value);
MV_API void mv_drop(mv_value* value);

/* --- Reading values: MV_EXCEPTION with a TypeError if it is of another type. */

MV_API mv_kind mv_kind_of(mv_value* value);
MV_API mv_result mv_as_bool(mv_value* value, int* truth, mv_error** error);
/* OverflowError. */
MV_API mv_result mv_as_int64(mv_value* value, int64_t* number, mv_error** error);
/* Of floats, and of ints: OverflowError. */
MV_API mv_result mv_as_double(mv_value* value, double* number, mv_error** error);
/* Of str; one with lone surrogates has no UTF-8: UnicodeEncodeError. `length` may be NULL. */
MV_API mv_result mv_as_text(mv_value* value, char** utf8, size_t* length, mv_error** error);
MV_API mv_result mv_as_bytes(mv_value* value, char** octets, size_t* count, mv_error** error);
/* What mv_object was given; good while a handle or the script keeps the object. TypeError if it is of another
 * type. */
MV_API mv_result mv_as_object(mv_value* value, char const* type, void** pointer, mv_error** error);
/* str(), repr() or the name of the type of any value. */
enum { MV_STR, MV_REPR, MV_TYPE_NAME };
MV_API mv_result mv_describe(mv_vm* vm, mv_value* value, int how, char** utf8, size_t* length,
                             mv_error** error);
/* Of the above. NULL is nothing. */
MV_API void mv_free(void* memory);

/* --- Modules and native functions. */

typedef struct mv_function {
    size_t size;
    char const* name; /* 1 to 200 bytes */
    mv_native native;
    void* data;
    mv_destructor destroy; /* of data, also if the function is refused; NULL: none */
    uint32_t required;     /* arguments there must be */
    uint32_t most; /* arguments there may be, MV_MOST_ARGUMENTS at most; counts as `required` if less */
    uint32_t flags;
    uint32_t reserved;
} mv_function;
#define MV_FUNCTION \
    { sizeof(mv_function), NULL, NULL, NULL, NULL, 0, 0, 0, 0 }
#define MV_MOST_ARGUMENTS 32
enum { MV_RELEASES_LOCK = 1 }; /* mv_function.flags: the lock is let go while the function runs */

/* The module of that name, made if there is none; scripts import it. "__main__" is that of mv_run. */
MV_API mv_result mv_module(mv_vm* vm, char const* name, mv_value** module, mv_error** error);
/* Binds a function in a module; for as long as the VM lives. */
MV_API mv_result mv_define(mv_vm* vm, mv_value* module, mv_function const* function, mv_error** error);
/* A function that is a value of its own, for the script to be given; lives until nobody has it any more. */
MV_API mv_value* mv_callable(mv_vm* vm, mv_function const* function, mv_error** error);

MV_API mv_vm* mv_context_vm(mv_context* context);
/* For a native function to return; NULL. A builtin exception by the name of its class: any other becomes
 * RuntimeError. */
MV_API mv_value* mv_raise(mv_context* context, char const* type, char const* message);
/* The same of an error that a call came back with: the exception goes on as it was. Takes it over. */
MV_API mv_value* mv_throw(mv_context* context, mv_error* error);

/* --- Errors. They outlive the VM; texts are theirs and live as long, and the error NULL says MV_OK and "".
 * `length` may be NULL. */

MV_API mv_result mv_error_kind(mv_error const* error);
/* "ValueError". */
MV_API char const* mv_error_type(mv_error const* error, size_t* length);
/* str() of the exception. */
MV_API char const* mv_error_message(mv_error const* error, size_t* length);
/* What python3 prints for an exception that nobody catches, many lines; for other errors, one. */
MV_API char const* mv_error_traceback(mv_error const* error, size_t* length);
/* The exception itself, if it was raised by the script: a new handle; else NULL. */
MV_API mv_value* mv_error_value(mv_error const* error);
MV_API void mv_error_drop(mv_error* error);

#ifdef __cplusplus
}
#endif

#endif
