#include "runtime/lock/stats.hpp"

namespace minivm::lock {

void ThreadRecord::add(ThreadRecord const& other) {
    acquisitions += other.acquisitions;
    for (std::size_t cause = 0; cause < cause_count; ++cause) releases[cause] += other.releases[cause];
    wasted_wakes += other.wasted_wakes;
}

}  // namespace minivm::lock
