#pragma once

// A timer thread of a policy's own: while it runs, it beats once a period, with the policy's mutex held. The
// thread starts with the first run() (a program that never needs it has none), sleeps without a deadline
// while resting, and ends in stop() or with the metronome. Where it cannot be started nothing beats; the next
// run() tries again.

#include <functional>
#include <optional>
#include <system_error>

#include "runtime/lock/platform.hpp"

namespace minivm::lock {

template <Platform P>
class Metronome {
public:
    // `period` is asked before each beat.
    Metronome(P platform, typename P::Mutex& mutex, std::function<Nanoseconds()> period,
              std::function<void()> beat)
        : platform_{platform},
          mutex_{mutex},
          changed_{platform},
          period_{std::move(period)},
          beat_{std::move(beat)} {}
    Metronome(Metronome const&) = delete;
    Metronome& operator=(Metronome const&) = delete;
    ~Metronome() { stop(); }

    // The first beat is a period away. Nothing happens if it runs already. With the mutex held.
    void run() {
        if (running_ || stopped_) return;
        running_ = true;
        next_ = later(platform_.now(), period_());
        if (idle_) changed_.signal();
        if (!helper_) start();
    }

    // With the mutex held.
    void rest() { running_ = false; }

    // For good: when it returns the thread is gone. Without the mutex.
    void stop() {
        mutex_.lock();
        stopped_ = true;
        changed_.signal();
        mutex_.unlock();
        helper_.reset();
    }

private:
    void start() {
        try {
            helper_.emplace(platform_, [this] { work(); });
        } catch (std::system_error const&) {
            running_ = false;
        }
    }

    void work() {
        mutex_.lock();
        while (!stopped_) {
            if (!running_) {
                idle_ = true;
                changed_.wait(mutex_);
                idle_ = false;
            } else if (platform_.now() < next_) {
                changed_.wait_until(mutex_, next_);
            } else {
                beat_();
                next_ = later(platform_.now(), period_());
            }
        }
        mutex_.unlock();
    }

    P platform_;
    typename P::Mutex& mutex_;
    typename P::Condition changed_;  // mutex_
    std::function<Nanoseconds()> const period_;
    std::function<void()> const beat_;
    // mutex_
    bool running_ = false;
    bool stopped_ = false;
    bool idle_ = false;  // the thread sleeps until it is told to run
    Nanoseconds next_ = 0;

    std::optional<typename P::Helper> helper_;  // mutex_ until stopped_, then whoever stopped it
};

}  // namespace minivm::lock
