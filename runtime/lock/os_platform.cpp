#include "runtime/lock/os_platform.hpp"

#include <linux/futex.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "runtime/lock/signals_blocked.hpp"

namespace minivm::lock {
namespace {

constexpr Nanoseconds second = 1'000'000'000;

Nanoseconds read_clock(clockid_t clock) {
    timespec moment{};
    clock_gettime(clock, &moment);
    return Nanoseconds{moment.tv_sec} * second + moment.tv_nsec;
}

// A native call's errno must survive the lock's taking.
class ErrnoKept {
public:
    ErrnoKept() : saved_{errno} {}
    ErrnoKept(ErrnoKept const&) = delete;
    ErrnoKept& operator=(ErrnoKept const&) = delete;
    ~ErrnoKept() { errno = saved_; }

private:
    int const saved_;
};

}  // namespace

Nanoseconds OsPlatform::now() const { return read_clock(CLOCK_MONOTONIC); }

unsigned OsPlatform::processor() const {
    int const processor = sched_getcpu();
    return processor < 0 ? 0 : static_cast<unsigned>(processor);
}

unsigned OsPlatform::processors() const {
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
    return static_cast<unsigned>(CPU_COUNT(&allowed));
}

void OsPlatform::relax() const {
    for (int round = 0; round < 8; ++round) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        __asm__ volatile("yield");
#endif
    }
}

void OsPlatform::give_way() const { sched_yield(); }

Usage OsPlatform::usage() const {
    rusage used{};
    getrusage(RUSAGE_THREAD, &used);
    return Usage{.processor_time = read_clock(CLOCK_THREAD_CPUTIME_ID),
                 .voluntary_switches = static_cast<std::uint64_t>(used.ru_nvcsw),
                 .involuntary_switches = static_cast<std::uint64_t>(used.ru_nivcsw)};
}

void OsPlatform::halt() const {
    for (;;) pause();
}

Waited OsPlatform::futex_wait(Futex& futex, std::uint32_t expected, Nanoseconds deadline) {
    ErrnoKept const kept;
    timespec moment{};
    timespec const* limit = nullptr;
    if (deadline != never) {
        // The kernel would let the thread sleep for its timer slack, 50 us, before it noticed that this has
        // passed.
        if (deadline <= OsPlatform{}.now()) {
            // acquire; pairs with whatever changed it
            return futex.load(std::memory_order_acquire) == expected ? Waited::timed_out : Waited::signalled;
        }
        moment.tv_sec = static_cast<time_t>(deadline / second);
        moment.tv_nsec = static_cast<long>(deadline % second);
        limit = &moment;
    }
    // The bit-set form takes an absolute moment on CLOCK_MONOTONIC; an interrupting signal counts as a
    // wake-up.
    long const result = syscall(SYS_futex, &futex, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG, expected, limit,
                                nullptr, FUTEX_BITSET_MATCH_ANY);
    return result == -1 && errno == ETIMEDOUT ? Waited::timed_out : Waited::signalled;
}

void OsPlatform::futex_wake(Futex& futex, int count) {
    ErrnoKept const kept;
    syscall(SYS_futex, &futex, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, count, nullptr, nullptr, 0);
}

void OsPlatform::Mutex::lock_slowly() {
    while (state_.exchange(2, std::memory_order_acquire) != 0) {  // acquire; pairs with release in unlock
        futex_wait(state_, 2, never);
    }
}

void OsPlatform::Mutex::wake_one() { futex_wake(state_, 1); }

Waited OsPlatform::Condition::wait_until(Mutex& mutex, Nanoseconds deadline) {
    std::uint32_t const sequence = sequence_.load(std::memory_order_relaxed);  // changes only under the mutex
    ++waiters_;
    mutex.unlock();
    Waited const waited = futex_wait(sequence_, sequence, deadline);
    mutex.lock();
    --waiters_;
    return waited;
}

void OsPlatform::Condition::wake(int count) {
    sequence_.fetch_add(1, std::memory_order_relaxed);  // what was written before is published by the mutex
    futex_wake(sequence_, count);
}

OsPlatform::Helper::Helper(OsPlatform, std::function<void()> work) {
    AllSignalsBlocked const blocked;
    thread_ = std::jthread{std::move(work)};
}

unsigned OsPlatform::Semaphore::wait_slowly() {
    unsigned in_vain = 0;
    waiters_.fetch_add(1, std::memory_order_seq_cst);  // seq_cst; pairs with the load in post
    while (!take()) {
        futex_wait(permits_, 0, never);
        if (permits_.load(std::memory_order_relaxed) == 0) ++in_vain;
    }
    waiters_.fetch_sub(1, std::memory_order_relaxed);
    return in_vain;
}

void OsPlatform::Semaphore::wake_one() { futex_wake(permits_, 1); }

}  // namespace minivm::lock
