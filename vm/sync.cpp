#include "vm/sync.hpp"

#if MINIVM_FREE_THREADED

#include <linux/membarrier.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

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

thread_local Thread* current = nullptr;

std::atomic_ref<std::uint8_t> lock_word(Object* object) {
    return std::atomic_ref<std::uint8_t>(object->mark);
}

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

// Tells the runtime that a thread waits, while this lives: from finding taken what it wants to having it.
class Waiting {
public:
    Waiting(Thread* thread, Object* object, Table table = Table::other)
        : thread_(thread && thread->interpreter->wait_hook ? thread : nullptr),
          object_(object),
          table_(table) {
        if (thread_) since_ = thread_->interpreter->wait_hook(*thread_);
    }
    ~Waiting() {
        if (thread_) thread_->interpreter->waited_hook(*thread_, object_, table_, since_);
    }
    Waiting(Waiting const&) = delete;
    Waiting& operator=(Waiting const&) = delete;

private:
    Thread* const thread_;
    Object* const object_;
    Table const table_;
    std::int64_t since_ = 0;
};

// Not in line: the way of those who find the lock free is to stay short.
[[gnu::noinline]] void lock_slowly(Thread* thread, Object* object) {
    Waiting const waiting(thread, object);
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

void set_bit(Thread* thread, Object* object) {
    auto word = lock_word(object);
    std::uint8_t seen = word.load(std::memory_order_relaxed);
    // acquire; pairs with release in unlock
    if ((seen & (locked | awaited)) != 0 ||
        !word.compare_exchange_strong(seen, static_cast<std::uint8_t>(seen | locked),
                                      std::memory_order_acquire, std::memory_order_relaxed)) [[unlikely]]
        lock_slowly(thread, object);
}

}  // namespace

bool can_bias() {
    static bool const can = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
    return can;
}

void wait_for_guards(Bias const& owner) {
    (void)syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
    // acquire; pairs with release in unguard
    for (int spin = 0; owner.guarding.load(std::memory_order_acquire); ++spin) {
        if (spin < spins)
            relax();
        else
            sched_yield();
    }
}

void Bias::lock(Object* object) {
    while (owner_of(object) != nobody) take_away(object);
    set_bit(thread, object);
}

void Bias::unlock(Object* object) {
    auto word = lock_word(object);
    // release; pairs with acquire in set_bit
    std::uint8_t const seen =
        word.fetch_and(static_cast<std::uint8_t>(~(locked | awaited)), std::memory_order_release);
    if (seen & awaited) [[unlikely]]
        word.notify_all();
}

// Not while guarding: two threads that take each other's blocks would wait for ever.
void Bias::take_away(Object* object) {
    unguard();
    {
        Waiting const waiting(thread, nullptr, Table::block);
        thread->heap->revoke(object);
    }
    guard();
}

// No block is taken away while a bit is held: its owner may be waiting for that one. Of two bits, that at the
// lower address is set first, whoever asks.
void Bias::enter(Object* one, Object* other) {
    if (std::less<>{}(other, one)) std::swap(one, other);
    guard();
    for (bool clear = false; !clear;) {
        clear = true;
        for (Object* object : {one, other}) {
            std::uint32_t const owner = owner_of(object);
            if (owner == number || owner == nobody) continue;
            take_away(object);
            clear = false;
        }
    }
    if (owner_of(one) == nobody) set_bit(thread, one);
    if (other != one && owner_of(other) == nobody) set_bit(thread, other);
}

void Bias::leave(Object* one, Object* other) {
    if (owner_of(one) == nobody) unlock(one);
    if (other != one && owner_of(other) == nobody) unlock(other);
    unguard();
}

void TableMutex::lock() {
    std::uint32_t seen = 0;
    // acquire, also below; pairs with release in unlock
    if (!state_.compare_exchange_strong(seen, 1, std::memory_order_acquire, std::memory_order_relaxed))
        [[unlikely]]
        lock_slowly();
}

[[gnu::noinline]] void TableMutex::lock_slowly() {
    Waiting const waiting(current, nullptr, table_);
    while (state_.exchange(2, std::memory_order_acquire) != 0) state_.wait(2, std::memory_order_relaxed);
}

void TableMutex::unlock() {
    if (state_.exchange(0, std::memory_order_release) == 2) state_.notify_one();
}

void set_current_thread(Thread* thread) { current = thread; }

WorldStopped::WorldStopped(Thread& thread) : thread_(thread) {
    if (thread.watched() && thread.world_stops++ == 0) thread.interpreter->stop_world(thread);
}

WorldStopped::~WorldStopped() {
    if (thread_.watched() && --thread_.world_stops == 0) thread_.interpreter->start_world(thread_);
}

}  // namespace minivm

#endif
