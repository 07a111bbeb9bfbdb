#include "runtime/lock/off.hpp"

namespace minivm::lock {

template class Off<OsPlatform>;

}  // namespace minivm::lock
