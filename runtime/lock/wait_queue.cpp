#include "runtime/lock/wait_queue.hpp"

namespace minivm::lock {

Wake WaitQueue::wait(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) {
    Waiter waiter{.thread = &thread, .previous = last_};
    (last_ == nullptr ? first_ : last_->next) = &waiter;
    last_ = &waiter;

    auto const ask = [&] {
        // Before asking, so that a waker which comes too late for this question sees that it has to wake
        // again.
        waiter.woken.store(false, std::memory_order_seq_cst);  // seq_cst; pairs with the exchange in wake_one
        return ready();
    };
    Wake const wake = thread.gil().block(thread, cause, deadline, ask);

    (waiter.previous == nullptr ? first_ : waiter.previous->next) = waiter.next;
    (waiter.next == nullptr ? last_ : waiter.next->previous) = waiter.previous;
    // It leaves with a wake-up that it did not use, as it came for nothing or after it had got what it waited
    // for: that is another's.
    if (waiter.woken.load(std::memory_order_relaxed)) wake_one();  // the lock orders it
    return wake;
}

bool WaitQueue::wake_one() {
    for (Waiter* waiter = first_; waiter != nullptr; waiter = waiter->next) {
        // seq_cst; pairs with the store in wait: either that thread still sees what we changed, or we see it
        // has asked
        if (waiter->woken.exchange(true, std::memory_order_seq_cst)) continue;
        waiter->thread->gil().unpark(*waiter->thread);
        return true;
    }
    return false;
}

void WaitQueue::wake_all() {
    for (Waiter* waiter = first_; waiter != nullptr; waiter = waiter->next) {
        waiter->woken.store(true, std::memory_order_relaxed);  // each is woken whether or not it asked
        waiter->thread->gil().unpark(*waiter->thread);
    }
}

}  // namespace minivm::lock
