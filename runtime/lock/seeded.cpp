#include "runtime/lock/seeded.hpp"

namespace minivm::lock {

template class Seeded<OsPlatform>;

}  // namespace minivm::lock
