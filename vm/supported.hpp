#pragma once
// What CPython 3.11 has and Mini has not: the builtin names and the library modules that are rejected by
// name. Constant data; any thread may ask.
#include <string_view>

namespace minivm {

/// A builtin function, type or exception of CPython that Mini does not define.
bool unsupported_builtin(std::string_view name);
/// A top-level module of CPython's library.
bool standard_module(std::string_view name);
/// One that Mini does not have.
bool unsupported_module(std::string_view name);
/// Whether CPython's module has the attribute, `module` being one of those that Mini has in part.
bool standard_attribute(std::string_view module, std::string_view name);

}  // namespace minivm
