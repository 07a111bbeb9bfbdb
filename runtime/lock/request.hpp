#pragma once

// A policy's request that the holder of the lock let it go: made once, it stands until it is answered, and
// while it stands the thread is on its way to a safepoint. Whoever keeps one guards it by a mutex which the
// holder has to pass before it can be forgotten.

#include "runtime/lock/gil.hpp"

namespace minivm::lock {

class Request {
public:
    bool stands() const { return stands_; }

    // Nothing if it stands already. The waiter is null where the policy itself asks.
    void make(Attachment& holder, Attachment* waiter) {
        if (stands_) return;
        stands_ = true;
        holder.request();
        holder.gil().requested(holder, waiter);
    }

    // Whether it stood; it no longer does.
    bool answer(Attachment& holder) {
        if (!stands_) return false;
        stands_ = false;
        holder.withdraw();
        return true;
    }

private:
    bool stands_ = false;
};

}  // namespace minivm::lock
