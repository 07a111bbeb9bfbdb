#include "runtime/modules/timeout.hpp"

#include <cmath>

#include "runtime/machine.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace minivm {

Result<lock::Nanoseconds> timeout_of(Thread& thread, Value seconds) {
    constexpr double nanoseconds = 1e9;
    if (is_float(seconds)) {
        double const d = as_double(seconds);
        if (std::isnan(d)) return raise_value_error(thread, "Invalid value NaN (not a number)");
        if (d > timeout_max) return raise_overflow_error(thread, "timeout value is too large");
        if (d < -timeout_max)
            return raise_overflow_error(thread, "timestamp too large to convert to C _PyTime_t");
        return static_cast<lock::Nanoseconds>(std::ceil(d * nanoseconds));
    }
    Value const number = MINIVM_TRY(index(thread, seconds));
    bool fits = false;
    std::int64_t const whole = to_int64(number, fits);
    if (!fits || static_cast<double>(whole) > timeout_max || static_cast<double>(whole) < -timeout_max)
        return raise_overflow_error(thread, "timeout value is too large");
    return static_cast<lock::Nanoseconds>(whole) * 1'000'000'000;
}

Result<lock::Nanoseconds> nanoseconds_of(Thread& thread, Value seconds) {
    constexpr std::int64_t second = 1'000'000'000;
    if (is_float(seconds)) {
        double const d = std::ceil(as_double(seconds) * 1e9);
        if (std::isnan(d)) return raise_value_error(thread, "Invalid value NaN (not a number)");
        // CPython rounds away from zero: what is below it stays there.
        if (d == 0 && as_double(seconds) < 0) return -1;
        if (!(std::abs(d) < 0x1p63))
            return raise_overflow_error(thread, "timestamp out of range for platform time_t");
        return static_cast<lock::Nanoseconds>(d);
    }
    Value const number = MINIVM_TRY(index(thread, seconds));
    bool fits = false;
    std::int64_t const whole = to_int64(number, fits);
    if (!fits || whole > INT64_MAX / second || whole < INT64_MIN / second)
        return raise_overflow_error(thread, "timestamp too large to convert to C _PyTime_t");
    return whole * second;
}

Result<std::optional<lock::Nanoseconds>> wait_arguments(Thread& thread, Value block, Value timeout) {
    bool waits = true;
    if (!block.is_unbound()) waits = MINIVM_TRY(truth(thread, block));
    if (!waits) return std::optional<lock::Nanoseconds>();
    if (timeout.is_unbound() || timeout.is_none()) return std::optional(lock::never);
    lock::Nanoseconds const left = MINIVM_TRY(timeout_of(thread, timeout));
    if (left < 0) return raise_value_error(thread, "'timeout' must be a non-negative number");
    return std::optional(Machine::of(thread).gil().deadline_after(left));
}

}  // namespace minivm
