#pragma once

// OCaml's lock, after otherlibs/systhreads/st_pthreads.h and st_stubs.c of OCaml 5.4. A flag, a mutex and a
// condition, as in old CPython; but the holder knows how many wait. From the second thread on, a tick thread
// interrupts the program every 50 ms: whoever holds the lock at the next poll point yields, and the interrupt
// is the program's, so if the holder lets go before it comes there, the next one inherits it. Yielding
// without waiters does nothing. With waiters it clears the flag, signals one of them, and then sleeps until
// it is signalled itself instead of competing for the flag: the waiter is certain to get it. That is so since
// OCaml PR 2112; before, a yield could fail thousands of times in a row.
//
// A call that blocks releases and acquires with no such care: the thread that comes back takes the flag if it
// finds it clear, whoever was signalled meanwhile, and otherwise waits with all the others. Who is signalled
// is the system's choice, so nothing bounds a single thread's wait but luck. A tick with one thread left
// would be answered by nothing: this tick thread rests then.

#include <vector>

#include "runtime/lock/metronome.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::lock {

template <Platform P>
class Masterlock final : public PolicyOn<P> {
public:
    static constexpr Nanoseconds default_period = 50'000'000;

    explicit Masterlock(P platform)
        : PolicyOn<P>{platform},
          mutex_{platform},
          is_free_{platform},
          ticks_{platform, mutex_, [this] { return this->interval(); }, [this] { tick(); }} {
        this->switch_interval(default_period);
    }

    std::string_view name() const override { return "masterlock"; }

    void attach(Attachment& thread, Arrival arrival) override {
        PolicyOn<P>::attach(thread, arrival);
        mutex_.lock();
        if (++attached_ > 1 && !retired_) ticks_.run();
        mutex_.unlock();
    }

    void detach(Attachment&) override {
        mutex_.lock();
        if (--attached_ == 1) ticks_.rest();
        mutex_.unlock();
    }

    // Who is left here is blocked or on its way out: no use in ticks.
    void retire() override {
        mutex_.lock();
        retired_ = true;
        ticks_.rest();
        mutex_.unlock();
    }

    void revive() override {
        mutex_.lock();
        retired_ = false;
        if (attached_ > 1) ticks_.run();
        mutex_.unlock();
    }

    void acquire(Attachment& thread) override {
        mutex_.lock();
        for (bool first = true; holder_ != nullptr; first = false) {
            if (!first) thread.count_wasted_wakes(1);
            wait(thread);
        }
        take(thread);
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause) override {
        mutex_.lock();
        let_go(thread);
        mutex_.unlock();
    }

    bool at_switch_point(Attachment& thread) override {
        mutex_.lock();
        ticked_ = false;
        thread.withdraw();
        bool const wanted = !waiters_.empty();
        mutex_.unlock();
        return wanted;
    }

    bool at_offer(Attachment&) override {
        mutex_.lock();
        bool const wanted = !waiters_.empty();
        mutex_.unlock();
        return wanted;
    }

    void yield(Attachment& thread, Cause) override {
        mutex_.lock();
        // The signal is for those who wait already, and this thread does not compete with them: a waiter that
        // was there a moment ago cannot have had the lock since.
        let_go(thread);
        do wait(thread);
        while (holder_ != nullptr);
        take(thread);
        mutex_.unlock();
    }

    void close(Attachment& survivor) override {
        ticks_.stop();
        mutex_.lock();
        ticked_ = false;
        survivor.withdraw();
        mutex_.unlock();
    }

private:
    // --- With mutex_ held.

    void wait(Attachment& thread) {
        waiters_.push_back(&thread);
        is_free_.wait(mutex_);
        std::erase(waiters_, &thread);
    }

    void take(Attachment& thread) {
        holder_ = &thread;
        if (ticked_) thread.request();
    }

    void let_go(Attachment& thread) {
        holder_ = nullptr;
        if (ticked_) thread.withdraw();
        is_free_.signal();
    }

    void tick() {
        if (ticked_) return;
        ticked_ = true;
        if (holder_ == nullptr) return;
        holder_->request();
        holder_->gil().requested(*holder_, nullptr);
    }

    typename P::Mutex mutex_;
    typename P::Condition is_free_;  // mutex_
    // mutex_
    Attachment* holder_ = nullptr;
    std::vector<Attachment*> waiters_;
    bool ticked_ = false;  // an interrupt is due, at whoever holds the lock
    unsigned attached_ = 0;
    bool retired_ = false;
    Metronome<P> ticks_;
};

extern template class Masterlock<OsPlatform>;

}  // namespace minivm::lock
