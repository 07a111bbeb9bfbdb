#include "runtime/embed/host_policy.hpp"

#include <atomic>
#include <cerrno>

#include "runtime/embed/entry.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

// What the host's policy does is done in the middle of a script's system calls, whose errno is to survive.
template <typename F>
auto guarded(F const& f) noexcept {
    Barred const barred(Entry::Refusal::in_policy);
    struct Errno {
        ~Errno() { errno = saved; }
        int const saved = errno;
    } const kept;
    try {
        return f();
    } catch (...) {
        die("a lock policy threw an exception: the lock may be had by nobody now, or by two");
    }
}

Policy::Why why(lock::Cause cause) {
    switch (cause) {
        case lock::Cause::forced:
        case lock::Cause::tick:
        case lock::Cause::yield: return Policy::Why::asked;
        case lock::Cause::host:
        case lock::Cause::exit: return Policy::Why::leaves;
        default: return Policy::Why::blocks;
    }
}

}  // namespace

struct HostPolicy::Place final : lock::Seat {
    PolicyThread thread;
    std::atomic<bool> asked{false};
};

HostPolicy::HostPolicy(std::string name, std::unique_ptr<Host> policy)
    : PolicyOn(lock::OsPlatform{}), name_(std::move(name)), policy_(std::move(policy)) {
    policy_->host_ = this;
}

HostPolicy::Place& HostPolicy::place_of(lock::Attachment& thread) {
    return static_cast<Place&>(thread.seat());
}
PolicyThread& HostPolicy::as_seen(lock::Attachment& thread) { return place_of(thread).thread; }

void HostPolicy::attach(lock::Attachment& thread, lock::Arrival) {
    auto place = std::make_unique<Place>();
    place->thread.thread_ = &thread;
    thread.seat(std::move(place));
    guarded([&] { policy_->attach(as_seen(thread)); });
}

void HostPolicy::detach(lock::Attachment& thread) {
    guarded([&] { policy_->detach(as_seen(thread)); });
}

bool HostPolicy::try_acquire(lock::Attachment& thread) {
    return guarded([&] { return policy_->try_acquire(as_seen(thread)); });
}

void HostPolicy::acquire(lock::Attachment& thread) {
    guarded([&] { policy_->acquire(as_seen(thread)); });
}

void HostPolicy::release(lock::Attachment& thread, lock::Cause cause) {
    answer(thread);
    guarded([&] { policy_->release(as_seen(thread), why(cause)); });
}

void HostPolicy::yield(lock::Attachment& thread, lock::Cause) {
    answer(thread);
    guarded([&] { policy_->yield(as_seen(thread)); });
}

// The flag may have been set by a request which was answered as it was being made.
bool HostPolicy::at_switch_point(lock::Attachment& thread) {
    thread.withdraw();
    answer(thread);
    return guarded([&] { return policy_->should_yield(as_seen(thread)); });
}

// A request that comes after this is answered at another safepoint, if only by saying that it was for before.
void HostPolicy::answer(lock::Attachment& thread) {
    // seq_cst, here and in request: one that finds this false sets the thread's flag after it was withdrawn
    if (!place_of(thread).asked.load(std::memory_order_relaxed)) return;
    thread.withdraw();
    place_of(thread).asked.store(false, std::memory_order_seq_cst);
}

void HostPolicy::request(PolicyThread& holder, PolicyThread const* waiter) {
    lock::Attachment& thread = attachment(holder);
    if (place_of(thread).asked.exchange(true, std::memory_order_seq_cst)) return;
    thread.request();
    thread.gil().requested(thread, waiter != nullptr ? &attachment(*waiter) : nullptr);
}

namespace {

std::unique_ptr<lock::Policy> make_own(LockPolicy const& policy) {
    if (policy.name.empty() || lock::is_policy(policy.name))
        throw Core::make_error(Error::Kind::misuse, "ValueError",
                               "a lock policy of the host's has a name, and none of the machine's own");
    std::unique_ptr<MINIVM_ABI::Policy> own = policy.make();
    if (!own) throw Core::make_error(Error::Kind::misuse, "ValueError", "LockPolicy::make made no policy");
    auto made = std::make_unique<HostPolicy>(policy.name, std::move(own));
    if (policy.switch_interval) made->switch_interval(policy.switch_interval->count());
    if (policy.check_interval) made->check_interval(*policy.check_interval);
    return made;
}

}  // namespace

std::unique_ptr<lock::Policy> make_policy(LockPolicy const& policy) {
    if (policy.make) return make_own(policy);
    lock::PolicySettings settings;
    if (policy.switch_interval) settings.switch_interval = policy.switch_interval->count();
    settings.check_interval = policy.check_interval;
    settings.seed = policy.seed;
    std::string const name = policy.name.empty() ? std::string(lock::default_policy) : policy.name;
    std::unique_ptr<lock::Policy> made = lock::make_policy(name, settings);
    if (!made) throw Core::make_error(Error::Kind::misuse, "ValueError", "no such lock policy: " + name);
    return made;
}

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm::MINIVM_ABI {

std::uint32_t PolicyThread::number() const noexcept { return detail::HostPolicy::attachment(*this).index(); }
std::string const& PolicyThread::name() const noexcept {
    return detail::HostPolicy::attachment(*this).name();
}
void PolicyThread::request(PolicyThread const* waiter) noexcept {
    detail::HostPolicy::request(*this, waiter);
}
void PolicyThread::count_wasted_wake() noexcept {
    detail::HostPolicy::attachment(*this).count_wasted_wakes(1);
}

std::chrono::nanoseconds Policy::switch_interval() const {
    return std::chrono::nanoseconds(static_cast<lock::Policy const*>(host_)->switch_interval());
}

LockPolicy own_policy(std::string name, std::function<std::unique_ptr<Policy>()> make,
                      std::chrono::nanoseconds switch_interval) {
    LockPolicy policy(std::move(name));
    policy.make = std::move(make);
    policy.switch_interval = switch_interval;
    return policy;
}

}  // namespace minivm::MINIVM_ABI
