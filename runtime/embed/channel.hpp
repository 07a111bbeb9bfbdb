#pragma once
// A queue of messages between VMs, and how a thread of one waits for a thread of another, with which it has
// no lock in common.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

#include "runtime/embed/message.hpp"
#include "runtime/lock/gil.hpp"

namespace minivm::MINIVM_ABI::detail {

/// What one thread waits for and any other tells it, once.
class Bell {
public:
    /// Any thread, with any lock or none.
    void ring();
    /// Until it rings, the deadline (of the thread's Gil), or a signal or a stop. Lock: held, given up
    /// meanwhile.
    lock::Wake wait(Thread& thread, lock::Nanoseconds deadline);
    /// Until it rings or the time is over, whatever the thread is told. False: the time is over.
    bool wait_on(Thread& thread, std::chrono::milliseconds time);

private:
    std::mutex mutex_;  // held for moments only
    std::condition_variable rings_;
    lock::Attachment* waiting_ = nullptr;  // mutex_. It stays attached while it is this
    std::atomic<bool> rung_{false};        // seq_cst: a waiter that was told asks it
};

/// First in, first out. Any number of VMs and threads.
class Channel {
public:
    /// `limit` of messages: 0 is none. `bytes` counts those of all messages that wait in any channel of the
    /// family.
    Channel(std::int64_t number, std::size_t limit, std::shared_ptr<std::atomic<std::size_t>> bytes)
        : id(number), most(limit), bytes_(std::move(bytes)) {}
    ~Channel();
    Channel(Channel const&) = delete;
    Channel& operator=(Channel const&) = delete;

    /// False: it was full until the deadline. OSError; what a signal handler raises. Lock: held, given up
    /// while it waits.
    minivm::Result<bool> put(Thread& thread, Message message, lock::Nanoseconds deadline);
    /// False: it was empty.
    minivm::Result<bool> take(Thread& thread, Message& message, lock::Nanoseconds deadline);
    std::size_t size() const;

    std::int64_t const id;
    std::size_t const most;

private:
    struct Waiter {
        Bell bell;
        bool is_told = false;  // mutex_
    };
    using Waiters = std::deque<Waiter*>;
    template <typename Attempt>
    minivm::Result<bool> attempt(Thread& thread, Waiters& waiters, lock::Nanoseconds deadline, Attempt once);
    static void tell_one(Waiters& waiters);

    std::shared_ptr<std::atomic<std::size_t>> const bytes_;
    std::mutex mutable mutex_;  // never held while waiting for anything
    std::deque<Message> messages_;
    Waiters putters_, takers_;
};

}  // namespace minivm::MINIVM_ABI::detail
