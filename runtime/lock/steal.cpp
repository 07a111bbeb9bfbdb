#include "runtime/lock/steal.hpp"

namespace minivm::lock {

template class Steal<OsPlatform>;

}  // namespace minivm::lock
