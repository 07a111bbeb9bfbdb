#pragma once
// The machine's processors, as far as this process may use them.

namespace minivm::cli {

/// Confines the process to the first `count` of the processors that it may use. Before threads are started.
void limit_processors(int count);
int usable_processors();
/// How many threads of the machine wanted to run, on average over the last minute.
double load_average();

}  // namespace minivm::cli
