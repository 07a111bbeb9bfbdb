#pragma once

// A deterministic lock: every decision is drawn from a seed. All threads are known in the order in which they
// were attached; at each switch point the generator says whether to switch and to whom, and the lock is
// handed to that thread directly. A thread counts as ready from the moment its parent attached it, so neither
// the start of its operating-system thread nor a wake-up's delay can change the order.
//
// Threads that block on each other, or sleep, keep the processor until the policy has chosen their successor,
// and their conditions are asked when it is their turn: so the script's own primitives are as deterministic
// as its bytecodes. Time is virtual. It moves by a fixed step at each switch point, and when no thread is
// ready it jumps to the earliest deadline. With no deadline either, the program is deadlocked and stays so
// until a signal.
//
// Threads in system calls are outside: they come back when the machine pleases, which is an input of the run,
// not a decision. While one is outside and nobody is ready, time passes at the machine's pace, since the call
// may be what the others wait for; one blocked thread, the one with the earliest deadline, is told to watch
// the clock.

#include <algorithm>
#include <optional>
#include <vector>

#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"
#include "runtime/lock/random.hpp"

namespace minivm::lock {

template <Platform P>
class Seeded final : public PolicyOn<P> {
public:
    // Virtual time per switch point.
    static constexpr Nanoseconds step = 1'000;

    Seeded(P platform, std::uint64_t seed, std::uint32_t switch_one_in)
        : PolicyOn<P>{platform},
          mutex_{platform},
          random_{seed},
          switch_one_in_{std::max(switch_one_in, 1u)} {}

    std::string_view name() const override { return "seeded"; }
    Attention attention() const override { return Attention::every_safepoint; }
    // The order in which the machine's threads would catch up with a change is not the seed's.
    bool exchangeable() const override { return false; }

    void attach(Attachment& thread, Arrival arrival) override {
        auto seat = std::make_unique<Place>(thread);
        Guard guard{mutex_};
        places_.push_back(seat.get());
        if (arrival == Arrival::starting) seat->stage = Stage::ready;
        thread.seat(std::move(seat));
        thread.request();
    }

    void detach(Attachment& thread) override {
        Guard guard{mutex_};
        std::erase(places_, &place_of(thread));
    }

    void acquire(Attachment& thread) override {
        Place& place = place_of(thread);
        {
            Guard guard{mutex_};
            // One that was announced as starting is ready already, and may even have been chosen.
            if (place.stage == Stage::away || place.stage == Stage::calling) {
                place.stage = Stage::ready;
                if (running_ == nullptr) choose();
            }
        }
        await_turn(place);
    }

    void release(Attachment& thread, Cause cause) override {
        Guard guard{mutex_};
        place_of(thread).stage = cause == Cause::exit   ? Stage::gone
                                 : cause == Cause::host ? Stage::away
                                                        : Stage::calling;
        choose();
    }

    // Output goes to streams whose reader we do not know: letting go for it would cost the order of the run.
    bool releases_for(Cause cause) const override { return cause != Cause::output; }

    bool at_switch_point(Attachment& thread) override {
        Guard guard{mutex_};
        pass(step);
        wake_sleepers();
        return others_ready(thread) && random_.one_in(switch_one_in_);
    }

    bool at_offer(Attachment& thread) override {
        Guard guard{mutex_};
        pass(step);
        wake_sleepers();
        return others_ready(thread);
    }

    void yield(Attachment& thread, Cause) override {
        Place& place = place_of(thread);
        {
            Guard guard{mutex_};
            choose();  // among the others: this one is not ready yet
            place.stage = Stage::ready;
        }
        await_turn(place);
    }

    Wake block(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) override {
        Place& place = place_of(thread);
        while (!ready()) {
            thread.gil().transition(thread, State::blocked, cause);
            Wake const wake = suspend(place, deadline);
            thread.gil().resume(thread, cause);
            if (wake != Wake::woken) return ready() ? Wake::woken : wake;
        }
        return Wake::woken;
    }

    void unpark(Attachment& thread) override {
        Guard guard{mutex_};
        Place& place = place_of(thread);
        if (place.stage != Stage::blocked) {
            place.permit = true;
            return;
        }
        make_ready(place, Wake::woken);
        if (running_ == nullptr) choose();
    }

    bool deadlocked() const override { return deadlocked_.load(std::memory_order_relaxed); }

    Nanoseconds now() override { return time(); }

private:
    // away: at home in the host's code. calling: in a system call.
    enum class Stage : std::uint8_t { away, ready, running, blocked, calling, gone };

    class Place final : public Seat {
    public:
        explicit Place(Attachment& attachment) : thread{attachment}, word{PolicyOn<P>::word_of(attachment)} {}

        Attachment& thread;
        typename P::Word& word;  // of its blocked waits, which here end with its turn
        // All of it: mutex_.
        Stage stage = Stage::away;
        bool permit = false;
        Nanoseconds deadline = never;  // while blocked
        Wake wake = Wake::woken;       // how the last blocked wait ended
    };

    class Guard {
    public:
        explicit Guard(typename P::Mutex& mutex) : mutex_{mutex} { mutex_.lock(); }
        Guard(Guard const&) = delete;
        Guard& operator=(Guard const&) = delete;
        ~Guard() { mutex_.unlock(); }

    private:
        typename P::Mutex& mutex_;
    };

    // Bits of a place's word, beside interrupted.
    static constexpr std::uint32_t turn = PolicyOn<P>::first_free_bit;
    static constexpr std::uint32_t watch = PolicyOn<P>::first_free_bit << 1;

    static Place& place_of(Attachment& thread) { return static_cast<Place&>(thread.seat()); }

    static void post(Place& place, std::uint32_t bit) {
        place.word.fetch_or(bit);
        place.word.wake();
    }

    // relaxed; whoever holds mutex_ sees the newest value, and to others it is a clock
    Nanoseconds time() const { return time_.load(std::memory_order_relaxed); }

    // --- With mutex_ held.

    void pass(Nanoseconds duration) { time_.store(later(time(), duration), std::memory_order_relaxed); }

    bool others_ready(Attachment& thread) const {
        return std::ranges::any_of(places_, [&](Place const* place) {
            return place->stage == Stage::ready && &place->thread != &thread;
        });
    }

    void make_ready(Place& place, Wake wake) {
        place.stage = Stage::ready;
        place.wake = wake;
        place.thread.gil().transition(place.thread, State::waiting, place.thread.cause());
    }

    void wake_sleepers() {
        if (time() < next_deadline_) return;
        next_deadline_ = never;
        for (Place* place : places_) {
            if (place->stage != Stage::blocked) continue;
            if (place->deadline <= time()) {
                make_ready(*place, Wake::timed_out);
            } else {
                next_deadline_ = std::min(next_deadline_, place->deadline);
            }
        }
    }

    // Gives the lock to a ready thread, moving time until there is one; else it stays free.
    void choose() {
        running_ = nullptr;
        catch_up();
        for (;;) {
            wake_sleepers();
            if (Place* place = draw(); place != nullptr) {
                place->stage = Stage::running;
                running_ = place;
                deadlocked_.store(false, std::memory_order_relaxed);
                post(*place, turn);
                return;
            }
            bool const outsiders = std::ranges::any_of(
                places_, [](Place const* place) { return place->stage == Stage::calling; });
            Place* const earliest = first_to_time_out();
            if (earliest == nullptr || outsiders) {
                idle(earliest, outsiders);
                return;
            }
            pass(earliest->deadline - time());
        }
    }

    Place* draw() {
        auto const ready = [](Place const* place) { return place->stage == Stage::ready; };
        auto const count = static_cast<std::uint32_t>(std::ranges::count_if(places_, ready));
        if (count == 0) return nullptr;
        std::uint32_t chosen = count == 1 ? 0 : random_.below(count);
        for (Place* place : places_) {
            if (ready(place) && chosen-- == 0) return place;
        }
        return nullptr;
    }

    Place* first_to_time_out() const {
        Place* first = nullptr;
        for (Place* place : places_) {
            if (place->stage != Stage::blocked || place->deadline == never) continue;
            if (first == nullptr || place->deadline < first->deadline) first = place;
        }
        return first;
    }

    void idle(Place* watcher, bool outsiders) {
        if (outsiders) idle_since_ = this->platform_.now();
        ++idle_periods_;
        if (watcher != nullptr) {
            post(*watcher, watch);
            return;
        }
        auto const blocked =
            std::ranges::find_if(places_, [](Place const* place) { return place->stage == Stage::blocked; });
        if (outsiders || blocked == places_.end()) return;
        deadlocked_.store(true, std::memory_order_relaxed);
        (*blocked)->thread.gil().deadlocked((*blocked)->thread);
    }

    // The time that has passed on the machine while all waited for a system call passes here as well.
    void catch_up() {
        if (!idle_since_) return;
        pass(this->platform_.now() - *idle_since_);
        idle_since_.reset();
    }

    // --- Without mutex_, on the place's own thread.

    Wake suspend(Place& place, Nanoseconds deadline) {
        {
            Guard guard{mutex_};
            if ((place.word.load() & PolicyOn<P>::interrupted) != 0) {
                place.word.fetch_and(~PolicyOn<P>::interrupted);
                return go_on(place, Wake::interrupted);
            }
            if (place.permit) {
                place.permit = false;
                return go_on(place, Wake::woken);
            }
            place.stage = Stage::blocked;
            place.deadline = deadline;
            next_deadline_ = std::min(next_deadline_, deadline);
            choose();
        }
        await_turn(place);
        return place.wake;  // written before the turn was given
    }

    // The wait is over before anybody else had a turn.
    static Wake go_on(Place& place, Wake wake) {
        place.thread.gil().transition(place.thread, State::waiting, place.thread.cause());
        return wake;
    }

    void await_turn(Place& place) {
        Nanoseconds until = never;  // the machine's clock, while this thread watches it
        std::uint64_t period = 0;
        for (;;) {
            std::uint32_t const seen = place.word.load();
            if ((seen & turn) != 0) {
                place.word.fetch_and(~(turn | watch));
                return;
            }
            if ((seen & watch) != 0) {
                place.word.fetch_and(~watch);
                Guard guard{mutex_};
                period = idle_periods_;
                until = later(this->platform_.now(), place.deadline - time());
                continue;
            }
            if ((seen & PolicyOn<P>::interrupted) != 0 && end_wait(place)) continue;
            if (place.word.wait(seen, until) == Waited::timed_out) {
                until = never;
                watched(period);
            }
        }
    }

    // An interrupt's effect; whether there was one to have.
    bool end_wait(Place& place) {
        Guard guard{mutex_};
        if (place.stage != Stage::blocked) return false;
        place.word.fetch_and(~PolicyOn<P>::interrupted);
        make_ready(place, Wake::interrupted);
        if (running_ == nullptr) choose();
        return true;
    }

    // The deadline has come, unless the idle period it was watched for is over.
    void watched(std::uint64_t period) {
        Guard guard{mutex_};
        if (running_ != nullptr || period != idle_periods_) return;
        choose();
    }

    typename P::Mutex mutable mutex_;
    // mutex_
    std::vector<Place*> places_;  // in the order of attachment
    Place* running_ = nullptr;
    Random random_;
    std::uint32_t const switch_one_in_;
    Nanoseconds next_deadline_ = never;  // not after any blocked thread's
    std::optional<Nanoseconds> idle_since_;
    std::uint64_t idle_periods_ = 0;

    // Written with mutex_ held, read by anybody.
    std::atomic<Nanoseconds> time_{0};
    std::atomic<bool> deadlocked_{false};
};

extern template class Seeded<OsPlatform>;

}  // namespace minivm::lock
