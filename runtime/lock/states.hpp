#pragma once

// What a thread can be to the lock, why it changes from one to the other, and how a blocked wait ends. These
// words are the vocabulary of traces and statistics as well, so their spelling (`name_of`) is part of the
// interface.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace minivm::lock {

// detached: unknown to the lock, or at home in the host's code. waiting: wants the lock. running: holds it.
// blocked: let it go for a Cause and will be back. stopped: came back after the lock was closed and never
// runs again.
enum class State : std::uint8_t { detached, waiting, running, blocked, stopped };

// Why a thread let the lock go (or wants it, for `none` and `start`).
enum class Cause : std::uint8_t {
    none,
    start,           // its first turn
    forced,          // another thread asked for the lock and a safepoint honoured it
    tick,            // its allowance of bytecodes is used up
    yield,           // of its own will, with nothing to wait for
    io,              // a system call which may wait
    output,          // writing to a standard stream
    sleep,           // until a moment
    lock_wait,       // for a lock of the script's
    join,            // for another thread's end
    event,           // for any other thing that a thread of the script does
    host,            // back in the host's code, which may come again or not
    exit,            // for good
    stop_the_world,  // another thread wants all others to stand still
    collection,      // wants all others to stand still while it collects garbage
    change,          // or while it changes what no thread may be in the middle of using
};
inline constexpr std::size_t cause_count = 16;

// How a blocked wait ended.
enum class Wake : std::uint8_t { woken, timed_out, interrupted };

// Whether a thread that waits for this stops the world, and does not just stand still for another.
constexpr bool stops_world(Cause cause) { return cause == Cause::collection || cause == Cause::change; }

std::string_view name_of(State state);
std::string_view name_of(Cause cause);

}  // namespace minivm::lock
