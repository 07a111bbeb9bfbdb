#pragma once

// A lock of the script's (threading.Lock): not recursive, and any thread may release it. As in CPython, a
// release lets whoever comes first have it: the releaser may take it again while the thread that was woken is
// still on its way. While nobody waits, taking and releasing are one exchange each. acquire and release are
// for threads that hold the interpreter lock; a waiter takes the mutex without it.

#include "runtime/lock/wait_queue.hpp"

namespace minivm::lock {

class Mutex {
public:
    // Lock: held.
    bool try_acquire() { return take(); }
    // `woken` means acquired. After `interrupted` the caller runs its signal handlers and asks again for the
    // rest of the time. Lock: held, released while it waits.
    Wake acquire(Attachment& thread, Nanoseconds deadline = never);
    // False if it was not held. Lock: held.
    bool release();
    // Releases it if it is held, for whoever waits until something else is there: what was done before is
    // seen by a thread that takes it after this. Lock: held.
    void open() {
        if (free_threaded || held()) (void)release();
    }

    bool held() const {
        return held_.load(std::memory_order_relaxed);
    }  // relaxed; true or not by the time it is used

private:
    bool take() {
        // seq_cst; pairs with the exchange in release, and so that WaitQueue loses no wake-up
        return !held_.exchange(true, std::memory_order_seq_cst);
    }

    std::atomic<bool> held_{false};
    WaitQueue waiters_;
};

}  // namespace minivm::lock
