#pragma once
// The loop that runs bytecode (essay in interpreter.cpp). Everything else calls into it by vm/operations.hpp `call`.
#include "vm/code.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct DispatchTable;
struct Function;
struct Thread;

/// The ordinary dispatch table: polls at back-edges and calls only.
DispatchTable const* plain_table();
/// The table that calls Stepping::step before every instruction: for ticks, switch points between any two instructions, step
/// budgets. The plain path has no trace of it.
DispatchTable const* stepping_table();
/// Which table the thread runs with from its next slow path or safepoint on.
void set_table(Thread& thread, DispatchTable const* table);

/// What the stepping table asks before each instruction. Supplied by the runtime. `ticks`: the instruction counts as a tick
/// under --gil=tick. Lock: held on entry and on return. May collect; raises.
struct Stepping {
    using Hook = Result<void> (*)(Thread& thread, bool ticks);
};

/// Runs a function in a new run loop, its arguments bound already in thread.top[4] .. ; for vm/call.cpp.
Result<Value> run(Thread& thread, Function* function);

}  // namespace minivm
