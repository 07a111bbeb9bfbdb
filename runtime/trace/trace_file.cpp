// A trace as a file: a line that names the format, then numbers in LEB128 (7 bits a byte, the least first;
// signed ones zigzag) and texts preceded by their length. First what Trace says of the run, then threads,
// places and calls, then the events, each as the difference of its time to the one before, its kind, cause
// and thread, and what its kind needs; then what threads found locked. The format before had neither that nor
// `concurrent`.
#include <bit>
#include <istream>
#include <ostream>

#include "runtime/trace/text.hpp"
#include "runtime/trace/trace.hpp"

namespace minivm::trace {
namespace {

constexpr std::string_view magic = "minivm trace 2\n";
constexpr std::string_view magic_before = "minivm trace 1\n";
static_assert(magic.size() == magic_before.size());
constexpr std::uint64_t longest_text = 1 << 20;
constexpr std::uint64_t most_entries = 1'000'000'000;

class Writer {
public:
    explicit Writer(std::ostream& out) : out_{out} {}
    ~Writer() { flush(); }
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) buffer_ += static_cast<char>(value | 0x80);
        buffer_ += static_cast<char>(value);
        if (buffer_.size() > (1 << 16)) flush();
    }
    void integer(std::int64_t value) {
        number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }
    void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
    void text(std::string_view value) {
        value = value.substr(0, longest_text);
        number(value.size());
        buffer_ += value;
    }
    void raw(std::string_view value) { buffer_ += value; }

private:
    void flush() {
        out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        buffer_.clear();
    }

    std::ostream& out_;
    std::string buffer_;
};

class Reader {
public:
    explicit Reader(std::istream& in) : in_{*in.rdbuf()} {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            int const byte = in_.sbumpc();
            if (byte < 0) throw FormatError{"the trace ends too soon"};
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) return value;
        }
        throw FormatError{"the trace is damaged: a number is too long"};
    }
    std::int64_t integer() {
        std::uint64_t const value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    double real() { return std::bit_cast<double>(number()); }
    std::uint64_t below(std::uint64_t bound, char const* what) {
        std::uint64_t const value = number();
        if (value >= bound) throw FormatError{std::string{"the trace is damaged: no such "} + what};
        return value;
    }
    std::uint32_t index(std::size_t count, char const* what) {
        return static_cast<std::uint32_t>(below(count, what));
    }
    std::uint64_t count() { return below(most_entries, "count"); }
    std::string text() {
        std::string value(below(longest_text + 1, "text"), '\0');
        raw(value);
        return legible(value);
    }
    void raw(std::string& value) {
        auto const size = static_cast<std::streamsize>(value.size());
        if (in_.sgetn(value.data(), size) != size) throw FormatError{"the trace ends too soon"};
    }

private:
    std::streambuf& in_;
};

}  // namespace

void write(Trace const& trace, std::ostream& out) {
    Writer to{out};
    to.raw(magic);
    to.text(trace.program);
    to.text(trace.policy);
    to.integer(trace.switch_interval);
    to.integer(trace.check_interval);
    to.number(trace.processors);
    to.real(trace.load);
    to.integer(trace.duration);
    to.real(trace.cost_per_event);
    to.number(trace.recorded);
    to.number(trace.lost);
    to.number(trace.virtual_time ? 1 : 0);
    to.number(trace.concurrent ? 1 : 0);
    to.number(trace.threads.size());
    for (ThreadInfo const& thread : trace.threads) {
        to.text(thread.name);
        to.integer(thread.processor_time);
        to.number(thread.voluntary_switches);
        to.number(thread.involuntary_switches);
    }
    to.number(trace.places.size());
    for (Place const& place : trace.places) {
        to.text(place.file);
        to.number(place.line);
        to.text(place.function);
        to.text(place.text);
    }
    to.number(trace.calls.size());
    for (std::string const& call : trace.calls) to.text(call);
    to.number(trace.events.size());
    Nanoseconds before = 0;
    for (Event const& event : trace.events) {
        to.integer(event.time - before);
        before = event.time;
        to.number(static_cast<std::uint64_t>(event.kind));
        to.number(static_cast<std::uint64_t>(event.cause));
        to.number(event.thread);
        to.number(event.place);
        switch (event.kind) {
            case Kind::wait:
            case Kind::block:
                to.number(event.call);
                if (event.cause != Cause::stop_the_world) break;
                [[fallthrough]];
            case Kind::request:
                to.number(event.other == no_thread ? 0 : event.other + std::uint64_t{1});
                break;
            case Kind::retake: to.integer(event.until - event.time); [[fallthrough]];
            case Kind::wasted_wake: to.number(event.amount); break;
            case Kind::policy: to.number(event.call); break;
            default: break;
        }
    }
    to.number(trace.objects.size());
    for (Lockable const& object : trace.objects) {
        to.text(object.type);
        to.text(object.name);
        to.number(object.identity);
    }
    to.number(trace.object_waits.size());
    for (ObjectWaits const& waits : trace.object_waits) {
        to.number(waits.thread);
        to.number(waits.place);
        to.number(waits.object);
        to.number(waits.count);
        for (Nanoseconds const time : {waits.time, waits.longest, waits.first, waits.last})
            to.number(static_cast<std::uint64_t>(time));
    }
}

Trace read(std::istream& in) {
    Reader from{in};
    std::string begin(magic.size(), '\0');
    try {
        from.raw(begin);
    } catch (FormatError const&) {
        begin.clear();
    }
    bool const is_before = begin == magic_before;
    if (begin != magic && !is_before) throw FormatError{"this is not a trace of minivm's"};
    Trace trace;
    trace.program = from.text();
    trace.policy = from.text();
    trace.switch_interval = from.integer();
    trace.check_interval = from.integer();
    trace.processors = static_cast<std::uint32_t>(from.number());
    trace.load = from.real();
    trace.duration = from.integer();
    trace.cost_per_event = from.real();
    trace.recorded = from.number();
    trace.lost = from.number();
    trace.virtual_time = from.number() != 0;
    if (!is_before) trace.concurrent = from.number() != 0;
    if (is_before && trace.policy == "off")
        throw FormatError{"the trace is of an older minivm's, which did not record what stopped the world"};
    for (std::uint64_t left = from.count(); left != 0; --left) {
        ThreadInfo& thread = trace.threads.emplace_back();
        thread.name = from.text();
        thread.processor_time = from.integer();
        thread.voluntary_switches = from.number();
        thread.involuntary_switches = from.number();
    }
    trace.places.clear();
    for (std::uint64_t left = from.count(); left != 0; --left) {
        Place& place = trace.places.emplace_back();
        place.file = from.text();
        place.line = static_cast<std::uint32_t>(from.number());
        place.function = from.text();
        place.text = from.text();
    }
    trace.calls.clear();
    for (std::uint64_t left = from.count(); left != 0; --left) trace.calls.push_back(from.text());
    if (trace.places.empty() || trace.calls.empty()) throw FormatError{"the trace is damaged: no place"};
    Nanoseconds last = 0;
    for (std::uint64_t left = from.count(); left != 0; --left) {
        Event& event = trace.events.emplace_back();
        event.time = static_cast<Nanoseconds>(static_cast<std::uint64_t>(last) +
                                              static_cast<std::uint64_t>(from.integer()));
        if (event.time < last) throw FormatError{"the trace is damaged: its times go backwards"};
        last = event.time;
        event.kind = static_cast<Kind>(from.below(kind_count, "kind of event"));
        event.cause = static_cast<Cause>(from.below(lock::cause_count, "cause"));
        event.thread = from.index(trace.threads.size(), "thread");
        event.place = from.index(trace.places.size(), "place");
        switch (event.kind) {
            case Kind::wait:
            case Kind::block:
                event.call = from.index(trace.calls.size(), "call");
                if (event.cause != Cause::stop_the_world) break;
                [[fallthrough]];
            case Kind::request: {
                std::uint32_t const other = from.index(trace.threads.size() + 1, "thread");
                event.other = other == 0 ? no_thread : other - 1;
                break;
            }
            case Kind::retake: event.until = event.time + from.integer(); [[fallthrough]];
            case Kind::wasted_wake: event.amount = from.number(); break;
            case Kind::policy: event.call = from.index(trace.calls.size(), "policy"); break;
            default: break;
        }
    }
    if (last > trace.duration) throw FormatError{"the trace is damaged: it ends before its last event"};
    if (is_before) return trace;
    for (std::uint64_t left = from.count(); left != 0; --left) {
        Lockable& object = trace.objects.emplace_back();
        object.type = from.text();
        object.name = from.text();
        object.identity = from.number();
    }
    for (std::uint64_t left = from.count(); left != 0; --left) {
        ObjectWaits& waits = trace.object_waits.emplace_back();
        waits.thread = from.index(trace.threads.size(), "thread");
        waits.place = from.index(trace.places.size(), "place");
        waits.object = from.index(trace.objects.size(), "object");
        waits.count = from.number();
        for (Nanoseconds* const time : {&waits.time, &waits.longest, &waits.first, &waits.last})
            *time = static_cast<Nanoseconds>(
                from.below(static_cast<std::uint64_t>(trace.duration) + 1, "moment"));
    }
    return trace;
}

}  // namespace minivm::trace
