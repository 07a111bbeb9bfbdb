#include "runtime/lock/policy.hpp"

#include "runtime/lock/interval.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/seeded.hpp"
#include "runtime/lock/tick.hpp"

namespace minivm::lock {

std::unique_ptr<Policy> make_policy(std::string_view name, PolicySettings const& settings) {
    std::unique_ptr<Policy> policy;
    if (name == "interval") {
        policy = std::make_unique<Interval<OsPlatform>>(OsPlatform{});
    } else if (name == "tick") {
        policy = std::make_unique<Tick<OsPlatform>>(OsPlatform{});
    } else if (name == "seeded") {
        policy = std::make_unique<Seeded<OsPlatform>>(OsPlatform{}, settings.seed, settings.switch_one_in);
    } else {
        return nullptr;
    }
    policy->check_interval(settings.check_interval);
    policy->switch_interval(settings.switch_interval);
    return policy;
}

std::string_view policy_names() { return "interval, tick, seeded"; }

}  // namespace minivm::lock
