#include "runtime/lock/tick.hpp"

namespace minivm::lock {

template class Tick<OsPlatform>;

}  // namespace minivm::lock
