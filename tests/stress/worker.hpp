#pragma once
// What both soaks are made of: a thread as the lock sees it, and the end of the program that is due to a
// defect.
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/lock/attachment.hpp"

namespace {

[[noreturn]] void fail(std::string const& what) {
    std::fprintf(stderr, "soak: %s\n", what.c_str());
    std::abort();
}

class Worker final : public minivm::lock::Attachment {
public:
    using Attachment::Attachment;
    void request() override { asked_.store(true, std::memory_order_relaxed); }
    void withdraw() override { asked_.store(false, std::memory_order_relaxed); }
    bool asked() const { return asked_.load(std::memory_order_relaxed); }  // relaxed; a hint, as in the VM
    // Forgotten first, honoured then.
    bool takes_request() { return asked_.exchange(false, std::memory_order_relaxed); }

    minivm::lock::Nanoseconds longest_wait = 0;
    std::uint64_t turns = 0;

private:
    std::atomic<bool> asked_{false};
};

}  // namespace
