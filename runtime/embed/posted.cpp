#include "runtime/embed/posted.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/embed/core.hpp"

namespace minivm::MINIVM_ABI::detail {

Posted::~Posted() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool Posted::add(Work work) {
    std::shared_ptr<std::function<void()> const> told;
    {
        std::lock_guard const guard(mutex_);
        if (closed_) return false;
        waiting_.push_back(std::move(work));
        if (waiting_.size() == 1) {
            told = told_;
            signal();
        }
    }
    if (told) (*told)();
    return true;
}

std::size_t Posted::size() const {
    std::lock_guard const guard(mutex_);
    return waiting_.size();
}

bool Posted::take(Work& work) {
    std::lock_guard const guard(mutex_);
    if (waiting_.empty()) return false;
    work = std::move(waiting_.front());
    waiting_.pop_front();
    if (waiting_.empty()) calm();
    return true;
}

void Posted::on_work(std::function<void()> told) {
    auto const next = told ? std::make_shared<std::function<void()> const>(std::move(told)) : nullptr;
    std::lock_guard const guard(mutex_);
    told_ = next;
}

int Posted::descriptor() {
    std::lock_guard const guard(mutex_);
    if (descriptor_ < 0) {
        descriptor_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (!waiting_.empty()) signal();
    }
    return descriptor_;
}

void Posted::close() {
    std::deque<Work> dropped;  // their destructors are the host's, and are called without the mutex
    std::shared_ptr<std::function<void()> const> told;
    std::lock_guard const guard(mutex_);
    closed_ = true;
    dropped.swap(waiting_);
    told.swap(told_);
    calm();
}

// A counter that is not zero for as long as there is work: both can fail only where that holds already.
void Posted::signal() const {
    if (descriptor_ >= 0) (void)eventfd_write(descriptor_, 1);
}
void Posted::calm() const {
    eventfd_t count = 0;
    if (descriptor_ >= 0) (void)eventfd_read(descriptor_, &count);
}

namespace {

/// Whether what the call may use is used up, or it was told to stop.
bool is_over(Thread const& thread) {
    return (thread.pending.load(std::memory_order_relaxed) & pending::stop) != 0 ||
           Machine::of(thread).steps_left(Machine::attachment(thread)) == 0;
}

/// What works like a call of a native from a script, but comes by no safepoint in between.
void let_others_run(Thread& thread) {
    if ((thread.pending.load(std::memory_order_relaxed) &
         (pending::drop_request | pending::every_safepoint)) == 0)
        return;
    (void)Machine::of(thread).gil().switch_point(Machine::attachment(thread));
}

std::size_t run_posted(Context& context) {
    Thread& thread = thread_of(context);
    Posted& posted = Core::of(thread).posted();
    std::size_t const there = posted.size();  // what these post is for the next time
    std::size_t done = 0;
    for (Posted::Work work; done < there && !is_over(thread) && posted.take(work); work = nullptr) {
        ++done;
        work();
        let_others_run(thread);
    }
    return done;
}

}  // namespace

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm::MINIVM_ABI {

Result<void> Vm::post(std::function<void()> work) {
    if (!work) return detail::Core::make_error(Error::Kind::misuse, "TypeError", "no function to post");
    if (core_->closed() || !core_->posted().add(std::move(work)))
        return detail::Core::make_error(Error::Kind::closed, "RuntimeError", "the Vm is closed");
    return {};
}

Result<std::size_t> Vm::run_posted(Budget const& budget) {
    return detail::within<std::size_t>(*core_, budget,
                                       [](Context& context) { return detail::run_posted(context); });
}

std::size_t Vm::posted() const { return core_->posted().size(); }

void Vm::on_posted(std::function<void()> told) { core_->posted().on_work(std::move(told)); }

Result<int> Vm::posted_descriptor() {
    int const descriptor = core_->posted().descriptor();
    if (descriptor < 0) return Error("OSError", std::strerror(errno));
    return descriptor;
}

}  // namespace minivm::MINIVM_ABI
