#pragma once
// From tree to bytecode. The compiler runs no script code and holds no thread state but the heap in which it
// makes constants and interned names.
#include <memory>
#include <optional>

#include "grammar/parse.hpp"
#include "vm/code.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Thread;
class Interpreter;

enum class CompileMode : std::uint8_t {
    module,       // a file
    interactive,  // one REPL input: bare expressions are printed
    expression,   // eval-like: returns the value
};

/// Code of a whole module, owned by the interpreter. Errors that CPython raises as SyntaxError ('return'
/// outside function, ...) and constructs that Mini does not support come back as a diagnostic. Lock: held.
struct Compiled {
    Code* code = nullptr;
    std::optional<grammar::Diagnostic> diagnostic;  // present: failed, code is null
};
Compiled compile(Thread& thread, grammar::Tree const& tree, std::shared_ptr<SourceText> source,
                 CompileMode mode);

}  // namespace minivm
