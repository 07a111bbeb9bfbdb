#include <doctest/doctest.h>

#include <string>

#include "vm/objects/bytearray.hpp"
#include "vm/objects/bytes.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }
    std::string raised() { return to_utf8(repr(thread, take_exception(thread)).take()); }

    Interpreter interpreter;
    Thread thread;
};

TEST_CASE_FIXTURE(Fixture, "bytes hold any octets; those of one or none are shared") {
    std::string_view const octets("a\0\xFF", 3);
    Bytes* const bytes = make_bytes(thread, octets).take();
    CHECK(bytes_view(bytes) == octets);
    CHECK(make_bytes(thread, "").take() == empty_bytes(thread));
    CHECK(make_bytes(thread, "x").take() == make_bytes(thread, "x").take());
    CHECK(to_utf8(bytes_repr(thread, bytes).take()) == "b'a\\x00\\xff'");
}

TEST_CASE_FIXTURE(Fixture, "only bytes and bytearray are bytes-like") {
    std::string_view octets;
    CHECK(octets_of(thread, Value::of(make_bytes(thread, "ab").take()), octets));
    CHECK(octets == "ab");
    CHECK(octets_of(thread, Value::of(make_bytearray(thread, "cd").take()), octets));
    CHECK(octets == "cd");
    CHECK_FALSE(octets_of(thread, Value::of(make_short_str(thread, "ef")), octets));
    CHECK_FALSE(octets_of(thread, Value::small_int(1)));
    CHECK(raised() == "TypeError(\"a bytes-like object is required, not 'int'\")");
}

TEST_CASE_FIXTURE(Fixture, "a pinned bytearray can be written to but not resized") {
    ByteArray* const array = make_bytearray(thread, "hello").take();
    char const* const before = array->data();
    {
        Pin const outer(thread, array);
        Pin const inner(thread, array);
        CHECK(bytearray_replace(thread, array, 0, 1, "J"));
        CHECK(bytearray_extend(thread, array, 0));
        CHECK_FALSE(bytearray_extend(thread, array, 1));
        CHECK(raised() == "BufferError('Existing exports of data: object cannot be re-sized')");
        CHECK_FALSE(bytearray_replace(thread, array, 0, 1, ""));
        (void)raised();
        CHECK(array->data() == before);
    }
    CHECK(bytearray_replace(thread, array, 5, 0, "!"));
    CHECK(array->view() == "Jello!");
}

TEST_CASE_FIXTURE(Fixture, "a bytearray that is emptied at the front keeps its storage small") {
    ByteArray* const array = make_bytearray(thread, "").take();
    std::string const piece(1000, 'x');
    for (int i = 0; i < 1000; ++i) {
        CHECK(bytearray_replace(thread, array, array->length, 0, piece));
        if (i >= 2) CHECK(bytearray_replace(thread, array, 0, 1000, ""));
    }
    CHECK(array->length == 2000);
    CHECK(array->capacity < 16000);
    CHECK(bytearray_replace(thread, array, 0, 2000, ""));
    CHECK(array->capacity < 64);
}

}  // namespace
}  // namespace minivm
