#include "runtime/lock/mutex.hpp"

namespace minivm::lock {

Wake Mutex::acquire(Attachment& thread, Nanoseconds deadline) {
    Policy& policy = thread.gil().policy();
    // Where threads run at once its holder most often lets it go before this one could have gone to sleep.
    // But each look takes the word's cache line from the holder, so the looks become rarer.
    int const most = policy.concurrent() ? 64 : 0;
    auto const taken = [&] {
        for (int pauses = 1; pauses <= most; pauses *= 2) {
            if (!held() && take()) return true;
            for (int pause = 0; pause < pauses; ++pause) policy.relax();
        }
        return take();
    };
    if (take() || (most != 0 && taken())) return Wake::woken;
    return waiters_.wait(thread, Cause::lock_wait, deadline, taken);
}

bool Mutex::release() {
    if (!held_.exchange(false, std::memory_order_seq_cst))
        return false;  // seq_cst; pairs with the exchange in take
    waiters_.wake_next();
    return true;
}

}  // namespace minivm::lock
