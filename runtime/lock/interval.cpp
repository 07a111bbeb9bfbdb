#include "runtime/lock/interval.hpp"

namespace minivm::lock {

template class Interval<OsPlatform>;
template class Interval<OsPlatform, Switching::unforced>;

}  // namespace minivm::lock
