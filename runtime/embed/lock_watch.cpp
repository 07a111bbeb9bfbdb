#include "runtime/embed/lock_watch.hpp"

#include <algorithm>

#include "runtime/embed/entry.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

using lock::State;

void call(std::function<void(LockThread const&)> const& hook, LockThread const& thread) {
    if (!hook) return;
    Barred const barred(Entry::Refusal::in_hook);
    try {
        hook(thread);
    } catch (...) {
        die("a hook of the lock's threw an exception, and there is nobody that it could go to");
    }
}

// A lock that is free is had without waiting for it: even then `ready` comes first.
void tell(LockHooks const& hooks, lock::Event const& event) {
    if (event.kind != lock::Event::Kind::transition) return;
    LockThread const thread{event.thread.index(), event.thread.name(), name_of(event.cause)};
    if (event.from == State::running) call(hooks.suspended, thread);
    if (event.to == State::waiting || (event.to == State::running && event.from != State::waiting))
        call(hooks.ready, thread);
    if (event.to == State::running) call(hooks.resumed, thread);
}

void raise_to(lock::Counter<std::int64_t>& most, std::int64_t value) {
    if (value > most.value()) most.add(value - most.value());
}

}  // namespace

/// What is known of a thread. It ends with the thread, whether anybody watches then or not.
class LockWatch::Watched final : public lock::Notes {
public:
    explicit Watched(LockWatch& watch) : watch_(watch) {
        std::lock_guard const guard(watch.mutex_);
        watch.threads_.push_back(this);
    }
    ~Watched() override {
        std::lock_guard const guard(watch_.mutex_);
        watch_.ended_.add(figures);
        std::erase(watch_.threads_, this);
    }
    Watched(Watched const&) = delete;
    Watched& operator=(Watched const&) = delete;

    std::atomic<bool> busy{false};
    Figures figures;
    // Of whoever tells its events.
    std::uint64_t recording = 0;    // which one Attachment::notes is of
    std::uint64_t measurement = 0;  // which one `since` is of
    lock::Nanoseconds since = -1;   // when it came to be waiting or running; -1: it is neither, or unknown

private:
    LockWatch& watch_;
};

void LockWatch::Figures::add(Figures const& other) {
    waits.add(other.waits.value());
    waiting.add(other.waiting.value());
    raise_to(longest_wait, other.longest_wait.value());
    holding.add(other.holding.value());
    raise_to(longest_hold, other.longest_hold.value());
}

LockWatch::LockWatch() = default;
LockWatch::~LockWatch() = default;

LockWatch::Watched& LockWatch::watched(lock::Attachment& thread) {
    if (thread.kept() == nullptr) [[unlikely]]
        thread.keep(std::make_unique<Watched>(*this));
    return static_cast<Watched&>(*thread.kept());
}

// --- on any thread ---

void LockWatch::on_event(lock::Event const& event) {
    bool const is_request = event.kind == lock::Event::Kind::request;
    if (is_request && event.other == nullptr) {  // told by a thread that need not be one of the lock's
        std::lock_guard const guard(policy_mutex_);
        // seq_cst; pairs with the store in record, which passes policy_mutex_ afterwards
        if (Recording* const now = recording_now_.load(std::memory_order_seq_cst))
            now->recorder.on_event(event);
        return;
    }
    lock::Attachment& teller = is_request ? *event.other : event.thread;
    Watched& own = watched(teller);
    // seq_cst, these and the loads below; they pair with wait_until_quiet, which looks for busy threads after
    // it was stored what they are to find.
    own.busy.store(true, std::memory_order_seq_cst);
    if (Recording* const now = recording_now_.load(std::memory_order_seq_cst)) {
        if (own.recording != now->number) {
            own.recording = now->number;
            teller.notes(nullptr);  // those of a recorder that is no more
        }
        now->recorder.on_event(event);
    }
    if (event.kind == lock::Event::Kind::transition) {
        count(own, event);
        if (holds_.on()) {
            if (event.to == State::running) holds_.begins(event.thread);
            if (event.from == State::running) holds_.ends(event.thread);
        }
        if (LockHooks const* const now = hooks_now_.load(std::memory_order_seq_cst)) tell(*now, event);
    }
    own.busy.store(false, std::memory_order_release);  // pairs with the load in wait_until_quiet
}

void LockWatch::count(Watched& own, lock::Event const& event) {
    std::uint64_t const measurement = measurement_.load(std::memory_order_relaxed);
    bool const is_on = measurement % 2 != 0;
    if (!is_on) return;
    if (own.measurement != measurement) {
        own.measurement = measurement;
        own.since = -1;
    }
    if (own.since >= 0 && event.from == State::running) {
        own.figures.holding.add(event.time - own.since);
        raise_to(own.figures.longest_hold, event.time - own.since);
    }
    if (own.since >= 0 && event.from == State::waiting && event.to == State::running) {
        own.figures.waits.add(1);
        own.figures.waiting.add(event.time - own.since);
        raise_to(own.figures.longest_wait, event.time - own.since);
    }
    own.since = event.to == State::waiting || event.to == State::running ? event.time : -1;
    if (event.to != State::running || event.thread.gil().concurrent()) return;
    std::uint32_t const number = event.thread.index() + 1;
    if (last_holder_.load(std::memory_order_relaxed) == number) return;
    last_holder_.store(number, std::memory_order_relaxed);
    switches_.store(switches_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

// --- with the lock ---

void LockWatch::wait_until_quiet() {
    {
        std::lock_guard const guard(mutex_);
        for (Watched const* const thread : threads_)
            while (thread->busy.load(std::memory_order_seq_cst)) std::this_thread::yield();
    }
    std::lock_guard const guard(policy_mutex_);
}

void LockWatch::attend(lock::Gil& gil) {
    bool const is_wanted = recording_ || hooks_ || holds_.on() || measurement_ % 2 != 0;
    gil.observe(is_wanted ? this : nullptr);
}

void LockWatch::hooks(lock::Gil& gil, LockHooks hooks) {
    std::unique_ptr<LockHooks const> next;
    if (hooks.ready || hooks.resumed || hooks.suspended)
        next = std::make_unique<LockHooks const>(std::move(hooks));
    hooks_now_.store(next.get(), std::memory_order_seq_cst);
    wait_until_quiet();
    hooks_ = std::move(next);
    attend(gil);
}

void LockWatch::measure(lock::Gil& gil, bool on) {
    if (on != (measurement_ % 2 != 0)) measurement_.fetch_add(1, std::memory_order_relaxed);
    attend(gil);
}

std::unique_ptr<Recording> LockWatch::record(lock::Gil& gil, std::unique_ptr<Recording> next) {
    if (next) next->number = ++recordings_;
    recording_now_.store(next.get(), std::memory_order_seq_cst);
    wait_until_quiet();
    std::swap(recording_, next);
    attend(gil);
    return next;
}

bool LockWatch::try_drain() {
    std::thread::id nobody{};
    // acquire; pairs with end_drain
    return drainer_.compare_exchange_strong(nobody, std::this_thread::get_id(), std::memory_order_acquire);
}

void LockWatch::end_drain() {
    drainer_.store({}, std::memory_order_release);  // pairs with try_drain and wait_for_drain
    drainer_.notify_all();
}

void LockWatch::wait_for_drain() const {
    std::thread::id drainer = drainer_.load(std::memory_order_acquire);  // pairs with end_drain
    while (drainer != std::thread::id{} && drainer != std::this_thread::get_id()) {
        drainer_.wait(drainer, std::memory_order_acquire);
        drainer = drainer_.load(std::memory_order_acquire);
    }
}

void LockWatch::add_to(LockCounters& counters) const {
    Figures all;
    {
        std::lock_guard const guard(mutex_);
        all.add(ended_);
        for (Watched const* const thread : threads_) all.add(thread->figures);
    }
    using std::chrono::nanoseconds;
    counters.switches = switches_.load(std::memory_order_relaxed);
    counters.waits = all.waits.value();
    counters.waiting = nanoseconds(all.waiting.value());
    counters.longest_wait = nanoseconds(all.longest_wait.value());
    counters.holding = nanoseconds(all.holding.value());
    counters.longest_hold = nanoseconds(all.longest_hold.value());
}

}  // namespace minivm::MINIVM_ABI::detail
