#pragma once

// No lock at all, as CPython without its GIL (PEP 703; 3.13 and newer, built --disable-gil). What is left of
// it: a thread says when it begins to touch the interpreter's objects and when it ceases to, and the world
// can be stopped. Objects look after themselves (vm/sync.hpp).
//
// Each thread has a word of its own, on a cache line of its own: `running` while it is attached, `asked`
// while the world is stopped or about to be. As long as nobody asks, attaching and detaching are one
// compare-and-swap each, on that word alone. Who wants the world to stop sets `asked` in all words. That
// closes the quick ways, so from then on every change of a word passes through the mutex, and counting the
// threads that still run is exact: a thread which blocks or reaches a safepoint is counted off by itself, one
// that wants to attach waits. CPython's stopper tries each thread's word again every millisecond instead,
// until it finds all of them detached; here nobody polls.
//
// Two kinds of stop (Stop). A thread that asks for a collection is at a safepoint: it counts as standing
// still for everybody, and while one such request stands, a second thread which makes it just waits for the
// first to have collected. A thread that asks for a change is in the middle of a native and holds pointers
// which no collector knows. Others that ask for a change need not mind, and go before or after it; a
// collection waits until it has made its change and gone on to its next safepoint.
//
// Nobody starves. Once one thread has asked, the others run to their next safepoint at most, and the changes
// that they ask for on the way are finite and served in order, so whoever asks gets the world. And when it is
// let go, whoever waited to run is made `running` there and then, before anybody can ask again: the next stop
// has to wait until that thread has come to a safepoint. Without this a thread that stops the world in a loop
// keeps all others from ever attaching (CPython's gh-151518).
//
// After Python/pystate.c of CPython 3.13.

#include <algorithm>
#include <vector>

#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::lock {

template <Platform P>
class Off final : public PolicyOn<P> {
public:
    explicit Off(P platform)
        : PolicyOn<P>{platform}, mutex_{platform}, started_{platform}, stopped_{platform} {}

    std::string_view name() const override { return "off"; }
    bool concurrent() const override { return true; }
    // Another policy's holder would find itself beside threads that ask nobody.
    bool exchangeable() const override { return false; }

    void attach(Attachment& thread, Arrival) override {
        auto seat = std::make_unique<Place>(this->platform_, thread);
        mutex_.lock();
        if (stopping_) seat->word.store(asked);
        places_.push_back(seat.get());
        mutex_.unlock();
        thread.seat(std::move(seat));
    }

    void detach(Attachment& thread) override {
        mutex_.lock();
        std::erase(places_, &place_of(thread));
        mutex_.unlock();
    }

    bool try_acquire(Attachment& thread) override { return place_of(thread).word.exchange_if(0, running); }

    void acquire(Attachment& thread) override {
        if (try_acquire(thread)) return;
        mutex_.lock();
        wait_to_run(place_of(thread));
        mutex_.unlock();
    }

    void release(Attachment& thread, Cause) override {
        Place& place = place_of(thread);
        if (place.word.exchange_if(running, 0)) return;
        mutex_.lock();
        stand_still(place);
        mutex_.unlock();
    }

    bool at_switch_point(Attachment& thread) override {
        // With the mutex: who was asked sees that the world is to stop.
        mutex_.lock();
        bool const stops = stopping_ && !may_pass(place_of(thread));
        mutex_.unlock();
        return stops;
    }
    bool at_offer(Attachment& thread) override { return at_switch_point(thread); }

    void yield(Attachment& thread, Cause) override {
        Place& place = place_of(thread);
        mutex_.lock();
        stand_still(place);
        wait_to_run(place);
        mutex_.unlock();
    }

    bool stop_world(Attachment& thread, Stop stop) override {
        Place& place = place_of(thread);
        mutex_.lock();
        bool const stopped =
            place.stops != 0 || (stop == Stop::collection ? stop_to_collect(place) : stop_to_change(place));
        if (stopped) ++place.stops;
        mutex_.unlock();
        return stopped;
    }

    void start_world(Attachment& thread) override {
        Place& place = place_of(thread);
        mutex_.lock();
        if (--place.stops == 0 && !closed_) {
            stopper_ = nullptr;
            if (collector_ == &place) collector_ = nullptr;
            if (Place* const next = changing_.empty() ? collector_ : changing_.front(); next != nullptr) {
                told_.store(&next->thread, std::memory_order_relaxed);
                thread.request();  // it is in the others' way until its next safepoint
            } else {
                let_go();
            }
        }
        mutex_.unlock();
    }

    // Stops the world for good, but for the survivor. It may be in the middle of a native: nobody collects
    // any more.
    void close(Attachment& survivor) override {
        Place& place = place_of(survivor);
        mutex_.lock();
        (void)stop_to_change(place);
        ++place.stops;
        closed_ = true;
        started_.broadcast();  // who has waited stops for ever, as Gil::resume has it
        survivor.withdraw();
        mutex_.unlock();
    }

    Attachment* stopper() const override { return told_.load(std::memory_order_relaxed); }

private:
    static constexpr std::uint32_t running = 1;
    static constexpr std::uint32_t asked = 2;  // the quick ways are closed

    // On a cache line of its own: the word is what a thread writes each time it blocks.
    struct alignas(64) Place final : Seat {
        Place(P platform, Attachment& of) : word{platform}, thread{of} {}
        typename P::Word word;  // while the world stops, changed under mutex_ only
        Attachment& thread;
        bool wants_to_run = false;  // mutex_
        unsigned stops = 0;         // mutex_; how often it has stopped the world, one in another
    };

    static Place& place_of(Attachment& thread) { return static_cast<Place&>(thread.seat()); }

    // --- All that follows with mutex_ held.

    bool may_pass(Place const& place) const { return !stopping_ || place.stops != 0; }

    void set_running(Place& place) {
        place.word.fetch_or(running);
        if (stopping_) ++still_running_;
    }
    // One thread less is in a stopper's way, if it was in anybody's.
    void stand_still(Place& place) {
        if ((place.word.fetch_and(~running) & running) == 0) return;
        if (!stopping_) return;
        --still_running_;
        stopped_.broadcast();
    }

    void wait_to_run(Place& place) {
        if (may_pass(place)) {
            set_running(place);
        } else {
            place.wants_to_run = true;
            while (place.wants_to_run && !closed_) started_.wait(mutex_);
            place.wants_to_run = false;
        }
        // What it was asked for has been done; but it may have been asked again since it was let go.
        if (!stopping_) place.thread.withdraw();
    }

    // From here on nobody attaches, and whoever runs is counted and on the way to a safepoint.
    void begin_to_stop(Place& stopper) {
        told_.store(&stopper.thread, std::memory_order_relaxed);
        if (stopping_) return;
        stopping_ = true;
        still_running_ = 0;
        for (Place* place : places_) {
            if ((place->word.fetch_or(asked) & running) == 0) continue;
            ++still_running_;
            if (place == &stopper) continue;
            place->thread.request();
            place->thread.gil().requested(place->thread, &stopper.thread);
        }
    }

    bool stop_to_collect(Place& place) {
        if (collector_ != nullptr) {
            stand_still(place);
            wait_to_run(place);
            return false;
        }
        collector_ = &place;
        begin_to_stop(place);
        stand_still(place);
        while (still_running_ != 0 || stopper_ != nullptr) stopped_.wait(mutex_);
        stopper_ = &place;
        set_running(place);
        return true;
    }

    bool stop_to_change(Place& place) {
        begin_to_stop(place);
        changing_.push_back(&place);
        stopped_.broadcast();
        // Those that run are those which wait here.
        while (stopper_ != nullptr || changing_.front() != &place || still_running_ != changing_.size())
            stopped_.wait(mutex_);
        changing_.erase(changing_.begin());
        stopper_ = &place;
        told_.store(&place.thread, std::memory_order_relaxed);
        return true;
    }

    // The world goes on, with all who wanted to.
    void let_go() {
        stopping_ = false;
        told_.store(nullptr, std::memory_order_relaxed);
        for (Place* place : places_) {
            if (place->wants_to_run) place->word.fetch_or(running);
            place->wants_to_run = false;
            place->word.fetch_and(~asked);
        }
        started_.broadcast();
    }

    typename P::Mutex mutex_;
    typename P::Condition started_;  // mutex_; a thread that wanted to run does
    typename P::Condition stopped_;  // mutex_; one thread less runs, or one more waits to change
    // mutex_
    std::vector<Place*> places_;
    bool stopping_ = false;          // somebody has the world or asks for it
    std::size_t still_running_ = 0;  // while it stops: how many words say so
    Place* stopper_ = nullptr;       // who has the world
    Place* collector_ = nullptr;     // who asks for it, or has it, to collect
    std::vector<Place*> changing_;   // who ask for it to change something, in order
    bool closed_ = false;            // the survivor has it for good

    std::atomic<Attachment*> told_{nullptr};  // relaxed; for figures
};

extern template class Off<OsPlatform>;

}  // namespace minivm::lock
