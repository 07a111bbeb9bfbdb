#pragma once

// A lock in one word: who held it last, whether it is held, whether threads queue for it. While nobody
// queues, the thread that held it last takes it and lets it go by one compare-and-swap each, on its own and
// without a wait. As long as threads queue, the word changes under the policy's mutex only.

#include "runtime/lock/attachment.hpp"
#include "runtime/lock/platform.hpp"

namespace minivm::lock {

// Whether threads queue for the lock but the one that takes it.
enum class Others : std::uint8_t { none, wait };

template <Platform P>
class LockWord {
public:
    explicit LockWord(P platform) : word_{platform} {}

    bool held() const { return (word_.load() & held_bit) != 0; }
    bool queued() const { return (word_.load() & queued_bit) != 0; }

    // Free, without a queue, and last held by this thread: taking it back changes nothing but the one bit.
    bool try_take(Attachment const& thread) { return word_.exchange_if(tag(thread), tag(thread) | held_bit); }
    // Held by this thread, without a queue.
    bool try_let_go(Attachment const& thread) {
        return word_.exchange_if(tag(thread) | held_bit, tag(thread));
    }

    // --- With the policy's mutex held.

    // From here until `take` finds nobody waiting, the quick ways are closed.
    void queue() { word_.fetch_or(queued_bit); }

    // It is free, and queued for by this thread at least. Nobody else changes it while it says so.
    void take(Attachment const& thread, Others others) {
        word_.store(tag(thread) | held_bit | (others == Others::wait ? queued_bit : 0u));
    }
    void let_go() { word_.fetch_and(~held_bit); }

    // A thread that leaves may come again, and must not find the lock as it left it. Those who queue put
    // their own tag there.
    void forget(Attachment const& thread) { word_.exchange_if(tag(thread), 0); }

private:
    static constexpr std::uint32_t held_bit = 1;
    static constexpr std::uint32_t queued_bit = 2;
    static std::uint32_t tag(Attachment const& thread) { return (thread.index() + 1) << 2; }

    typename P::Word word_;
};

}  // namespace minivm::lock
