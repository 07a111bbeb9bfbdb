#include "runtime/lock/masterlock.hpp"

namespace minivm::lock {

template class Masterlock<OsPlatform>;

}  // namespace minivm::lock
