#include "runtime/lock/priority.hpp"

namespace minivm::lock {

template class Priority<OsPlatform>;

}  // namespace minivm::lock
