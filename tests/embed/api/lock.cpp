#include <algorithm>
#include <latch>
#include <mutex>
#include <vector>

#include "host.hpp"

using minivm::Lock;
using minivm::LockCounters;
using minivm::LockThread;
using minivm::LongHold;

namespace {
constexpr char const* busy_threads =
    "import threading\n"
    "def work():\n"
    "    for i in range(20000): pass\n"
    "    return True\n"
    "def run(n):\n"
    "    ts = [threading.Thread(target=work) for _ in range(n)]\n"
    "    for t in ts: t.start()\n"
    "    for t in ts: t.join()\n";

std::vector<minivm::LockPolicy> all_policies() {
    return {minivm::interval(1ms),
            minivm::adaptive(),
            minivm::fifo(10ms),
            minivm::tick(50),
            minivm::seeded(7),
            minivm::LockPolicy("deadline"),
            minivm::LockPolicy("steal"),
            minivm::LockPolicy("masterlock"),
            minivm::LockPolicy("priority")};
}
}  // namespace

TEST_CASE("lock policy and trace: chosen by name or value, and changed") {
    for (minivm::LockPolicy const& policy : all_policies()) {
        Vm vm({.lock = policy});
        CHECK(vm.lock().policy() == policy.name);
        REQUIRE(vm.run(busy_threads));
        CHECK(vm.call("run", 3));
    }
    Vm vm({.lock = "interval"});
    Lock const lock = vm.lock();
    CHECK(lock.policy() == "interval");
    CHECK(lock.settings()->switch_interval == 5ms);
    CHECK(lock.use(minivm::interval(7ms)).value());
    CHECK(lock.settings()->switch_interval == 7ms);
    CHECK(lock.use(minivm::adaptive()).value());
    CHECK(lock.policy() == "adaptive");
    CHECK(lock.settings()->name == "adaptive");
    CHECK(!lock.use(minivm::seeded(1)).value());
    CHECK(lock.use(minivm::LockPolicy("none")).error().kind() == Error::Kind::misuse);
    CHECK_THROWS_AS(Vm({.lock = "none"}), Error);
    vm.close();
    CHECK(lock.policy() == "");
    CHECK(lock.settings().error().kind() == Error::Kind::closed);
    CHECK(lock.use(minivm::adaptive()).error().kind() == Error::Kind::closed);
}

TEST_CASE("the build's own lock is the one that there is unless another is asked for") {
    Vm vm;
    CHECK(vm.lock().policy() == (MINIVM_FREE_THREADED ? "off" : "interval"));
    // Nothing can take the place of no lock at all.
    CHECK(vm.lock().use(minivm::adaptive()).value() == !MINIVM_FREE_THREADED);
}

TEST_CASE("lock counters: what is counted always is exact") {
    Vm vm({.lock = "interval"});
    LockCounters const before = vm.lock().counters().value();
    for (int i = 0; i < 10; ++i) REQUIRE(vm.run("x = 1"));
    LockCounters const after = vm.lock().counters().value();
    CHECK(after.acquisitions == before.acquisitions + 11);  // each call, and counters() itself
    CHECK(after.voluntary == before.voluntary + 11);
    CHECK(after.forced == before.forced);
    CHECK(after.wasted_wakes == before.wasted_wakes);
    CHECK(after.waits == 0);
    CHECK(after.waiting == 0ns);
}

TEST_CASE("lock counters: a forced change-over, and the threads that ended, are counted") {
    Vm vm({.lock = minivm::interval(1ms)});
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pass\n"
               "t = threading.Thread(target=spin)\n"));
    // It lets go only because it is asked.
    REQUIRE(vm.run("t.start()"));
    REQUIRE(vm.run("stop = True\nt.join()\n"));
    LockCounters const counters = vm.lock().counters().value();
    CHECK(counters.forced >= 1);
    CHECK(counters.voluntary >= 4);
    CHECK(counters.acquisitions >= counters.forced);
}

TEST_CASE("lock counters: times are measured from measure() on, and until it ends") {
    Vm vm({.lock = minivm::interval(1ms)});
    REQUIRE(vm.run(busy_threads));
    REQUIRE(vm.call("run", 2));
    CHECK(vm.lock().counters()->waits == 0);
    REQUIRE(vm.lock().measure());
    REQUIRE(vm.lock().measure());
    REQUIRE(vm.call("run", 3));
    LockCounters const measured = vm.lock().counters().value();
    CHECK(measured.switches >= 3);  // each thread had it at least once
    CHECK(measured.waits >= 3);
    CHECK(measured.waiting >= measured.longest_wait);
    CHECK(measured.longest_wait > 0ns);
    CHECK(measured.holding >= measured.longest_hold);
    CHECK(measured.longest_hold > 0ns);
    REQUIRE(vm.lock().measure(false));
    LockCounters const ended = vm.lock().counters().value();
    REQUIRE(vm.call("run", 3));
    LockCounters const later = vm.lock().counters().value();
    CHECK(later.acquisitions > ended.acquisitions);
    CHECK(later.switches == ended.switches);
    CHECK(later.waits == ended.waits);
    CHECK(later.holding == ended.holding);
}

namespace {
/// What hooks tell, by threads.
struct Told {
    minivm::LockHooks hooks() {
        return {.ready = [this](LockThread const& t) { note(t, 'r'); },
                .resumed = [this](LockThread const& t) { note(t, 'R'); },
                .suspended = [this](LockThread const& t) { note(t, 's'); }};
    }
    void note(LockThread const& thread, char what) {
        std::lock_guard const guard(mutex);
        if (letters.size() <= thread.number) letters.resize(thread.number + 1);
        letters[thread.number] += what;
        names.push_back(std::string(thread.name));
        causes.push_back(std::string(thread.cause));
    }
    bool in_order() const {
        for (std::string text : letters) {
            while (text.starts_with('s')) text.erase(0, 1);  // it had the lock when the hooks were set
            for (std::size_t i = 0; i < text.size(); ++i)
                if (text[i] != "rRs"[i % 3]) return false;
        }
        return true;
    }
    std::mutex mutex;
    std::vector<std::string> letters;
    std::vector<std::string> names;
    std::vector<std::string> causes;
};
}  // namespace

TEST_CASE("READY, RESUMED and SUSPENDED hooks: in this order for each thread, under every policy") {
    std::vector<minivm::LockPolicy> policies = all_policies();
    policies.emplace_back();  // the build's own
    for (minivm::LockPolicy const& policy : policies) {
        CAPTURE(policy.name);
        Told told;
        Vm vm({.lock = policy});
        REQUIRE(vm.run(busy_threads));
        REQUIRE(vm.lock().hooks(told.hooks()));
        REQUIRE(vm.call("run", 3));
        std::vector<std::jthread> threads;
        for (int i = 0; i < 3; ++i) threads.emplace_back([&] { CHECK(vm.call<bool>("work").value()); });
        threads.clear();
        REQUIRE(vm.lock().hooks({}));
        CHECK(told.in_order());
        CHECK(std::ranges::count_if(told.letters, [](std::string const& text) {
                  return text.find("rRs") != std::string::npos;
              }) >= 4);
        CHECK(std::ranges::count(told.names, "Thread-1 (work)") >= 3);
        CHECK(std::ranges::count(told.causes, "exit") >= 3);
        std::size_t const count = told.names.size();
        REQUIRE(vm.call("run", 1));
        CHECK(told.names.size() == count);
    }
}

TEST_CASE("hooks: one that calls the Vm is told that it cannot") {
    Vm vm;
    std::atomic<int> refused{0};
    REQUIRE(vm.lock().hooks({.ready = [&](LockThread const&) {
        refused += vm.run("x = 1").error().kind() == Error::Kind::misuse;
        refused += vm.lock().hooks({}).error().kind() == Error::Kind::misuse;
        minivm::Unlocked const nothing;
    }}));
    CHECK(vm.run("y = 1"));
    CHECK(refused == 2);
}

TEST_CASE("hooks come and go while threads run") {
    Vm vm;
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pass\n"
               "ts = [threading.Thread(target=spin) for _ in range(3)]\n"
               "for t in ts: t.start()\n"));
    for (int i = 0; i < 30; ++i) {
        auto told = std::make_unique<Told>();
        REQUIRE(vm.lock().hooks(told->hooks()));
        if (i % 3 == 0) REQUIRE(vm.lock().measure(i % 2 == 0));
        REQUIRE(vm.run("x = 1"));
        REQUIRE(vm.lock().hooks({}));  // from here on nobody uses it
    }
    REQUIRE(vm.run("stop = True\nfor t in ts: t.join()\n"));
}

TEST_CASE("hooks that are set as the Vm ends see its end") {
    Told told;
    {
        Vm vm;
        REQUIRE(vm.lock().hooks(told.hooks()));
    }
    CHECK(told.in_order());
}

TEST_CASE("long-hold watchdog: a native that keeps the lock is told of, while it does") {
    Vm vm({.lock = "interval"});
    std::latch seen(1);
    LongHold hold;
    std::thread::id teller;
    vm.def("stuck", [&] {
        {
            minivm::Unlocked const others_run;
        }             // from here on it is one hold, however long it took to get here
        seen.wait();  // it goes on when the watch has told
    });
    bool const is_watched = vm.lock()
                                .watch(
                                    1ms,
                                    [&](LongHold const& told) {
                                        if (told.native != "stuck") return;
                                        hold = told;
                                        teller = std::this_thread::get_id();
                                        CHECK(vm.run("x = 1").error().kind() == Error::Kind::misuse);
                                        seen.count_down();
                                    },
                                    Lock::When::always)
                                .value();
    REQUIRE(is_watched);
    REQUIRE(vm.run("def outer():\n    stuck()\n\nouter()\n", "host.py"));
    REQUIRE(vm.lock().end_watch());
    CHECK(hold.file == "host.py");
    CHECK(hold.line == 2);
    CHECK(hold.function == "outer");
    CHECK(hold.text == "stuck()");
    CHECK(hold.native == "stuck");
    CHECK(hold.held >= 1ms);
    CHECK(hold.waiting == 0);
    CHECK(hold.name != "");
    CHECK(teller != std::this_thread::get_id());
    REQUIRE(vm.lock().end_watch());
}

TEST_CASE("long-hold watchdog: once for a hold, and only while others wait if that is asked") {
    Vm vm({.lock = "interval"});
    std::atomic<int> told{0};
    std::latch holding(1);
    std::latch seen(1);
    vm.def("stuck", [&] {
        holding.count_down();
        seen.wait();
        std::this_thread::sleep_for(20ms);  // long enough for another word, if there were one
    });
    REQUIRE(vm.lock()
                .watch(1ms,
                       [&](LongHold const& hold) {
                           CHECK(hold.waiting == 1);
                           if (++told == 1) seen.count_down();
                       })
                .value());
    std::jthread other([&] {
        holding.wait();
        CHECK(vm.run("x = 1"));
    });
    REQUIRE(vm.run("stuck()"));
    other.join();
    CHECK(told == 1);
}

TEST_CASE("long-hold watchdog: it may end what holds the lock") {
    Vm vm({.lock = "interval"});
    REQUIRE(vm.lock()
                .watch(
                    1ms, [&](LongHold const&) { vm.stop(); }, Lock::When::always)
                .value());
    CHECK(vm.run("while True: pass").error().kind() == Error::Kind::stopped);
    CHECK(vm.lock().watch(0ms, [](LongHold const&) {}).error().kind() == Error::Kind::misuse);
    CHECK(vm.lock().watch(1ms, {}).error().kind() == Error::Kind::misuse);
}

TEST_CASE("long-hold watchdog: where there is no lock, nobody holds it") {
    Vm vm;
    CHECK(vm.lock().watch(1ms, [](LongHold const&) {}).value() == !MINIVM_FREE_THREADED);
}

TEST_CASE("a Vm ends while it is watched, traced and hooked by many") {
    for (int round = 0; round < 10; ++round) {
        Told told;
        std::atomic<int> events{0};
        Vm vm;
        REQUIRE(vm.run(busy_threads));
        std::latch started(5);
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                started.count_down();
                while (vm.call("work") || !vm.closed()) {}
            });
        threads.emplace_back([&] {
            started.count_down();
            Lock const lock = vm.lock();
            while (!vm.closed()) {
                (void)lock.hooks(told.hooks());
                (void)lock.watch(1ms, [&](LongHold const&) { ++events; });
                (void)lock.trace([&](auto batch, auto) { events += static_cast<int>(batch.size()); });
                (void)lock.drain();
                (void)lock.counters();
                if (round % 2 == 0) (void)lock.end_trace();
                (void)lock.hooks({});
            }
        });
        started.wait();
        if (round % 3 == 0) std::this_thread::yield();
        vm.close();
    }
}
