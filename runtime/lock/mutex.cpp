#include "runtime/lock/mutex.hpp"

namespace minivm::lock {

Wake Mutex::acquire(Attachment& thread, Nanoseconds deadline) {
    Policy& policy = thread.gil().policy();
    // Where threads run at once its holder most often lets it go before this one could have gone to sleep.
    int const rounds = policy.concurrent() ? 20 : 0;
    auto const taken = [&] {
        for (int round = 0;; ++round) {
            if (!held() && take()) return true;
            if (round >= rounds) return take();
            policy.relax();
        }
    };
    if (take() || (rounds != 0 && taken())) return Wake::woken;
    return waiters_.wait(thread, Cause::lock_wait, deadline, taken);
}

bool Mutex::release() {
    if (!held_.exchange(false, std::memory_order_seq_cst))
        return false;  // seq_cst; pairs with the exchange in take
    waiters_.wake_next();
    return true;
}

}  // namespace minivm::lock
