#include "runtime/embed/watchdog.hpp"

#include <system_error>

#include "runtime/lock/signals_blocked.hpp"

namespace minivm::MINIVM_ABI::detail {

bool Watchdog::watch(Clock::time_point deadline, ScriptThread& thread, std::uint32_t level) {
    std::lock_guard const guard(mutex_);
    if (!thread_.joinable()) {
        lock::AllSignalsBlocked const blocked;
        try {
            thread_ = std::thread([this] { run(); });
        } catch (std::system_error const&) {
            return false;
        }
    }
    bool const is_first = watched_.empty() || deadline < watched_.begin()->first;
    watched_.emplace(deadline, Watched{&thread, level});
    if (is_first) changed_.notify_one();
    return true;
}

void Watchdog::forget(ScriptThread const& thread, std::uint32_t level) {
    std::lock_guard const guard(mutex_);
    std::erase_if(watched_, [&](auto const& entry) {
        return entry.second.thread == &thread && entry.second.level == level;
    });
}

void Watchdog::end() {
    {
        std::lock_guard const guard(mutex_);
        ended_ = true;
        changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

void Watchdog::run() {
    std::unique_lock guard(mutex_);
    while (!ended_) {
        if (watched_.empty()) {
            changed_.wait(guard);
            continue;
        }
        auto const first = watched_.begin();
        if (Clock::now() < first->first) {
            Clock::time_point const until = first->first;  // the entry may be gone meanwhile
            changed_.wait_until(guard, until);
            continue;
        }
        Watched const due = first->second;
        watched_.erase(first);
        due.thread->machine.stop(*due.thread, StopReason::time, due.level);
    }
}

}  // namespace minivm::MINIVM_ABI::detail
