#pragma once
// What the files that define the methods of str share. Lock: held.
#include <span>

#include "vm/native.hpp"
#include "vm/objects/str.hpp"

namespace minivm {

extern std::span<NativeSpec const> const str_case_methods;    // str_case.cpp
extern std::span<NativeSpec const> const str_split_methods;   // str_split.cpp
extern std::span<NativeSpec const> const str_search_methods;  // str_methods.cpp
extern std::span<NativeSpec const> const str_edit_methods;    // str_edit.cpp

/// A method's `self`, which the call has checked.
inline Str* self_of(Value const* arguments) { return cast<Str>(arguments[0]); }
/// An optional count or width: `otherwise` if it is missing. May run script code (__index__).
Result<std::int64_t> size_argument(Thread& thread, Value value, std::int64_t otherwise);

/// How messages about an argument's type name it: unlike elsewhere, None is "None".
char const* argument_type_name(Thread const& thread, Value argument);

}  // namespace minivm
