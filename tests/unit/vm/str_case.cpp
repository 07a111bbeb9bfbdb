#include <doctest/doctest.h>

#include <cstdint>
#include <string_view>

#include "vm/objects/containers.hpp"
#include "vm/objects/str_methods.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm {
namespace {

struct Checksum {
    char const* method;
    std::uint64_t value;
};

// Made by str_case_checksums.py.
Checksum const checksums[] = {
    {"isalnum", 0x5d669ff8ebb8ad16},     {"isalpha", 0x2f0376170462ede9},
    {"isascii", 0x2d546066967ab6a5},     {"isdecimal", 0xde9d5c8a45963d09},
    {"isdigit", 0xb2ac1794ea3e4385},     {"isidentifier", 0x48e6acd8c84c016e},
    {"islower", 0x2e12b1920046a368},     {"isnumeric", 0xde4223652de0d1b1},
    {"isprintable", 0xe8be7c69f3b4d5c9}, {"isspace", 0x0273487b32b0b808},
    {"istitle", 0x197f9772885a86f2},     {"isupper", 0x15324daa27e5b2a8},
    {"lower", 0x7c9a6368cb755249},       {"upper", 0x898603d2fb75ad82},
    {"title", 0x95293cbee20d922d},       {"swapcase", 0x2f54e502979560eb},
    {"casefold", 0x56649b715a2aee27},    {"capitalize", 0x357a58dc59451cbf},
    {"splitlines", 0x24b9501b90c3462c},  {"split", 0x97978744df36a685},
    {"strip", 0x9da1d5c7c274d1ab},       {"__repr__", 0x49156d92e3d0538b},
};

NativeCode code_of(std::string_view method) {
    for (auto const& methods : {str_case_methods, str_split_methods})
        for (NativeSpec const& spec : methods)
            if (spec.name == method) return spec.code;
    if (method == "__repr__")
        return [](Thread& thread, Value* arguments) -> Result<Value> {
            Str* const text = MINIVM_TRY(repr_of(thread, self_of(arguments)));
            return Value::of(text);
        };
    return nullptr;
}

class Fnv {
public:
    void add(std::uint64_t value) { state_ = (state_ ^ value) * 0x100000001B3; }
    void add(Value result) {
        if (result.is_bool()) {
            add(std::uint64_t{result.is_true()});
        } else if (Str const* const text = as<Str>(result)) {
            for (std::size_t i = 0; i < text->length; ++i) add(std::uint64_t{text->at(i)});
        } else {
            for (Value const piece : cast<List>(result)->view()) {
                add(std::uint64_t{0xFFFFFFFF});
                add(piece);
            }
        }
    }
    std::uint64_t state() const { return state_; }

private:
    std::uint64_t state_ = 0xCBF29CE484222325;
};

TEST_CASE("every method about letters says of every code point what CPython says") {
    Interpreter interpreter;
    Thread thread(interpreter);
    interpreter.boot(thread);
    for (Checksum const& checksum : checksums) {
        NativeCode const code = code_of(checksum.method);
        REQUIRE(static_cast<bool>(code));
        bool raised = false;
        Fnv fnv;
        for (char32_t c = 0; c < 0x110000; ++c) {
            char32_t const one[] = {c}, behind[] = {U'A', c}, before[] = {c, U'a'};
            char32_t const sigma[] = {U'A', c, 0x3A3}, sigma_first[] = {0x3A3, c};
            for (std::u32string_view const text :
                 {std::u32string_view(one, 1), std::u32string_view(behind, 2), std::u32string_view(before, 2),
                  std::u32string_view(sigma, 3), std::u32string_view(sigma_first, 2)}) {
                Value arguments[3] = {Value::of(make_str(thread, text).take()), Value::unbound(),
                                      Value::unbound()};
                Result<Value> const result = code(thread, arguments);
                raised |= !result;
                if (result) fnv.add(result.take());
            }
            // Nothing is reachable: what the methods made must not pile up.
            if (c % 0x10000 == 0) interpreter.heap.collect(thread);
        }
        CHECK_FALSE(raised);
        CHECK_MESSAGE(fnv.state() == checksum.value, checksum.method);
    }
}

}  // namespace
}  // namespace minivm
