#include "runtime/lock/adaptive.hpp"

namespace minivm::lock {

template class Adaptive<OsPlatform>;

}  // namespace minivm::lock
