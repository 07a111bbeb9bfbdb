#pragma once

// A policy for one thread at a time whose clock moves when it is told to, and which gives the lock to whoever
// asks.

#include "runtime/lock/gil.hpp"

namespace minivm::lock {

class StillThread final : public Attachment {
public:
    using Attachment::Attachment;
    void request() override {}
    void withdraw() override {}
};

class StillPolicy final : public Policy {
public:
    explicit StillPolicy(std::string_view name = "still") : name_{name} {}
    std::string_view name() const override { return name_; }
    void attach(Attachment&, Arrival) override {}
    void detach(Attachment&) override {}
    void acquire(Attachment&) override { time += acquiring_takes; }
    void release(Attachment&, Cause) override {}
    Wake block(Attachment&, Cause, Nanoseconds, Ready) override { return Wake::timed_out; }
    void unpark(Attachment&) override {}
    void interrupt(Attachment&) override {}
    Nanoseconds now() override { return time; }
    Usage usage() override {
        return Usage{.processor_time = time / 2, .voluntary_switches = 3, .involuntary_switches = 4};
    }
    [[noreturn]] void halt() override { std::terminate(); }

    Nanoseconds time = 0;
    Nanoseconds acquiring_takes = 0;

private:
    std::string_view const name_;
};

}  // namespace minivm::lock
