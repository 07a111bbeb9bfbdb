#pragma once
// Ends calls whose time is up. Its thread is started with the first call that has a time budget. Any thread
// may call.
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <thread>

#include "minivm/config.hpp"
#include "runtime/machine.hpp"

namespace minivm::MINIVM_ABI::detail {

class Watchdog {
public:
    using Clock = std::chrono::steady_clock;

    Watchdog() = default;
    ~Watchdog() { end(); }
    Watchdog(Watchdog const&) = delete;
    Watchdog& operator=(Watchdog const&) = delete;

    /// Stops the call at `level` of the thread's at `deadline`, unless forget() comes before. False: no
    /// thread for it.
    bool watch(Clock::time_point deadline, ScriptThread& thread, std::uint32_t level);
    /// From its return on the call is left alone.
    void forget(ScriptThread const& thread, std::uint32_t level);
    /// Nobody may be watched any more.
    void end();

private:
    struct Watched {
        ScriptThread* thread;
        std::uint32_t level;
    };
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Clock::time_point, Watched> watched_;  // mutex_
    bool ended_ = false;                                 // mutex_
    std::thread thread_;                                 // mutex_
};

}  // namespace minivm::MINIVM_ABI::detail
