#pragma once
// What functions and classes of the host's have in common.
#include <string>
#include <string_view>

#include "runtime/embed/core.hpp"

namespace minivm::MINIVM_ABI::detail {

/// Whether it names a special method that returns NotImplemented for an operand that it does not take.
bool is_operator(std::string_view name);

/// Throws Error of kind misuse unless a function or class may be called so.
void check_name(Thread& thread, std::string const& name);

}  // namespace minivm::MINIVM_ABI::detail
