#pragma once

// The page that write_html fills: runtime/trace/page.html, made part of the program when it is built.

#include <span>
#include <string_view>

namespace minivm::trace {

// One after the other they are the page: compilers limit the length of one literal.
extern std::span<std::string_view const> const page_parts;

}  // namespace minivm::trace
