#pragma once
// What the host wants to know of its Vm's lock, as the lock's observer: hooks, times, traces and long holds.
// The lock knows of it only while there is something to be told.
//
// Events come on any thread, also on several at once; the rest is called with the lock held, and by one
// thread at a time. What such a call takes away (hooks, a recording) a thread may just be using: each marks
// itself busy first and looks then, so that whoever has replaced it waits until no busy thread is left.
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "minivm/lock.hpp"
#include "runtime/embed/hold_watch.hpp"
#include "runtime/lock/gil.hpp"
#include "runtime/trace/recorder.hpp"

namespace minivm::MINIVM_ABI::detail {

/// A trace that is being made, for a file or for a sink.
struct Recording {
    explicit Recording(std::size_t limit) : most(limit), recorder(limit) {}

    std::uint64_t number = 0;  // each has another
    std::size_t most;
    std::string file;
    LockSink sink;
    double load = 0;  // of the machine as it began
    trace::Recorder recorder;
};

class LockWatch final : public lock::Observer {
public:
    LockWatch();
    ~LockWatch() override;

    void on_event(lock::Event const& event) override;

    HoldWatch& holds() { return holds_; }

    // --- Lock: held. Under `control`, where threads run at once.

    std::mutex& control() { return control_; }
    void hooks(lock::Gil& gil, LockHooks hooks);
    void measure(lock::Gil& gil, bool on);
    /// Has the lock told, or no more told, as what is wanted says.
    void attend(lock::Gil& gil);
    Recording const* recording() const { return recording_.get(); }
    /// Another one from now on, or none. Nobody uses the old one any more.
    std::unique_ptr<Recording> record(lock::Gil& gil, std::unique_ptr<Recording> next);

    /// What was measured, into the members that are about it. Lock: either.
    void add_to(LockCounters& counters) const;

    /// For a thread that hands events to a sink: there is one at a time.
    bool try_drain();
    void end_drain();
    /// Not if the calling thread is the one.
    void wait_for_drain() const;

private:
    class Watched;
    /// Sums, of one thread or of all that have ended. One writer at a time.
    struct Figures {
        lock::Counter<std::uint64_t> waits;
        lock::Counter<std::int64_t> waiting;
        lock::Counter<std::int64_t> longest_wait;
        lock::Counter<std::int64_t> holding;
        lock::Counter<std::int64_t> longest_hold;

        void add(Figures const& other);
    };

    Watched& watched(lock::Attachment& thread);
    void count(Watched& own, lock::Event const& event);
    void wait_until_quiet();

    std::mutex control_;
    HoldWatch holds_;
    std::unique_ptr<Recording> recording_;              // control_
    std::unique_ptr<LockHooks const> hooks_;            // control_
    std::uint64_t recordings_ = 0;                      // control_
    std::atomic<Recording*> recording_now_{nullptr};    // stored under control_
    std::atomic<LockHooks const*> hooks_now_{nullptr};  // stored under control_
    std::atomic<std::uint64_t> measurement_{0};  // odd while times are measured: which measurement it is
    std::atomic<std::thread::id> drainer_{};
    std::atomic<std::uint64_t> switches_{0};     // the holder's to write
    std::atomic<std::uint32_t> last_holder_{0};  // the holder's to write; its number + 1

    std::mutex mutable mutex_;
    std::vector<Watched*> threads_;  // mutex_
    Figures ended_;                  // written under mutex_
    std::mutex policy_mutex_;        // of what the policy asks by itself, on any thread
};

}  // namespace minivm::MINIVM_ABI::detail
