#include "runtime/trace/recorder.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "runtime/trace/text.hpp"

namespace minivm::trace {
namespace {

// Of a buffer's chunks: most threads of a program with thousands do little.
constexpr std::size_t first_chunk = 16;
constexpr std::size_t largest_chunk = 4'096;

// Objects that one thread finds locked and that are told apart.
constexpr std::size_t most_objects = 1'000;

// Records are ordered by time. Two of the same time: who lets go comes before who takes, and turns keep their
// order.
int rank(Kind kind) {
    switch (kind) {
        case Kind::block:
        case Kind::leave:
        case Kind::retake: return 0;
        case Kind::run: return 2;
        default: return 1;
    }
}

}  // namespace

struct Recorder::Record {
    Nanoseconds time = 0;
    std::uintptr_t code = 0;
    // block: the call; wasted_wake: how often; retake: the last one's time; policy: which
    std::uint64_t extra = 0;
    // request: the waiter; wait: who has the world; run: which turn; retake: how often
    std::uint32_t other = 0;
    Kind kind = Kind::wait;
    Cause cause = Cause::none;
    std::uint16_t unused = 0;
};

namespace {

// What a thread finds locked, and where it is then.
struct Found {
    std::uint64_t object;
    std::uintptr_t sort;
    std::uintptr_t code;

    bool operator==(Found const&) const = default;
};

struct Hash {
    std::size_t operator()(Found const& found) const {
        constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;
        return (((found.object * odd) ^ found.sort) * odd ^ found.code) * odd >> 20;
    }
};

struct Waited {
    std::uint64_t count = 0;
    Nanoseconds time = 0;
    Nanoseconds longest = 0;
    Nanoseconds first = lock::never;
    Nanoseconds last = 0;

    void add(Waited const& other) {
        count += other.count;
        time += other.time;
        longest = std::max(longest, other.longest);
        first = std::min(first, other.first);
        last = std::max(last, other.last);
    }
};

}  // namespace

// One writer at a time: the thread itself or, while it cannot move, whoever moves it. `written_` publishes.
class Recorder::Buffer final : public lock::Notes {
public:
    Buffer(std::uint32_t thread, std::string name, std::atomic<std::int64_t>& room)
        : thread_{thread}, name_{std::move(name)}, room_{room}, first_{first_chunk} {}

    std::uint32_t thread() const { return thread_; }
    std::string const& name() const { return name_; }
    std::uint64_t lost() const { return lost_.value(); }
    std::uint64_t told() const { return told_.value(); }

    void append(Record const& record) {
        told_.add(1);
        if (held_back_.time >= 0) put(std::exchange(held_back_, nothing));
        put(record);
    }

    // A wait that may be over at once: see had_again.
    void hold_back(Record const& record) {
        told_.add(1);
        if (held_back_.time >= 0) put(held_back_);
        held_back_ = record;
    }

    // Whether the thread runs again with nobody else in between; then the two events have become part of a
    // retake.
    bool had_again(std::uint32_t turns) {
        if (held_back_.time < 0 || turns != turn_) return false;
        told_.add(1);
        if (last_ != nullptr && last_->kind == Kind::retake && last_->cause == held_back_.cause) {
            last_->extra = static_cast<std::uint64_t>(held_back_.time);
            ++last_->other;
        } else {
            held_back_.kind = Kind::retake;
            held_back_.extra = static_cast<std::uint64_t>(held_back_.time);
            held_back_.other = 1;
            put(held_back_);
        }
        held_back_ = nothing;
        return true;
    }
    void has_turn(std::uint32_t turn) { turn_ = turn; }

    void add(Found found, Waited const& waited) {
        told_.add(1);
        if (waits_.size() >= most_objects && !waits_.contains(found)) found.object = 0;
        waits_[found].add(waited);
    }
    std::unordered_map<Found, Waited, Hash> const& waits() const { return waits_; }

    // The reader's. What is held back is the holder of the lock's to see.
    template <typename Use>
    void read(Use use) const {
        std::uint64_t left = written_.load(std::memory_order_acquire);  // pairs with the release in put
        for (Chunk const* chunk = &first_; left != 0; chunk = chunk->next.get()) {
            std::uint64_t const here = std::min<std::uint64_t>(left, chunk->capacity);
            for (std::uint64_t at = 0; at < here; ++at) use(chunk->records[at]);
            left -= here;
        }
        if (held_back_.time >= 0) use(held_back_);
    }

private:
    struct Chunk {
        explicit Chunk(std::size_t size) : capacity{size}, records{std::make_unique<Record[]>(size)} {}
        std::size_t const capacity;
        std::unique_ptr<Record[]> const records;
        std::unique_ptr<Chunk> next;
    };

    static constexpr Record nothing{.time = -1};

    void put(Record const& record) {
        if (used_ == chunk_->capacity) {
            std::size_t const size = std::min(chunk_->capacity * 4, largest_chunk);
            // relaxed, both; a count, orders nothing
            if (room_.load(std::memory_order_relaxed) <= 0) {
                lost_.add(1);
                last_ = nullptr;
                return;
            }
            room_.fetch_sub(static_cast<std::int64_t>(size), std::memory_order_relaxed);
            chunk_->next = std::make_unique<Chunk>(size);
            chunk_ = chunk_->next.get();
            used_ = 0;
        }
        last_ = &chunk_->records[used_++];
        *last_ = record;
        // release; pairs with the acquire in read. One writer, so a plain sum is enough.
        written_.store(written_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

    std::uint32_t const thread_;
    std::string const name_;
    std::atomic<std::int64_t>& room_;
    Chunk first_;
    Chunk* chunk_ = &first_;
    std::size_t used_ = 0;  // of *chunk_
    Record* last_ = nullptr;
    Record held_back_ = nothing;
    std::uint32_t turn_ = ~std::uint32_t{0};  // the thread's last
    std::unordered_map<Found, Waited, Hash> waits_;
    std::atomic<std::uint64_t> written_{0};
    lock::Counter<std::uint64_t> told_;
    lock::Counter<std::uint64_t> lost_;
};

Recorder::Recorder(std::uint64_t limit)
    : room_{static_cast<std::int64_t>(limit)},
      policy_buffer_{std::make_unique<Buffer>(no_thread, "", room_)} {}

Recorder::~Recorder() = default;

Recorder::Buffer& Recorder::buffer_of(lock::Attachment& thread) {
    if (thread.notes() == nullptr) [[unlikely]] {
        auto made = std::make_unique<Buffer>(thread.index(), thread.name(), room_);
        thread.notes(made.get());
        std::lock_guard const guard{mutex_};
        buffers_.push_back(std::move(made));
    }
    return static_cast<Buffer&>(*thread.notes());
}

void Recorder::on_event(lock::Event const& event) {
    // relaxed; once it is closed, only threads without the lock come here, and what they write is not read
    if (closed_.load(std::memory_order_relaxed)) return;
    using enum lock::Event::Kind;
    Record record{.time = event.time, .cause = event.cause};
    switch (event.kind) {
        case transition: return on_transition(event);
        case request: {
            record.kind = Kind::request;
            record.code = event.thread.last_location();
            record.extra = event.thread.index();
            {
                // It may have been told nothing of the thread itself.
                std::lock_guard const guard{mutex_};
                asked_.try_emplace(event.thread.index(), event.thread.name());
            }
            if (event.other != nullptr) {
                record.other = event.other->index();
                return buffer_of(*event.other).append(record);
            }
            record.other = no_thread;
            std::lock_guard const guard{mutex_};
            return policy_buffer_->append(record);
        }
        case wasted_wake:
            record.kind = Kind::wasted_wake;
            record.extra = event.amount;
            break;
        case collection_begin:
            record.kind = Kind::collection_begin;
            record.code = event.thread.location().code;
            break;
        case collection_end: record.kind = Kind::collection_end; break;
        case world_starts: record.kind = Kind::world_starts; break;
        case signal: record.kind = Kind::signal; break;
        case deadlock: record.kind = Kind::deadlock; break;
        case policy:
            record.kind = Kind::policy;
            record.code = event.thread.location().code;
            record.extra = event.amount;
            break;
    }
    buffer_of(event.thread).append(record);
}

void Recorder::on_transition(lock::Event const& event) {
    Buffer& buffer = buffer_of(event.thread);
    Record record{.time = event.time, .cause = event.cause};
    // The holder's alone to write, and read by threads which have just got the lock.
    std::uint32_t const turns = turns_.load(std::memory_order_relaxed);
    if (event.to == State::running) {
        record.kind = Kind::run;
        // Where threads run at once, each is an order of its own.
        if (event.thread.gil().concurrent()) {
            record.other = turns_.fetch_add(1, std::memory_order_relaxed) + 1;
            return buffer.append(record);
        }
        if (buffer.had_again(turns)) return;
        record.other = turns + 1;
        turns_.store(turns + 1, std::memory_order_relaxed);
        buffer.has_turn(turns + 1);
        return buffer.append(record);
    }
    if (event.from == State::running) {
        lock::Location const at = event.thread.location();
        record.code = at.code;
        record.extra = at.call;
    }
    switch (event.to) {
        case State::waiting:
            record.kind = Kind::wait;
            record.other = event.other != nullptr ? event.other->index() : no_thread;
            if (event.thread.gil().concurrent()) return buffer.append(record);
            return event.from == State::running ? buffer.hold_back(record) : buffer.append(record);
        case State::blocked: record.kind = Kind::block; break;
        case State::stopped: record.kind = Kind::stop; break;
        case State::detached:
        case State::running: record.kind = Kind::leave; break;
    }
    buffer.append(record);
    // Back in the host's code, or gone; either way another thread may come to lie where this one lies.
    if (event.to == State::detached && event.cause == Cause::exit) event.thread.notes(nullptr);
}

void Recorder::on_object_wait(lock::ObjectWait const& wait) {
    if (closed_.load(std::memory_order_relaxed)) return;  // as in on_event
    Nanoseconds const time = wait.end - wait.begin;
    buffer_of(wait.thread)
        .add({wait.object, wait.sort, wait.code},
             {.count = 1, .time = time, .longest = time, .first = wait.begin, .last = wait.end});
}

double Recorder::measured_cost(lock::Gil& gil) const {
    constexpr int rounds = 20'000;
    std::atomic<std::int64_t> room{rounds};
    Buffer buffer{0, "", room};
    using Clock = std::chrono::steady_clock;
    auto const begin = Clock::now();
    for (int round = 0; round < rounds; ++round) {
        buffer.append(
            Record{.time = gil.now(), .other = static_cast<std::uint32_t>(round), .kind = Kind::run});
    }
    std::chrono::duration<double, std::nano> const spent = Clock::now() - begin;
    return spent.count() / rounds;
}

// Different instructions may be one place, and one object may have been of different sorts.
void Recorder::add_object_waits(Trace& trace, Nanoseconds begin, Meaning const& meaning) const {
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, Waited> all;
    std::uint32_t thread = 0;
    for (auto const& buffer : buffers_) {
        for (auto const& [found, waited] : buffer->waits()) {
            std::uint32_t const place = found.code == 0 ? 0 : meaning.place(trace, found.code);
            all[{thread, place, meaning.object(trace, found.object, found.sort)}].add(waited);
        }
        ++thread;
    }
    for (auto const& [key, waited] : all) {
        auto const moment = [&](Nanoseconds time) {
            return std::clamp<Nanoseconds>(time - begin, 0, trace.duration);
        };
        auto const& [number, place, object] = key;
        trace.object_waits.push_back({.thread = number,
                                      .place = place,
                                      .object = object,
                                      .count = waited.count,
                                      .time = std::min(waited.time, trace.duration),
                                      .longest = std::min(waited.longest, trace.duration),
                                      .first = moment(waited.first),
                                      .last = moment(waited.last)});
    }
}

Trace Recorder::finish(lock::Gil& gil, Meaning const& meaning, Cost cost) {
    closed_.store(true, std::memory_order_relaxed);
    Trace trace;
    trace.concurrent = gil.concurrent();
    Nanoseconds const end = gil.now();
    if (cost == Cost::measured) trace.cost_per_event = measured_cost(gil);

    std::lock_guard const guard{mutex_};
    struct Stream {
        std::vector<Record> records;
        std::size_t at = 0;
        std::uint32_t thread = no_thread;  // in the trace
        Record const& head() const { return records[at]; }
    };
    std::ranges::sort(buffers_, {}, [](auto const& buffer) { return buffer->thread(); });
    std::vector<Stream> streams;
    std::vector<std::uint32_t> number_of;  // by the lock's index
    auto const add_thread = [&](std::uint32_t index, std::string const& name) {
        auto const thread = static_cast<std::uint32_t>(trace.threads.size());
        if (number_of.size() <= index) number_of.resize(index + 1, no_thread);
        number_of[index] = thread;
        trace.threads.push_back({.name = legible(name)});
        indices_.push_back(index);
        return thread;
    };
    auto const add = [&](Buffer const& buffer) {
        Stream stream;
        buffer.read([&](Record const& record) { stream.records.push_back(record); });
        trace.lost += buffer.lost();
        trace.recorded += buffer.told();
        if (buffer.thread() != no_thread) stream.thread = add_thread(buffer.thread(), buffer.name());
        if (!stream.records.empty()) streams.push_back(std::move(stream));
    };
    for (auto const& buffer : buffers_) add(*buffer);
    add(*policy_buffer_);
    for (auto const& [index, name] : asked_)
        if (index >= number_of.size() || number_of[index] == no_thread) add_thread(index, name);

    auto const later = [&](std::size_t left, std::size_t right) {
        Record const& a = streams[left].head();
        Record const& b = streams[right].head();
        if (a.time != b.time) return a.time > b.time;
        if (rank(a.kind) != rank(b.kind)) return rank(a.kind) > rank(b.kind);
        if (a.kind == Kind::run && a.other != b.other) return a.other > b.other;
        return left > right;
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue{later};
    std::size_t all = 0;
    for (std::size_t stream = 0; stream < streams.size(); ++stream) {
        queue.push(stream);
        all += streams[stream].records.size();
    }
    trace.events.reserve(all);
    Nanoseconds const begin = began_ = queue.empty() ? end : streams[queue.top()].head().time;
    auto const number = [&](std::uint64_t index) {
        return index < number_of.size() ? number_of[index] : no_thread;
    };
    std::vector<std::string_view> const policies = gil.adopted();
    std::size_t const first_policy = trace.calls.size();
    if (policies.size() > 1) trace.calls.insert(trace.calls.end(), policies.begin(), policies.end());
    while (!queue.empty()) {
        Stream& stream = streams[queue.top()];
        Record const record = stream.head();
        Event event{
            .time = record.time - begin, .thread = stream.thread, .kind = record.kind, .cause = record.cause};
        if (record.code != 0) event.place = meaning.place(trace, record.code);
        switch (record.kind) {
            case Kind::wait:
                if (record.other != no_thread) event.other = number(record.other);
                [[fallthrough]];
            case Kind::block:
                if (record.extra != 0) event.call = meaning.call(trace, record.extra);
                break;
            case Kind::request:
                event.thread = number(record.extra);
                event.other = record.other == no_thread ? no_thread : number(record.other);
                break;
            case Kind::retake:
                event.amount = record.other;
                event.until = static_cast<Nanoseconds>(record.extra) - begin;
                break;
            case Kind::wasted_wake: event.amount = record.extra; break;
            case Kind::policy: event.call = static_cast<std::uint32_t>(first_policy + record.extra); break;
            default: break;
        }
        if (event.thread != no_thread) trace.events.push_back(event);
        std::size_t const moved = queue.top();
        queue.pop();
        if (++stream.at < stream.records.size()) queue.push(moved);
    }
    // Threads without the lock may have written until the last moment.
    trace.duration = std::max(end - begin, trace.events.empty() ? 0 : trace.events.back().time);
    for (lock::ThreadRecord const& record : gil.records()) {
        std::uint32_t const thread = number(record.index);
        if (thread == no_thread || !record.usage) continue;
        trace.threads[thread].processor_time = record.usage->processor_time;
        trace.threads[thread].voluntary_switches = record.usage->voluntary_switches;
        trace.threads[thread].involuntary_switches = record.usage->involuntary_switches;
    }
    add_object_waits(trace, begin, meaning);
    for (Lockable& object : trace.objects) {
        object.type = legible(object.type);
        object.name = legible(object.name);
    }
    for (Place& place : trace.places) {
        for (std::string Place::*text : {&Place::file, &Place::function, &Place::text})
            place.*text = legible(place.*text);
    }
    for (std::string_view const policy : policies) {
        if (!trace.policy.empty()) trace.policy += ", ";
        trace.policy += policy;
    }
    trace.switch_interval = gil.policy().switch_interval();
    trace.check_interval = gil.policy().check_interval();
    trace.virtual_time = gil.policy().attention() == lock::Attention::every_safepoint;
    return trace;
}

}  // namespace minivm::trace
