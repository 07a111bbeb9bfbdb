#include "runtime/trace/trace.hpp"

#include <string_view>

namespace minivm::trace {

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::wait: return "wait";
        case Kind::run: return "run";
        case Kind::block: return "block";
        case Kind::leave: return "leave";
        case Kind::stop: return "stop";
        case Kind::retake: return "retake";
        case Kind::request: return "request";
        case Kind::wasted_wake: return "wasted wake-up";
        case Kind::collection_begin: return "collection begins";
        case Kind::collection_end: return "collection ends";
        case Kind::signal: return "signal";
        case Kind::deadlock: return "deadlock";
        case Kind::policy: return "policy";
        case Kind::world_starts: return "world goes on";
    }
    return "";
}

std::string Trace::where(std::uint32_t place) const {
    if (place == 0 || place >= places.size()) return "";
    return places[place].file + ":" + std::to_string(places[place].line);
}

std::vector<Event> Trace::policy_changes() const {
    std::vector<Event> changes;
    for (Event const& event : events)
        if (event.kind == Kind::policy) changes.push_back(event);
    return changes;
}

}  // namespace minivm::trace
