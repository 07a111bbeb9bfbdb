// A table for spreadsheets and scripts (RFC 4180): a line an event, times in nanoseconds.
#include <ostream>
#include <string>

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
    out << "time_ns,thread,thread_name,event,cause,file,line,function,call,other,amount,until_ns\r\n";
    for (Event const& event : trace.events) {
        Place const& place = trace.places[event.place];
        out << event.time << ',' << event.thread << ',' << quoted(trace.threads[event.thread].name) << ','
            << name_of(event.kind) << ',' << name_of(event.cause) << ',' << quoted(place.file) << ',';
        if (event.place != 0) out << place.line;
        out << ',' << quoted(place.function) << ',' << quoted(trace.calls[event.call]) << ',';
        if (event.other != no_thread) out << quoted(trace.threads[event.other].name);
        out << ',';
        if (event.amount != 0) out << event.amount;
        out << ',';
        if (event.kind == Kind::retake) out << event.until;
        out << "\r\n";
    }
}

}  // namespace minivm::trace
