// How a thread of the host's gets into a Vm and out again.
//
// Each OS thread has a chain of its stays, innermost first: a call from the host, a native of the host's that
// the script calls, a call back from that, in the same Vm or in another. At most one of them holds a lock,
// and it is the innermost one if any. A stay takes the lock if the one around it, of the same Vm, does not
// hold it already; if the one around it is of another Vm, that one's lock is let go until this is over.
//
// Calls of one Vm within each other have levels from 0 on. What ends a call early (a budget) is told its
// level, so that it ends that call and those within it, and no other.
#include "runtime/embed/entry.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>
#include <utility>

#include "vm/objects/exception.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm::MINIVM_ABI::detail {

namespace {

thread_local Entry* innermost = nullptr;                    // this thread's stays
thread_local Entry::Refusal barred = Entry::Refusal::none;  // why this thread cannot enter

ScriptThread& script_thread(void* thread) { return *static_cast<ScriptThread*>(thread); }

/// Lets the lock go, in the middle of a call; false under a policy that keeps it.
bool let_go(ScriptThread& thread) {
    lock::Gil& gil = thread.machine.gil();
    if (!gil.policy().releases_for(lock::Cause::io)) return false;
    gil.release(thread, lock::Cause::io);
    return true;
}

}  // namespace

Barred::Barred(Entry::Refusal why) noexcept : outer_(std::exchange(barred, why)) {}
Barred::~Barred() { barred = outer_; }

void die(char const* why) {
    std::fprintf(stderr, "minivm: %s\n", why);
    std::abort();
}

/// The chain, for those who may see into a stay.
struct Stays {
    static Entry* of(Core const& core) {
        for (Entry* stay = innermost; stay; stay = stay->outer_)
            if (&stay->core_ == &core) return stay;
        return nullptr;
    }
};

bool is_inside(Core const& core) { return Stays::of(core) != nullptr; }

Entry::Entry(Core& core, Budget const& budget, For purpose) noexcept
    : core_(core), outer_(innermost), purpose_(purpose) {
    Entry* const same = Stays::of(core);
    refusal_ = barred;
    if (refusal_ == Refusal::none && core.closed()) refusal_ = Refusal::closed;
    if (refusal_ != Refusal::none) return;
    if (outer_ && outer_->holds_ && outer_ != same && let_go(script_thread(outer_->thread_))) {
        outer_->holds_ = false;
        released_ = outer_;
    }
    void* thread = nullptr;
    if (same) {
        thread = same->thread_;
        level_ = same->calls_;
        takes_ = !same->holds_;
    } else {
        thread = core.bring();
        takes_ = brings_ = true;
    }
    if (!thread) {
        refusal_ = Refusal::closed;
        leave_outer();
        return;
    }
    thread_ = thread;
    calls_ = level_ + (purpose == For::call ? 1 : 0);
    innermost = this;
    ScriptThread& own = script_thread(thread);
    Machine& machine = own.machine;
    if (takes_) machine.gil().acquire(own);
    holds_ = true;
    if (brings_) {
        machine.take_up(own);
        core.provide();
    }
    handled_ = own.vm.handled.bits();
    if (budget.steps != unlimited) {
        outer_steps_ = machine.steps_left(own);
        steps_ = static_cast<std::int64_t>(std::min<std::size_t>(budget.steps, INT64_MAX));
        bool const is_tighter = outer_steps_ < 0 || steps_ < outer_steps_;
        steps_level_ = machine.steps_level(own);
        if (!is_tighter) steps_ = outer_steps_;
        is_counted_ = machine.set_steps(own, steps_, is_tighter ? level_ : steps_level_);
        if (!is_counted_) refusal_ = Refusal::uncounted;
    }
    if (budget.time < std::chrono::hours(24 * 365) && refusal_ == Refusal::none) {
        is_timed_ = core.watchdog().watch(Watchdog::Clock::now() + budget.time, own, level_);
        if (!is_timed_) refusal_ = Refusal::untimed;
    }
    if (refusal_ != Refusal::none) leave();
}

Entry::Entry(Core& core, void* thread) noexcept
    : core_(core), thread_(thread), outer_(innermost), purpose_(For::native), holds_(true) {
    // A thread that the script has started is in no call of the host's, but stopping it ends more than calls
    // back.
    Entry const* const same = Stays::of(core);
    calls_ = same ? same->calls_ : 1;
    innermost = this;
}

void Entry::leave_outer() {
    if (!released_) return;
    ScriptThread& outer = script_thread(released_->thread_);
    outer.machine.gil().acquire(outer);
    released_->holds_ = true;
    released_ = nullptr;
}

Entry::~Entry() { leave(); }

void Entry::leave() {
    if (!thread_) return;
    if (innermost != this)
        die("what was attached ends on the thread that attached it, in the opposite order of the beginnings");
    innermost = outer_;
    if (purpose_ == For::native) return;
    ScriptThread& own = script_thread(thread_);
    thread_ = nullptr;
    Machine& machine = own.machine;
    if (is_timed_) core_.watchdog().forget(own, level_);
    if (is_counted_) {
        std::int64_t const used = steps_ - machine.steps_left(own);
        machine.set_steps(own, outer_steps_ < 0 ? -1 : std::max<std::int64_t>(outer_steps_ - used, 0),
                          steps_level_);
    }
    if (purpose_ == For::call) (void)machine.end_stop(own, level_);
    own.vm.exception = minivm::Value::unbound();
    own.vm.handled = minivm::Value::from_bits(handled_);
    holds_ = false;
    if (brings_) {
        machine.gil().release(own, lock::Cause::host);
        Streams& streams = core_.streams();
        if (streams.output.filled()) (void)streams.output.flush();
        if (streams.error.filled()) (void)streams.error.flush();
        core_.take_back(&own);
    } else if (takes_) {
        machine.gil().release(own, lock::Cause::io);
    }
    leave_outer();
}

// The Vm may be gone by now.
Error Entry::refusal() const {
    char const* why = "the Vm is closed";
    switch (refusal_) {
        case Refusal::none:
        case Refusal::closed: return Core::make_error(Error::Kind::closed, "RuntimeError", why);
        case Refusal::uncounted:
            why = "the lock's policy counts instructions itself: there can be no budget of steps";
            break;
        case Refusal::untimed: why = "no thread could be started to watch the time"; break;
        case Refusal::in_destructor:
            why = "the destructor of an object that a script held cannot call a Vm";
            break;
        case Refusal::in_stream: why = "Config::out, err and in cannot call a Vm"; break;
        case Refusal::in_hook:
            why = "what is told of a lock, in a hook or by a watch, cannot call a Vm";
            break;
        case Refusal::in_policy: why = "a lock policy cannot call a Vm"; break;
    }
    return Core::make_error(Error::Kind::misuse, "RuntimeError", why);
}

Context& Entry::context() const { return context_of(script_thread(thread_).vm); }

Error Entry::error() const {
    Thread& thread = script_thread(thread_).vm;
    try {
        throw;
    } catch (Pending const&) {
        return core_.take_error(thread);
    } catch (Error const& error) {
        return error;
    } catch (Mismatch const& mismatch) {
        if (mismatch.out_of_range) return Error::overflow(mismatch.expected + " is out of range");
        return Error::type("the result is no " + mismatch.expected + " but " + mismatch.found);
    } catch (std::bad_alloc const&) {
        return {"MemoryError", ""};
    } catch (std::exception const& error) {
        return Error::runtime(error.what());
    } catch (...) {
        return Error::runtime("an exception that is no std::exception");
    }
}

}  // namespace minivm::MINIVM_ABI::detail

namespace minivm::MINIVM_ABI {

Unlocked::Unlocked() noexcept : released_(nullptr) {
    detail::Entry* const stay = detail::innermost;
    if (!stay || !stay->holds_ || detail::barred != detail::Entry::Refusal::none ||
        !detail::let_go(detail::script_thread(stay->thread_)))
        return;
    stay->holds_ = false;
    released_ = stay;
}

Unlocked::~Unlocked() {
    if (!released_) return;
    auto* const stay = static_cast<detail::Entry*>(released_);
    if (stay != detail::innermost)
        detail::die("an Unlocked ends on its own thread, before the call that it is in");
    ScriptThread& thread = detail::script_thread(stay->thread_);
    thread.machine.gil().acquire(thread);
    stay->holds_ = true;
}

}  // namespace minivm::MINIVM_ABI
