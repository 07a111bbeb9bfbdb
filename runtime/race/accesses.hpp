#pragma once
// Tells the detector what the script's instructions and natives do: see accesses.cpp.
#include "runtime/race/detector.hpp"

namespace minivm {
class Interpreter;
}

namespace minivm::race {

/// Has the machine's instructions watched; its threads must run by the watching tables.
void watch(Interpreter& interpreter);

/// For natives, which need not know whether races are looked for. A lock was taken; a lock is about to be let
/// go.
void acquired(Thread& thread, Object const* lock);
void released(Thread& thread, Object const* lock);

}  // namespace minivm::race
