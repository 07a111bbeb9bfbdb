#include "runtime/lock/states.hpp"

#include <array>

namespace minivm::lock {

std::string_view name_of(State state) {
    constexpr std::array<std::string_view, 5> names{"detached", "waiting", "running", "blocked", "stopped"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view name_of(Cause cause) {
    constexpr std::array<std::string_view, cause_count> names{
        "none", "start", "forced", "tick", "yield",          "io",         "output", "sleep", "lock_wait",
        "join", "event", "host",   "exit", "stop_the_world", "collection", "change"};
    return names[static_cast<std::size_t>(cause)];
}

}  // namespace minivm::lock
