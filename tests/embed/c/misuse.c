/* Whatever is given wrongly is told, and nothing breaks. */
#include "check.h"

static mv_value* close_it(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_error* error;
    mv_vm* const vm = mv_context_vm(context);
    (void)data, (void)count, (void)arguments;
    FAILS(mv_close(vm, &error), MV_MISUSE, "from inside a call of it");
    FAILS(mv_destroy(vm, &error), MV_MISUSE, "from inside a call of it");
    return mv_none();
}

static mv_value* foreign(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    (void)context, (void)count, (void)arguments;
    return mv_list(data, 0, NULL, NULL);
}

/* A native of one VM makes another, uses it and ends it. */
static mv_value* nested(mv_context* context, void* data, size_t count, mv_value* const* arguments) {
    mv_error* error;
    (void)data, (void)count, (void)arguments;
    mv_vm* const inner = new_vm();
    int64_t const number = int_of(inner, "6 * 7");
    FAILS(mv_unlock(inner, &error), MV_MISUSE, "no lock of it");
    OK(mv_attach(inner, &error));
    FAILS(mv_detach(mv_context_vm(context), &error), MV_MISUSE, "another VM since");
    FAILS(mv_unlock(mv_context_vm(context), &error), MV_MISUSE, "no lock of it");
    OK(mv_detach(inner, &error));
    end_vm(inner);
    return mv_int64(mv_context_vm(context), number);
}

static void test_nulls(mv_vm* vm) {
    mv_error* error;
    mv_value* value;
    mv_value* const number = mv_int64(vm, 1);
    mv_value* const holes[] = {number, NULL};
    size_t size;
    FAILS(mv_create(NULL, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_close(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_interrupt(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_stop(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_attach(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_detach(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_unlock(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_relock(NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_run(NULL, "", 0, NULL, NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_run(vm, NULL, 5, NULL, NULL, &error), MV_MISUSE, "the text is NULL");
    FAILS(mv_run(vm, NULL, MV_NUL, NULL, NULL, &error), MV_MISUSE, "the text is NULL");
    OK(mv_run(vm, NULL, 0, NULL, NULL, &error));
    FAILS(mv_run_file(NULL, "x", NULL, &error), MV_MISUSE, "the VM is NULL");
    FAILS(mv_run_file(vm, NULL, NULL, &error), MV_MISUSE, "the path is NULL");
    FAILS(mv_evaluate(vm, NULL, MV_NUL, NULL, &value, &error), MV_MISUSE, "the text is NULL");
    FAILS(mv_call(vm, NULL, 0, NULL, NULL, &value, &error), MV_MISUSE, "what is called is NULL");
    FAILS(mv_call(vm, number, 2, holes, NULL, &value, &error), MV_MISUSE, "argument 2 is NULL");
    FAILS(mv_call(vm, number, 2, NULL, NULL, &value, &error), MV_MISUSE, "no arguments, but a count");
    FAILS(mv_call_name(vm, NULL, 0, NULL, NULL, &value, &error), MV_MISUSE, "the name is NULL");
    FAILS(mv_call_method(vm, NULL, "x", 0, NULL, NULL, &value, &error), MV_MISUSE, "the object is NULL");
    FAILS(mv_call_method(vm, number, NULL, 0, NULL, NULL, &value, &error), MV_MISUSE, "the name is NULL");
    FAILS(mv_get(vm, NULL, &value, &error), MV_MISUSE, "the name is NULL");
    FAILS(mv_get(vm, "\xFF", &value, &error), MV_MISUSE, "a name is UTF-8");
    FAILS(mv_set(vm, "x", NULL, &error), MV_MISUSE, "the value is NULL");
    FAILS(mv_get_attribute(vm, NULL, "x", &value, &error), MV_MISUSE, "the object is NULL");
    FAILS(mv_set_attribute(vm, number, "x", NULL, &error), MV_MISUSE, "the value is NULL");
    FAILS(mv_item(vm, number, NULL, &value, &error), MV_MISUSE, "the key is NULL");
    FAILS(mv_set_item(vm, number, number, NULL, &error), MV_MISUSE, "the value is NULL");
    FAILS(mv_size(vm, NULL, &size, &error), MV_MISUSE, "the container is NULL");
    FAILS(mv_size(vm, number, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_iterate(vm, NULL, &value, &error), MV_MISUSE, "the value is NULL");
    FAILS(mv_iterate(vm, number, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_next(vm, NULL, &value, &error), MV_MISUSE, "the iterator is NULL");
    FAILS(mv_next(vm, number, NULL, &error), MV_MISUSE, "nowhere");
    MAKES_NONE(mv_list(vm, 2, holes, &error), MV_MISUSE, "item 2 is NULL");
    MAKES_NONE(mv_tuple(vm, 2, NULL, &error), MV_MISUSE, "no items, but a count");
    MAKES_NONE(mv_bytes(vm, "x", MV_NUL, &error), MV_MISUSE, "need a count");
    MAKES_NONE(mv_dict(NULL, &error), MV_MISUSE, "the VM is NULL");
    CHECK(mv_int64(NULL, INT64_MAX) == NULL && mv_double(NULL, 1e300) == NULL);
    FAILS(mv_as_int64(NULL, &(int64_t){0}, &error), MV_MISUSE, "the value is NULL");
    FAILS(mv_as_int64(number, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_as_bool(number, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_as_double(number, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_as_text(number, NULL, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_as_bytes(number, NULL, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_as_object(number, "x", NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_describe(vm, number, MV_STR, NULL, NULL, &error), MV_MISUSE, "nowhere");
    FAILS(mv_module(vm, NULL, &value, &error), MV_MISUSE, "the name is NULL");
    FAILS(mv_module(vm, "a.b", &value, &error), MV_MISUSE, "no dot");
    FAILS(mv_define(vm, number, NULL, &error), MV_MISUSE, "the function is NULL");
}

void test_misuse(void) {
    mv_vm* const vm = new_vm();
    mv_vm* const other = new_vm();
    mv_error* error;
    mv_value* result;
    test_nulls(vm);

    mv_value* const theirs = mv_list(other, 0, NULL, &error);
    mv_value* const ours = mv_list(vm, 0, NULL, &error);
    FAILS(mv_set(vm, "x", theirs, &error), MV_MISUSE, "the value is of another VM");
    FAILS(mv_call_method(vm, ours, "append", 1, &theirs, NULL, &result, &error), MV_MISUSE,
          "argument 1 is of another VM");
    FAILS(mv_size(vm, theirs, &(size_t){0}, &error), MV_MISUSE, "the container is of another VM");
    MAKES_NONE(mv_list(vm, 1, &theirs, &error), MV_MISUSE, "item 1 is of another VM");
    OK(mv_set(other, "n", mv_int64(vm, 3), &error)); /* small values are no VM's */
    define(vm, "foreign", foreign, other, 0);
    FAILS(mv_run(vm, "foreign()", MV_NUL, NULL, NULL, &error), MV_EXCEPTION, "the result is of another VM");
    define(vm, "close_it", close_it, NULL, 0);
    run(vm, "close_it()\n");
    define(vm, "nested", nested, NULL, 0);
    CHECK(int_of(vm, "nested()") == 42);

    OK(mv_attach(vm, &error));
    FAILS(mv_detach(other, &error), MV_MISUSE, "another VM since");
    FAILS(mv_relock(vm, &error), MV_MISUSE, "mv_relock without");
    OK(mv_attach(other, &error));
    FAILS(mv_close(vm, &error), MV_MISUSE, "mv_detach, first");
    OK(mv_detach(other, &error));
    OK(mv_detach(vm, &error));
    mv_drop(theirs);
    mv_drop(ours);
    end_vm(other);
    end_vm(vm);
}

void test_versions(void) {
    mv_error* error;
    mv_vm* vm = NULL;
    CHECK(mv_abi() == MV_ABI);
    CHECK(strchr(mv_version(), '.') != NULL);

    mv_config config = MV_CONFIG;
    config.abi ^= 3; /* the other build's */
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "link the other");
    CHECK(vm == NULL);
    config.abi = MV_ABI + 0x100;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "compile it anew");
    config.abi = 0;
    OK(mv_create(&config, &vm, &error));
    end_vm(vm);

    /* An older program's struct, which ends after the grants; what lies behind it is not its own. */
    memset(&config, 0xFF, sizeof config);
    config.size = offsetof(mv_config, policy);
    config.abi = MV_ABI;
    config.grants = MV_GRANT_CLOCK;
    OK(mv_create(&config, &vm, &error));
    run(vm, "import time\ntime.monotonic()\n");

    /* A newer program's. */
    struct {
        mv_config known;
        uint64_t unknown;
    } newer = {MV_CONFIG, 0};
    mv_vm* another;
    newer.known.size = sizeof newer;
    OK(mv_create(&newer.known, &another, &error));
    end_vm(another);
    newer.unknown = 1;
    FAILS(mv_create(&newer.known, &another, &error), MV_MISUSE, "older than the minivm.h");

    config = (mv_config)MV_CONFIG;
    static size_t const sizes[] = {0, 1, 8, 17, SIZE_MAX, 1 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        config.size = sizes[i];
        FAILS(mv_create(&config, &another, &error), MV_MISUSE, "begin with mv_config config = MV_CONFIG");
    }
    mv_budget budget = {0, 5, 0};
    FAILS(mv_run(vm, "x = 1", MV_NUL, NULL, &budget, &error), MV_MISUSE,
          "begin with mv_budget budget = MV_BUDGET");
    mv_function function = {.name = "x"};
    FAILS(mv_define(vm, mv_none(), &function, &error), MV_MISUSE,
          "begin with mv_function function = MV_FUNCTION");
    end_vm(vm);

    config = (mv_config)MV_CONFIG;
    config.policy = "imaginary";
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "imaginary");
    config.policy = NULL;
    config.memory = 1;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "512 KiB");
    config.memory = 0;
    config.threads = -2;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "positive");
    config.threads = 0;
    config.grants = 1u << 20;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "MV_GRANT");
    config.grants = 0;
    config.path_count = 1;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "no path");
    config.path_count = 0;
    config.arguments = (char const* const[]){NULL};
    config.argument_count = 1;
    FAILS(mv_create(&config, &vm, &error), MV_MISUSE, "is NULL");
}
