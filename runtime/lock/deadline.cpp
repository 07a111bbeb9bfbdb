#include "runtime/lock/deadline.hpp"

namespace minivm::lock {

template class Deadline<OsPlatform>;

}  // namespace minivm::lock
