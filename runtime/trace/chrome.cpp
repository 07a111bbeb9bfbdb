// Chrome's trace event format (Google, "Trace Event Format"), as chrome://tracing and ui.perfetto.dev read
// it: times in microseconds, a thread of the trace is a thread of one process, and thread 0 is the lock or,
// where there is none, the world, with a slice for each time that it was stopped.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "runtime/trace/contention.hpp"
#include "runtime/trace/exports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

constexpr std::uint32_t lock_track = 0;
constexpr std::uint32_t track_of(std::uint32_t thread) { return thread + 1; }

std::string microseconds(Nanoseconds time) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%lld.%03d", static_cast<long long>(time / 1'000),
                  static_cast<int>(time % 1'000));
    return text.data();
}

class Writer {
public:
    Writer(Analysis const& analysis, std::ostream& out)
        : trace_{analysis.trace}, analysis_{analysis}, out_{out} {
        for (ThreadInfo const& thread : trace_.threads) names_.push_back(json_text(thread.name));
        for (std::uint32_t place = 0; place < trace_.places.size(); ++place) {
            std::string text = place == 0 ? "" : ",\"place\":" + json_text(trace_.where(place));
            if (!trace_.places[place].function.empty())
                text += ",\"function\":" + json_text(trace_.places[place].function);
            if (!trace_.places[place].text.empty())
                text += ",\"line\":" + json_text(trace_.places[place].text);
            places_.push_back(std::move(text));
        }
    }

    void write() {
        out_ << "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"program\":" << json_text(trace_.program)
             << ",\"policy\":" << json_text(trace_.policy) << ",\"lost events\":" << trace_.lost;
        if (trace_.concurrent) contention();
        out_ << "},\n\"traceEvents\":[\n";
        name_tracks();
        for (std::uint32_t thread = 0; thread < analysis_.bands.size(); ++thread)
            for (Band const& band : analysis_.bands[thread]) slice(thread, band);
        if (trace_.concurrent)
            pauses();
        else
            holds();
        moments();
        // The format allows no comma after the last event.
        out_ << "{\"ph\":\"M\",\"pid\":1,\"name\":\"process_labels\",\"args\":{\"labels\":"
             << json_text(trace_.policy) << "}}\n]}\n";
    }

private:
    std::ostream& begin(char const* kind, std::uint32_t track, Nanoseconds time) {
        return out_ << "{\"ph\":\"" << kind << "\",\"pid\":1,\"tid\":" << track
                    << ",\"ts\":" << microseconds(time);
    }

    void name_track(std::uint32_t track, std::string const& name) {
        out_ << "{\"ph\":\"M\",\"pid\":1,\"tid\":" << track
             << ",\"name\":\"thread_name\",\"args\":{\"name\":" << name << "}},\n"
             << "{\"ph\":\"M\",\"pid\":1,\"tid\":" << track
             << ",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":" << track << "}},\n";
    }

    void name_tracks() {
        out_ << "{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":"
             << json_text("minivm " + trace_.program) << "}},\n";
        name_track(lock_track, trace_.concurrent ? "\"the world\"" : "\"the lock\"");
        for (std::uint32_t thread = 0; thread < names_.size(); ++thread)
            name_track(track_of(thread), names_[thread]);
    }

    void slice(std::uint32_t thread, Band const& band) {
        if (band.state == State::detached) return;
        begin("X", track_of(thread), band.begin) << ",\"dur\":" << microseconds(band.length())
                                                 << ",\"cat\":\"" << name_of(band.state) << "\",\"name\":";
        if (band.state == State::blocked) {
            std::string const& call = trace_.calls[band.call];
            out_ << json_text("blocked: " + (call.empty() ? std::string{name_of(band.cause)} : call));
        } else {
            out_ << '"' << name_of(band.state) << '"';
        }
        out_ << ",\"args\":{\"cause\":\"" << name_of(band.cause) << '"' << places_[band.place];
        if (band.state == State::waiting && !trace_.concurrent)
            out_ << ",\"held first by\":" << holder_at(band.begin);
        out_ << "}},\n";
    }

    // Bands come by thread, each in order: who had the lock at a moment is searched for.
    std::string holder_at(Nanoseconds time) const {
        auto const hold = std::ranges::upper_bound(analysis_.holds, time, {}, &Hold::end);
        return hold == analysis_.holds.end() || hold->begin > time ? "\"(nobody)\"" : names_[hold->thread];
    }

    void contention() {
        out_ << ",\"objects found taken\":[";
        bool first = true;
        for (Contended const& object : contended_objects(trace_)) {
            out_ << (first ? "" : ",")
                 << "{\"object\":" << json_text(object_text(trace_.objects[object.object]))
                 << ",\"times\":" << object.count << ",\"waited\":" << microseconds(object.time)
                 << ",\"longest\":" << microseconds(object.longest) << places_[object.places.front().place]
                 << '}';
            first = false;
        }
        out_ << ']';
    }

    void pauses() {
        for (Pause const& pause : analysis_.pauses) {
            begin("X", lock_track, pause.begin)
                << ",\"dur\":" << microseconds(pause.length()) << ",\"cat\":\"world\",\"name\":"
                << json_text("stopped by " + trace_.threads[pause.thread].name) << ",\"args\":{\"for\":\""
                << name_of(pause.cause) << '"' << places_[pause.place]
                << ",\"until all stood still\":" << microseconds(pause.stopping());
            if (pause.last != no_thread) out_ << ",\"last\":" << names_[pause.last];
            out_ << "}},\n";
        }
    }

    void holds() {
        std::vector<Hold> const& holds = analysis_.holds;
        for (std::size_t index = 0; index < holds.size(); ++index) {
            Hold const& hold = holds[index];
            begin("X", lock_track, hold.begin)
                << ",\"dur\":" << microseconds(hold.length())
                << ",\"cat\":\"lock\",\"name\":" << names_[hold.thread] << ",\"args\":{\"let go for\":\""
                << name_of(hold.cause) << '"' << places_[hold.culprit()]
                << ",\"had again at once\":" << hold.retakes << "}},\n";
            if (index + 1 < holds.size()) arrow(index, hold, holds[index + 1]);
        }
    }

    // An end of an arrow belongs to the slice that encloses its moment, so it must lie before the slice's
    // end.
    void arrow(std::size_t number, Hold const& from, Hold const& to) {
        if (from.thread == to.thread || from.length() == 0 || to.length() == 0) return;
        begin("s", track_of(from.thread), from.end - 1)
            << ",\"id\":" << number << ",\"cat\":\"handover\",\"name\":\"the lock\"},\n";
        begin("f", track_of(to.thread), to.begin)
            << ",\"id\":" << number << ",\"cat\":\"handover\",\"name\":\"the lock\",\"bp\":\"e\"},\n";
    }

    void moments() {
        std::vector<Nanoseconds> collecting(names_.size(), -1);
        std::uint64_t waiting = 0;
        Nanoseconds last = 0;
        for (Event const& event : trace_.events) {
            if (event.time > last) count_waiting(last, waiting);
            last = event.time;
            switch (event.kind) {
                case Kind::wait:
                case Kind::run:
                case Kind::block:
                case Kind::leave:
                case Kind::stop: {
                    bool const waits = event.kind == Kind::wait;
                    waiting += waits ? 1 : 0;
                    waiting -= waits_[event.thread] ? 1 : 0;
                    waits_[event.thread] = waits;
                    break;
                }
                case Kind::retake:
                case Kind::world_starts: break;
                case Kind::request:
                    instant(event, "asked to let go")
                        << ",\"args\":{\"by\":"
                        << (event.other == no_thread ? "\"the policy\"" : names_[event.other])
                        << places_[event.place] << "}},\n";
                    break;
                case Kind::wasted_wake:
                    instant(event, "woken in vain") << ",\"args\":{\"times\":" << event.amount << "}},\n";
                    break;
                case Kind::signal: instant(event, "signal") << "},\n"; break;
                case Kind::deadlock: instant(event, "deadlock") << "},\n"; break;
                case Kind::policy:
                    begin("i", lock_track, event.time)
                        << ",\"s\":\"p\",\"cat\":\"event\",\"name\":"
                        << json_text("policy: " + trace_.calls[event.call])
                        << ",\"args\":{\"by\":" << names_[event.thread] << places_[event.place] << "}},\n";
                    break;
                case Kind::collection_begin: collecting[event.thread] = event.time; break;
                case Kind::collection_end: collection(event, collecting[event.thread]); break;
            }
        }
        count_waiting(last, waiting);
    }

    // What lasts no time is not counted.
    void count_waiting(Nanoseconds time, std::uint64_t waiting) {
        if (waiting == counted_) return;
        counted_ = waiting;
        begin("C", lock_track, time) << ",\"name\":\"waiting threads\",\"args\":{\"waiting\":" << waiting
                                     << "}},\n";
    }

    std::ostream& instant(Event const& event, char const* name) {
        return begin("i", track_of(event.thread), event.time)
               << ",\"s\":\"t\",\"cat\":\"event\",\"name\":\"" << name << '"';
    }

    void collection(Event const& event, Nanoseconds& since) {
        if (since < 0) return;
        begin("X", track_of(event.thread), since)
            << ",\"dur\":" << microseconds(event.time - since)
            << ",\"cat\":\"collection\",\"name\":\"collects garbage\"},\n";
        since = -1;
    }

    Trace const& trace_;
    Analysis const& analysis_;
    std::ostream& out_;
    std::uint64_t counted_ = 0;
    std::vector<bool> waits_ = std::vector<bool>(trace_.threads.size());
    std::vector<std::string> names_;   // as JSON
    std::vector<std::string> places_;  // as members of "args"
};

}  // namespace

void write_chrome(Analysis const& analysis, std::ostream& out) { Writer{analysis, out}.write(); }

}  // namespace minivm::trace
