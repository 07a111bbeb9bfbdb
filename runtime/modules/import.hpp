#pragma once
// Where `import name` finds what it imports: the modules in C++, those in Mini that are part of the VM, what
// a host supplies, then files NAME.mini and NAME.py, or packages NAME/__init__, in the directories of
// sys.path. A module of CPython's library that Mini has not is named as unsupported rather than not found.
// Lock: held.
#include <memory>
#include <span>
#include <string_view>

#include "grammar/source.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Module;
struct SourceText;
struct Str;
struct Thread;

/// A module in C++: makes it, in Interpreter::modules, with all its names.
struct NativeModule {
    char const* name;
    Module* (*make)(Thread& thread);
};

/// A module in Mini that is part of the VM: runtime/modules/NAME.mini, embedded at build time.
struct EmbeddedModule {
    char const* name;
    char const* source;
};
extern std::span<EmbeddedModule const> const embedded_modules;

/// Interpreter::import_hook. ModuleNotFoundError, UnsupportedError, SyntaxError, and what the module's own
/// code raises.
Result<Value> import_by_name(Thread& thread, Str* name);
/// The text as tracebacks need it.
std::shared_ptr<SourceText> source_text(grammar::Source const& source);
/// Whose a module is: a file of the user's, or part of minivm.
enum class Origin : std::uint8_t { file, embedded };
/// Runs a program in the namespace of `module`. A program that does not compile is a SyntaxError.
Result<void> run_source(Thread& thread, Module* module, grammar::Source const& source, Origin origin);

}  // namespace minivm
