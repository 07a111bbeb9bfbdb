/* The C interface, from C11. With a name as argument: that group of tests; without: all. */
#include "check.h"

int failures = 0;

void check_ok(mv_result result, mv_error** error, char const* file, int line, char const* call) {
    if (result == MV_OK) return;
    ++failures;
    fprintf(stderr, "%s:%d: %s: %d, %s: %s\n", file, line, call, (int)result, mv_error_type(*error, NULL),
            mv_error_message(*error, NULL));
    mv_error_drop(*error);
    *error = NULL;
}

void check_fails(mv_result result, mv_result kind, char const* text, mv_error** error, char const* file,
                 int line, char const* call) {
    char const* const message = mv_error_message(*error, NULL);
    if (result != kind || mv_error_kind(*error) != kind || !strstr(message, text)) {
        ++failures;
        fprintf(stderr, "%s:%d: %s: %d, %s: %s\n", file, line, call, (int)result, mv_error_type(*error, NULL),
                message);
    }
    mv_error_drop(*error);
    *error = NULL;
}

void check_text(char const* text, char const* expected, char const* file, int line) {
    if (text && strcmp(text, expected) == 0) return;
    ++failures;
    fprintf(stderr, "%s:%d: '%s' is not '%s'\n", file, line, text ? text : "(null)", expected);
}

mv_vm* new_vm(void) {
    mv_config config = MV_CONFIG;
    mv_vm* vm;
    mv_error* error;
    OK(mv_create(&config, &vm, &error));
    return vm;
}

void end_vm(mv_vm* vm) {
    mv_error* error;
    OK(mv_destroy(vm, &error));
}

void run(mv_vm* vm, char const* text) {
    mv_error* error;
    OK(mv_run(vm, text, MV_NUL, NULL, NULL, &error));
}

int64_t int_of(mv_vm* vm, char const* expression) {
    mv_value* value;
    mv_error* error;
    int64_t number = -1;
    OK(mv_evaluate(vm, expression, MV_NUL, NULL, &value, &error));
    OK(mv_as_int64(value, &number, &error));
    mv_drop(value);
    return number;
}

void define(mv_vm* vm, char const* name, mv_native native, void* data, unsigned arguments) {
    mv_function function = MV_FUNCTION;
    mv_value* module;
    mv_error* error;
    function.name = name;
    function.native = native;
    function.data = data;
    function.required = arguments;
    OK(mv_module(vm, "__main__", &module, &error));
    OK(mv_define(vm, module, &function, &error));
    mv_drop(module);
}

static struct {
    char const* name;
    void (*test)(void);
} const groups[] = {
    {"creation", test_creation}, {"values", test_values},   {"containers", test_containers},
    {"calls", test_calls},       {"errors", test_errors},   {"natives", test_natives},
    {"objects", test_objects},   {"streams", test_streams}, {"threads", test_threads},
    {"handles", test_handles},   {"misuse", test_misuse},   {"versions", test_versions},
};

int main(int count, char** arguments) {
    int found = 0;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; ++i) {
        if (count > 1 && strcmp(arguments[1], groups[i].name) != 0) continue;
        ++found;
        groups[i].test();
    }
    if (found == 0) fprintf(stderr, "no such group of tests\n");
    return found == 0 || failures != 0;
}
