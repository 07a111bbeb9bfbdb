#include "runtime/lock/mutex.hpp"

namespace minivm::lock {

Wake Mutex::acquire(Attachment& thread, Nanoseconds deadline) {
    if (take()) return Wake::woken;
    // Where threads run at once its holder most often lets it go before this one could have gone to sleep.
    Policy& policy = thread.gil().policy();
    if (policy.concurrent()) {
        constexpr int most_rounds = 20;
        for (int round = 0; round < most_rounds && waiters_.empty(); ++round) {
            policy.relax();
            if (!held() && take()) return Wake::woken;
        }
    }
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
