#pragma once
// The module builtins: the functions, types, exceptions and constants that every script sees.
#include "vm/object.hpp"

namespace minivm {

struct Module;
struct Thread;

/// Makes the module and sets Interpreter::builtins. Once an interpreter, after its boot. Lock: held.
Module* make_builtins(Thread& thread);

}  // namespace minivm
