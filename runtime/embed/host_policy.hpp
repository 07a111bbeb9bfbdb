#pragma once
// A policy of the host's as the machine's: it does what every policy on this platform does, and asks the
// host's for the rest. No exception gets out of that, and no Vm can be called from it.
#include <memory>
#include <string>

#include "minivm/policy.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/policy_on.hpp"

namespace minivm::MINIVM_ABI::detail {

class HostPolicy final : public lock::PolicyOn<lock::OsPlatform> {
public:
    using Host = MINIVM_ABI::Policy;  // which the machine's would hide

    HostPolicy(std::string name, std::unique_ptr<Host> policy);

    std::string_view name() const override { return name_; }

    void attach(lock::Attachment& thread, lock::Arrival arrival) override;
    void detach(lock::Attachment& thread) override;
    bool try_acquire(lock::Attachment& thread) override;
    void acquire(lock::Attachment& thread) override;
    void release(lock::Attachment& thread, lock::Cause cause) override;
    void yield(lock::Attachment& thread, lock::Cause cause) override;
    bool at_switch_point(lock::Attachment& thread) override;

    /// For PolicyThread.
    static void request(PolicyThread& holder, PolicyThread const* waiter);
    static lock::Attachment& attachment(PolicyThread const& thread) {
        return *static_cast<lock::Attachment*>(thread.thread_);
    }

private:
    struct Place;
    static Place& place_of(lock::Attachment& thread);
    static PolicyThread& as_seen(lock::Attachment& thread);
    static void answer(lock::Attachment& thread);

    std::string const name_;
    std::unique_ptr<Host> const policy_;
};

/// The policy that these are the settings of. Throws Error, of kind misuse: there is none of that name, a
/// name that cannot be one; and whatever LockPolicy::make throws.
std::unique_ptr<lock::Policy> make_policy(LockPolicy const& policy);

}  // namespace minivm::MINIVM_ABI::detail
