#pragma once

// What happened in a run: every change of every thread's state, in order, with its moment, its cause and its
// place in the program. A trace is a plain value; all reports are made from it and from nothing else, whether
// it was just recorded or was read from a file.

#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

#include "runtime/lock/platform.hpp"
#include "runtime/lock/states.hpp"

namespace minivm::trace {

using lock::Cause;
using lock::Nanoseconds;
using lock::State;

// Stands for no thread at all.
inline constexpr std::uint32_t no_thread = ~std::uint32_t{0};

// The first five are the state that the thread enters. Where threads run at once, "to have the lock" is to be
// one that runs, and to wait for it is to wait until the world goes on, or for one's own beginning.
enum class Kind : std::uint8_t {
    wait,   // wants the lock. The cause tells why it is not running: it blocked before, or it was made to let
            // go, or (collection, change) it wants all others to stand still. `other`, if any, has stopped
            // the world
    run,    // has the lock; for a collection or a change: alone, until the world starts
    block,  // let the lock go for a call
    leave,  // ended, or went back to the host's code
    stop,   // stopped for ever: the lock was closed
    retake,            // let go and had the lock again at once, `amount` times from `time` to `until`
    request,           // was asked to let go by `other` (or by the policy)
    wasted_wake,       // woke `amount` times to find the lock taken
    collection_begin,  // collects garbage
    collection_end,
    signal,        // noticed a signal
    deadlock,      // no thread can go on
    policy,        // changed the lock's policy
    world_starts,  // lets the others go on. It had stopped them since it ran for a collection or a change
};
inline constexpr std::size_t kind_count = 14;

std::string_view name_of(Kind kind);

// Where in the program. Number 0 of a trace is nowhere.
struct Place {
    std::string file;
    std::uint32_t line = 0;
    std::string function;
    std::string text;  // the line, without its indentation
};

struct Event {
    Nanoseconds time = 0;      // since the trace began
    Nanoseconds until = 0;     // retake: the last of them
    std::uint64_t amount = 0;  // retake, wasted_wake
    std::uint32_t thread = 0;  // index in Trace::threads
    std::uint32_t place = 0;   // index in Trace::places; of a request: where the asked thread was
    std::uint32_t call = 0;    // block, policy: index in Trace::calls
    std::uint32_t other = no_thread;
    Kind kind = Kind::wait;
    Cause cause = Cause::none;

    bool operator==(Event const&) const = default;
};

struct ThreadInfo {
    std::string name;
    Nanoseconds processor_time = -1;  // -1: unknown
    std::uint64_t voluntary_switches = 0;
    std::uint64_t involuntary_switches = 0;
};

// What threads found locked, where they run at once: an object of the script's or a table of the
// interpreter's.
struct Lockable {
    std::string type;            // "dict"; of a table, what is in it
    std::string name;            // "counts", "Account.all", "(many)"; empty: not known
    std::uint64_t identity = 0;  // as id() gives it; 0: a table, or many objects

    bool operator==(Lockable const&) const = default;
};

// How often one thread found one thing locked by another, at one place. The thread runs meanwhile: it spins,
// then sleeps.
struct ObjectWaits {
    std::uint32_t thread = 0;
    std::uint32_t place = 0;
    std::uint32_t object = 0;  // index in Trace::objects
    std::uint64_t count = 0;
    Nanoseconds time = 0;  // in all
    Nanoseconds longest = 0;
    Nanoseconds first = 0;  // when the first began
    Nanoseconds last = 0;   // when the last was over

    bool operator==(ObjectWaits const&) const = default;
};

// Texts are legible (see text.hpp) when the recorder or read() made the trace.
struct Trace {
    std::string program;      // as it was called
    std::string policy;       // the lock's; several if the program changed it
    bool concurrent = false;  // threads ran at once: there was no lock
    Nanoseconds switch_interval = 0;
    std::int64_t check_interval = 0;
    std::uint32_t processors = 0;  // that the process might use
    double load = 0;               // of the machine when the program began, as its load average over a minute
    Nanoseconds duration = 0;      // from the first event to the end
    double cost_per_event = 0;     // nanoseconds, measured by the recorder on itself
    std::uint64_t recorded = 0;    // how often the recorder was told of something
    std::uint64_t lost = 0;        // events that found no room
    bool virtual_time = false;     // times are the policy's, not a clock's
    std::vector<ThreadInfo> threads;
    std::vector<Place> places{Place{}};
    std::vector<std::string> calls{std::string{}};  // what is called, and policies; number 0: none
    std::vector<Event> events;                      // in the order in which they happened
    std::vector<Lockable> objects;
    std::vector<ObjectWaits> object_waits;  // one for a thread, a place and an object

    // "file:line", or "" for nowhere.
    std::string where(std::uint32_t place) const;
    // The policy that the run began with, and the events by which it got others.
    std::string first_policy() const { return policy.substr(0, policy.find(',')); }
    std::vector<Event> policy_changes() const;
};

// A file that is not a trace, or not a whole one.
class FormatError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The binary form (see trace_file.cpp). Reading throws FormatError.
void write(Trace const& trace, std::ostream& out);
Trace read(std::istream& in);

}  // namespace minivm::trace
