/* What the tests of the C interface have in common: CHECK and its kin, which tell the line and go on. */
#ifndef MINIVM_TESTS_EMBED_C_CHECK_H
#define MINIVM_TESTS_EMBED_C_CHECK_H

#include <minivm.h>
#include <stdio.h>
#include <string.h>

extern int
    failures; /* of one thread; other threads count for themselves and are checked when they are joined */

#define CHECK(condition)   \
    ((condition) ? (void)0 \
                 : (void)(failures++, fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition)))
/* That a call goes well. */
#define OK(call) check_ok((call), &error, __FILE__, __LINE__, #call)
/* That it fails, so; `text` is in its message. Drops the error. */
#define FAILS(call, kind, text) check_fails((call), (kind), (text), &error, __FILE__, __LINE__, #call)
/* The same of what makes a value. */
#define MAKES_NONE(call, kind, text) \
    FAILS((call) ? MV_OK : (error ? mv_error_kind(error) : (kind)), (kind), (text))
#define SAME(text, expected) check_text((text), (expected), __FILE__, __LINE__)

void check_ok(mv_result result, mv_error** error, char const* file, int line, char const* call);
void check_fails(mv_result result, mv_result kind, char const* text, mv_error** error, char const* file,
                 int line, char const* call);
void check_text(char const* text, char const* expected, char const* file, int line);

/* A VM that is not limited and has nothing granted. */
mv_vm* new_vm(void);
void end_vm(mv_vm* vm);
void run(mv_vm* vm, char const* text);
/* What an expression is in the VM. */
int64_t int_of(mv_vm* vm, char const* expression);
/* Binds a native function in __main__. */
void define(mv_vm* vm, char const* name, mv_native native, void* data, unsigned arguments);

void test_creation(void);
void test_values(void);
void test_containers(void);
void test_calls(void);
void test_errors(void);
void test_natives(void);
void test_objects(void);
void test_streams(void);
void test_threads(void);
void test_handles(void);
void test_misuse(void);
void test_versions(void);

#endif
