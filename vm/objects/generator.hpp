#pragma once
// Generators. A suspended one keeps its registers; resuming copies the live ones onto the stack of the thread
// that resumes, so that the code inside runs as if it had been called there.
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

struct Code;
struct Function;
struct Thread;
struct Str;
using Word = std::uint64_t;

struct Generator : Object {
    static constexpr Kind kind_of = Kind::generator;
    enum class State : std::uint8_t { fresh, suspended, running, finished };
    Shared<State> state;  // who moves it to `running` has the rest to itself
    std::uint16_t live;   // registers saved
    Function* function;
    Word const* pc;  // where to go on
    Value handled;   // what it was handling when it yielded
    Value delegate;  // what it is yielding from, or None
    Str* name;
    Str* qualname;
    std::uint32_t capacity;  // registers that fit
    Value* registers() { return reinterpret_cast<Value*>(this + 1); }
    /// From a state that was seen, `fresh` or `suspended`, to running; false if another thread was quicker.
    bool claim(State seen) { return replace_if(state, seen, State::running); }
};

/// send(value) as from C++: the yielded value, or unbound when it returned (`returned` is then its value), or
/// raised.
Result<Value> resume(Thread& thread, Generator* generator, Value sent, Value* returned);
/// throw(exception): the same.
Result<Value> resume_raising(Thread& thread, Generator* generator, Value exception, Value* returned);

void define_generator(Thread& thread);

}  // namespace minivm
