#pragma once
// The functions of the module builtins, file by file. Lock: held.
#include <span>

#include "vm/native.hpp"

namespace minivm {

extern std::span<NativeSpec const> const number_builtins;       // builtins_numbers.cpp
extern std::span<NativeSpec const> const iterable_builtins;     // builtins_iterables.cpp
extern std::span<NativeSpec const> const attribute_builtins;    // builtins_attributes.cpp
extern std::span<NativeSpec const> const stream_builtins;       // builtins_streams.cpp
extern std::span<NativeSpec const> const unsupported_builtins;  // builtins.cpp

}  // namespace minivm
