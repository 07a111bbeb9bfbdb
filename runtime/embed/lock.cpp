// What a Lock's members do: they enter the Vm as any call does, and talk to the lock there.
#include "minivm/lock.hpp"

#include <cstdlib>
#include <fstream>
#include <thread>

#include "runtime/embed/core.hpp"
#include "runtime/embed/entry.hpp"
#include "runtime/embed/host_policy.hpp"
#include "runtime/embed/traced.hpp"
#include "runtime/trace/reports.hpp"

namespace minivm::MINIVM_ABI {

namespace {

using detail::Core;

Error misuse(std::string message) {
    return Core::make_error(Error::Kind::misuse, "RuntimeError", std::move(message));
}

std::uint64_t sum(lock::ThreadRecord const& record, std::initializer_list<lock::Cause> causes) {
    std::uint64_t all = 0;
    for (lock::Cause const cause : causes) all += record.releases[static_cast<std::size_t>(cause)];
    return all;
}

lock::Gil& gil_of(Context& context) { return Machine::of(detail::thread_of(context)).gil(); }

/// As within() of a call, and one thread at a time.
template <typename R, typename F>
Result<R> controlled(Core& core, F const& f) {
    return detail::within<R>(core, {}, [&](Context& context) {
        std::lock_guard const guard(core.watch().control());
        return f(context, core.watch());
    });
}

}  // namespace

// --- which lock ---

Result<bool> Lock::use(LockPolicy const& policy) const {
    return detail::within<bool>(*core_, {}, [&](Context& context) {
        lock::Gil& gil = gil_of(context);
        if (gil.concurrent()) return false;
        std::unique_ptr<lock::Policy> made = detail::make_policy(policy);
        if (policy.make) gil.check_protocol();
        return gil.adopt(Machine::attachment(detail::thread_of(context)), std::move(made));
    });
}

std::string Lock::policy() const {
    return core_->while_open([](Machine& machine) { return std::string(machine.gil().policy().name()); });
}

Result<LockPolicy> Lock::settings() const {
    return detail::within<LockPolicy>(*core_, {}, [](Context& context) {
        lock::Policy const& now = gil_of(context).policy();
        LockPolicy policy{std::string(now.name())};
        policy.switch_interval = std::chrono::nanoseconds(now.switch_interval());
        policy.check_interval = now.check_interval();
        return policy;
    });
}

// --- what it counts ---

Result<LockCounters> Lock::counters() const {
    return detail::within<LockCounters>(*core_, {}, [&](Context& context) {
        using enum lock::Cause;
        lock::ThreadRecord const total = gil_of(context).total();
        LockCounters counters;
        counters.acquisitions = total.acquisitions;
        counters.wasted_wakes = total.wasted_wakes;
        counters.forced = sum(total, {forced, tick, stop_the_world});
        counters.voluntary =
            sum(total, {yield, io, output, sleep, lock_wait, join, event, host, exit, collection, change});
        core_->watch().add_to(counters);
        return counters;
    });
}

Result<void> Lock::measure(bool on) const {
    return controlled<void>(
        *core_, [&](Context& context, detail::LockWatch& watch) { watch.measure(gil_of(context), on); });
}

Result<void> Lock::hooks(LockHooks hooks) const {
    return controlled<void>(*core_, [&](Context& context, detail::LockWatch& watch) {
        watch.hooks(gil_of(context), std::move(hooks));
    });
}

Result<bool> Lock::watch(std::chrono::nanoseconds longer, std::function<void(LongHold const&)> tell,
                         When when) const {
    if (longer <= std::chrono::nanoseconds(0) || !tell)
        return misuse("a watch on the lock needs a duration and somebody to tell");
    return controlled<bool>(*core_, [&](Context& context, detail::LockWatch& watch) {
        lock::Gil& gil = gil_of(context);
        if (gil.concurrent()) return false;
        watch.holds().begin(Machine::attachment(detail::thread_of(context)), longer, std::move(tell), when);
        watch.attend(gil);
        return true;
    });
}

Result<void> Lock::end_watch() const {
    return controlled<void>(*core_, [&](Context& context, detail::LockWatch& watch) {
        watch.holds().end();
        watch.attend(gil_of(context));
    });
}

// --- traces ---

namespace {

Result<void> begin_trace(Core& core, std::unique_ptr<detail::Recording> recording) {
    if (getloadavg(&recording->load, 1) != 1) recording->load = 0;
    return controlled<void>(core, [&](Context& context, detail::LockWatch& watch) {
        if (watch.recording() != nullptr) throw misuse("a trace is being made already: end_trace() ends it");
        (void)watch.record(gil_of(context), std::move(recording));
    });
}

}  // namespace

Result<void> Lock::trace(std::string const& file, std::size_t most) const {
    if (!trace::can_export(file))
        return misuse("a trace's file ends in one of " + trace::export_suffixes() + ", unlike '" + file +
                      "'");
    if (!std::ofstream(file, std::ios::app)) return Error("OSError", "cannot write '" + file + "'");
    auto recording = std::make_unique<detail::Recording>(most);
    recording->file = file;
    return begin_trace(*core_, std::move(recording));
}

Result<void> Lock::trace(LockSink sink, std::size_t most) const {
    if (!sink) return misuse("a trace needs a file or a sink");
    auto recording = std::make_unique<detail::Recording>(most);
    recording->sink = std::move(sink);
    return begin_trace(*core_, std::move(recording));
}

namespace {

enum class After : std::uint8_t { goes_on, ends };

/// What has gathered. The recording goes on, if it is to, with room for as much again.
detail::Traced take(Core& core, Context& context, After after) {
    Thread& thread = detail::thread_of(context);
    std::unique_ptr<detail::Recording> taken;
    {
        detail::LockWatch& watch = core.watch();
        std::lock_guard const guard(watch.control());
        detail::Recording const* const now = watch.recording();
        if (now == nullptr) throw misuse("no trace is being made");
        if (after == After::goes_on && !now->sink)
            throw misuse("a trace to a file is not drained, but ended");
        std::unique_ptr<detail::Recording> next;
        if (after == After::goes_on) {
            next = std::make_unique<detail::Recording>(now->most);
            next->sink = now->sink;
        }
        taken = watch.record(Machine::of(thread).gil(), std::move(next));
    }
    return detail::traced(thread, std::move(taken));
}

/// One thread at a time takes and hands over, so that a sink gets its events in their order.
Result<std::size_t> hand_over(Core& core, After after) {
    if (!core.watch().try_drain()) return misuse("another thread drains this trace");
    core.retain();  // the Vm may end while the sink is busy
    Result<detail::Traced> taken = detail::within<detail::Traced>(
        core, {}, [&](Context& context) { return take(core, context, after); });
    Result<std::size_t> const done = [&]() -> Result<std::size_t> {
        if (!taken) return taken.error();
        Unlocked const others_run;
        return taken->hand_over();
    }();
    core.watch().end_drain();
    core.release();
    return done;
}

}  // namespace

Result<std::size_t> Lock::drain() const { return hand_over(*core_, After::goes_on); }

Result<void> Lock::end_trace() const {
    Result<std::size_t> const ended = hand_over(*core_, After::ends);
    if (!ended) return ended.error();
    return {};
}

}  // namespace minivm::MINIVM_ABI
