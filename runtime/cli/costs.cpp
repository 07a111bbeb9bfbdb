// `minivm costs`: what things cost on this machine, so that one can reckon with them.
#include <sched.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <iostream>
#include <thread>

#include "runtime/cli/commands.hpp"
#include "runtime/cli/measure.hpp"
#include "runtime/cli/processors.hpp"
#include "runtime/lock/gil.hpp"
#include "runtime/lock/os_platform.hpp"
#include "runtime/trace/text.hpp"

namespace minivm::cli {

namespace {

using Clock = std::chrono::steady_clock;
using Nanoseconds = lock::Nanoseconds;

constexpr int usage_error = 2;

/// Nanoseconds of one operation, a number a round.
using Rounds = std::vector<double>;

double since(Clock::time_point start) {
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count();
}

/// `work` is `repetitions` operations.
template <typename Work>
Rounds timed(int rounds, int repetitions, Work work) {
    Rounds times;
    for (int round = 0; round < rounds; ++round) {
        auto const start = Clock::now();
        work();
        times.push_back(since(start) / repetitions);
    }
    return times;
}

std::string number(double nanoseconds) { return trace::duration_text(std::llround(nanoseconds)); }

/// Below ten nanoseconds the tenths matter.
std::string fine(double nanoseconds) {
    if (nanoseconds >= 99.5) return number(nanoseconds);
    return trace::decimal_text(nanoseconds, 1) + " ns";
}

/// The median, and where the middle four fifths lie.
std::string summary(Rounds times) {
    if (times.empty()) return "-";
    std::ranges::sort(times);
    std::size_t const last = times.size() - 1;
    return fine(times[times.size() / 2]) + " (" + fine(times[last / 10]) + " to " +
           fine(times[last - last / 10]) + ")";
}

/// A thread of no program, that sees when it is asked to let go.
class PlainThread final : public lock::Attachment {
public:
    using Attachment::Attachment;
    void request() override { asked_.store(true, std::memory_order_relaxed); }
    void withdraw() override { asked_.store(false, std::memory_order_relaxed); }
    bool asked() const { return asked_.load(std::memory_order_relaxed); }  // relaxed; a hint, as in the VM

private:
    std::atomic<bool> asked_{false};
};

// --- what the operating system takes ---

Rounds context_switch(int rounds, int processors) {
    constexpr int repetitions = 2'000;
    cpu_set_t before;
    sched_getaffinity(0, sizeof before, &before);
    limit_processors(processors);
    Rounds times = timed(rounds, 2 * repetitions, [] {
        lock::OsPlatform::Word turn{lock::OsPlatform{}};
        auto const play = [&](std::uint32_t mine, std::uint32_t other) {
            for (int i = 0; i < repetitions; ++i) {
                for (std::uint32_t seen = turn.load(); seen != mine; seen = turn.load())
                    turn.wait(seen, lock::never);
                turn.store(other);
                turn.fetch_or(0);  // orders the store before the look for sleepers
                turn.wake();
            }
        };
        std::jthread const second([&] { play(1, 0); });
        play(0, 1);
    });
    sched_setaffinity(0, sizeof before, &before);
    return times;
}

// --- what a lock takes ---

Rounds uncontended(std::string const& policy, int rounds) {
    constexpr int repetitions = 100'000;
    lock::Gil gil(lock::make_policy(policy));
    PlainThread thread("main");
    gil.attach(thread);
    gil.acquire(thread);
    Rounds times = timed(rounds, repetitions, [&] {
        for (int i = 0; i < repetitions; ++i) {
            gil.release(thread, lock::Cause::io);
            gil.acquire(thread);
        }
    });
    gil.detach(thread);
    return times;
}

void pause_for(std::chrono::nanoseconds duration) { std::this_thread::sleep_for(duration); }

/// Holds the lock as a program does that computes: looks for requests, and counts.
void compute_until(lock::Gil& gil, PlainThread& thread, std::atomic<bool> const& done) {
    bool const ticks = gil.policy().attention() == lock::Attention::every_tick;
    // relaxed; the lock orders what counts
    while (!done.load(std::memory_order_relaxed)) {
        if (ticks) {
            if (gil.ticker().fetch_sub(1, std::memory_order_relaxed) < 0) gil.on_tick(thread);
        } else if (thread.asked()) {
            gil.switch_point(thread);
        }
    }
}

/// From wanting a lock whose holder computes to having it; the thread that wants it had blocked for a
/// millisecond.
Rounds from_computing(std::string const& policy, int rounds) {
    lock::Gil gil(lock::make_policy(policy));
    PlainThread computing("computing");
    PlainThread blocking("blocking");
    gil.attach(blocking);
    gil.acquire(blocking);
    std::atomic<bool> begun{false};
    std::atomic<bool> done{false};
    std::jthread holder([&] {
        gil.attach(computing);
        gil.acquire(computing);
        begun.store(true, std::memory_order_release);  // pairs with the wait below
        begun.notify_one();
        compute_until(gil, computing, done);
        gil.detach(computing);
    });
    Rounds times;
    for (int round = 0; round < rounds; ++round) {
        gil.release(blocking, lock::Cause::io);
        begun.wait(false, std::memory_order_acquire);
        pause_for(std::chrono::milliseconds(1));
        auto const start = Clock::now();
        gil.acquire(blocking);
        times.push_back(since(start));
    }
    done.store(true, std::memory_order_relaxed);
    gil.detach(blocking);
    holder.join();
    return times;
}

/// From letting go of the lock to its being had by a thread that slept for it.
Rounds after_release(std::string const& policy, int rounds) {
    lock::Gil gil(lock::make_policy(policy));
    PlainThread giving("giving");
    PlainThread taking("taking");
    gil.attach(giving);
    gil.acquire(giving);
    std::atomic<std::int64_t> given{0};
    std::atomic<int> taken{0};
    Rounds times;
    std::jthread taker([&] {
        gil.attach(taking);
        for (int round = 0; round < rounds; ++round) {
            gil.acquire(taking);
            std::int64_t const now = Clock::now().time_since_epoch().count();
            times.push_back(static_cast<double>(now - given.load(std::memory_order_relaxed)));
            taken.store(round + 1, std::memory_order_release);  // pairs with the wait below
            taken.notify_one();
            if (round + 1 < rounds) gil.release(taking, lock::Cause::io);
            pause_for(std::chrono::microseconds(100));
        }
        gil.detach(taking);
    });
    for (int round = 0; round < rounds; ++round) {
        pause_for(std::chrono::microseconds(400));  // until the other sleeps
        given.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed);
        gil.release(giving, lock::Cause::io);
        for (int seen = round; seen == round; seen = taken.load(std::memory_order_acquire))
            taken.wait(seen, std::memory_order_acquire);
        gil.acquire(giving);
    }
    gil.detach(giving);
    taker.join();
    return times;
}

// --- what the virtual machine takes ---

constexpr char const* program = R"(
import time, threading
N = 200000
def nothing(): pass
class Point:
    def __init__(self, x): self.x = x
def loop():
    for _ in range(N): pass
def calls():
    for _ in range(N): nothing()
def objects():
    for _ in range(N): Point(1)
def lists():
    for _ in range(N): []
def releases():
    for _ in range(N // 20): time.sleep(0)
def starts():
    for _ in range(50):
        t = threading.Thread(target=nothing)
        t.start()
        t.join()
def each(work, count):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e9 / count
empty = each(loop, N)
print("a turn of a loop, safepoint included: %.3f ns" % empty)
print("a call of a function: %.3f ns" % (each(calls, N) - empty))
print("a new instance with one attribute: %.3f ns" % (each(objects, N) - empty))
print("a new list: %.3f ns" % (each(lists, N) - empty))
print("time.sleep(0), which lets the lock go: %.3f ns" % (each(releases, N // 20) - empty))
print("a thread of the program, started and joined: %.3f ns" % each(starts, 50))
)";

constexpr char const* garbage = R"(
import time
class Node:
    def __init__(self, next): self.next = next
def chain(n):
    node = None
    for _ in range(n): node = Node(node)
    return node
kept = chain(1000000)
for _ in range(10): chain(200000)
)";

void add_program_costs(trace::Table& table, int rounds) {
    std::vector<Run> runs;
    runs.reserve(static_cast<std::size_t>(rounds));
    for (int round = 0; round < rounds; ++round) runs.push_back(run_program({"-c", program}, {}));
    for (Figure const& figure : runs.front().figures) {
        if (figure.unit != Unit::printed) continue;
        Rounds times;
        for (Run const& run : runs)
            if (Figure const* found = run.find(figure.name)) times.push_back(found->value);
        table.add({figure.name, summary(times)});
    }
    Rounds pauses;
    for (int round = 0; round < std::min(rounds, 3); ++round) {
        Run const run = run_program({"-c", garbage}, {});
        pauses.insert(pauses.end(), run.pauses.begin(), run.pauses.end());
    }
    table.add({"a collection with a million live objects", summary(pauses)});
}

}  // namespace

int costs_command(int count, char** values) {
    int rounds = 15;
    CLI::App app{
        "Measures what things cost on this machine: threads, locks, calls. Medians, and where the middle "
        "four fifths of the rounds lie."};
    app.name("minivm costs");
    app.add_option("--rounds", rounds, "How often each is measured (default: 15)")
        ->type_name("N")
        ->check(CLI::Range(3, 1'000));
    try {
        app.parse(count, values);
    } catch (CLI::ParseError const& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : usage_error;
    }
    std::cout << "costs on " << usable_processors() << " processors, load "
              << trace::decimal_text(load_average(), 2) << ", " << rounds << " rounds\n\n";

    trace::Table table({"operating system", "median (80 % of the rounds)"}, 1);
    table.add({"reading the clock", summary(timed(rounds, 10'000, [] {
                   for (int i = 0; i < 10'000; ++i) (void)lock::OsPlatform{}.now();
               }))});
    table.add({"a thread, started and joined", summary(timed(rounds, 100, [] {
                   for (int i = 0; i < 100; ++i) std::jthread([] {}).join();
               }))});
    table.add({"a context switch, on one processor", summary(context_switch(rounds, 1))});
    if (usable_processors() > 1)
        table.add({"waking a thread on another processor", summary(context_switch(rounds, 2))});
    std::cout << table.text() << std::endl;

    try {
        trace::Table vm({"virtual machine", "median (80 % of the rounds)"}, 1);
        add_program_costs(vm, rounds);
        std::cout << vm.text() << std::endl;
    } catch (std::runtime_error const& error) {
        std::cerr << "minivm costs: " << error.what() << "\n";
        return 1;
    }

    trace::Table locks({"lock", "let go and taken again", "had by a sleeper after its release",
                        "had from a computing thread"},
                       1);
    for (lock::PolicyDescription const& policy : lock::policies()) {
        std::string const name(policy.name);
        if (name == "seeded") continue;  // its time is not the machine's
        locks.add({name, summary(uncontended(name, rounds)), summary(after_release(name, rounds)),
                   summary(from_computing(name, rounds))});
    }
    std::cout << locks.text();
    return 0;
}

}  // namespace minivm::cli
