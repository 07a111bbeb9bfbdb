// The primitives of the real machine, and what only it has: signals and errno.

#include "runtime/lock/os_platform.hpp"

#include <doctest/doctest.h>
#include <pthread.h>

#include <cerrno>
#include <csignal>
#include <thread>
#include <vector>

#include "tests/unit/runtime/still_policy.hpp"

namespace minivm::lock {
namespace {

// For the handler below, which gets no argument of ours.
std::atomic<Attachment*> interrupted_by_signal{nullptr};

void on_signal(int) {
    Attachment* const thread =
        interrupted_by_signal.load(std::memory_order_acquire);  // acquire; pairs with the store
    thread->gil().interrupt(*thread);
}

}  // namespace

TEST_CASE("a mutex keeps its threads apart, and a condition wakes them") {
    OsPlatform const platform;
    OsPlatform::Mutex mutex{platform};
    OsPlatform::Condition changed{platform};
    int turn = 0;
    std::vector<std::jthread> threads;
    for (int self = 0; self < 3; ++self) {
        threads.emplace_back([&, self] {
            for (int round = 0; round < 200; ++round) {
                mutex.lock();
                while (turn % 3 != self) changed.wait(mutex);
                ++turn;
                changed.broadcast();
                mutex.unlock();
            }
        });
    }
    threads.clear();
    CHECK(turn == 600);
}

TEST_CASE("a wait whose moment has passed times out") {
    OsPlatform const platform;
    OsPlatform::Mutex mutex{platform};
    OsPlatform::Condition changed{platform};
    OsPlatform::Word word{platform};
    mutex.lock();
    CHECK(changed.wait_until(mutex, platform.now()) == Waited::timed_out);
    CHECK(changed.wait_until(mutex, -1) == Waited::timed_out);
    mutex.unlock();
    CHECK(word.wait(0, platform.now()) == Waited::timed_out);
    CHECK(word.wait(1, never) == Waited::signalled);
}

TEST_CASE("a semaphore gives out as many permits as it has") {
    OsPlatform const platform;
    OsPlatform::Semaphore permits{platform, 2};
    CHECK(permits.wait() == 0);
    CHECK(permits.wait() == 0);
    std::jthread const poster{[&] { permits.post(); }};
    permits.wait();
}

TEST_CASE("a signal ends the blocked wait of the thread it is meant for, whichever thread it comes to") {
    struct sigaction action {};
    struct sigaction before {};
    action.sa_handler = on_signal;
    sigaction(SIGUSR1, &action, &before);
    for (PolicyDescription const& policy : policies()) {
        CAPTURE(policy.name);
        Gil gil{make_policy(policy.name)};
        StillThread main{"main"};
        gil.attach(main);
        gil.acquire(main);
        interrupted_by_signal.store(&main,
                                    std::memory_order_release);  // release; pairs with the load in on_signal
        {
            std::jthread const other{[&] { pthread_kill(pthread_self(), SIGUSR1); }};
            CHECK(gil.sleep(main, never) == Wake::interrupted);
        }
        std::jthread const other{[self = pthread_self()] { pthread_kill(self, SIGUSR1); }};
        CHECK(gil.sleep(main, never) == Wake::interrupted);
        gil.detach(main);
    }
    sigaction(SIGUSR1, &before, nullptr);
}

TEST_CASE("errno survives waiting and waking") {
    OsPlatform const platform;
    OsPlatform::Word word{platform};
    errno = EBADF;
    word.wait(0, 0);
    CHECK(errno == EBADF);
    word.wait(1, never);
    CHECK(errno == EBADF);
}

}  // namespace minivm::lock
