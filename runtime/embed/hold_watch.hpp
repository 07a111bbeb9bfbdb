#pragma once
// Tells of threads that have the lock for too long. The thread that does so has a clock and no lock, and the
// holder need do nothing: it says when its hold begins and ends (both pass a mutex, so that the thread is
// there for as long as it is looked at), and where it is its own words tell. What those mean is known of the
// code that there was when the lock last changed hands or something was compiled.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "minivm/lock.hpp"
#include "runtime/machine.hpp"

namespace minivm::MINIVM_ABI::detail {

class HoldWatch {
public:
    HoldWatch() = default;
    ~HoldWatch() { end(); }
    HoldWatch(HoldWatch const&) = delete;
    HoldWatch& operator=(HoldWatch const&) = delete;

    bool on() const { return on_.load(std::memory_order_relaxed); }  // relaxed; whoever sees it takes mutex_

    /// Until end(). `holder` is the calling thread. Lock: held. std::system_error.
    void begin(ScriptThread& holder, std::chrono::nanoseconds longer,
               std::function<void(LongHold const&)> tell, Lock::When when);
    /// Waits for a call of `tell`. Nothing if it is not on. Lock: either.
    void end();
    /// Whether the calling thread is the one that tells.
    bool is_telling() const;

    /// Of the thread that has the lock now, and of one that is about to let it go. Lock: held.
    void begins(lock::Attachment& thread);
    void ends(lock::Attachment& thread);
    /// Something was compiled. Lock: held.
    void learn(Interpreter const& interpreter);

    /// A function of the host's, for as long as it runs. Lock: held.
    class InNative {
    public:
        InNative(HoldWatch& watch, lock::Attachment const& thread, std::string const& name)
            : watch_(watch.on() ? &watch : nullptr), thread_(thread) {
            if (watch_ != nullptr) [[unlikely]]
                outer_ = watch_->enter(thread, name);
        }
        ~InNative() {
            if (watch_ != nullptr) [[unlikely]]
                (void)watch_->enter(thread_, std::move(outer_));
        }
        InNative(InNative const&) = delete;
        InNative& operator=(InNative const&) = delete;

    private:
        HoldWatch* const watch_;
        lock::Attachment const& thread_;
        std::string outer_;
    };

private:
    using Clock = std::chrono::steady_clock;
    struct Known {
        Word const* entry;
        Code const* code;
        std::string function;
    };

    std::string enter(lock::Attachment const& thread, std::string native);
    void add_codes(Interpreter const& interpreter);
    LongHold describe(std::size_t waiting) const;
    void run();

    std::atomic<bool> on_{false};  // stored under mutex_
    std::mutex mutex_;
    std::condition_variable changed_;
    // mutex_, all of it
    bool ending_ = false;
    std::chrono::nanoseconds longer_{0};
    Lock::When when_{};
    std::function<void(LongHold const&)> tell_;  // written while thread_ does not run
    lock::Attachment* holder_ = nullptr;
    Clock::time_point since_;
    bool told_ = false;  // of this hold
    std::vector<Known> codes_;
    std::unordered_map<lock::Attachment const*, std::string> natives_;  // that run, by their threads

    std::thread thread_;  // the caller's of begin and end
    std::atomic<std::thread::id> teller_{};
};

}  // namespace minivm::MINIVM_ABI::detail
