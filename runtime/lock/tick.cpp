#include "runtime/lock/tick.hpp"

namespace minivm::lock {

template class Tick<OsPlatform>;
template class Tick<OsPlatform, FlagLock<OsPlatform>>;

}  // namespace minivm::lock
