#pragma once
// Raising from C++. Every function here leaves an exception in the Thread and returns Raised{}, so that
// `return raise(...)` works in whatever returns a Result.
#include <string>
#include <string_view>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Thread;
struct Type;

/// An exception of `type` with one str argument. `format` is as for printf.
[[gnu::format(printf, 3, 4)]] Raised raise(Thread& thread, Type* type, char const* format, ...);
/// The same with a finished text (UTF-8, may be long, may hold anything).
Raised raise_text(Thread& thread, Type* type, std::string_view text);
/// An exception with one argument of any type: KeyError(key), StopIteration(value).
Raised raise_with(Thread& thread, Type* type, Value argument);
/// An exception object, or a class that is called without arguments; TypeError if it is neither. `cause`
/// unbound: no `from`.
Raised raise_value(Thread& thread, Value exception, Value cause);

[[gnu::format(printf, 2, 3)]] Raised raise_type_error(Thread& thread, char const* format, ...);
[[gnu::format(printf, 2, 3)]] Raised raise_value_error(Thread& thread, char const* format, ...);
[[gnu::format(printf, 2, 3)]] Raised raise_index_error(Thread& thread, char const* format, ...);
[[gnu::format(printf, 2, 3)]] Raised raise_overflow_error(Thread& thread, char const* format, ...);
/// An OSError of the class that goes with `error`, an errno, with the file that it happened to.
/// (vm/objects/os_error.cpp)
Raised raise_os_error(Thread& thread, int error, Value file = Value::none());
/// The same of a given class (one derived from OSError) and with its own words.
Raised raise_os_error(Thread& thread, Type* type, int error, std::string_view message,
                      Value file = Value::none());
Raised raise_memory_error(Thread& thread);
Raised raise_recursion_error(Thread& thread, char const* where = "");
/// What Mini does not support and CPython does. A BaseException, so that `except Exception` does not hide it.
[[gnu::format(printf, 2, 3)]] Raised raise_unsupported(Thread& thread, char const* format, ...);

/// Ends what the thread is doing: a Stop, which no except clause catches. Until Thread::unwinds_all is set,
/// finally clauses and __exit__ methods run on its way.
Raised raise_stop(Thread& thread, char const* why);

/// The name of a value's type, for messages: "'%s' object is not iterable".
char const* type_name(Thread const& thread, Value value);

/// The exception being handled, in this frame or a caller's, or None. While a generator runs, Thread::handled
/// is only its own.
Value handled_exception(Thread const& thread);
/// True if the waiting exception is an instance of `type`.
bool raised_is(Thread const& thread, Type const* type);
/// Takes the waiting exception away from the Thread and returns it.
Value take_exception(Thread& thread);

}  // namespace minivm
