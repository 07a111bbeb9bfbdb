#include "runtime/streams.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <vector>

#include "vm/objects/str.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

class Fixture {
public:
    Fixture() : thread(interpreter) { interpreter.boot(thread); }

    Str* str(std::string_view utf8) { return make_str(thread, utf8).take(); }
    std::string encoded(std::string_view utf8, Surrogates surrogates) {
        std::string out = "<";
        if (encode(thread, str(utf8), surrogates, out)) return out;
        CHECK(raised_is(thread, types(thread).unicode_encode_error));
        take_exception(thread);
        CHECK(out == "<");
        return "raised";
    }
    /// What read_line returns, call by call, when the system hands out `chunks`.
    std::vector<std::string> lines_of(std::vector<std::string> chunks,
                                      Surrogates surrogates = Surrogates::strict) {
        std::size_t next = 0;
        InputStream input(
            [&](char* to, std::size_t size) -> std::int64_t {
                if (next == chunks.size()) return 0;
                std::string const& chunk = chunks[next++];
                REQUIRE(chunk.size() <= size);
                std::copy(chunk.begin(), chunk.end(), to);
                return static_cast<std::int64_t>(chunk.size());
            },
            surrogates, -1);
        std::vector<std::string> lines;
        while (true) {
            Result<Str*> const line = input.read_line(thread, {});
            if (!line) {
                take_exception(thread);
                lines.emplace_back("raised");
            } else if (line.take()->length == 0) {
                return lines;
            } else {
                lines.push_back(to_utf8(line.take()));
            }
        }
    }

    Interpreter interpreter;
    Thread thread;
};

using Lines = std::vector<std::string>;

TEST_CASE_FIXTURE(Fixture, "a lone surrogate is refused, escaped or spelled out") {
    CHECK(encoded("a\u00e9\U0001f600", Surrogates::strict) == "<a\u00e9\U0001f600");
    CHECK(encoded("a\xED\xA0\x80", Surrogates::strict) == "raised");
    CHECK(encoded("a\xED\xB2\x80", Surrogates::strict) == "raised");
    CHECK(encoded("a\xED\xB2\x80", Surrogates::escape) == "<a\x80");
    CHECK(encoded("a\xED\xA0\x80", Surrogates::escape) == "raised");
    CHECK(encoded("a\xED\xA0\x80", Surrogates::backslashes) == "<a\\ud800");
}

TEST_CASE_FIXTURE(Fixture, "output waits for 8 KiB, or for the end of the line on a terminal") {
    std::string written;
    auto const sink = [&](std::string_view bytes) {
        written += bytes;
        return 0;
    };
    OutputStream full(sink, OutputStream::Buffering::full, Surrogates::strict, -1);
    CHECK(full.write(thread, {}, str("one\n")));
    CHECK(written.empty());
    CHECK(full.flush(thread, {}));
    CHECK(written == "one\n");
    CHECK(full.write(thread, {}, str(std::string(9000, 'x'))));
    CHECK(written.size() == 9004);
    written.clear();
    OutputStream line(sink, OutputStream::Buffering::line, Surrogates::strict, -1);
    CHECK(line.write(thread, {}, str("one")));
    CHECK(written.empty());
    CHECK(line.write(thread, {}, str("\n")));
    CHECK(written == "one\n");
}

TEST_CASE_FIXTURE(Fixture, "an error of the system becomes an OSError, once") {
    OutputStream broken([](std::string_view) { return EPIPE; }, OutputStream::Buffering::full,
                        Surrogates::strict, -1);
    CHECK(broken.write(thread, {}, str("x")));
    CHECK_FALSE(broken.flush(thread, {}));
    CHECK(raised_is(thread, types(thread).broken_pipe_error));
    take_exception(thread);
    CHECK(broken.flush(thread, {}));
    CHECK(broken.write("y") == 0);
    CHECK(broken.flush() == EPIPE);
}

TEST_CASE_FIXTURE(Fixture, "the lock is given up while the system writes, and only then") {
    static std::string order;
    order.clear();
    Unlocking const unlocking{[](Thread&) { order += "leave "; }, [](Thread&) { order += "enter "; }};
    OutputStream stream(
        [](std::string_view) {
            order += "write ";
            return 0;
        },
        OutputStream::Buffering::full, Surrogates::strict, -1);
    CHECK(stream.write(thread, unlocking, str("x")));
    CHECK(order.empty());
    CHECK(stream.flush(thread, unlocking));
    CHECK(order == "leave write enter ");
}

TEST_CASE_FIXTURE(Fixture, "input is cut into lines wherever the system cuts it") {
    CHECK(lines_of({}) == Lines{});
    CHECK(lines_of({"a\nb\n"}) == Lines{"a\n", "b\n"});
    CHECK(lines_of({"a\nb"}) == Lines{"a\n", "b"});
    CHECK(lines_of({"a", "b\nc", "\n", "\n"}) == Lines{"ab\n", "c\n", "\n"});
    CHECK(lines_of({"a\r\nb\rc\r", "\nd\r"}) == Lines{"a\n", "b\n", "c\n", "d\n"});
    CHECK(lines_of({std::string(8192, 'x'), std::string(100, 'y') + "\nz"}) ==
          Lines{std::string(8192, 'x') + std::string(100, 'y') + "\n", "z"});
}

TEST_CASE_FIXTURE(Fixture, "input that is not UTF-8 is refused or escaped") {
    CHECK(lines_of({"\u00e9\n"}) == Lines{"\u00e9\n"});
    CHECK(lines_of({"a\xff\nb\n"}) == Lines{"raised", "b\n"});
    CHECK(lines_of({"a\xff\xc3\n"}, Surrogates::escape) == Lines{"a\xED\xB3\xBF\xED\xB3\x83\n"});
    CHECK(lines_of({"\xED\xA0\x80"}, Surrogates::escape) == Lines{"\xED\xB3\xAD\xED\xB2\xA0\xED\xB2\x80"});
}

TEST_CASE_FIXTURE(Fixture, "a read that fails raises") {
    InputStream input([](char*, std::size_t) { return std::int64_t{-EIO}; }, Surrogates::strict, -1);
    CHECK_FALSE(input.read_line(thread, {}));
    CHECK(raised_is(thread, types(thread).os_error));
    take_exception(thread);
}

}  // namespace
}  // namespace minivm
