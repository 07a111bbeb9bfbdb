#include "runtime/trace/exports.hpp"

#include <ostream>

namespace minivm::trace {
void write_chrome(Trace const&, std::ostream&) {}
}
