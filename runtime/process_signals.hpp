#pragma once
// The system's signals. They belong to the process, so there is at most one machine that they reach: the
// command's. Called by its main thread.
namespace minivm {

class Machine;

/// Signals that are caught reach this machine from now on: SIGINT at once, unless the process was started
/// with SIGINT ignored. SIGPIPE and SIGXFSZ are ignored (a write fails instead). Null: as before.
void direct_signals_to(Machine* machine);
bool receives_signals(Machine const& machine);

/// What the system does about a signal.
enum class Reaction { by_default, ignored, caught };
/// An errno, or 0.
int react_to(int number, Reaction reaction);
/// `caught` for any handler.
Reaction reaction_to(int number);

/// Ends the process as the system's own reaction to SIGINT would, so that a shell sees it: status 130.
[[noreturn]] void end_by_interrupt();

}  // namespace minivm
