#include "runtime/lock/mutex.hpp"

namespace minivm::lock {

Wake Mutex::acquire(Attachment& thread, Nanoseconds deadline) {
    if (take()) return Wake::woken;
    auto const taken = [this] { return take(); };
    return waiters_.wait(thread, Cause::lock_wait, deadline, taken);
}

bool Mutex::release() {
    if (!held_.exchange(false, std::memory_order_seq_cst))
        return false;  // seq_cst; pairs with the exchange in take
    waiters_.wake_one();
    return true;
}

}  // namespace minivm::lock
