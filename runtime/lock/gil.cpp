#include "runtime/lock/gil.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

// The interpreter lock.
//
// What it protects. In the ordinary build the heap, the inline caches and the containers are not synchronised
// at all; that at most one attached thread runs is what makes them safe. The lock is therefore real, and
// everything measured about it is measured on the lock that protects the program.
//
// Who does what. There are three parts. The virtual machine knows one word per thread: somebody sets a bit in
// it, and the next safepoint calls switch_point(). A Policy knows how threads queue: what they sleep on, who
// is woken, when a holder is asked to let go. The Gil stands between them. It owns the states and nothing
// else:
//
//     detached -> waiting     acquire, or attach for a thread which is being started
//     waiting  -> running     the policy gave it the lock
//     detached -> running     acquire, where the lock is free and can be had at once
//     blocked  -> running     the same
//     running  -> waiting     switch_point, on_tick, yield
//     running  -> blocked     release, block
//     blocked  -> waiting     acquire, or the end of what it blocked for
//     running  -> detached    detach, or release on the way back to the host's code
//     waiting  -> detached    it was being started and could not be
//     waiting  -> stopped     the lock was closed meanwhile
//
// The order of things. A transition away from `running` happens before the policy lets go; a transition to
// `running` happens after the policy has the lock. So holder_ is written only by the thread which has the
// lock, the counters of a thread have one writer, and what an observer sees of two threads that hand over to
// each other is in the right order. A policy that runs one thread at a time may move another thread from
// blocked to waiting; it does so under its mutex.
//
// What it costs. Without anybody watching, taking the lock is two transitions (four relaxed stores each, one
// addition) around the policy's work, and no clock is read. Everything else hangs on one word, watched_:
// the observer and the protocol's checks live in note(), out of line.
//
// Blocking. A thread that waits for another thread of the script goes through block(), not through release()
// and a wait of its own. Policies that let threads wake when they please make it release, sleep and acquire;
// `seeded` schedules the waiters itself. An unpark and an interrupt stay with the thread until a wait uses
// them, so neither is lost when it comes early; one that comes too late costs the next wait one more look at
// its condition.
//
// Changing. A running program may change the policy. No thread is moved by another: each knows the policy
// that it last wanted the lock from, takes and lets go that one's, and when it has it, looks whether it is
// the one in force. If not, it leaves that policy as a thread does that ends, comes to the one in force as
// one that is new, and looks again. The thread which changes the policy does the same: it no longer runs,
// names the new policy, and catches up like the others. So no policy knows of this; each sees threads that
// come, take turns and go.
//
// Why still one thread runs at a time: call a policy's lock valid while that policy is in force. A thread
// runs only if it looked while it held a valid lock, and the policy is changed only by the thread that runs,
// which has stopped running by then, and still holds the lock which its store makes invalid. Whoever gets
// that one afterwards synchronises with its release and sees the change, or a later one. A thread may also
// hold the new policy's lock at that moment, for a policy may come into force again while some still pass
// through it: it sees the old policy and goes on to it, or it sees the new one and runs, and has then
// synchronised with the store. Why none waits for ever: a lock that is not in force is let go at once by
// whoever gets it, so all who queue for it come through.
//
// Policies that were in force stay until the Gil ends, for they may have threads in long calls, and one that
// is named again is used again; so there are never more than there are names.
//
// Without a lock. Under a policy that has threads run at once (`off`) the same transitions are made, each by
// the thread that it is about, and nothing else here is written when a thread lets go and takes: no word that
// two threads share. There is no holder. A thread that finds the world stopped waits, for stop_the_world;
// the one that stops it is `waiting` while the others come to stand still, and then it runs alone. Such a
// policy is the only one that its Gil ever has.
//
// Ending. A thread that runs on after the main thread has finished its work would find a heap that is gone.
// close() makes the lock the survivor's alone: others stop for ever as they come to take it, without
// unwinding, which is why the Gil has to outlive them and is best left alone by an exiting process.

namespace minivm::lock {
namespace {

char const* broken_rule(State from, State to, Cause cause) {
    bool const yields = cause == Cause::forced || cause == Cause::tick || cause == Cause::yield;
    if (from != State::running && to == State::waiting && yields) return "must hold the lock to yield it";
    bool const stands_still = cause == Cause::stop_the_world || stops_world(cause);
    switch (from) {
        case State::detached:
            return to == State::waiting || to == State::running
                       ? nullptr
                       : "is not attached, or does not hold the lock";
        case State::waiting:
            if (to == State::blocked) return "must hold the lock to release it";
            return to == State::waiting ? "waits for the lock twice" : nullptr;
        case State::running:
            if (to == State::blocked || to == State::detached) return nullptr;
            return to == State::waiting && (yields || stands_still) ? nullptr : "holds the lock already";
        case State::blocked:
            return to == State::waiting || to == State::running ? nullptr
                                                                : "must hold the lock to release it";
        case State::stopped: return "was stopped for ever";
    }
    return nullptr;
}

}  // namespace

void Attachment::count_wasted_wakes(std::uint64_t wakes) {
    counters_.wasted_wakes.add(wakes);
    gil_->tell(Event::Kind::wasted_wake, *this, wakes);
}

Gil::Gil(std::unique_ptr<Policy> policy) : policy_{policy.get()}, concurrent_{policy->concurrent()} {
    policies_.push_back(std::move(policy));
#if MINIVM_CHECK_LOCK
    check_protocol();
#endif
}

Gil::~Gil() = default;

void Gil::attach(Attachment& thread, Arrival arrival) {
    Policy& policy = this->policy();
    thread.gil_ = this;
    thread.policy_ = &policy;
    thread.parking_ = policy.make_parking();
    {
        std::lock_guard const guard{registry_mutex_};
        thread.index_ = next_index_++;
        attached_.push_back(&thread);
    }
    policy.attach(thread, arrival);
    if (arrival == Arrival::starting) transition(thread, State::waiting, Cause::start);
}

void Gil::detach(Attachment& thread) {
    bool const held = thread.state() == State::running;
    if (held && watches(statistics)) sample_usage(thread);
    if (thread.state() != State::detached) transition(thread, State::detached, Cause::exit);
    {
        std::lock_guard const guard{registry_mutex_};
        std::erase(attached_, &thread);
        ended_total_.add(record_of(thread));
        if (watches(statistics)) ended_.push_back(record_of(thread));
    }
    if (held) thread.policy_->release(thread, Cause::exit);
    thread.policy_->detach(thread);
}

std::size_t Gil::threads() const {
    std::lock_guard const guard{registry_mutex_};
    return attached_.size();
}

std::size_t Gil::waiting() const {
    std::lock_guard const guard{registry_mutex_};
    return static_cast<std::size_t>(std::ranges::count(attached_, State::waiting, &Attachment::state));
}

void Gil::acquire(Attachment& thread) {
    State const state = thread.state();
    Cause const cause = state == State::blocked ? thread.cause() : Cause::none;
    // One that was announced as starting waits already; what is had at once is not waited for.
    if (state == State::waiting) {
        thread.policy_->acquire(thread);
    } else if (!thread.policy_->try_acquire(thread)) {
        transition(thread, State::waiting, concurrent_ ? Cause::stop_the_world : cause);
        thread.policy_->acquire(thread);
    }
    resume(thread, cause);
}

void Gil::release(Attachment& thread, Cause cause) {
    transition(thread, cause == Cause::host ? State::detached : State::blocked, cause);
    thread.policy_->release(thread, cause);
}

bool Gil::switch_point(Attachment& thread) {
    return thread.policy_->at_switch_point(thread) &&
           cede(thread, concurrent_ ? Cause::stop_the_world : Cause::forced);
}

bool Gil::on_tick(Attachment& thread) { return thread.policy_->at_tick(thread) && cede(thread, Cause::tick); }

bool Gil::yield(Attachment& thread, Cause cause) {
    return thread.policy_->at_offer(thread) && cede(thread, cause);
}

bool Gil::stop_world(Attachment& thread, Stop stop) {
    if (!concurrent_) return true;
    // Who waits for this, and then runs for it, has the world until it starts it; who runs for stop_the_world
    // did not get it.
    Cause const cause = stop == Stop::collection ? Cause::collection : Cause::change;
    transition(thread, State::waiting, cause);
    bool const stopped = thread.policy_->stop_world(thread, stop);
    if (stopped)
        transition(thread, State::running, cause);  // even if the lock is being closed
    else
        resume(thread, Cause::stop_the_world);
    return stopped;
}

void Gil::start_world(Attachment& thread) {
    if (!concurrent_) return;
    tell(Event::Kind::world_starts, thread);  // before anybody goes on
    thread.policy_->start_world(thread);
}

bool Gil::cede(Attachment& thread, Cause cause) {
    transition(thread, State::waiting, cause);
    thread.policy_->yield(thread, cause);
    resume(thread, cause);
    return true;
}

Wake Gil::block(Attachment& thread, Cause cause, Nanoseconds deadline, Ready ready) {
    return thread.policy_->block(thread, cause, deadline, ready);
}

Wake Gil::sleep(Attachment& thread, Nanoseconds deadline) {
    auto const not_yet = [] { return false; };
    return block(thread, Cause::sleep, deadline, not_yet);
}

void Gil::close(Attachment& survivor) {
    assert_held(survivor);
    survivor_.store(&survivor,
                    std::memory_order_relaxed);  // published by the lock, which its readers take first
    survivor.policy_->close(survivor);
}

void Gil::set_check_interval(int bytecodes) {
    policy().check_interval(bytecodes);
    std::lock_guard const guard{registry_mutex_};  // where threads run at once
    chosen_.check_interval = bytecodes;
}

void Gil::set_switch_interval(double seconds) {
    Nanoseconds const interval = switch_interval_of(seconds);
    policy().switch_interval(interval);
    std::lock_guard const guard{registry_mutex_};  // where threads run at once
    chosen_.switch_interval = interval;
}

Nanoseconds Gil::switch_interval_of(double seconds) {
    constexpr double longest = 9e12;  // microseconds; as nanoseconds they still fit
    double const microseconds = std::trunc(std::min(seconds * 1e6, longest));
    return static_cast<Nanoseconds>(microseconds) * 1'000;
}

bool Gil::adopt(Attachment& thread, std::unique_ptr<Policy> policy) {
    assert_held(thread);
    Policy& old = this->policy();
    if (!old.exchangeable() || !policy->exchangeable()) return false;
    auto const [next, number] = keep(std::move(policy));
    if (&next == &old) return true;
    next.revive();
    old.retire();
    transition(thread, State::waiting, Cause::yield);
    // release; pairs with acquire in policy, resume and catch_up
    policy_.store(&next, std::memory_order_release);
    tell(Event::Kind::policy, thread, number);
    resume(thread, Cause::yield);
    return true;
}

// The policy of that name: this one, or one that was in force before, with the intervals of this. And which
// it is of all.
std::pair<Policy&, std::size_t> Gil::keep(std::unique_ptr<Policy> policy) {
    std::lock_guard const guard{registry_mutex_};
    auto const known = std::ranges::find_if(
        policies_, [&](std::unique_ptr<Policy> const& other) { return other->name() == policy->name(); });
    auto const number = static_cast<std::size_t>(known - policies_.begin());
    if (known == policies_.end()) return {*policies_.emplace_back(std::move(policy)), number};
    (*known)->switch_interval(policy->switch_interval());
    (*known)->check_interval(policy->check_interval());
    return {**known, number};
}

std::vector<std::string_view> Gil::adopted() const {
    std::vector<std::string_view> names;
    std::lock_guard const guard{registry_mutex_};
    for (std::unique_ptr<Policy> const& policy : policies_) names.push_back(policy->name());
    return names;
}

void Gil::observe(Observer* observer) {
    observer_.store(observer, std::memory_order_release);  // pairs with observer()
    if (observer != nullptr) {
        watch(observation);
    } else {
        watched_.fetch_and(~static_cast<unsigned>(observation), std::memory_order_relaxed);  // as in watch
    }
}

Observer* Gil::observer() const {
    if (!watches(observation)) return nullptr;
    return observer_.load(std::memory_order_acquire);  // acquire; pairs with release in observe
}

void Gil::check_protocol(ViolationHandler handler) {
    violation_handler_ = handler;
    watch(protocol);
}

void Gil::sample_usage(Attachment& thread) {
    Usage const usage = policy().usage();
    std::lock_guard const guard{registry_mutex_};
    thread.usage_ = usage;
}

std::vector<ThreadRecord> Gil::records() const {
    std::vector<ThreadRecord> records;
    std::lock_guard const guard{registry_mutex_};
    for (Attachment const* thread : attached_) records.push_back(record_of(*thread));
    records.insert(records.end(), ended_.begin(), ended_.end());
    return records;
}

ThreadRecord Gil::total() const {
    std::lock_guard const guard{registry_mutex_};
    ThreadRecord total = ended_total_;
    for (Attachment const* thread : attached_) total.add(record_of(*thread));
    return total;
}

ThreadRecord Gil::record_of(Attachment const& thread) const {
    Counters const& counters = thread.counters_;
    ThreadRecord record;
    record.index = thread.index_;
    record.acquisitions = counters.acquisitions.value();
    record.wasted_wakes = counters.wasted_wakes.value();
    record.usage = thread.usage_;
    for (std::size_t cause = 0; cause < cause_count; ++cause)
        record.releases[cause] = counters.releases[cause].value();
    return record;
}

void Gil::transition(Attachment& thread, State to, Cause cause) {
    State const from = thread.state();
    if (watched_.load(std::memory_order_relaxed) != 0) [[unlikely]]
        note(thread, from, to, cause);
    // relaxed, all of them: the policy's lock orders what it protects, these are figures about it
    thread.state_.store(to, std::memory_order_relaxed);
    thread.cause_.store(cause, std::memory_order_relaxed);
    if (to == State::running) {
        if (!concurrent_) holder_.store(&thread, std::memory_order_relaxed);
        thread.counters_.acquisitions.add(1);
    } else if (from == State::running) {
        if (!concurrent_) holder_.store(nullptr, std::memory_order_relaxed);
        thread.counters_.releases[static_cast<std::size_t>(cause)].add(1);
    }
}

void Gil::resume(Attachment& thread, Cause cause) {
    // acquire; pairs with release in adopt, whose caller need not have had this policy's lock since
    bool const moves = thread.policy_ != policy_.load(std::memory_order_acquire);
    if (moves) [[unlikely]] {
        // What it had at once was not the lock in force.
        if (thread.state() != State::waiting) transition(thread, State::waiting, cause);
        catch_up(thread);
    }
    Attachment* const survivor =
        survivor_.load(std::memory_order_relaxed);  // published by the lock, just taken
    if (survivor != nullptr && survivor != &thread) [[unlikely]] {
        if (thread.state() != State::waiting) transition(thread, State::waiting, cause);
        transition(thread, State::stopped, Cause::exit);
        thread.policy_->release(thread, Cause::exit);
        thread.policy_->halt();
    }
    transition(thread, State::running, cause);
    if (moves) [[unlikely]] {
        if (survivor != nullptr) thread.policy_->close(thread);
        thread.follow(*thread.policy_);
    }
}

// The thread has the lock of a policy that is not in force, and gets that of the one that is.
void Gil::catch_up(Attachment& thread) {
    Policy* policy = policy_.load(std::memory_order_acquire);  // acquire; pairs with release in adopt
    while (thread.policy_ != policy) {
        thread.policy_->release(thread, Cause::exit);
        thread.policy_->detach(thread);
        thread.seat_.reset();
        thread.withdraw();  // what is left of its requests: nobody makes any between detach and attach
        thread.policy_ = policy;
        policy->attach(thread, Arrival::later);
        policy->acquire(thread);
        policy = policy_.load(std::memory_order_acquire);  // as above
    }
}

void Gil::requested(Attachment& holder, Attachment* waiter) {
    if (watches(observation)) tell_observer(Event::Kind::request, holder, waiter, 0);
}

void Gil::deadlocked(Attachment& thread) { tell(Event::Kind::deadlock, thread); }

void Gil::tell_observer(Event::Kind kind, Attachment& thread, Attachment* other, std::uint64_t amount) {
    State const state = thread.state();
    Cause const cause = kind == Event::Kind::request ? Cause::forced : thread.cause();
    if (Observer* const told = observer())
        told->on_event(Event{kind, policy().now(), thread, state, state, cause, other, amount});
}

void Gil::note(Attachment& thread, State from, State to, Cause cause) {
    if (watches(protocol)) check(thread, from, to, cause);
    Observer* const told = observer();
    if (told == nullptr) return;
    // Who has run waits for the thread that stops the world, which cannot have gone before this one stands
    // still.
    Attachment* const stopper =
        from == State::running && cause == Cause::stop_the_world ? policy().stopper() : nullptr;
    told->on_event(Event{Event::Kind::transition, policy().now(), thread, from, to, cause, stopper, 0});
}

void Gil::check(Attachment const& thread, State from, State to, Cause cause) const {
    if (char const* rule = broken_rule(from, to, cause); rule != nullptr) violation(rule, thread);
    if (concurrent_) return;
    Attachment const* const holder = holder_.load(std::memory_order_relaxed);
    if (to == State::running && holder != nullptr) violation("got a lock which is held", thread);
    if (from == State::running && holder != &thread) violation("runs without holding the lock", thread);
}

void Gil::violation(char const* rule, Attachment const& thread) const {
    std::string const message = "thread " + thread.name() + " " + rule;
    if (violation_handler_ != nullptr) {
        violation_handler_(message);
        return;
    }
    std::fprintf(stderr, "minivm: interpreter lock: %s\n", message.c_str());
    std::abort();
}

}  // namespace minivm::lock
