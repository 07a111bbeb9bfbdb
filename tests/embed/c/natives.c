/* Native functions, objects of the host's, streams and modules that the host has. */
#include <stdlib.h>

#include "check.h"

static mv_value* add(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    int64_t a = 0;
    int64_t b = 0;
    mv_error* error;
    CHECK(count == 2);
    if (mv_as_int64(arguments[0], &a, &error) != MV_OK) return mv_throw(context, error);
    if (mv_as_int64(arguments[1], &b, &error) != MV_OK) return mv_throw(context, error);
    ++*(int*)data;
    return mv_int64(mv_context_vm(context), a + b);
}

static mv_value* identity(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)data, (void)count;
    mv_drop(arguments[0]); /* does nothing */
    return arguments[0];
}

static mv_value* copied(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)data, (void)count;
    mv_value* const copy = mv_copy(arguments[0]);
    mv_value* const again = mv_copy(copy);
    mv_drop(copy);
    return again;
}

static mv_value* how_many(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    int64_t given = 0;
    (void)data;
    for (size_t i = 0; i < count; ++i) given += mv_kind_of(arguments[i]) != MV_NONE;
    return mv_int64(mv_context_vm(context), given * 100 + (int64_t)count);
}

static mv_value* complain(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    char* type = NULL;
    (void)data, (void)count;
    (void)mv_as_text(arguments[0], &type, NULL, NULL);
    mv_value* const result = mv_raise(context, type, "as you wish");
    mv_free(type);
    return result;
}

static mv_value* says_nothing(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)data, (void)count, (void)arguments;
    return NULL;
}

/* Calls its argument, and raises again what that raises. */
static mv_value* through(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_value* result;
    mv_error* error;
    (void)data, (void)count;
    if (mv_call(mv_context_vm(context), arguments[0], 0, NULL, NULL, &result, &error) != MV_OK)
        return mv_throw(context, error);
    return result;
}

static mv_value* text_of(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    char* text;
    size_t length;
    mv_error* error;
    (void)data, (void)count;
    if (mv_as_text(arguments[0], &text, &length, &error) != MV_OK) return mv_throw(context, error);
    mv_value* const result = mv_text(mv_context_vm(context), text, length, &error);
    mv_free(text);
    return result ? result : mv_throw(context, error);
}

static void count_destroyed(void* data) { ++*(int*)data; }

void test_natives(void) {
    mv_vm* const vm = new_vm();
    mv_error* error;
    mv_value* value;
    int calls = 0;
    define(vm, "add", add, &calls, 2);
    define(vm, "identity", identity, NULL, 1);
    define(vm, "copied", copied, NULL, 1);
    define(vm, "complain", complain, NULL, 1);
    define(vm, "through", through, NULL, 1);
    define(vm, "text_of", text_of, NULL, 1);
    define(vm, "says_nothing", says_nothing, NULL, 0);
    CHECK(int_of(vm, "add(40, 2)") == 42 && calls == 1);
    CHECK(int_of(vm, "add(2 ** 61, 2 ** 62 - 1)") == INT64_C(6917529027641081855));
    run(vm,
        "it = [1]\nassert identity(it) is it and copied(it) is it and identity(None) is None and copied(2.5) "
        "== 2.5\n"
        "assert text_of('a\\x00\\xe4') == 'a\\x00\\xe4'\n");
    FAILS(mv_run(vm, "add(1)", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "add expected 2 arguments, got 1");
    FAILS(mv_run(vm, "add(1, 2, 3)", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
          "add expected 2 arguments, got 3");
    run(vm,
        "def caught(f, *a):\n    try:\n        f(*a)\n    except Exception as e:\n        return "
        "type(e).__name__ + ': ' + str(e)\n"
        "assert caught(add, 'x', 1) == 'TypeError: expected int, not str'\n"
        "assert caught(complain, 'KeyError') == \"KeyError: 'as you wish'\"\n"
        "assert caught(complain, 'Imaginary') == 'RuntimeError: Imaginary: as you wish'\n"
        "assert caught(complain, 'int') == 'RuntimeError: int: as you wish'\n"
        "assert 'says_nothing() returned NULL and raised nothing' in caught(says_nothing)\n"
        "assert caught(text_of, '\\ud800').startswith('UnicodeEncodeError')\n");

    /* Exceptions travel through natives as they are. */
    run(vm,
        "class Mine(Exception):\n    pass\nthe_one = Mine('text')\ndef inner():\n    raise the_one\n"
        "try:\n    through(inner)\nexcept Mine as e:\n    same = e is the_one\nassert same\n"
        "assert through(lambda: through(lambda: 7)) == 7\n");
    CHECK(mv_run(vm, "through(inner)\n", MV_NUL, "outer.py", NULL, &error) == MV_EXCEPTION);
    SAME(mv_error_type(error, NULL), "Mine");
    CHECK(strstr(mv_error_traceback(error, NULL), "in inner") &&
          strstr(mv_error_traceback(error, NULL), "outer.py"));
    mv_error_drop(error);

    /* Optional arguments, in a module, with data of its own. */
    int destroyed = 0;
    mv_function function = MV_FUNCTION;
    mv_value* module;
    function.name = "how_many";
    function.native = how_many;
    function.data = &destroyed;
    function.destroy = count_destroyed;
    function.required = 1;
    function.most = 3;
    OK(mv_module(vm, "host", &module, &error));
    OK(mv_define(vm, module, &function, &error));
    run(vm,
        "import host\nassert [host.how_many(1), host.how_many(1, 2), host.how_many(1, None, 3)] == [103, "
        "203, 203]\n");
    CHECK(destroyed == 0);

    /* A function without a name: an argument like others, destroyed with its last use. */
    function.name = NULL;
    value = mv_callable(vm, &function, &error);
    CHECK(mv_kind_of(value) == MV_CALLABLE);
    OK(mv_set(vm, "f", value, &error));
    mv_drop(value);
    run(vm, "assert f(1, 2) == 203\ndel f\n");
    for (int i = 0; i < 50 && destroyed == 0; ++i)
        run(vm, "for i in range(3000):\n    junk = [[] for _ in range(100)]\n");
    CHECK(destroyed == 1);

    /* Refused, and its data destroyed all the same. */
    function.name = "";
    FAILS(mv_define(vm, module, &function, &error), MV_MISUSE, "a name is UTF-8 of 1 to 200 bytes");
    CHECK(destroyed == 2);
    function.name = "f";
    FAILS(mv_define(vm, mv_none(), &function, &error), MV_EXCEPTION, "expected module, not NoneType");
    CHECK(destroyed == 3);
    function.most = MV_MOST_ARGUMENTS + 1;
    FAILS(mv_define(vm, module, &function, &error), MV_MISUSE, "at most 32");
    function.most = MV_MOST_ARGUMENTS;
    OK(mv_define(vm, module, &function, &error));
    run(vm, "assert host.f(*range(32)) == 3232 and host.f(1) == 132\n");
    CHECK(destroyed == 4);
    function.flags = 4;
    FAILS(mv_define(vm, module, &function, &error), MV_MISUSE, "flags");
    function.flags = 0;
    function.native = NULL;
    MAKES_NONE(mv_callable(vm, &function, &error), MV_MISUSE, "native is NULL");
    CHECK(destroyed == 6);
    mv_drop(module);
    CHECK(mv_raise(NULL, "ValueError", "x") == NULL && mv_throw(NULL, NULL) == NULL &&
          mv_context_vm(NULL) == NULL);
    end_vm(vm);
    CHECK(destroyed == 8);
}

/* A destructor may do what it likes: it is refused. */
struct witness {
    mv_vm* vm;
    mv_value* value;
    int destroyed;
    int refused;
};
static void testify(void* data) {
    struct witness* const witness = data;
    ++witness->destroyed;
    mv_drop(witness->value);
    witness->value = NULL;
    witness->refused += mv_run(witness->vm, "x = 1", MV_NUL, NULL, NULL, NULL) != MV_OK;
    witness->refused += mv_close(witness->vm, NULL) == MV_MISUSE;
    witness->refused += mv_destroy(witness->vm, NULL) == MV_MISUSE;
    witness->refused += mv_attach(witness->vm, NULL) != MV_OK;
    witness->refused += mv_unlock(witness->vm, NULL) == MV_MISUSE;
    witness->refused += mv_create(NULL, &(mv_vm*){NULL}, NULL) == MV_MISUSE;
}

void test_objects(void) {
    mv_vm* const vm = new_vm();
    mv_error* error;
    void* pointer;
    int number = 5;
    mv_value* value = mv_object(vm, "number", &number, NULL, &error);
    CHECK(mv_kind_of(value) == MV_OBJECT);
    OK(mv_as_object(value, "number", &pointer, &error));
    CHECK(pointer == &number);
    FAILS(mv_as_object(value, "text", &pointer, &error), MV_EXCEPTION, "expected text, not number");
    CHECK(pointer == NULL);
    FAILS(mv_as_object(mv_int64(vm, 1), "text", &pointer, &error), MV_EXCEPTION, "expected text, not int");
    FAILS(mv_as_object(value, NULL, &pointer, &error), MV_MISUSE, "the name is NULL");
    OK(mv_set(vm, "o", value, &error));
    mv_drop(value);
    run(vm, "class Other(type(o)):\n    pass\nother = Other.__new__(Other)\n");
    OK(mv_get(vm, "other", &value, &error));
    FAILS(mv_as_object(value, "number", &pointer, &error), MV_EXCEPTION, "expected number, not Other");
    mv_drop(value);
    FAILS(mv_run(vm, "type(o)()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "the host makes them");
    run(vm, "import queue\nq = queue.deque() if hasattr(queue, 'deque') else []\n");
    MAKES_NONE(mv_object(vm, NULL, NULL, NULL, &error), MV_MISUSE, "the name is NULL");

    struct witness collected = {vm, mv_list(vm, 0, NULL, &error), 0, 0};
    mv_drop(mv_object(vm, "witness", &collected, testify, &error));
    for (int i = 0; i < 50 && collected.destroyed == 0; ++i)
        run(vm, "for i in range(3000):\n    junk = [[] for _ in range(100)]\n");
    CHECK(collected.destroyed == 1 && collected.refused == 6);

    struct witness refused = {vm, NULL, 0, 0};
    MAKES_NONE(mv_object(vm, "\xFF", &refused, testify, &error), MV_MISUSE, "a name is UTF-8");
    CHECK(refused.destroyed == 1);

    struct witness closed = {vm, mv_list(vm, 0, NULL, &error), 0, 0};
    struct witness bound = {vm, NULL, 0, 0};
    value = mv_object(vm, "witness", &closed, testify, &error);
    OK(mv_set(vm, "closed", value, &error));
    mv_drop(value);
    mv_function function = MV_FUNCTION;
    function.name = "bound";
    function.native = identity;
    function.data = &bound;
    function.destroy = testify;
    OK(mv_module(vm, "__main__", &value, &error));
    OK(mv_define(vm, value, &function, &error));
    mv_drop(value);
    OK(mv_close(vm, &error));
    CHECK(closed.destroyed == 1 && closed.refused == 6 && bound.destroyed == 1 && bound.refused == 6);
    struct witness late = {vm, NULL, 0, 0};
    MAKES_NONE(mv_object(vm, "witness", &late, testify, &error), MV_CLOSED, "closed");
    CHECK(late.destroyed == 1);
    OK(mv_destroy(vm, &error));
}

struct streams {
    char out[100];
    char err[100];
    int reads;
    mv_vm* vm;
};
static void write_out(void* user, char const* bytes, size_t count) {
    struct streams* const streams = user;
    strncat(streams->out, bytes, count);
    CHECK(mv_run(streams->vm, "x = 1", MV_NUL, NULL, NULL, NULL) == MV_MISUSE);
    CHECK(mv_close(streams->vm, NULL) == MV_MISUSE);
}
static void write_err(void* user, char const* bytes, size_t count) {
    strncat(((struct streams*)user)->err, bytes, count);
}
static size_t read_in(void* user, char* buffer, size_t room) {
    static char const* const pieces[] = {"one\ntw", "o\n"};
    struct streams* const streams = user;
    if (streams->reads == 2) return 0;
    char const* const piece = pieces[streams->reads++];
    CHECK(room > 10);
    memcpy(buffer, piece, strlen(piece));
    return strlen(piece);
}
static size_t read_too_much(void* user, char* buffer, size_t room) {
    (void)user, (void)buffer;
    return room + 1;
}
static mv_value* load(mv_context* context, void* user, size_t count, mv_value* const* arguments) {
    char* name;
    mv_error* error;
    mv_vm* const vm = mv_context_vm(context);
    (void)user;
    CHECK(count == 1);
    mv_drop(arguments[0]);
    if (mv_as_text(arguments[0], &name, NULL, &error) != MV_OK) return mv_throw(context, error);
    mv_value* result = mv_none();
    if (strcmp(name, "helper") == 0) result = mv_text(vm, "import missing_too\nanswer = 42\n", MV_NUL, NULL);
    if (strcmp(name, "missing_too") == 0) result = mv_text(vm, "x = 1", MV_NUL, NULL);
    if (strcmp(name, "itself") == 0) result = arguments[0];
    if (strcmp(name, "number") == 0) result = mv_int64(vm, 3);
    if (strcmp(name, "broken") == 0) result = mv_raise(context, "OSError", "the disk is full");
    if (strcmp(name, "nothing") == 0) result = NULL;
    mv_free(name);
    return result;
}

void test_streams(void) {
    struct streams streams = {"", "", 0, NULL};
    mv_config config = MV_CONFIG;
    mv_error* error;
    config.out = write_out;
    config.err = write_err;
    config.in = read_in;
    config.load = load;
    config.user = &streams;
    OK(mv_create(&config, &streams.vm, &error));
    mv_vm* const vm = streams.vm;
    run(vm, "import sys\nprint(input() + input())\nprint('e', file=sys.stderr)\n");
    SAME(streams.out, "onetwo\n");
    SAME(streams.err, "e\n");
    FAILS(mv_run(vm, "input()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "EOF when reading a line");

    run(vm, "import helper\nassert helper.answer == 42\n");
    FAILS(mv_run(vm, "import nowhere", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
          "No module named 'nowhere'");
    FAILS(mv_run(vm, "import itself", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
          "name 'itself' is not defined");
    FAILS(mv_run(vm, "import number", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "expected str, not int");
    FAILS(mv_run(vm, "import broken", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "the disk is full");
    FAILS(mv_run(vm, "import nothing", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
          "load() returned NULL and raised nothing");
    end_vm(vm);

    config.in = read_too_much;
    OK(mv_create(&config, &streams.vm, &error));
    FAILS(mv_run(streams.vm, "input()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "");
    end_vm(streams.vm);
}
