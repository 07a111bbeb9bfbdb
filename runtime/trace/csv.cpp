// A table for spreadsheets and scripts (RFC 4180): a line an event, times in nanoseconds. Behind the events,
// for each object that a thread found locked at a place, a line with how often and how long.
#include <ostream>
#include <string>

#include "runtime/trace/contention.hpp"
#include "runtime/trace/exports.hpp"

namespace minivm::trace {
namespace {

std::string quoted(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char const character : text) {
        if (character == '"') quoted += '"';
        quoted += character;
    }
    return quoted + '"';
}

}  // namespace

void write_csv(Trace const& trace, std::ostream& out) {
    out << "time_ns,thread,thread_name,event,cause,file,line,function,call,other,amount,until_ns,object,"
           "waited_ns\r\n";
    auto const begin = [&](Nanoseconds time, std::uint32_t thread) -> std::ostream& {
        return out << time << ',' << thread << ',' << quoted(trace.threads[thread].name) << ',';
    };
    auto const write_place = [&](std::uint32_t number) {
        Place const& place = trace.places[number];
        out << quoted(place.file) << ',';
        if (number != 0) out << place.line;
        out << ',' << quoted(place.function) << ',';
    };
    for (Event const& event : trace.events) {
        begin(event.time, event.thread) << name_of(event.kind) << ',' << name_of(event.cause) << ',';
        write_place(event.place);
        out << quoted(trace.calls[event.call]) << ',';
        if (event.other != no_thread) out << quoted(trace.threads[event.other].name);
        out << ',';
        if (event.amount != 0) out << event.amount;
        out << ',';
        if (event.kind == Kind::retake) out << event.until;
        out << ",,\r\n";
    }
    for (ObjectWaits const& waits : trace.object_waits) {
        begin(waits.first, waits.thread) << "object waits,none,";
        write_place(waits.place);
        out << ",," << waits.count << ',' << waits.last << ','
            << quoted(object_text(trace.objects[waits.object])) << ',' << waits.time << "\r\n";
    }
}

}  // namespace minivm::trace
