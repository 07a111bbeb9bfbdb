#include "runtime/embed/channel.hpp"

#include <utility>

#include "runtime/machine.hpp"
#include "vm/raise.hpp"

namespace minivm::MINIVM_ABI::detail {

void Bell::ring() {
    std::lock_guard const guard(mutex_);
    rung_.store(true, std::memory_order_seq_cst);
    rings_.notify_all();
    if (waiting_ != nullptr) waiting_->gil().unpark(*waiting_);
}

lock::Wake Bell::wait(Thread& thread, lock::Nanoseconds deadline) {
    lock::Attachment& self = Machine::attachment(thread);
    {
        std::lock_guard const guard(mutex_);
        waiting_ = &self;
    }
    auto const rung = [this] { return rung_.load(std::memory_order_seq_cst); };
    lock::Wake const wake = self.gil().block(self, lock::Cause::lock_wait, deadline, rung);
    std::lock_guard const guard(mutex_);
    waiting_ = nullptr;
    return wake;
}

bool Bell::wait_on(Thread& thread, std::chrono::milliseconds time) {
    minivm::Unlocked const unlocked(thread, lock::Cause::io);
    std::unique_lock guard(mutex_);
    return rings_.wait_for(guard, time, [this] { return rung_.load(std::memory_order_relaxed); });
}

void Channel::tell_one(Waiters& waiters) {
    if (waiters.empty()) return;
    Waiter* const first = waiters.front();
    waiters.pop_front();
    first->is_told = true;
    first->bell.ring();
}

/// `once` does it if it can, under mutex_. A thread that was told and then gives up tells the next one.
template <typename Attempt>
minivm::Result<bool> Channel::attempt(Thread& thread, Waiters& waiters, lock::Nanoseconds deadline,
                                      Attempt once) {
    while (true) {
        Waiter self;
        {
            std::lock_guard const guard(mutex_);
            if (once()) return true;
            if (deadline <= Machine::of(thread).gil().now()) return false;
            waiters.push_back(&self);
        }
        lock::Wake const wake = self.bell.wait(thread, deadline);
        {
            std::lock_guard const guard(mutex_);
            if (!self.is_told) std::erase(waiters, &self);
            if (once()) return true;
            if (self.is_told) tell_one(waiters);
        }
        if (wake == lock::Wake::interrupted) MINIVM_TRY(Machine::of(thread).check_interrupt(thread));
    }
}

Channel::~Channel() {
    for (Message const& message : messages_) *bytes_ -= message.size();
}

minivm::Result<bool> Channel::put(Thread& thread, Message message, lock::Nanoseconds deadline) {
    std::size_t const limit = Machine::of(thread).settings().memory_limit;
    std::size_t const bytes = message.size();
    if (limit != 0 && (bytes > limit || *bytes_ > limit - bytes)) return raise_memory_error(thread);
    return attempt(thread, putters_, deadline, [&] {
        if (most != 0 && messages_.size() >= most) return false;
        messages_.push_back(std::move(message));
        *bytes_ += bytes;
        tell_one(takers_);
        return true;
    });
}

minivm::Result<bool> Channel::take(Thread& thread, Message& message, lock::Nanoseconds deadline) {
    return attempt(thread, takers_, deadline, [&] {
        if (messages_.empty()) return false;
        message = std::move(messages_.front());
        messages_.pop_front();
        *bytes_ -= message.size();
        tell_one(putters_);
        return true;
    });
}

std::size_t Channel::size() const {
    std::lock_guard const guard(mutex_);
    return messages_.size();
}

}  // namespace minivm::MINIVM_ABI::detail
