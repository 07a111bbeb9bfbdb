#pragma once
// What a host tells the module sys. Lock: held.
#include <span>
#include <string>

namespace minivm {

struct Thread;

/// Makes the module if need be, and sets sys.argv, sys.executable and the first directory of sys.path, where
/// the script's own modules are.
void set_program(Thread& thread, std::string const& executable, std::span<std::string const> arguments,
                 std::string const& directory);

}  // namespace minivm
