#pragma once
// Ctrl-C. Signals belong to the process, so there is at most one machine that they reach: the command's.
namespace minivm {
class Machine;
}

namespace minivm::cli {

/// SIGINT interrupts this machine from now on; SIGPIPE is ignored (a write fails instead). Null: as before.
void direct_signals_to(Machine* machine);
/// Ends the process as the system's own reaction to SIGINT would, so that a shell sees it: status 130.
[[noreturn]] void end_by_interrupt();

}  // namespace minivm::cli
