#include "runtime/trace/exports.hpp"

#include <ostream>

namespace minivm::trace {
void write_html(Trace const&, std::ostream&) {}
}
