#pragma once

// A trace in the formats of others (and .trace, see trace.hpp).

#include <iosfwd>

#include "runtime/trace/analysis.hpp"

namespace minivm::trace {

// Chrome's trace event format, which Perfetto reads: a track a thread and one for the lock, arrows from
// holder to waiter; where there is no lock, a track for the stops of the world.
void write_chrome(Analysis const& analysis, std::ostream& out);
// One page that needs nothing else.
void write_html(Analysis const& analysis, std::ostream& out);
// A still picture.
void write_svg(Analysis const& analysis, std::ostream& out);
// A line an event, then a line for what each thread found locked.
void write_csv(Trace const& trace, std::ostream& out);

}  // namespace minivm::trace
