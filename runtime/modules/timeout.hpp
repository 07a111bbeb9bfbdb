#pragma once
// Seconds of the script's as the lock's nanoseconds.
#include <optional>

#include "runtime/lock/platform.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Thread;

constexpr lock::Nanoseconds no_timeout = -1'000'000'000;  // what timeout=-1 comes to
constexpr double timeout_max = 9223372036.0;              // threading.TIMEOUT_MAX of CPython on Linux

/// A number of seconds, rounded up to nanoseconds. TypeError, ValueError (nan), OverflowError beyond
/// timeout_max. May run script code
/// (__float__, __index__).
Result<lock::Nanoseconds> timeout_of(Thread& thread, Value seconds);
/// The same for time that the system measures: of any size that fits. ValueError (nan), OverflowError.
Result<lock::Nanoseconds> nanoseconds_of(Thread& thread, Value seconds);
/// The arguments `block=True, timeout=None` of a queue's put or get: the deadline, of the thread's Gil, or
/// nothing if it is not to wait. As timeout_of, and ValueError (negative).
Result<std::optional<lock::Nanoseconds>> wait_arguments(Thread& thread, Value block, Value timeout);

}  // namespace minivm
