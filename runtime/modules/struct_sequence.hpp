#pragma once
// Tuples whose items have names: sys.version_info, sys.float_info. Each type is a class derived from tuple
// whose instances are laid out as tuples. Lock: held.
#include <span>
#include <string_view>

#include "vm/object.hpp"

namespace minivm {

struct Thread;
struct Type;

/// A type of at most 16 fields. It lives as long as the interpreter.
Type* make_struct_sequence_type(Thread& thread, std::string_view name, std::span<char const* const> fields);
/// One value a field, in their order.
Value make_struct_sequence(Thread& thread, Type* type, std::span<Value const> values);

}  // namespace minivm
