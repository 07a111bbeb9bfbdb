#include "runtime/lock/stats.hpp"

namespace minivm::lock {

void ThreadRecord::add(ThreadRecord const& other) {
    acquisitions += other.acquisitions;
    for (std::size_t cause = 0; cause < cause_count; ++cause) releases[cause] += other.releases[cause];
    wasted_wakes += other.wasted_wakes;
    wall += other.wall;
    waiting += other.waiting;
    running += other.running;
    blocked += other.blocked;
    if (!other.usage) return;
    if (!usage) usage.emplace();
    usage->processor_time += other.usage->processor_time;
    usage->voluntary_switches += other.usage->voluntary_switches;
    usage->involuntary_switches += other.usage->involuntary_switches;
}

}  // namespace minivm::lock
