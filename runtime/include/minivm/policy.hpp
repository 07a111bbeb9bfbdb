#pragma once

// A lock of your own: a class with the few functions below, and a Vm that is made with it.
//
//     class Textbook : public minivm::Policy { ... };
//     minivm::Vm vm({.lock = minivm::own_policy<Textbook>("textbook", 5ms)});
//
// The machine keeps the states, the counts and the times, as for its own policies; a policy decides who runs:
// what threads sleep on, who is woken, when the holder is asked to let go. It synchronises itself, by
// mutexes, conditions and clocks of the standard library's or of any other sort (the machine's own clock is
// std::chrono::steady_clock). samples/embed/own_policy.cpp has the textbook's lock in thirty lines.
//
// What must hold. At most one thread has the lock: between the return of an acquire (or a try_acquire that is
// true) and the next release or yield of the same thread. What one thread has written before its release the
// next must see after its acquire, as a mutex between them makes it. A violation of the first ends the
// program with a word why, in every build; nothing of what the policy does can be undone by then. All
// functions are called on the thread that they are about, but for attach and detach; several at once. None
// may throw, which ends the program, or call a Vm, which gets an Error.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "minivm/settings.hpp"

MINIVM_BEGIN

namespace detail {
class HostPolicy;
}

/// A thread as a policy sees it, from attach to the return of detach.
class PolicyThread {
public:
    PolicyThread(PolicyThread const&) = delete;
    PolicyThread& operator=(PolicyThread const&) = delete;

    std::uint32_t number() const noexcept;  // each thread of a Vm's has another
    std::string const& name() const noexcept;

    /// Asks the thread, which has the lock, to let it go: at its next safepoint Policy::should_yield is
    /// called, once. On any thread, with locks of the policy's held or not; `waiter` is who wants the lock,
    /// for reports. Asking anew before it was answered is nothing. The policy sees to it that the thread is
    /// not detached meanwhile, as by a mutex that detach takes.
    void request(PolicyThread const* waiter = nullptr) noexcept;
    /// For the counters: the calling thread's, which was woken and found the lock taken.
    void count_wasted_wake() noexcept;

    /// What the policy keeps about the thread, guarded as the policy likes. It ends after detach.
    std::shared_ptr<void> own;

private:
    friend class detail::HostPolicy;
    PolicyThread() = default;
    void* thread_ = nullptr;  // as the lock knows it
};

class Policy {
public:
    Policy() = default;
    Policy(Policy const&) = delete;
    Policy& operator=(Policy const&) = delete;
    virtual ~Policy() = default;

    /// Why a thread lets the lock go.
    enum class Why : std::uint8_t {
        asked,   // another wants it: the thread will want it again at once
        blocks,  // it is about to wait for something, and will be back
        leaves,  // its call is over, or it has ended
    };

    /// A thread comes to be known, and is forgotten: it does not have the lock then and does not want it,
    /// and must not be requested once detach has returned. On any thread, with the lock or without.
    virtual void attach(PolicyThread&) {}
    virtual void detach(PolicyThread&) {}

    /// Returns when the thread has the lock.
    virtual void acquire(PolicyThread& thread) = 0;
    /// Gives it up.
    virtual void release(PolicyThread& thread, Why why) = 0;
    /// Takes it if it can be had at once; may always refuse.
    virtual bool try_acquire(PolicyThread&) { return false; }

    /// At a safepoint of the thread that has the lock and was requested: whether it is to yield.
    virtual bool should_yield(PolicyThread&) { return true; }
    /// Gives it up and gets it again, when others had it or at once.
    virtual void yield(PolicyThread& thread) {
        release(thread, Why::asked);
        acquire(thread);
    }

protected:
    /// As it was given with the policy; scripts that may (Grant::lock) change it. Not in the constructor.
    std::chrono::nanoseconds switch_interval() const;

private:
    friend class detail::HostPolicy;
    detail::HostPolicy const* host_ = nullptr;
};

/// For Config::lock and Lock::use: a policy that `make` makes, one for each Vm. The name is for reports, and
/// is none of the machine's own. A Vm has one policy of a name: to use it again is to come back to that one.
LockPolicy own_policy(std::string name, std::function<std::unique_ptr<Policy>()> make,
                      std::chrono::nanoseconds switch_interval = std::chrono::milliseconds(5));
template <typename P>
LockPolicy own_policy(std::string name,
                      std::chrono::nanoseconds switch_interval = std::chrono::milliseconds(5)) {
    return own_policy(
        std::move(name), [] { return std::make_unique<P>(); }, switch_interval);
}

MINIVM_END
