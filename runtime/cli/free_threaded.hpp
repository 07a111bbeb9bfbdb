#pragma once
// The other command: built without an interpreter lock (vm/sync.hpp), it is a program of its own.

namespace minivm::cli {

/// Runs minivm-ft, which lies beside this command, with the same arguments. Returns if there is none, having
/// said how to get it: the exit status.
int run_free_threaded(char** values);

}  // namespace minivm::cli
