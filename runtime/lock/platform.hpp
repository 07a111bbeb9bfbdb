#pragma once

// What a policy may ask of the machine it runs on. Policies are templates over this concept, so that the code
// which is measured on the real machine is the code whose interleavings the tests explore on a simulated one.
// A platform is a small handle which is copied freely; its primitives are built from it.

#include <concepts>
#include <cstdint>
#include <functional>
#include <limits>

namespace minivm::lock {

// A duration, or a moment on the platform's monotonic clock.
using Nanoseconds = std::int64_t;

// The deadline of a wait that has none.
inline constexpr Nanoseconds never = std::numeric_limits<Nanoseconds>::max();

// The moment `duration` after `now`, which stays `never` where it would overflow.
constexpr Nanoseconds later(Nanoseconds now, Nanoseconds duration) {
    if (duration <= 0) return now;
    return duration >= never - now ? never : now + duration;
}

enum class Waited : std::uint8_t { signalled, timed_out };

// What the operating system has spent on the calling thread so far.
struct Usage {
    Nanoseconds processor_time = 0;
    std::uint64_t voluntary_switches = 0;
    std::uint64_t involuntary_switches = 0;
};

// A word other threads can wait on until it changes.
template <typename W>
concept WaitableWord = requires(W word, std::uint32_t value, Nanoseconds deadline) {
    { word.load() } -> std::same_as<std::uint32_t>;
    word.store(value);
    // Stores the second if the word was the first; whether it was.
    { word.exchange_if(value, value) } -> std::same_as<bool>;
    { word.fetch_or(value) } -> std::same_as<std::uint32_t>;
    { word.fetch_and(value) } -> std::same_as<std::uint32_t>;
    // Returns `signalled` at once if the word differs from `value`; may also wake for no reason.
    { word.wait(value, deadline) } -> std::same_as<Waited>;
    word.wake();
};

template <typename P>
concept Platform = std::copy_constructible<P> && WaitableWord<typename P::Word> &&
    std::constructible_from<typename P::Word, P> && std::constructible_from<typename P::Mutex, P> &&
    std::constructible_from<typename P::Condition, P> &&
    std::constructible_from<typename P::Semaphore, P, unsigned> &&
    // A thread of the policy's own (a timer); its destructor joins.
    std::constructible_from<typename P::Helper, P, std::function<void()>> &&
    requires(P platform, typename P::Mutex mutex, typename P::Condition condition,
             typename P::Semaphore semaphore, Nanoseconds deadline) {
    mutex.lock();
    mutex.unlock();
    // To be called with the mutex held, signal and broadcast too. A wait may end for no reason.
    condition.wait(mutex);
    { condition.wait_until(mutex, deadline) } -> std::same_as<Waited>;
    condition.signal();
    condition.broadcast();
    // Returns how often it woke and found the permit gone.
    { semaphore.wait() } -> std::same_as<unsigned>;
    semaphore.post();
    { platform.now() } -> std::same_as<Nanoseconds>;
    { platform.processor() } -> std::same_as<unsigned>;
    // How many processors the threads may use.
    { platform.processors() } -> std::same_as<unsigned>;
    // Passes a moment, well below a microsecond or about one, in a loop that waits without sleeping.
    platform.relax();
    // Lets threads that are ready have the processor.
    platform.give_way();
    { platform.usage() } -> std::same_as<Usage>;
    // Ends the calling thread's part in the run without unwinding it: it never returns.
    platform.halt();
};

}  // namespace minivm::lock
