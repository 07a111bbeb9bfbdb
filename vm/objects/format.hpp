#pragma once
// The format mini-language (PEP 3101) for int, float and str, str.format, and printf-style `%`.
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Dict;
struct Str;
struct Thread;
struct Tuple;

/// `value` is an int, float, bool or str; ValueError as CPython words it.
Result<Str*> format_int(Thread& thread, Value value, Str* spec);
Result<Str*> format_float(Thread& thread, double value, Str* spec);
Result<Str*> format_str(Thread& thread, Str* value, Str* spec);
/// text % values
Result<Str*> format_percent(Thread& thread, Str* text, Value values);
/// octets % values, for bytes and bytearray
Result<Value> format_percent_bytes(Thread& thread, Value octets, Value values);
/// text.format(*arguments, **keywords); `mapping` for format_map: any object with __getitem__.
Result<Str*> format_fields(Thread& thread, Str* text, Tuple* arguments, Value mapping);

}  // namespace minivm
