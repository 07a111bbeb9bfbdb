#pragma once

// The threads that wait for one thing, first come first woken. Waking is a hint: a woken thread asks its
// condition again, without the lock, and may find that another was quicker; then it waits on, in its old
// place. The queue itself is touched only by threads which hold the lock.

#include <atomic>

#include "runtime/lock/gil.hpp"

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
    bool wake_one();
    void wake_all();                                  // Lock: held
    bool empty() const { return first_ == nullptr; }  // Lock: held

private:
    struct Waiter {
        Attachment* thread;
        std::atomic<bool> woken{false};
        Waiter* previous = nullptr;  // lock
        Waiter* next = nullptr;      // lock
    };

    Waiter* first_ = nullptr;  // lock
    Waiter* last_ = nullptr;   // lock
};

}  // namespace minivm::lock
