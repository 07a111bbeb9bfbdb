#pragma once
// str.encode and bytes.decode: UTF-8, ASCII and Latin-1, with CPython's error handlers. Other encodings are
// refused by name.
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Bytes;
struct Str;
struct Thread;

/// The text of bytes-like `source`. `encoding` and `errors` are strs, or unbound for utf-8 and strict.
/// UnicodeDecodeError, LookupError. Runs no script code.
Result<Str*> decode(Thread& thread, Value source, Value encoding, Value errors);
/// UnicodeEncodeError, LookupError. Runs no script code.
Result<Bytes*> encode(Thread& thread, Str* text, Value encoding, Value errors);
/// Checks the arguments `encoding` and `errors` of a constructor or method: TypeError "decode() argument
/// 'errors' must be str, not int".
Result<void> check_codec_arguments(Thread& thread, char const* function, Value encoding, Value errors);

}  // namespace minivm
