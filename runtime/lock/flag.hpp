#pragma once

// Something that happens: a thread has started, or has ended. It stays set until cleared, and all who wait
// for it go on when it is set. For threads which hold the interpreter lock, but is_set.

#include "runtime/lock/wait_queue.hpp"

namespace minivm::lock {

class Flag {
public:
    bool is_set() const {
        return set_.load(std::memory_order_seq_cst);  // seq_cst; pairs with the store in set
    }
    // Lock: held.
    void set() {
        set_.store(true, std::memory_order_seq_cst);  // seq_cst; pairs with the load in is_set
        waiters_.wake_all();
    }
    void clear() { set_.store(false, std::memory_order_seq_cst); }  // Lock: held

    // `woken` means that it was set. Lock: held, released while it waits.
    Wake wait(Attachment& thread, Cause cause, Nanoseconds deadline = never) {
        if (is_set()) return Wake::woken;
        auto const set = [this] { return is_set(); };
        return waiters_.wait(thread, cause, deadline, set);
    }

private:
    std::atomic<bool> set_{false};
    WaitQueue waiters_;
};

}  // namespace minivm::lock
