#include "vm/sync.hpp"

#if MINIVM_FREE_THREADED

#include <atomic>
#include <functional>
#include <utility>

#include "vm/object.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

// Two bits of Object::mark. The lock is never held while the world is stopped, so the collector finds them 0.
constexpr std::uint8_t locked = 0x80;
constexpr std::uint8_t awaited = 0x40;  // somebody sleeps until it is let go
constexpr int spins = 64;

std::atomic_ref<std::uint8_t> lock_word(Object* object) {
    return std::atomic_ref<std::uint8_t>(object->mark);
}

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

void lock_slowly(Object* object) {
    auto word = lock_word(object);
    for (int spin = 0;;) {
        std::uint8_t seen = word.load(std::memory_order_relaxed);
        if (!(seen & locked)) {
            // acquire; pairs with release in unlock. Who has slept does not know whether others sleep still.
            std::uint8_t const mine = static_cast<std::uint8_t>(seen | locked | (spin > spins ? awaited : 0));
            if (word.compare_exchange_weak(seen, mine, std::memory_order_acquire, std::memory_order_relaxed))
                return;
            continue;
        }
        if (spin++ < spins) {
            relax();
            continue;
        }
        if (!(seen & awaited)) {
            auto const asking = static_cast<std::uint8_t>(seen | awaited);
            if (!word.compare_exchange_weak(seen, asking, std::memory_order_relaxed)) continue;
            seen = asking;
        }
        word.wait(seen, std::memory_order_relaxed);  // the exchange above orders
    }
}

}  // namespace

void Guard::lock(Object* object) {
    auto word = lock_word(object);
    std::uint8_t seen = word.load(std::memory_order_relaxed);
    // acquire; pairs with release in unlock
    if ((seen & (locked | awaited)) != 0 ||
        !word.compare_exchange_strong(seen, static_cast<std::uint8_t>(seen | locked),
                                      std::memory_order_acquire, std::memory_order_relaxed)) [[unlikely]]
        lock_slowly(object);
}

void Guard::unlock(Object* object) {
    auto word = lock_word(object);
    // release; pairs with acquire in lock
    std::uint8_t const seen =
        word.fetch_and(static_cast<std::uint8_t>(~(locked | awaited)), std::memory_order_release);
    if (seen & awaited) [[unlikely]]
        word.notify_all();
}

// The one at the lower address first, whoever asks.
void PairGuard::lock(Object* one, Object* other) {
    if (std::less<>{}(other, one)) std::swap(one, other);
    Guard::lock(one);
    if (other != one) Guard::lock(other);
}

void PairGuard::unlock(Object* one, Object* other) {
    Guard::unlock(one);
    if (other != one) Guard::unlock(other);
}

void TableMutex::lock() {
    std::uint32_t seen = 0;
    // acquire, also below; pairs with release in unlock
    if (state_.compare_exchange_strong(seen, 1, std::memory_order_acquire, std::memory_order_relaxed)) return;
    while (state_.exchange(2, std::memory_order_acquire) != 0) state_.wait(2, std::memory_order_relaxed);
}

void TableMutex::unlock() {
    if (state_.exchange(0, std::memory_order_release) == 2) state_.notify_one();
}

WorldStopped::WorldStopped(Thread& thread) : thread_(thread) {
    if (!thread.alone && thread.world_stops++ == 0) thread.interpreter->stop_world(thread);
}

WorldStopped::~WorldStopped() {
    if (!thread_.alone && --thread_.world_stops == 0) thread_.interpreter->start_world(thread_);
}

}  // namespace minivm

#endif
