#pragma once
// What was recorded of a Vm's lock, made into what the host asked for. A Traced is a plain value: it needs
// neither the lock nor the Vm any more.
#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/embed/lock_watch.hpp"
#include "runtime/trace/trace.hpp"

namespace minivm::MINIVM_ABI::detail {

struct Traced {
    std::unique_ptr<Recording> recording;  // over; for what it was made
    trace::Trace trace;

    /// Writes the file, or calls the sink; how many events it got. Error: the file cannot be written, or what
    /// the sink throws.
    Result<std::size_t> hand_over() const;
};

/// Nobody uses the recording any more. Lock: held; may be given up.
Traced traced(Thread& thread, std::unique_ptr<Recording> recording);

}  // namespace minivm::MINIVM_ABI::detail
