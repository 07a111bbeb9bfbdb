#pragma once

// The threads that wait for one thing, first come first woken. Waking is a hint: a woken thread asks its
// condition again, without the lock, and may find that another was quicker; then it waits on, in its old
// place.
//
// The links are guarded by the interpreter lock or, in the build without one, by a mutex of the queue's own.
// No thread is unparked with that mutex held, for unparking is a system call: whoever wakes pins the waiter
// meanwhile, and one that is pinned does not leave.

#include <atomic>

#include "runtime/lock/gil.hpp"
#include "vm/sync.hpp"

namespace minivm::lock {

class WaitQueue {
public:
    WaitQueue() = default;
    WaitQueue(WaitQueue const&) = delete;
    WaitQueue& operator=(WaitQueue const&) = delete;

    // Waits as Gil::block does. Whoever makes `ready` true must then wake somebody: the change and what
    // `ready` does are to be sequentially consistent. Lock: held, released in between.
    Wake wait(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready);

    // Wakes the first thread that has not been woken since it last asked; whether there was one. Lock: held.
    // Without waiters it costs a load.
    bool wake_one();
    void wake_all();  // Lock: held
    // For what one thread at a time can have: as wake_one, but where threads run at once nobody is woken
    // while the first is on its way still. It will see the change, and each further wake-up would cost a
    // system call. Lock: held.
    void wake_next();
    bool empty() const {
        // seq_cst; pairs with the store in join: either the waker sees the waiter, or the waiter what changed
        return first_.load(std::memory_order_seq_cst) == nullptr;
    }

private:
    struct Waiter {
        Attachment* thread;
        std::atomic<bool> woken{false};
        unsigned pins = 0;           // mutex_; how many are about to unpark it
        Waiter* previous = nullptr;  // mutex_
        Waiter* next = nullptr;      // mutex_
    };

    bool wake(bool first_only);
    void join(Waiter& waiter);
    bool try_leave(Waiter& waiter);
    Waiter* first() const { return first_.load(std::memory_order_relaxed); }  // with the mutex

    TableMutex mutex_{Table::waiters};
    std::atomic<Waiter*> first_{nullptr};  // written under mutex_
    Waiter* last_ = nullptr;               // mutex_
};

}  // namespace minivm::lock
