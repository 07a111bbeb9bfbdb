#pragma once

// What the locations of script threads mean: which file, line, function and call.

#include "runtime/trace/recorder.hpp"

namespace minivm {
class Machine;
}

namespace minivm::trace {

// The machine must outlive the answer. Lock: held, while it is asked.
Recorder::Meaning meaning_in(Machine const& machine);

}  // namespace minivm::trace
