#pragma once
// int: small ones are Values (|i| < 2^60), larger ones BigInt, sign and magnitude, on GMP's mpn layer. Every
// result is normalised: a BigInt never holds what fits a small int, so that identity tells small ints apart.
// bool is its subclass: functions here that say "int" take bools too.
#include <cstdint>
#include <string>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

struct BigInt : Object {
    static constexpr Kind kind_of = Kind::big_int;
    std::int32_t size;  // limbs, negative for a negative number; never 0
    std::uint32_t reserved;
    std::uint64_t* limbs() { return reinterpret_cast<std::uint64_t*>(this + 1); }
    std::uint64_t const* limbs() const { return reinterpret_cast<std::uint64_t const*>(this + 1); }
};

inline bool is_int(Value value) { return value.is_small_int() || as<BigInt>(value) || value.is_bool(); }
Value make_int(Thread& thread, std::int64_t i);
Value make_int_unsigned(Thread& thread, std::uint64_t i);
/// The value if it fits (bools too); `ok` tells.
std::int64_t to_int64(Value integer, bool& ok);
int sign_of(Value integer);

/// `op` is a BinaryOperator; both operands ints (or bools). ZeroDivisionError, ValueError (negative shift),
/// OverflowError, MemoryError. add .. mod, pow (float result for a negative exponent), shifts, bit
/// operations; truediv correctly rounded.
Result<Value> int_binary(Thread& thread, int op, Value left, Value right);
Result<Value> int_unary(Thread& thread, int op, Value operand);  // a UnaryOperator
int int_compare(Value left, Value right);                        // -1, 0, 1
/// -1, 0, 1, or 2 if `right` is nan. Exact.
int int_compare_double(Value left, double right);
std::int64_t int_hash(Value integer);
Result<Value> int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus);
/// divmod() at once.
Result<void> int_divmod(Thread& thread, Value left, Value right, Value& quotient, Value& remainder);

/// Nearest double, ties to even; OverflowError "int too large to convert to float".
Result<double> int_to_double(Thread& thread, Value integer);
/// The nearest fraction of 53 bits, 0.5 <= |fraction| < 1, so that the int is about fraction * 2**exponent; 0
/// for 0.
double int_frexp(Value integer, std::int64_t& exponent);
/// Truncates; OverflowError/ValueError for inf and nan as int(x) words them.
Result<Value> int_from_double(Thread& thread, double d);
/// int(x) for what is neither number nor text: by __int__, __index__ or __trunc__; unbound if its type has
/// none of them. Runs script code.
Result<Value> int_from_object(Thread& thread, Value x);
/// Base 2 to 36, lower case, no prefix. ValueError past the digits limit (decimal).
Result<std::string> int_to_text(Thread& thread, Value integer, int base = 10);
Result<Str*> int_repr(Thread& thread, Value integer);
/// A literal's digits, of the base, without prefix and underscores. Never fails for a literal that the lexer
/// accepted but for the digits limit.
Result<Value> int_from_digits(Thread& thread, std::string_view digits, int base);
/// int(text, base): white space, sign, prefix, underscores; ValueError "invalid literal for int() with base
/// 10: 'x'".
Result<Value> int_from_str(Thread& thread, Str* text, int base);
/// The same of ASCII text and octets above; the message shows `source`.
Result<Value> int_from_text(Thread& thread, std::string_view text, Value source, int base);
std::uint64_t int_bit_length(Value integer);
/// round(integer, digits): for negative `digits` to a multiple of 10**-digits, ties to even.
Result<Value> int_round(Thread& thread, Value integer, std::int64_t digits);

void define_int(Thread& thread);  // int and bool: constructors and methods

}  // namespace minivm
