#pragma once
// What the rest of embed/ knows of the calling thread's stays in Vms: see entry.cpp.
#include "runtime/embed/core.hpp"

namespace minivm::MINIVM_ABI::detail {

/// A native of the host's, while it runs. Lock: held.
class NativeStay {
public:
    NativeStay(Core& core, Thread& thread) noexcept
        : entry_(core, static_cast<void*>(&Machine::attachment(thread))) {}

private:
    Entry const entry_;
};

/// Code of the host's that the machine runs in the middle of something: a destructor, during a collection, or
/// what a stream leads to, with the lock given up behind the back of the stay. It can neither enter a Vm nor
/// let a lock go.
class Barred {
public:
    explicit Barred(Entry::Refusal why) noexcept;
    ~Barred();
    Barred(Barred const&) = delete;
    Barred& operator=(Barred const&) = delete;

private:
    Entry::Refusal const outer_;
};

/// For what cannot be an Error: ends the program.
[[noreturn]] void die(char const* why);

/// Whether the calling thread is in a call of this Vm, or in a native of the host's that one called.
bool is_inside(Core const& core);

/// What a class of callable objects is made of: native functions that have no name to be bound to.
minivm::Type* make_callable_type(Thread& thread);

}  // namespace minivm::MINIVM_ABI::detail
