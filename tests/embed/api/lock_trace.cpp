#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <latch>
#include <set>
#include <stdexcept>
#include <vector>

#include "host.hpp"

using minivm::LockEvent;
using Kind = minivm::LockEvent::Kind;

namespace {
constexpr char const* program =
    "import threading\n"
    "def work():\n"
    "    for i in range(300): pause()\n"
    "ts = [threading.Thread(target=work) for _ in range(3)]\n"
    "for t in ts: t.start()\n"
    "for t in ts: t.join()\n";

/// A directory that goes with it.
struct Directory {
    Directory() {
        std::string name = (std::filesystem::temp_directory_path() / "minivm-trace-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Directory() { std::filesystem::remove_all(path); }
    std::string file(std::string const& name) const { return (path / name).string(); }
    std::filesystem::path path;
};

std::string text_of(std::string const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// An event whose text is its own.
struct Kept {
    explicit Kept(LockEvent const& seen)
        : event(seen),
          name(seen.name),
          cause(seen.cause),
          file(seen.file),
          function(seen.function),
          call(seen.call) {}
    LockEvent event;
    std::string name, cause, file, function, call;
};
struct Sink {
    minivm::LockSink sink() {
        return [this](std::span<LockEvent const> batch, std::uint64_t more_lost) {
            for (LockEvent const& event : batch) events.emplace_back(event);
            lost += more_lost;
            ++batches;
        };
    }
    std::size_t count(Kind kind) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(events, [&](Kept const& kept) { return kept.event.kind == kind; }));
    }
    std::vector<Kept> events;
    std::uint64_t lost = 0;
    int batches = 0;
};
}  // namespace

TEST_CASE("lock policy and trace: to a file of each kind, written as the trace ends") {
    Directory const directory;
    Vm vm;
    vm.def(
        "pause", [] {}, minivm::releases_lock);
    for (std::string const kind : {"html", "json", "svg", "csv", "trace"}) {
        std::string const file = directory.file("lock." + kind);
        REQUIRE(vm.lock().trace(file));
        REQUIRE(vm.run(program, "program.py"));
        CHECK(outcome(vm.lock().end_trace()) == "ok");
        std::string const text = text_of(file);
        CAPTURE(kind);
        CHECK(text.size() > 500);
        CHECK(text.find("Thread-") != std::string::npos);
        if (kind != "svg") CHECK(text.find("program.py") != std::string::npos);
    }
}

TEST_CASE("lock trace: written as the Vm ends") {
    Directory const directory;
    {
        Vm vm;
        vm.def(
            "pause", [] {}, minivm::releases_lock);
        REQUIRE(vm.lock().trace(directory.file("lock.csv")));
        REQUIRE(vm.run(program, "program.py"));
    }
    CHECK(text_of(directory.file("lock.csv")).find("program.py") != std::string::npos);
}

TEST_CASE("lock trace: while threads run, one after the other, from any thread") {
    Directory const directory;
    Vm vm;
    vm.def(
        "pause", [] { std::this_thread::sleep_for(100us); }, minivm::releases_lock);
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pause()\n"
               "ts = [threading.Thread(target=spin) for _ in range(3)]\n"
               "for t in ts: t.start()\n"));
    for (int i = 0; i < 10; ++i) {
        REQUIRE(vm.lock().trace(directory.file("lock.csv")));
        std::jthread([&] { CHECK(vm.run("for i in range(10): pause()")); }).join();
        CHECK(outcome(vm.lock().end_trace()) == "ok");
        CHECK(text_of(directory.file("lock.csv")).find("spin") != std::string::npos);
    }
    REQUIRE(vm.run("stop = True\nfor t in ts: t.join()\n"));
}

TEST_CASE("lock trace: what cannot be says so") {
    Directory const directory;
    std::string err;
    {
        Config config;
        config.err = [&](std::string_view bytes) { err += bytes; };
        Vm vm(config);
        minivm::Lock const lock = vm.lock();
        CHECK(lock.trace("lock.txt").error().kind() == Error::Kind::misuse);
        CHECK(lock.trace(minivm::LockSink()).error().kind() == Error::Kind::misuse);
        CHECK(lock.trace(directory.file("none/lock.csv")).error().type_name() == "OSError");
        CHECK(lock.end_trace().error().kind() == Error::Kind::misuse);
        CHECK(lock.drain().error().kind() == Error::Kind::misuse);
        REQUIRE(lock.trace(directory.file("lock.csv")));
        CHECK(lock.trace(directory.file("other.csv")).error().kind() == Error::Kind::misuse);
        CHECK(lock.drain().error().kind() == Error::Kind::misuse);
        std::filesystem::remove(directory.file("lock.csv"));
        std::filesystem::create_directory(directory.file("lock.csv"));
        CHECK(lock.end_trace().error().message() == "cannot write '" + directory.file("lock.csv") + "'");
        std::filesystem::remove(directory.file("lock.csv"));
        REQUIRE(lock.trace(directory.file("lock.csv")));
        std::filesystem::remove(directory.file("lock.csv"));
        std::filesystem::create_directory(directory.file("lock.csv"));
    }
    CHECK(err.find("minivm: cannot write '") == 0);
}

TEST_CASE("lock trace to a callback: events in order, with their places, on the thread that drains") {
    Sink sink;
    Vm vm({.lock = "interval"});
    vm.def(
        "pause", [] {}, minivm::releases_lock);
    REQUIRE(vm.lock().trace(sink.sink()));
    REQUIRE(vm.run(program, "program.py"));
    std::size_t const count = vm.lock().drain().value();
    CHECK(count == sink.events.size());
    CHECK(sink.lost == 0);
    CHECK(sink.count(Kind::run) > 10);
    CHECK(sink.count(Kind::block) >= 900);
    CHECK(std::ranges::is_sorted(sink.events, {}, [](Kept const& kept) { return kept.event.time; }));
    std::set<std::string> names;
    std::set<std::uint32_t> numbers;
    std::size_t pauses = 0;
    for (Kept const& kept : sink.events) {
        names.insert(kept.name);
        numbers.insert(kept.event.thread);
        if (kept.event.kind != Kind::block || kept.call != "__main__.pause") continue;
        ++pauses;
        CHECK(kept.file == "program.py");
        CHECK(kept.event.line == 3);
        CHECK(kept.function == "work");
        CHECK(kept.cause == "io");
    }
    CHECK(pauses == 900);
    CHECK(names.contains("Thread-1 (work)"));
    CHECK(names.contains("Thread-3 (work)"));
    CHECK(numbers.size() == names.size());
    auto const now = std::chrono::steady_clock::now().time_since_epoch();
    CHECK(sink.events.front().event.time <= now);
    CHECK(sink.events.front().event.time > now - 1h);

    // What comes next goes on where this ended.
    REQUIRE(vm.run("pause()"));
    std::size_t const before = sink.events.size();
    REQUIRE(vm.lock().end_trace());
    CHECK(sink.events.size() > before);
    CHECK(std::ranges::is_sorted(sink.events, {}, [](Kept const& kept) { return kept.event.time; }));
    std::size_t const all = sink.events.size();
    REQUIRE(vm.run("pause()"));
    CHECK(sink.events.size() == all);
}

TEST_CASE("lock trace to a callback: the rest comes as the Vm ends, and then it is over") {
    Sink sink;
    {
        Vm vm;
        REQUIRE(vm.lock().trace([&, tell = sink.sink()](auto events, auto lost) {
            tell(events, lost);
            CHECK(vm.run("x = 1").error().kind() == Error::Kind::closed);
            throw std::runtime_error("lost");
        }));
        REQUIRE(vm.run("x = 1"));
    }
    CHECK(sink.events.size() >= 2);
}

TEST_CASE("lock trace to a callback: what finds no room is counted and told") {
    Sink sink;
    Vm vm({.lock = "interval"});
    vm.def(
        "pause", [] {}, minivm::releases_lock);
    REQUIRE(vm.lock().trace(sink.sink(), 0));
    REQUIRE(vm.run("for i in range(1000): pause()"));
    REQUIRE(vm.lock().drain());
    CHECK(sink.lost > 900);
    CHECK(sink.events.size() + sink.lost > 2000);
    std::uint64_t const lost = sink.lost;
    REQUIRE(vm.run("pause()"));  // there is room again
    REQUIRE(vm.lock().drain());
    CHECK(sink.lost == lost);
}

TEST_CASE("lock trace to a callback: it may call the Vm, and be drained by nobody else meanwhile") {
    int called = 0;
    Vm vm;
    REQUIRE(vm.lock().trace([&](auto, auto) {
        called += vm.evaluate<int>("6 * 7").value() == 42;
        called += vm.lock().drain().error().kind() == Error::Kind::misuse;
        std::jthread([&] { called += vm.evaluate<int>("1").value(); }).join();  // the lock is not held
    }));
    auto const here = vm.attach();
    REQUIRE(here);
    REQUIRE(vm.run("x = 1"));
    REQUIRE(vm.lock().drain());
    CHECK(called == 3);
}

TEST_CASE("lock trace to a callback: what it throws is the Error, and the trace goes on") {
    bool throws = true;
    int batches = 0;
    Vm vm;
    REQUIRE(vm.lock().trace([&](auto, auto) {
        ++batches;
        if (throws) throw std::runtime_error("no disk");
    }));
    REQUIRE(vm.run("x = 1"));
    CHECK(vm.lock().drain().error().message() == "no disk");
    throws = false;
    CHECK(vm.lock().drain());
    CHECK(batches == 2);
}

TEST_CASE("lock trace: requests name who asked and who was asked, whatever was drained before") {
    Sink sink;
    Vm vm({.lock = minivm::interval(1ms)});
    REQUIRE(vm.lock().trace(sink.sink()));
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pass\n"
               "t = threading.Thread(target=spin)\nt.start()\n"));
    // The spinning thread lets go only if it is asked, but need not have come to run again each time.
    while (sink.count(Kind::request) < 3) {
        REQUIRE(vm.run("x = 1"));
        REQUIRE(vm.lock().drain());
    }
    for (Kept const& kept : sink.events) {
        if (kept.event.kind != Kind::request) continue;
        CHECK(kept.event.other != kept.event.thread);
        CHECK(kept.event.other != LockEvent::nobody);
    }
    REQUIRE(vm.run("stop = True\nt.join()\n"));
}

TEST_CASE("lock trace: the changes of a policy are in it") {
    Sink sink;
    Vm vm({.lock = "interval"});
    REQUIRE(vm.lock().trace(sink.sink()));
    REQUIRE(vm.lock().use(minivm::adaptive()).value());
    REQUIRE(vm.lock().end_trace());
    REQUIRE(sink.count(Kind::policy) == 1);
    for (Kept const& kept : sink.events)
        if (kept.event.kind == Kind::policy) CHECK(kept.call == "adaptive");
}
