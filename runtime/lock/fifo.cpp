#include "runtime/lock/fifo.hpp"

namespace minivm::lock {

template class Fifo<OsPlatform>;

}  // namespace minivm::lock
