#pragma once
// The text of a number before it is laid out: what the format mini-language and `%` share. Pure functions;
// any thread.
#include <cstddef>
#include <cstdint>
#include <string>

#include "vm/object.hpp"

namespace minivm {

struct Thread;

/// How to write a double. `type` is one of e f g r, lower case ('r': the shortest digits that read back).
struct FloatStyle {
    char type = 'g';
    std::int64_t precision = 6;
    bool upper = false;       // INF, NAN and E
    bool keep_point = false;  // the alternate form: a point, and for g the zeros behind it, always
    bool add_point_zero =
        false;  // "1.0" rather than "1"; numbers that would fill the precision take an exponent
    bool no_negative_zero = false;  // what rounds to zero has no sign
};

/// "-" if negative, digits, point, decimals, exponent; or inf, nan. The precision must be below
/// max_precision.
std::string float_text(double d, FloatStyle const& style);
inline constexpr std::int64_t max_precision = std::int64_t{1} << 30;

/// Whether there is memory for a text of so many characters; the length of a width or precision from a
/// script.
bool text_fits(Thread& thread, std::int64_t length);

}  // namespace minivm
