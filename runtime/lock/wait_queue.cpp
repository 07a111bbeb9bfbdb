#include "runtime/lock/wait_queue.hpp"

namespace minivm::lock {

Wake WaitQueue::wait(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) {
    Waiter waiter{.thread = &thread};
    join(waiter);

    auto const ask = [&] {
        // Before asking, so that a waker which comes too late for this question sees that it has to wake
        // again.
        waiter.woken.store(false, std::memory_order_seq_cst);  // seq_cst; pairs with the exchange in wake_one
        return ready();
    };
    Wake const wake = thread.gil().block(thread, cause, deadline, ask);

    while (!try_leave(waiter)) thread.gil().policy().give_way();
    // It leaves with a wake-up that it did not use, as it came for nothing or after it had got what it waited
    // for: that is another's.
    if (waiter.woken.load(std::memory_order_relaxed)) wake_one();  // what guards the links orders it
    return wake;
}

void WaitQueue::join(Waiter& waiter) {
    TableGuard const guard{mutex_};
    waiter.previous = last_;
    if (last_ == nullptr)
        first_.store(&waiter, std::memory_order_seq_cst);  // seq_cst; pairs with the load in empty
    else
        last_->next = &waiter;
    last_ = &waiter;
}

// Not while it is pinned.
bool WaitQueue::try_leave(Waiter& waiter) {
    TableGuard const guard{mutex_};
    if (waiter.pins != 0) return false;
    if (waiter.previous == nullptr)
        first_.store(waiter.next, std::memory_order_relaxed);  // nobody is lost who does not see it
    else
        waiter.previous->next = waiter.next;
    (waiter.next == nullptr ? last_ : waiter.next->previous) = waiter.previous;
    return true;
}

bool WaitQueue::wake_one() { return !empty() && wake(false); }

void WaitQueue::wake_next() {
    if (!empty()) (void)wake(true);
}

bool WaitQueue::wake(bool first_only) {
    Waiter* woken = nullptr;
    {
        TableGuard const guard{mutex_};
        woken = first();
        // seq_cst; pairs with the store in wait: either that thread still sees what we changed, or we see it
        // has asked
        while (woken != nullptr && woken->woken.exchange(true, std::memory_order_seq_cst))
            woken = first_only && woken->thread->gil().concurrent() ? nullptr : woken->next;
        if (woken == nullptr) return false;
        ++woken->pins;
    }
    woken->thread->gil().unpark(*woken->thread);
    TableGuard const guard{mutex_};
    --woken->pins;
    return true;
}

void WaitQueue::wake_all() {
    if (empty()) return;
    mutex_.lock();
    for (Waiter* waiter = first(); waiter != nullptr;) {
        waiter->woken.store(true, std::memory_order_relaxed);  // each is woken whether or not it asked
        ++waiter->pins;
        mutex_.unlock();
        waiter->thread->gil().unpark(*waiter->thread);
        mutex_.lock();
        Waiter* const next = waiter->next;
        --waiter->pins;
        waiter = next;
    }
    mutex_.unlock();
}

}  // namespace minivm::lock
