#pragma once

// The lock of CPython 2.7 where there are no POSIX semaphores, as on macOS: a flag, a mutex around it and a
// condition. Letting go clears the flag and signals; it hands nothing over, so whoever sets the flag first
// has the lock, most often the thread that let it go. It stands in for a platform's semaphore of one permit.

#include "runtime/lock/platform.hpp"

namespace minivm::lock {

template <Platform P>
class FlagLock {
public:
    FlagLock(P platform, unsigned permits) : mutex_{platform}, released_{platform}, locked_{permits == 0} {}

    // Returns how often it woke and found the lock taken.
    unsigned wait() {
        unsigned in_vain = 0;
        mutex_.lock();
        for (bool first = true; locked_; first = false) {
            if (!first) ++in_vain;
            released_.wait(mutex_);
        }
        locked_ = true;
        mutex_.unlock();
        return in_vain;
    }

    void post() {
        mutex_.lock();
        locked_ = false;
        released_.signal();
        mutex_.unlock();
    }

private:
    typename P::Mutex mutex_;
    typename P::Condition released_;  // mutex_
    bool locked_;                     // mutex_
};

}  // namespace minivm::lock
