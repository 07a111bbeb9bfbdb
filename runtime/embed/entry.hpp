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

/// Whether the calling thread is in a call of this Vm, or in a native of the host's that one called.
bool is_inside(Core const& core);

/// What a class of callable objects is made of: native functions that have no name to be bound to.
minivm::Type* make_callable_type(Thread& thread);

}  // namespace minivm::MINIVM_ABI::detail
