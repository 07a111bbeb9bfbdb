#pragma once

// Watches a lock and keeps what happens. Each thread writes into a buffer of its own, without a lock: a
// change of state costs one clock reading, one look at the thread's position and 32 bytes. Letting go and
// having the lock again with nobody in between is one growing record, so that a policy which does this a
// million times a second does not drown the trace. Buffers grow up to a limit for all of them together; what
// finds no room is counted. Of what a thread finds locked there is one growing record for each object and
// place, so a lock that all want makes no more of them than one that nobody wants.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/lock/gil.hpp"
#include "runtime/trace/trace.hpp"

namespace minivm::trace {

class Recorder final : public lock::Observer {
public:
    static constexpr std::uint64_t usual_limit = 4'000'000;  // events; 128 MB

    explicit Recorder(std::uint64_t limit = usual_limit);
    ~Recorder() override;

    void on_event(lock::Event const& event) override;
    void on_object_wait(lock::ObjectWait const& wait) override;

    // What the runtime's words mean: the index of the place, the call or the object in the trace, which they
    // may add to it.
    struct Meaning {
        std::function<std::uint32_t(Trace&, std::uintptr_t code)> place;
        std::function<std::uint32_t(Trace&, std::uintptr_t call)> call;
        std::function<std::uint32_t(Trace&, std::uint64_t object, std::uintptr_t sort)> object;
    };
    // Records nothing from now on, and gives threads, events, costs and times of the trace. To be called
    // once, by the thread that holds the lock and to which it has been closed, or when nobody else comes here
    // any more.
    enum class Cost : std::uint8_t { measured, unknown };
    Trace finish(lock::Gil& gil, Meaning const& meaning, Cost cost = Cost::measured);

    // --- Of what finish gave.

    // The moment, of the lock's clock, that its times are counted from.
    Nanoseconds began() const { return began_; }
    // The lock's indices of its threads.
    std::vector<std::uint32_t> const& indices() const { return indices_; }

private:
    struct Record;
    class Buffer;

    Buffer& buffer_of(lock::Attachment& thread);
    void on_transition(lock::Event const& event);
    double measured_cost(lock::Gil& gil) const;
    void add_object_waits(Trace& trace, Nanoseconds begin, Meaning const& meaning) const;

    std::atomic<bool> closed_{false};
    std::atomic<std::int64_t> room_;  // records that may still be added; by chunks, so it may end below zero
    std::atomic<std::uint32_t> turns_{0};  // how often the lock was had; the holder's to count
    std::mutex mutex_;
    std::vector<std::unique_ptr<Buffer>> buffers_;  // mutex_
    std::unique_ptr<Buffer> policy_buffer_;         // mutex_; of threads that the lock does not know
    std::map<std::uint32_t, std::string> asked_;    // mutex_; threads that were asked to let go, by index
    Nanoseconds began_ = 0;
    std::vector<std::uint32_t> indices_;
};

}  // namespace minivm::trace
