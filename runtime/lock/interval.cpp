#include "runtime/lock/interval.hpp"

namespace minivm::lock {

template class Interval<OsPlatform>;

}  // namespace minivm::lock
