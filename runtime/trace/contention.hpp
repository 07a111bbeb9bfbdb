#pragma once

// Where threads run at once, each object guards itself, and a thread that wants to change one which another
// is just changing waits for it. What was waited for, how often and where.

#include <string>
#include <vector>

#include "runtime/trace/trace.hpp"

namespace minivm::trace {

struct Contended {
    struct At {
        std::uint32_t place = 0;
        std::uint64_t count = 0;
        Nanoseconds time = 0;
    };

    std::uint32_t object = 0;  // index in Trace::objects
    std::uint64_t count = 0;   // how often a thread found it taken
    Nanoseconds time = 0;      // that threads waited
    Nanoseconds longest = 0;
    std::size_t threads = 0;  // that did
    std::vector<At> places;   // the one with the most time first
};

// The one with the most time first.
std::vector<Contended> contended_objects(Trace const& trace);

// "list shared", "dict at 0x7f0000000a40", "the heap's memory".
std::string object_text(Lockable const& object);

// A table of them, or that there are none; with a heading, for people.
std::string format_contention(Trace const& trace);

}  // namespace minivm::trace
