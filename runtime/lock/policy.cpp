#include "runtime/lock/policy.hpp"

#include <algorithm>
#include <array>

#include "runtime/lock/adaptive.hpp"
#include "runtime/lock/deadline.hpp"
#include "runtime/lock/fifo.hpp"
#include "runtime/lock/interval.hpp"
#include "runtime/lock/masterlock.hpp"
#include "runtime/lock/off.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/lock/priority.hpp"
#include "runtime/lock/seeded.hpp"
#include "runtime/lock/steal.hpp"
#include "runtime/lock/tick.hpp"

namespace minivm::lock {
namespace {

struct Entry {
    PolicyDescription description;
    std::unique_ptr<Policy> (*make)(PolicySettings const& settings);
};

template <typename P>
std::unique_ptr<Policy> make(PolicySettings const&) {
    return std::make_unique<P>(OsPlatform{});
}

std::unique_ptr<Policy> make_seeded(PolicySettings const& settings) {
    return std::make_unique<Seeded<OsPlatform>>(OsPlatform{}, settings.seed, settings.switch_one_in);
}

// Null where objects are not synchronised without a lock.
constexpr auto make_off = free_threaded ? make<Off<OsPlatform>> : nullptr;

constexpr Entry entries[] = {
    {{"interval", "CPython 3.2 and newer", "a waiter asks after an interval, the holder waits for a taker",
      "switch interval 5 ms"},
     make<Interval<OsPlatform>>},
    {{"interval:unforced", "CPython 3.2 without FORCE_SWITCHING",
      "a waiter asks after an interval, the holder may be the next as well", "switch interval 5 ms"},
     make<UnforcedInterval<OsPlatform>>},
    {{"tick", "CPython 2.7, Linux", "lets go every so many bytecodes: a semaphore, nothing handed over",
      "check interval 100"},
     make<Tick<OsPlatform>>},
    {{"tick:cond", "CPython 2.7, macOS", "the same with a flag, a mutex and a condition",
      "check interval 100"},
     make<TickOnCondition<OsPlatform>>},
    {{"fifo", "Ruby 3.3", "a queue; handed over when a timer has counted a quantum",
      "switch interval 100 ms"},
     make<Fifo<OsPlatform>>},
    {{"masterlock", "OCaml 5.4", "a tick thread has the holder yield, to a waiter and only if there is one",
      "switch interval 50 ms"},
     make<Masterlock<OsPlatform>>},
    {{"steal", "PyPy",
      "an atomic word that one waiter polls every 0.1 ms; handed over after so many bytecodes",
      "check interval 10000"},
     make<Steal<OsPlatform>>},
    {{"priority", "Beazley's proposal for CPython, 2010",
      "as interval; a thread that lets go by itself preempts one that was made to", "switch interval 5 ms"},
     make<Priority<OsPlatform>>},
    {{"deadline", "Aides's proposal for CPython (BFS), 2010",
      "the earliest virtual deadline runs; a slice used up sets a new one, 8 slices ahead",
      "switch interval 10 ms, check interval 5000"},
     make<Deadline<OsPlatform>>},
    {{"adaptive", "minivm",
      "turns in order; a thread that blocked preempts, on credit; the heir spins briefly",
      "switch interval 10 ms"},
     make<Adaptive<OsPlatform>>},
    {{"seeded", "minivm", "a generator decides at every switch point, in virtual time",
      "seed 0, switch one in 8"},
     make_seeded},
    {{"off", "CPython 3.13 and newer, free-threaded",
      "no lock: threads run at once, and objects look after themselves (minivm-ft)", "none"},
     make_off},
};

Entry const* find_entry(std::string_view name) {
    return std::ranges::find_if(entries, [&](Entry const& known) { return known.description.name == name; });
}

}  // namespace

bool is_policy(std::string_view name) { return find_entry(name) != std::end(entries); }

std::unique_ptr<Policy> make_policy(std::string_view name, PolicySettings const& settings) {
    Entry const* const entry = find_entry(name);
    if (entry == std::end(entries) || entry->make == nullptr) return nullptr;
    std::unique_ptr<Policy> policy = entry->make(settings);
    if (settings.check_interval) policy->check_interval(*settings.check_interval);
    if (settings.switch_interval) policy->switch_interval(*settings.switch_interval);
    return policy;
}

std::vector<PolicyDescription> policies() {
    std::vector<PolicyDescription> descriptions;
    for (Entry const& entry : entries)
        if (entry.make != nullptr) descriptions.push_back(entry.description);
    return descriptions;
}

std::string policy_names() {
    std::string names;
    for (PolicyDescription const& description : policies()) {
        if (!names.empty()) names += ", ";
        names += description.name;
    }
    return names;
}

std::string format_policies() {
    using Column = std::string_view PolicyDescription::*;
    constexpr std::array<Column, 4> columns{&PolicyDescription::name, &PolicyDescription::origin,
                                            &PolicyDescription::parameters, &PolicyDescription::mechanism};
    std::vector<PolicyDescription> rows{{"policy", "whose", "how it gives way", "defaults"}};
    for (Entry const& entry : entries) rows.push_back(entry.description);
    std::array<std::size_t, columns.size()> widths{};
    for (PolicyDescription const& row : rows) {
        for (std::size_t column = 0; column < columns.size(); ++column)
            widths[column] = std::max(widths[column], (row.*columns[column]).size());
    }
    std::string table;
    for (PolicyDescription const& row : rows) {
        for (std::size_t column = 0; column < columns.size(); ++column) {
            std::string_view const cell = row.*columns[column];
            table += cell;
            if (column + 1 < columns.size()) table.append(widths[column] - cell.size() + 2, ' ');
        }
        table += '\n';
    }
    return table;
}

}  // namespace minivm::lock
