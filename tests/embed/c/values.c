/* Values: made, read, kept; containers. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "check.h"

static int64_t round_trip_int(mv_vm* vm, int64_t number) {
    mv_error* error;
    int64_t back = 0;
    mv_value* const value = mv_int64(vm, number);
    CHECK(mv_kind_of(value) == MV_INT);
    OK(mv_set(vm, "number", value, &error));
    mv_drop(value);
    mv_value* again;
    OK(mv_evaluate(vm, "number + 1 - 1", MV_NUL, NULL, &again, &error));
    OK(mv_as_int64(again, &back, &error));
    mv_drop(again);
    return back;
}

static void test_numbers(mv_vm* vm) {
    mv_error* error;
    static int64_t const ints[] = {0,
                                   1,
                                   -1,
                                   42,
                                   INT64_C(1) << 59,
                                   INT64_C(1) << 60,
                                   -(INT64_C(1) << 60),
                                   -(INT64_C(1) << 60) - 1,
                                   INT64_MAX,
                                   INT64_MIN};
    for (size_t i = 0; i < sizeof ints / sizeof ints[0]; ++i) CHECK(round_trip_int(vm, ints[i]) == ints[i]);

    static double const doubles[] = {0.0, -0.0, 1.5, -1e-310, 5e-324, 1e77, 1e78, -DBL_MAX, INFINITY};
    for (size_t i = 0; i < sizeof doubles / sizeof doubles[0]; ++i) {
        mv_value* const value = mv_double(vm, doubles[i]);
        double back = 7;
        CHECK(mv_kind_of(value) == MV_FLOAT);
        OK(mv_as_double(value, &back, &error));
        CHECK(back == doubles[i] && signbit(back) == signbit(doubles[i]));
        mv_drop(value);
    }
    mv_value* const nan_value = mv_double(vm, NAN);
    double number = 0;
    OK(mv_as_double(nan_value, &number, &error));
    CHECK(isnan(number));
    mv_drop(nan_value);

    OK(mv_as_double(mv_int64(NULL, -3), &number, &error));
    CHECK(number == -3);
    mv_value* large;
    OK(mv_evaluate(vm, "2 ** 64", MV_NUL, NULL, &large, &error));
    CHECK(mv_kind_of(large) == MV_INT);
    int64_t back = 1;
    FAILS(mv_as_int64(large, &back, &error), MV_EXCEPTION, "the int is out of range");
    CHECK(back == 0);
    OK(mv_as_double(large, &number, &error));
    CHECK(number == 18446744073709551616.0);
    FAILS(mv_as_bool(large, &(int){0}, &error), MV_EXCEPTION, "expected bool, not int");
    mv_drop(large);
    OK(mv_evaluate(vm, "10 ** 400", MV_NUL, NULL, &large, &error));
    FAILS(mv_as_double(large, &number, &error), MV_EXCEPTION, "int too large to convert to float");
    mv_drop(large);

    int truth = -1;
    OK(mv_as_bool(mv_bool(1), &truth, &error));
    CHECK(truth == 1);
    OK(mv_as_bool(mv_bool(0), &truth, &error));
    CHECK(truth == 0);
    CHECK(mv_kind_of(mv_bool(5)) == MV_BOOL && mv_kind_of(mv_none()) == MV_NONE &&
          mv_kind_of(NULL) == MV_NOTHING);
    FAILS(mv_as_int64(mv_bool(1), &back, &error), MV_EXCEPTION, "expected int, not bool");
    FAILS(mv_as_bool(mv_none(), &truth, &error), MV_EXCEPTION, "expected bool, not NoneType");
    FAILS(mv_as_int64(mv_double(NULL, 1), &back, &error), MV_EXCEPTION, "expected int, not float");
    CHECK(int_of(vm, "type(number) is int and number or 0") != 0);
}

static void test_text(mv_vm* vm) {
    mv_error* error;
    char* text;
    size_t length;
    static char const with_nul[] = "a\0\xC3\xA4\xF0\x9F\x8C\x8D";
    mv_value* value = mv_text(vm, with_nul, sizeof with_nul - 1, &error);
    CHECK(mv_kind_of(value) == MV_TEXT);
    OK(mv_set(vm, "text", value, &error));
    CHECK(int_of(vm, "len(text)") == 4);
    CHECK(int_of(vm, "int(text == 'a\\x00\\xe4\\U0001F30D')") == 1);
    OK(mv_as_text(value, &text, &length, &error));
    CHECK(length == sizeof with_nul - 1 && memcmp(text, with_nul, sizeof with_nul) == 0);
    mv_free(text);
    FAILS(mv_as_bytes(value, &text, &length, &error), MV_EXCEPTION, "expected bytes, not str");
    mv_drop(value);

    value = mv_text(vm, "to the NUL", MV_NUL, &error);
    OK(mv_as_text(value, &text, NULL, &error));
    SAME(text, "to the NUL");
    mv_free(text);
    mv_drop(value);
    value = mv_text(vm, NULL, 0, &error);
    OK(mv_as_text(value, &text, &length, &error));
    CHECK(length == 0 && *text == '\0');
    mv_free(text);
    mv_drop(value);
    MAKES_NONE(mv_text(vm, "\xFF", 1, &error), MV_EXCEPTION, "can't decode byte 0xff");

    OK(mv_evaluate(vm, "'\\ud800'", MV_NUL, NULL, &value, &error));
    FAILS(mv_as_text(value, &text, &length, &error), MV_EXCEPTION, "surrogates not allowed");
    CHECK(text == NULL && length == 0);
    mv_drop(value);

    value = mv_bytes(vm, "\0\xFFx", 3, &error);
    CHECK(mv_kind_of(value) == MV_BYTES);
    OK(mv_set(vm, "octets", value, &error));
    CHECK(int_of(vm, "sum(octets)") == 255 + 120);
    OK(mv_as_bytes(value, &text, &length, &error));
    CHECK(length == 3 && memcmp(text, "\0\xFFx", 4) == 0);
    mv_free(text);
    FAILS(mv_as_text(value, &text, NULL, &error), MV_EXCEPTION, "expected str, not bytes");
    mv_drop(value);
    FAILS(mv_as_text(mv_int64(NULL, 1), &text, NULL, &error), MV_EXCEPTION, "expected str, not int");
    mv_free(NULL);
}

static void test_descriptions(mv_vm* vm) {
    mv_error* error;
    char* text;
    mv_value* const value = mv_text(vm, "it's", MV_NUL, &error);
    static char const* const expected[] = {"it's", "\"it's\"", "str"};
    for (int how = MV_STR; how <= MV_TYPE_NAME; ++how) {
        OK(mv_describe(vm, value, how, &text, NULL, &error));
        SAME(text, expected[how]);
        mv_free(text);
    }
    mv_drop(value);
    OK(mv_describe(vm, mv_double(NULL, 0.1), MV_REPR, &text, NULL, &error));
    SAME(text, "0.1");
    mv_free(text);
    OK(mv_describe(vm, mv_none(), MV_TYPE_NAME, &text, NULL, &error));
    SAME(text, "NoneType");
    mv_free(text);
    FAILS(mv_describe(vm, mv_none(), 9, &text, NULL, &error), MV_MISUSE, "MV_STR");
}

void test_values(void) {
    mv_vm* const vm = new_vm();
    test_numbers(vm);
    test_text(vm);
    test_descriptions(vm);
    end_vm(vm);
}

void test_containers(void) {
    mv_vm* const vm = new_vm();
    mv_error* error;
    mv_value* item;
    size_t size;
    mv_value* const text = mv_text(vm, "three", MV_NUL, &error);
    mv_value* const items[] = {mv_int64(vm, 1), mv_double(vm, 2.5), text, mv_none()};
    mv_value* const list = mv_list(vm, 4, items, &error);
    mv_value* const tuple = mv_tuple(vm, 4, items, &error);
    mv_drop(text);
    CHECK(mv_kind_of(list) == MV_LIST && mv_kind_of(tuple) == MV_TUPLE);
    OK(mv_set(vm, "l", list, &error));
    OK(mv_set(vm, "t", tuple, &error));
    CHECK(int_of(vm, "int(l == [1, 2.5, 'three', None] and t == tuple(l))") == 1);
    OK(mv_size(vm, list, &size, &error));
    CHECK(size == 4);

    int64_t number;
    OK(mv_set_item(vm, list, mv_int64(vm, -1), mv_int64(vm, 7), &error));
    OK(mv_item(vm, list, mv_int64(vm, 3), &item, &error));
    OK(mv_as_int64(item, &number, &error));
    CHECK(number == 7);
    FAILS(mv_item(vm, list, mv_int64(vm, 9), &item, &error), MV_EXCEPTION, "list index out of range");
    CHECK(item == NULL);
    FAILS(mv_set_item(vm, tuple, mv_int64(vm, 0), mv_none(), &error), MV_EXCEPTION,
          "does not support item assignment");
    FAILS(mv_size(vm, mv_int64(vm, 5), &size, &error), MV_EXCEPTION, "object of type 'int' has no len()");
    mv_drop(tuple);

    mv_value* const dict = mv_dict(vm, &error);
    CHECK(mv_kind_of(dict) == MV_DICT);
    for (int i = 0; i < 5; ++i) OK(mv_set_item(vm, dict, mv_int64(vm, i * i), mv_double(vm, i), &error));
    OK(mv_set_item(vm, dict, mv_none(), list, &error));
    OK(mv_size(vm, dict, &size, &error));
    CHECK(size == 6);
    FAILS(mv_item(vm, dict, mv_int64(vm, 5), &item, &error), MV_EXCEPTION, "5");
    FAILS(mv_set_item(vm, dict, list, list, &error), MV_EXCEPTION, "unhashable type: 'list'");
    OK(mv_item(vm, dict, mv_none(), &item, &error));
    OK(mv_size(vm, item, &size, &error));
    CHECK(size == 4);
    mv_drop(item);

    mv_value* iterator;
    int64_t sum = 0;
    int keys = 0;
    OK(mv_iterate(vm, dict, &iterator, &error));
    for (;;) {
        OK(mv_next(vm, iterator, &item, &error));
        if (!item) break;
        if (mv_kind_of(item) == MV_INT) {
            OK(mv_as_int64(item, &number, &error));
            sum += number;
        }
        ++keys;
        mv_drop(item);
    }
    CHECK(keys == 6 && sum == 30);
    mv_drop(iterator);
    mv_drop(dict);
    mv_drop(list);
    FAILS(mv_iterate(vm, mv_int64(vm, 1), &iterator, &error), MV_EXCEPTION, "'int' object is not iterable");
    FAILS(mv_next(vm, mv_int64(vm, 1), &item, &error), MV_EXCEPTION, "'int' object is not an iterator");

    run(vm, "def generate():\n    yield 'a'\n    raise ValueError('spent')\n");
    mv_value* generator;
    OK(mv_call_name(vm, "generate", 0, NULL, NULL, &generator, &error));
    CHECK(mv_kind_of(generator) == MV_OTHER);
    OK(mv_next(vm, generator, &item, &error));
    CHECK(mv_kind_of(item) == MV_TEXT);
    mv_drop(item);
    FAILS(mv_next(vm, generator, &item, &error), MV_EXCEPTION, "spent");
    mv_drop(generator);

    /* More than find room on the stack. */
    mv_value* many[100];
    for (int i = 0; i < 100; ++i) many[i] = mv_int64(vm, i);
    mv_value* const long_list = mv_list(vm, 100, many, &error);
    OK(mv_set(vm, "l", long_list, &error));
    mv_drop(long_list);
    CHECK(int_of(vm, "sum(l)") == 4950);
    mv_value* const empty = mv_tuple(vm, 0, NULL, &error);
    OK(mv_size(vm, empty, &size, &error));
    CHECK(size == 0);
    mv_drop(empty);
    end_vm(vm);
}

void test_handles(void) {
    mv_vm* vm = new_vm();
    mv_error* error;
    static char const* const garbage = "for i in range(3000):\n    junk = [[] for _ in range(100)]\n";
    run(vm, "class Thing:\n    def __init__(self, n):\n        self.n = n\n");
    mv_value* things[200];
    for (int i = 0; i < 200; ++i) {
        mv_value* const number = mv_int64(vm, i);
        OK(mv_call_name(vm, "Thing", 1, &number, NULL, &things[i], &error));
    }
    for (int i = 0; i < 200; ++i) {
        mv_value* const copy = mv_copy(things[i]);
        mv_drop(things[i]);
        things[i] = copy;
    }
    run(vm, garbage);
    for (int i = 0; i < 200; ++i) {
        mv_value* number;
        int64_t n = -1;
        OK(mv_get_attribute(vm, things[i], "n", &number, &error));
        OK(mv_as_int64(number, &n, &error));
        CHECK(n == i);
    }
    CHECK(mv_copy(NULL) == NULL && mv_copy(mv_none()) == mv_none());
    mv_drop(NULL);
    mv_drop(mv_int64(vm, 3));

    /* After the VM. */
    CHECK(mv_run(vm, "1 / 0", MV_NUL, NULL, NULL, &error) == MV_EXCEPTION);
    mv_error* const kept = error;
    mv_value* const list = mv_list(vm, 200, things, &error);
    mv_value* const large = mv_int64(vm, INT64_MAX);
    end_vm(vm);
    mv_value* const later = mv_copy(list);
    int64_t number = 1;
    CHECK(mv_kind_of(later) == MV_NOTHING);
    FAILS(mv_as_int64(large, &number, &error), MV_CLOSED, "the Vm is closed");
    OK(mv_as_int64(mv_int64(NULL, 5), &number, &error));
    for (int i = 0; i < 200; ++i) mv_drop(things[i]);
    mv_drop(later);
    mv_drop(list);
    mv_drop(large);
    SAME(mv_error_message(kept, NULL), "division by zero");
    mv_value* const exception = mv_error_value(kept);
    CHECK(exception != NULL && mv_kind_of(exception) == MV_NOTHING);
    mv_error_drop(kept);
    mv_drop(exception);
}
