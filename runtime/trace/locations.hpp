#pragma once

// What the locations of script threads mean: which file, line, function and call.

#include <string_view>

#include "runtime/trace/recorder.hpp"

namespace minivm {
class Machine;
struct SourceText;
}  // namespace minivm

namespace minivm::trace {

// The machine must outlive the answer. Lock: held, while it is asked.
Recorder::Meaning meaning_in(Machine const& machine);

// A line without its indentation; empty if the text has none of that number.
std::string_view line_of(SourceText const& source, std::uint32_t number);

}  // namespace minivm::trace
