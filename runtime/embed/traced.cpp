#include "runtime/embed/traced.hpp"

#include <algorithm>

#include "runtime/embed/core.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/trace/locations.hpp"
#include "runtime/trace/reports.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

// Of events handed over at a time.
constexpr std::size_t batch = 4096;

LockEvent::Kind kind_of(trace::Kind kind) {
    using From = trace::Kind;
    using To = LockEvent::Kind;
    switch (kind) {
        case From::wait: return To::wait;
        case From::run: return To::run;
        case From::block: return To::block;
        case From::leave: return To::leave;
        case From::stop: return To::stop;
        case From::retake: return To::retake;
        case From::request: return To::request;
        case From::wasted_wake: return To::wasted_wake;
        case From::collection_begin: return To::collection_begin;
        case From::collection_end: return To::collection_end;
        case From::signal: return To::signal;
        case From::deadlock: return To::deadlock;
        case From::policy: return To::policy;
        case From::world_starts: return To::world_starts;
    }
    return To::wait;
}

/// As the host sees it. Its text is the trace's.
LockEvent event_of(Traced const& traced, trace::Event const& event) {
    trace::Trace const& trace = traced.trace;
    std::vector<std::uint32_t> const& indices = traced.recording->recorder.indices();
    auto const moment = [&](lock::Nanoseconds time) {
        return std::chrono::nanoseconds(traced.recording->recorder.began() + time);
    };
    trace::Place const& place = trace.places[event.place];
    LockEvent seen;
    seen.kind = kind_of(event.kind);
    seen.time = moment(event.time);
    if (event.kind == trace::Kind::retake) seen.until = moment(event.until);
    seen.thread = indices[event.thread];
    seen.name = trace.threads[event.thread].name;
    if (event.other != trace::no_thread) seen.other = indices[event.other];
    seen.amount = event.amount;
    seen.cause = name_of(event.cause);
    seen.file = place.file;
    seen.line = place.line;
    seen.function = place.function;
    seen.call = trace.calls[event.call];
    return seen;
}

}  // namespace

Traced traced(Thread& thread, std::unique_ptr<Recording> recording) {
    Machine& machine = Machine::of(thread);
    bool const is_for_a_file = !recording->file.empty();
    // Where threads run at once, others would be compiling while places are looked up.
    WorldStopped const world(thread);
    Traced made;
    using Cost = trace::Recorder::Cost;
    made.trace = recording->recorder.finish(machine.gil(), trace::meaning_in(machine),
                                            is_for_a_file ? Cost::measured : Cost::unknown);
    made.trace.processors = lock::OsPlatform().processors();
    made.trace.load = recording->load;
    made.recording = std::move(recording);
    return made;
}

Result<std::size_t> Traced::hand_over() const {
    std::size_t const count = trace.events.size();
    if (!recording->file.empty()) {
        trace::Reports wanted;
        wanted.files.push_back(recording->file);
        trace::Reported const reported = trace::report(trace, wanted, -1);
        if (!reported.complaints.empty()) return Error("OSError", reported.complaints.front());
        return count;
    }
    std::uint64_t lost = trace.lost;
    std::vector<LockEvent> events;
    try {
        for (std::size_t at = 0; at < count || lost != 0; at += events.size()) {
            events.clear();
            for (std::size_t i = at; i < std::min(count, at + batch); ++i)
                events.push_back(event_of(*this, trace.events[i]));
            recording->sink(events, std::exchange(lost, 0));
        }
    } catch (Error const& error) {
        return error;
    } catch (std::exception const& error) {
        return Error::runtime(error.what());
    } catch (...) {
        return Error::runtime("a trace's sink threw an exception that is no std::exception");
    }
    return count;
}

}  // namespace minivm::MINIVM_ABI::detail
