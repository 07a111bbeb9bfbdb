#pragma once
// float: doubles below 2^257 are Values themselves, the rest (and inf, nan) are boxed.
#include <string>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

struct BoxedFloat : Object {
    static constexpr Kind kind_of = Kind::boxed_float;
    double value;
};

Value make_boxed_float(Thread& thread, double d);
inline Value make_float(Thread& thread, double d) {
    return Value::fits_double(d) ? Value::small_double(d) : make_boxed_float(thread, d);
}
inline bool is_float(Value value) { return value.is_small_double() || as<BoxedFloat>(value) != nullptr; }
inline double as_double(Value value) {
    return value.is_small_double() ? value.as_small_double() : cast<BoxedFloat>(value)->value;
}
/// float(x) for arithmetic: float, int, bool or an object with __float__/__index__. TypeError "must be real
/// number, not str".
Result<double> to_double(Thread& thread, Value value);

/// `op` is a BinaryOperator; add .. pow. ZeroDivisionError, OverflowError; a complex result (negative **
/// fraction) is rejected as unsupported.
Result<Value> float_binary(Thread& thread, int op, double left, double right);
/// divmod() at once: a Tuple.
Result<Value> float_divmod(Thread& thread, double left, double right);
/// round(d): the nearest int, ties to even.
Result<Value> float_round(Thread& thread, double d);
/// round(d, digits): correctly rounded, as if by the exact decimal expansion.
Result<Value> float_round_digits(Thread& thread, double d, std::int64_t digits);
std::int64_t float_hash(double d);
/// repr(): the shortest digits that read back.
std::string float_repr(double d);
/// float(text); ValueError "could not convert string to float: 'x'".
Result<Value> float_from_str(Thread& thread, Str* text);
/// The same of ASCII text and octets above; the message shows `source`.
Result<Value> float_from_text(Thread& thread, std::string_view text, Value source);
/// For literals and the like: the whole text must be a number. False if not.
bool parse_double(std::string_view text, double& result);
/// float.hex() and float.fromhex(), correctly rounded.
std::string float_hex(double d);
Result<Value> float_from_hex(Thread& thread, std::string_view text);

void define_float(Thread& thread);

}  // namespace minivm
