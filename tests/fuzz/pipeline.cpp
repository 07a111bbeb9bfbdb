// Any program that is accepted runs to its end or to an exception, within its limits, and leaves nothing
// behind.
//
// Time is virtual. Threads are out of bounds: one that never ends, or a deadlock, would be the program's own
// fault and could not be told from ours.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "grammar/parse.hpp"
#include "runtime/machine.hpp"
#include "runtime/modules/import.hpp"
#include "runtime/modules/sys.hpp"
#include "vm/code.hpp"
#include "vm/compiler.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/function.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace {

using namespace minivm;

constexpr std::int32_t most_steps = 20'000;
constexpr std::size_t most_memory = std::size_t{64} << 20;

// What programs made at random may import: nothing that waits, starts anything or reaches the system.
constexpr std::string_view harmless[] = {"_collections", "_heapq",      "_random", "_unsupported",
                                         "abc",          "collections", "heapq",   "math",
                                         "random",       "sys",         "typing"};

Result<Value> import_harmless(Thread& thread, Str* name) {
    std::string const text = to_utf8(name);
    if (std::ranges::find(harmless, text) == std::end(harmless))
        return raise_unsupported(thread, "%s", text.c_str());
    return import_by_name(thread, name);
}

Streams no_streams() {
    auto const discard = [](std::string_view) { return 0; };
    auto const end = [](char*, std::size_t) { return std::int64_t{0}; };
    return {StreamsOf::host, discard, OutputStream::Buffering::full, discard, end, Surrogates::strict};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    grammar::Source const source("fuzz", std::string(reinterpret_cast<char const*>(data), size));
    grammar::Parsed parsed = grammar::parse(source, grammar::Mode::module);
    if (!parsed.ok()) return 0;

    MachineSettings settings;
    settings.policy = "seeded";
    settings.step_limit = most_steps;
    settings.memory_limit = most_memory;
    Streams streams = no_streams();
    Machine machine(settings, streams);
    Thread& thread = machine.main_thread();
    Interpreter& interpreter = *thread.interpreter;
    interpreter.import_hook = import_harmless;
    set_program(thread, "fuzz", {}, "/nowhere");
    Module* const module = interpreter.make_module(thread, "__main__");

    Compiled const compiled = compile(thread, parsed.tree(), source_text(source), CompileMode::module);
    if (compiled.diagnostic) {
        static_cast<void>(describe(*compiled.diagnostic, source));
        return 0;
    }
    static_cast<void>(disassemble(*compiled.code));
    Function* const function =
        make_function(thread, compiled.code, module, nullptr, Value::none(), Value::none(), Value::none());
    if (!call(thread, Value::of(function), {})) {
        Root<Value> exception(thread, take_exception(thread));
        static_cast<void>(format_exception(thread, exception));
    }
    return 0;
}
