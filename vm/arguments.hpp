#pragma once
// Matching a call's arguments to parameters, and what errors in arguments say. Internal to the calls of vm/.
#include <cstddef>
#include <string>

#include "vm/native.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Function;

/// `registers` holds `count` arguments, the last of which are named by `keywords` (may be null); afterwards
/// it holds one value a parameter, as the function's code expects them. TypeError, MemoryError.
Result<void> bind_arguments(Thread& thread, Function* function, Value* registers, std::size_t count,
                            Tuple* keywords);
/// The same for a native; self, if it is a method, is the first argument and was checked.
Result<void> bind_native_arguments(Thread& thread, Native* native, Value* slots, std::size_t count,
                                   Tuple* keywords);

/// "f()", as in error messages: the callee's qualified name with its module. May run script code.
std::string callee_name(Thread& thread, Value callee);

}  // namespace minivm
