#include "runtime/trace/reports.hpp"

namespace minivm::trace {
std::string format_timeline(Trace const&, TimelineSettings const&) { return ""; }
}
