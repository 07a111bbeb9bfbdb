#pragma once

#include <pthread.h>

#include <csignal>

namespace minivm::lock {

// While it lives, all signals are blocked in the calling thread, and so they are in a thread that it starts,
// for good: the process's signals are for the threads that were there, whose system calls they interrupt.
class AllSignalsBlocked {
public:
    AllSignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    AllSignalsBlocked(AllSignalsBlocked const&) = delete;
    AllSignalsBlocked& operator=(AllSignalsBlocked const&) = delete;
    ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_;
};

}  // namespace minivm::lock
