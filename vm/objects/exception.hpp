#pragma once
// Exceptions and their tracebacks.
#include <string>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Function;
struct Str;
struct Thread;
struct Tuple;
struct Type;
using Word = std::uint64_t;

/// Attributes that scripts set (and those of OSError, StopIteration.value, SystemExit.code, ... which are
/// slots too) follow in the slots: a class derived from an exception lays out its instances like any other.
struct Exception : Object {
    static constexpr Kind kind_of = Kind::exception;
    Slot arguments;  // Tuple
    Slot cause;      // exception or None
    Slot context;    // exception or None
    Slot traceback;  // Traceback or None
    Shared<bool> suppress_context;
    Shared<bool> unwinding;  // its traceback grows as frames are left
};

/// One frame that the exception passed through; `next` is the one nearer to the raise.
struct Traceback : Object {
    static constexpr Kind kind_of = Kind::traceback;
    Slot next;                  // Traceback or None
    struct Function* function;  // whose frame it was
    Word const* pc;
};

Value make_exception(Thread& thread, Type* type, Tuple* arguments);
/// What CPython prints for an exception that nobody caught: "Traceback (most recent call last): ...", with
/// causes and contexts, carets and suggestions. May run script code (__str__); never raises (prints
/// "<exception str() failed>").
std::string format_exception(Thread& thread, Value exception);
/// ". Did you mean: 'name'?" for a NameError or AttributeError whose name resembles a known one, else
/// nothing. May run script code; never raises. (vm/suggestions.cpp)
std::string suggestion(Thread& thread, Value exception);
/// Called by the unwinder for each frame left: puts it in front of the traceback.
void add_traceback(Thread& thread, Value exception, Function* function, Word const* pc);

void define_exceptions(Thread& thread);
void define_os_error(Thread& thread);  // called by define_exceptions (vm/objects/os_error.cpp)

}  // namespace minivm
