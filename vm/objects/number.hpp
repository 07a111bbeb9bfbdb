#pragma once
// What the numeric types have in common: the builtins divmod(), pow() and round() for any operands, and the
// reading of numbers from text in any script. Lock: held; may run script code unless the operands are builtin
// numbers.
#include <string>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Str;
struct Thread;

/// divmod(): a Tuple for numbers, anything for objects with __divmod__ or __rdivmod__.
Result<Value> divmod(Thread& thread, Value left, Value right);
/// pow(base, exponent, modulus); a None modulus means base ** exponent.
Result<Value> power(Thread& thread, Value base, Value exponent, Value modulus);
/// round(number, digits); `digits` unbound or None: to the nearest int.
Result<Value> round_number(Thread& thread, Value number, Value digits);

/// The text with the decimal digits of all scripts turned into 0 to 9 and all white space into ' ': what
/// int() and float() read. Ends with a '?' at the first other character that is not ASCII.
std::string number_text(Str const* text);

}  // namespace minivm
