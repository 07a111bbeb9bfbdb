#pragma once

// David Beazley's proposal of 2010 (bpo-7946): CPython's interval lock with two classes of threads. A thread
// that was made to drop the lock computes; one that lets it go of its own will does not, and neither does a
// new thread. One that does not compute asks a computing holder for the lock at once, without waiting for an
// interval, and goes before computing waiters. Within a class everything is as in `interval`: a waiter asks
// after 5 ms without a switch, who gets the lock is the system's choice, and a holder that was asked waits
// until another thread has it.
//
// So a thread back from a call has the lock at the holder's next safepoint. It also shows why such proposals
// were not taken: threads that block often enough starve the computing ones altogether, and a thread may buy
// priority by letting go for nothing.

#include <array>

#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"
#include "runtime/lock/request.hpp"

namespace minivm::lock {

template <Platform P>
class Priority final : public PolicyOn<P> {
public:
    explicit Priority(P platform)
        : PolicyOn<P>{platform},
          mutex_{platform},
          lines_{Line{platform}, Line{platform}},
          switched_{platform} {}

    std::string_view name() const override { return "priority"; }

    void attach(Attachment& thread, Arrival) override { thread.seat(std::make_unique<PrioritySeat>()); }

    void detach(Attachment& thread) override {
        mutex_.lock();
        if (last_holder_ == &thread) last_holder_ = nullptr;
        mutex_.unlock();
    }

    void acquire(Attachment& thread) override {
        mutex_.lock();
        Line& line = line_of(thread);
        ++line.waiters;
        while (!may_take(thread)) wait(thread, line);
        --line.waiters;
        locked_ = true;
        if (last_holder_ != &thread) {
            last_holder_ = &thread;
            ++switches_;
            switched_.signal();
        }
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause cause) override {
        mutex_.lock();
        bool const asked = seat_of(thread).request.answer(thread);
        seat_of(thread).computes = cause == Cause::forced;
        locked_ = false;
        (callers().waiters != 0 ? callers() : computers()).released->signal();
        // Waits once, whatever wakes it, as `interval` does.
        if (asked && cause != Cause::exit && last_holder_ == &thread) switched_.wait(mutex_);
        mutex_.unlock();
    }

    bool at_switch_point(Attachment& thread) override {
        mutex_.lock();
        bool const asked = seat_of(thread).request.stands();
        mutex_.unlock();
        return asked;
    }

    bool at_offer(Attachment&) override {
        mutex_.lock();
        bool const wanted = callers().waiters + computers().waiters != 0;
        mutex_.unlock();
        return wanted;
    }

    void close(Attachment& survivor) override {
        mutex_.lock();
        seat_of(survivor).request.answer(survivor);
        closed_ = true;
        mutex_.unlock();
    }

private:
    class PrioritySeat final : public Seat {
    public:
        // mutex_
        bool computes = false;
        Request request;
    };

    // The waiters of one class.
    struct Line {
        explicit Line(P platform) : released{std::make_unique<typename P::Condition>(platform)} {}
        std::unique_ptr<typename P::Condition> released;
        unsigned waiters = 0;
    };

    static PrioritySeat& seat_of(Attachment& thread) { return static_cast<PrioritySeat&>(thread.seat()); }

    // --- With mutex_ held.

    Line& callers() { return lines_[0]; }
    Line& computers() { return lines_[1]; }
    Line& line_of(Attachment& thread) { return seat_of(thread).computes ? computers() : callers(); }

    // A free lock that a caller was woken for is not for the computing.
    bool may_take(Attachment& thread) {
        return !locked_ && !(seat_of(thread).computes && callers().waiters != 0);
    }

    void wait(Attachment& thread, Line& line) {
        if (closed_ || !locked_) {
            line.released->wait(mutex_);
            return;
        }
        if (!seat_of(thread).computes && seat_of(*last_holder_).computes) ask(thread);
        std::uint64_t const switches = switches_;
        Waited const waited =
            line.released->wait_until(mutex_, later(this->platform_.now(), this->interval()));
        if (!locked_) return;
        if (waited == Waited::signalled) {
            thread.count_wasted_wakes(1);
        } else if (switches == switches_ && !closed_) {
            ask(thread);
        }
    }

    void ask(Attachment& waiter) { seat_of(*last_holder_).request.make(*last_holder_, &waiter); }

    typename P::Mutex mutex_;
    // mutex_
    std::array<Line, 2> lines_;
    typename P::Condition switched_;
    Attachment* last_holder_ = nullptr;  // the holder of a held lock
    std::uint64_t switches_ = 0;
    bool locked_ = false;
    bool closed_ = false;
};

extern template class Priority<OsPlatform>;

}  // namespace minivm::lock
