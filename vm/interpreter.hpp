#pragma once
// The loop that runs bytecode (essay in interpreter.cpp). Everything else calls into it by vm/operations.hpp
// `call`.

namespace minivm {

struct DispatchTable;
struct Thread;

/// The ordinary dispatch table: polls at back-edges and calls only.
DispatchTable const* plain_table();
/// The table that counts down Thread::ticker before every instruction that ticks, tests Thread::step_mask,
/// and calls Interpreter::stepping_hook when either says so: for ticks, switch points between any two
/// instructions, step budgets. The plain path has no trace of it.
DispatchTable const* stepping_table();
/// Either of these, but Interpreter::access_hook is called before each instruction that touches what threads
/// may share. They cost the other two nothing.
DispatchTable const* watching_table();
DispatchTable const* watching_stepping_table();
// A thread runs with Thread::table, which it reads anew after each slow path and safepoint.

}  // namespace minivm
