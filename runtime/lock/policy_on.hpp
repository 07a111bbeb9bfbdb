#pragma once

// What every policy on a platform shares: a word per thread to sleep on while it is blocked, and the
// platform's clock. The word is the thread's and not the policy's, so that a wait may begin under one policy
// and end under another (Gil::adopt), and whoever wakes need not know which it is. The word carries a permit
// (an unpark not yet used) and an interrupt (a wait to be ended); both stay until a wait uses them, so
// neither can be lost between a thread's last look and its falling asleep.

#include <algorithm>

#include "runtime/lock/gil.hpp"
#include "runtime/lock/policy.hpp"

namespace minivm::lock {

template <Platform P>
class PolicyOn : public Policy {
public:
    explicit PolicyOn(P platform) : platform_{platform} {}

    std::unique_ptr<Parking> make_parking() override { return std::make_unique<ParkingWord>(platform_); }

    void attach(Attachment&, Arrival) override {}
    void detach(Attachment&) override {}

    Wake block(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) override {
        thread.gil().release(thread, cause);
        Wake wake = Wake::woken;
        while (!ready()) {
            wake = park(thread, deadline);
            if (wake == Wake::woken) continue;
            if (ready()) wake = Wake::woken;
            break;
        }
        thread.gil().acquire(thread);
        return wake;
    }

    void unpark(Attachment& thread) override { post(thread, permit); }
    void interrupt(Attachment& thread) override { post(thread, interrupted); }

    void relax() override { platform_.relax(); }
    void give_way() override { platform_.give_way(); }

    Nanoseconds now() override { return platform_.now(); }
    Usage usage() override { return platform_.usage(); }
    [[noreturn]] void halt() override {
        platform_.halt();
        __builtin_unreachable();
    }

protected:
    static constexpr std::uint32_t permit = 1;
    static constexpr std::uint32_t interrupted = 2;
    static constexpr std::uint32_t first_free_bit = 4;  // for a policy's own use

    // The switch interval, a microsecond at least.
    Nanoseconds interval() const { return std::max<Nanoseconds>(this->switch_interval(), 1'000); }

    // What at_tick begins with: the thread has used up its bytecodes.
    void restart_ticker(Attachment& thread) {
        this->ticker().store(this->check_interval(), std::memory_order_relaxed);
        thread.count_tick();
    }

    static typename P::Word& word_of(Attachment& thread) {
        return static_cast<ParkingWord&>(thread.parking()).word;
    }

    P platform_;

private:
    struct ParkingWord final : Parking {
        explicit ParkingWord(P platform) : word{platform} {}
        typename P::Word word;
    };

    static void post(Attachment& thread, std::uint32_t bit) {
        typename P::Word& word = word_of(thread);
        if ((word.fetch_or(bit) & bit) == 0) word.wake();
    }

    static Wake park(Attachment& thread, Nanoseconds deadline) {
        typename P::Word& word = word_of(thread);
        for (;;) {
            std::uint32_t const seen = word.load();
            if ((seen & interrupted) != 0) {
                word.fetch_and(~interrupted);
                return Wake::interrupted;
            }
            if ((seen & permit) != 0) {
                word.fetch_and(~permit);
                return Wake::woken;
            }
            if (word.wait(seen, deadline) == Waited::timed_out && word.load() == seen) return Wake::timed_out;
        }
    }
};

}  // namespace minivm::lock
