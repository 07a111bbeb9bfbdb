#include "runtime/trace/exports.hpp"

#include <ostream>

namespace minivm::trace {
void write_svg(Trace const&, std::ostream&) {}
}
