/* VMs made and ended; running, calling, errors. */
#include <stdlib.h>

#include "check.h"

void test_creation(void) {
    mv_vm* vm;
    mv_error* error;
    OK(mv_create(NULL, &vm, &error));
    run(vm, "x = 'hello'\n");
    OK(mv_close(vm, &error));
    OK(mv_close(vm, &error));
    FAILS(mv_run(vm, "x = 1", MV_NUL, NULL, NULL, &error), MV_CLOSED, "the Vm is closed");
    FAILS(mv_attach(vm, &error), MV_CLOSED, "the Vm is closed");
    MAKES_NONE(mv_text(vm, "x", 1, &error), MV_CLOSED, "the Vm is closed");
    OK(mv_interrupt(vm, &error));
    OK(mv_stop(vm, &error));
    OK(mv_destroy(vm, &error));
    OK(mv_destroy(NULL, &error));

    /* With all that can be set. */
    static char const* const arguments[] = {"program", "argument"};
    static char const* const path[] = {"/nowhere"};
    mv_config config = MV_CONFIG;
    config.grants = MV_GRANT_CLOCK | MV_GRANT_INTERPRETERS;
    config.policy = "interval";
    config.switch_interval = 1000000;
    config.check_interval = 100;
    config.memory = 4 << 20;
    config.threads = 1;
    config.recursion = 50;
    config.path = path;
    config.path_count = 1;
    config.arguments = arguments;
    config.argument_count = 2;
    OK(mv_create(&config, &vm, &error));
    run(vm,
        "import sys, time, concurrent.interpreters\nassert sys.argv == ['program', 'argument'] and sys.path "
        "== ['/nowhere']\n");
    FAILS(mv_run(vm, "x = [0] * 10000000", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "");
    FAILS(mv_run(vm, "def f(): f()\nf()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION,
          "maximum recursion depth exceeded");
    FAILS(mv_run(vm, "import socket", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "socket");
    FAILS(mv_run(vm,
                 "import threading\ndef wait(): threading.Event().wait()\n"
                 "for i in range(2): threading.Thread(target=wait).start()\n",
                 MV_NUL, NULL, NULL, &error),
          MV_EXCEPTION, "can't start new thread");
    end_vm(vm);

    config = (mv_config)MV_CONFIG;
    config.threads = -1;
    OK(mv_create(&config, &vm, &error));
    FAILS(
        mv_run(vm, "import threading\nthreading.Thread(target=print).start()\n", MV_NUL, NULL, NULL, &error),
        MV_EXCEPTION, "can't start new thread");
    end_vm(vm);

    for (int i = 0; i < 20; ++i) {
        vm = new_vm();
        CHECK(int_of(vm, "6 * 7") == 42);
        end_vm(vm);
    }
}

void test_calls(void) {
    mv_vm* const vm = new_vm();
    mv_error* error;
    mv_value* result;
    mv_value* function;
    int64_t number = 0;
    OK(mv_run(vm, "def add(a, b):\n    return a + b\nRUBBISH(", 32, "add.mini", NULL, &error));
    mv_value* const arguments[] = {mv_int64(vm, 19), mv_int64(vm, 23)};
    OK(mv_call_name(vm, "add", 2, arguments, NULL, &result, &error));
    OK(mv_as_int64(result, &number, &error));
    CHECK(number == 42);
    OK(mv_get(vm, "add", &function, &error));
    CHECK(mv_kind_of(function) == MV_CALLABLE);
    OK(mv_call(vm, function, 2, arguments, NULL, &result, &error));
    OK(mv_as_int64(result, &number, &error));
    CHECK(number == 42);
    OK(mv_call(vm, function, 2, arguments, NULL, NULL, &error));
    FAILS(mv_call(vm, function, 1, arguments, NULL, &result, &error), MV_EXCEPTION,
          "add() missing 1 required positional argument: 'b'");
    CHECK(result == NULL);
    mv_drop(function);
    FAILS(mv_call_name(vm, "nobody", 0, NULL, NULL, &result, &error), MV_EXCEPTION,
          "name 'nobody' is not defined");
    FAILS(mv_call(vm, mv_int64(vm, 3), 0, NULL, NULL, &result, &error), MV_EXCEPTION,
          "'int' object is not callable");

    mv_value* list;
    OK(mv_evaluate(vm, "[3, 1, 2]", MV_NUL, NULL, &list, &error));
    OK(mv_call_method(vm, list, "sort", 0, NULL, NULL, NULL, &error));
    OK(mv_call_method(vm, list, "pop", 0, NULL, NULL, &result, &error));
    OK(mv_as_int64(result, &number, &error));
    CHECK(number == 3);
    FAILS(mv_call_method(vm, list, "push", 0, NULL, NULL, NULL, &error), MV_EXCEPTION,
          "'list' object has no attribute 'push'");
    OK(mv_call_method(vm, mv_int64(vm, 255), "bit_length", 0, NULL, NULL, &result, &error));
    OK(mv_as_int64(result, &number, &error));
    CHECK(number == 8);
    mv_drop(list);

    OK(mv_set(vm, "\xC3\xA4", mv_int64(vm, 5), &error));
    CHECK(int_of(vm, "\xC3\xA4 + 1") == 6);
    OK(mv_get(vm, "len", NULL, &error));
    FAILS(mv_get(vm, "missing", &result, &error), MV_EXCEPTION, "name 'missing' is not defined");
    mv_value* module;
    OK(mv_module(vm, "settings", &module, &error));
    OK(mv_set_attribute(vm, module, "depth", mv_int64(vm, 7), &error));
    run(vm, "import settings\nsettings.depth += 1\n");
    OK(mv_get_attribute(vm, module, "depth", &result, &error));
    OK(mv_as_int64(result, &number, &error));
    CHECK(number == 8);
    FAILS(mv_get_attribute(vm, module, "width", &result, &error), MV_EXCEPTION,
          "module 'settings' has no attribute 'width'");
    mv_drop(module);

    /* Budgets. */
    mv_budget budget = MV_BUDGET;
    run(vm,
        "def spin():\n    while True:\n        try:\n            while True: pass\n        except "
        "BaseException: pass\n");
    budget.steps = 1000;
    FAILS(mv_call_name(vm, "spin", 0, NULL, &budget, &result, &error), MV_STOPPED,
          "the step budget is exhausted");
    budget.steps = 0;
    budget.time = 1000000;
    FAILS(mv_call_name(vm, "spin", 0, NULL, &budget, &result, &error), MV_STOPPED, "time");
    FAILS(mv_run(vm, "spin()", MV_NUL, NULL, &budget, &error), MV_STOPPED, "time");
    FAILS(mv_evaluate(vm, "spin()", MV_NUL, &budget, &result, &error), MV_STOPPED, "time");
    budget.time = UINT64_MAX;
    OK(mv_evaluate(vm, "1", MV_NUL, &budget, &result, &error));
    end_vm(vm);
}

void test_errors(void) {
    mv_vm* vm = new_vm();
    mv_error* error;
    size_t length;
    CHECK(mv_run(vm, "def f(x):\n    return 1 // x\n\n\nf(0)\n", MV_NUL, "rules.py", NULL, &error) ==
          MV_EXCEPTION);
    CHECK(mv_error_kind(error) == MV_EXCEPTION);
    SAME(mv_error_type(error, &length), "ZeroDivisionError");
    CHECK(length == 17);
    SAME(mv_error_message(error, NULL), "integer division or modulo by zero");
    SAME(mv_error_traceback(error, NULL),
         "Traceback (most recent call last):\n"
         "  File \"rules.py\", line 5, in <module>\n"
         "    f(0)\n"
         "  File \"rules.py\", line 2, in f\n"
         "    return 1 // x\n"
         "           ~~^^~~\n"
         "ZeroDivisionError: integer division or modulo by zero\n");
    mv_error_drop(error);

    CHECK(mv_run(vm, "import sys\nsys.exit(3)\n", MV_NUL, NULL, NULL, &error) == MV_EXCEPTION);
    SAME(mv_error_type(error, NULL), "SystemExit");
    mv_value* const exit = mv_error_value(error);
    mv_error* const kept = error;
    mv_value* code;
    int64_t number = 0;
    OK(mv_get_attribute(vm, exit, "code", &code, &error));
    OK(mv_as_int64(code, &number, &error));
    CHECK(number == 3);
    mv_drop(exit);
    mv_error_drop(kept);

    CHECK(mv_run(vm, "x = = 1\n", MV_NUL, "rules.py", NULL, &error) == MV_EXCEPTION);
    SAME(mv_error_traceback(error, &length),
         "  File \"rules.py\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n");
    CHECK(length == strlen(mv_error_traceback(error, NULL)) && mv_error_value(error) == NULL);
    mv_error_drop(error);
    FAILS(mv_run(vm, "match x:\n    case 1: pass\n", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "");
    FAILS(mv_run(vm, "\0", 1, NULL, NULL, &error), MV_EXCEPTION, "");
    FAILS(mv_run_file(vm, "/nowhere/at.all", NULL, &error), MV_EXCEPTION,
          "can't read file '/nowhere/at.all': No such file");
    FAILS(mv_run_file(vm, "/", NULL, &error), MV_EXCEPTION, "can't read file '/': Is a directory");

    /* Nobody need look. */
    CHECK(mv_run(vm, "1 / 0", MV_NUL, NULL, NULL, NULL) == MV_EXCEPTION);
    CHECK(mv_error_kind(NULL) == MV_OK && mv_error_value(NULL) == NULL);
    SAME(mv_error_type(NULL, NULL), "");
    SAME(mv_error_message(NULL, &length), "");
    SAME(mv_error_traceback(NULL, NULL), "");
    CHECK(length == 0);
    mv_error_drop(NULL);
    end_vm(vm);
}
