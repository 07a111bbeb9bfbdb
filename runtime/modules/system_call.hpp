#pragma once
// System calls on behalf of a script: without the interpreter lock, and again after a signal whose handler
// returned (PEP 475). `attempt` returns what the call did, -1 and errno if it failed; it must touch no object
// that another thread could change. Lock: held, released meanwhile. May run script code (handlers of signals)
// and collect.
#include <cerrno>
#include <concepts>
#include <span>
#include <string>
#include <string_view>

#include "runtime/machine.hpp"
#include "vm/raise.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Module;
struct NativeSpec;

template <typename F>
concept SystemCall = requires(F attempt) {
    { attempt() } -> std::convertible_to<std::int64_t>;
};

/// One attempt: its result, or the errno as a negative number.
template <SystemCall F>
std::int64_t attempt_unlocked(Thread& thread, F attempt) {
    Unlocked unlocked(thread, lock::Cause::io);
    errno = 0;
    std::int64_t const result = attempt();
    return result < 0 ? -std::int64_t{errno} : result;
}

/// The same for one that may wait, and whose -EINTR means that it did nothing: at once if a handler is due,
/// or the thread is to end. What asks for that while the lock is given back would not end the call.
template <SystemCall F>
std::int64_t attempt_wait_unlocked(Thread& thread, F attempt) {
    return attempt_unlocked(thread, [&]() -> std::int64_t {
        if (thread.pending.load(std::memory_order_relaxed) & pending::ends_waits) {
            errno = EINTR;
            return -1;
        }
        return attempt();
    });
}

/// As often as signals make necessary: the result, or the errno as a negative number. Fails if a handler
/// raises.
template <SystemCall F>
Result<std::int64_t> retry_unlocked(Thread& thread, F attempt) {
    while (true) {
        std::int64_t const result = attempt_wait_unlocked(thread, attempt);
        if (result != -EINTR) return result;
        MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    }
}

/// The same where failure is an OSError. `file` is what it is about.
template <SystemCall F>
Result<std::int64_t> system_call(Thread& thread, F attempt, Value file = Value::none()) {
    std::int64_t const result = MINIVM_TRY(retry_unlocked(thread, attempt));
    if (result < 0) return raise_os_error(thread, static_cast<int>(-result), file);
    return result;
}

/// A C int from __index__. TypeError, and OverflowError as CPython's function words it: one with a converter
/// of its own, or one that parses its arguments by a format string.
enum class IntParsing { converted, by_format };
Result<int> int_argument(Thread& thread, Value value, IntParsing parsing = IntParsing::converted);
/// What CPython's "O&" with a converter for file descriptors takes: an int, or an object with fileno().
Result<int> descriptor_argument(Thread& thread, Value value);
/// A path, or other text for the system, as its bytes: a str without null characters; lone surrogates
/// U+DC80..U+DCFF are the bytes 80..FF. `function`, `parameter` and what else it could be are for the
/// message.
Result<std::string> path_argument(Thread& thread, Value value, char const* function, char const* parameter,
                                  char const* kinds = "string, bytes or os.PathLike");
/// The octets of a bytes-like argument, good while the argument is rooted: those that could change are
/// copied.
class OctetsArgument {
public:
    OctetsArgument() = default;
    OctetsArgument(OctetsArgument const&) = delete;
    OctetsArgument& operator=(OctetsArgument const&) = delete;
    /// TypeError "a bytes-like object is required, not 'str'".
    Result<void> take(Thread& thread, Value value);
    std::string_view view() const { return view_; }

private:
    std::string copy_;
    std::string_view view_;
};

/// The other way round: bytes of the system's as a str.
Result<Value> text_of_system(Thread& thread, std::string_view bytes);

/// A module's constants that are ints.
struct IntConstant {
    char const* name;
    std::int64_t value;
};
void add_constants(Thread& thread, Module* module, std::span<IntConstant const> constants);

}  // namespace minivm
