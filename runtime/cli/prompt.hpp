#pragma once
// The prompt: reads statements from a terminal, with editing, history and completion where libedit is there,
// runs each and shows the value of expressions.
#include "runtime/cli/session.hpp"

namespace minivm::cli {

/// Until end of input or SystemExit; the exit status.
int run_prompt(Session& session, Streams& streams);

}  // namespace minivm::cli
