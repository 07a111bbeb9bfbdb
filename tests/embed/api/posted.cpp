#include <poll.h>

#include <latch>
#include <stdexcept>
#include <vector>

#include "host.hpp"

namespace {
bool is_readable(int descriptor) {
    pollfd waiting{descriptor, POLLIN, 0};
    return poll(&waiting, 1, 0) == 1;
}
}  // namespace

TEST_CASE("async integration: work is posted from any thread, and run where the host asks for it") {
    Vm vm;
    REQUIRE(vm.run("seen = []\ndef note(n): seen.append(n)\n"));
    std::atomic<int> posted{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                for (int k = 0; k < 50; ++k)
                    posted += static_cast<bool>(vm.post([&, i, k] { CHECK(vm.call("note", i * 50 + k)); }));
            });
    }
    CHECK(posted == 200);
    CHECK(vm.posted() == 200);
    CHECK(vm.evaluate<int>("len(seen)").value() == 0);  // nothing runs by itself
    CHECK(vm.run_posted().value() == 200);
    CHECK(vm.posted() == 0);
    CHECK(vm.evaluate<bool>("sorted(seen) == list(range(200))").value());
    // What one thread posts stays in its order.
    CHECK(vm.evaluate<bool>("all([n for n in seen if n // 50 == i] == list(range(i * 50, i * 50 + 50)) "
                            "for i in range(4))")
              .value());
    CHECK(vm.run_posted().value() == 0);
}

TEST_CASE("async integration: work that posts work, throws, or exceeds the budget") {
    Vm vm;
    std::string order;
    REQUIRE(vm.post([&] {
        order += 'a';
        REQUIRE(vm.post([&] { order += 'c'; }));
    }));
    REQUIRE(vm.post([&] { order += 'b'; }));
    CHECK(vm.run_posted().value() == 2);
    CHECK(order == "ab");
    CHECK(vm.run_posted().value() == 1);
    CHECK(order == "abc");

    REQUIRE(vm.post([] { throw std::runtime_error("broken"); }));
    REQUIRE(vm.post([&] { vm.run("1 / 0").value(); }));
    REQUIRE(vm.post([&] { order += 'd'; }));
    CHECK(vm.run_posted().error().message() == "broken");
    CHECK(vm.run_posted().error().type_name() == "ZeroDivisionError");
    CHECK(vm.posted() == 1);
    CHECK(vm.run_posted().value() == 1);

    auto const endless = [&] { CHECK(vm.run("while True: pass").error().kind() == Error::Kind::stopped); };
    for (int i = 0; i < 2; ++i) REQUIRE(vm.post(endless));
    while (vm.posted() != 0) REQUIRE(vm.run_posted({.time = 2ms}));  // the time may be over before any begins
    for (int i = 0; i < 2; ++i) REQUIRE(vm.post(endless));
    CHECK(vm.run_posted({.steps = 1000}).value() == 1);
    CHECK(vm.posted() == 1);
    CHECK(vm.run_posted({.steps = 1000}).value() == 1);
    REQUIRE(vm.post([&] { vm.stop(); }));
    REQUIRE(vm.post([] {}));
    CHECK(vm.run_posted().value() == 1);
    CHECK(vm.run_posted().value() == 1);
    CHECK(vm.post({}).error().kind() == Error::Kind::misuse);
}

TEST_CASE("async integration: others run between two pieces of work") {
    Vm vm({.lock = minivm::interval(1ms)});
    std::atomic<bool> done{false};
    std::jthread other([&] {
        CHECK(vm.run("x = 1"));
        done = true;
    });
    while (!done) {
        for (int i = 0; i < 100; ++i) REQUIRE(vm.post([] { std::this_thread::sleep_for(100us); }));
        CHECK(vm.run_posted());
    }
}

TEST_CASE("async integration: a file descriptor and a callback tell of work") {
    Vm vm;
    int told = 0;
    vm.on_posted([&] { ++told; });
    REQUIRE(vm.post([] {}));
    CHECK(told == 1);
    int const descriptor = vm.posted_descriptor().value();
    CHECK(vm.posted_descriptor().value() == descriptor);
    CHECK(is_readable(descriptor));
    REQUIRE(vm.post([] {}));
    CHECK(told == 1);  // there was work already
    CHECK(vm.run_posted().value() == 2);
    CHECK(!is_readable(descriptor));
    REQUIRE(vm.post([] { throw std::runtime_error("first"); }));
    REQUIRE(vm.post([] {}));
    CHECK(told == 2);
    CHECK(is_readable(descriptor));
    CHECK(!vm.run_posted());
    CHECK(is_readable(descriptor));
    CHECK(vm.run_posted().value() == 1);
    CHECK(!is_readable(descriptor));
    vm.on_posted({});
    REQUIRE(vm.post([] {}));
    CHECK(told == 2);
}

TEST_CASE("async integration: an event loop that waits for threads of its own") {
    Vm vm;
    REQUIRE(vm.run("results = []\n"));
    int const descriptor = vm.posted_descriptor().value();
    std::vector<std::jthread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&, i] {
            REQUIRE(vm.post([&, i] { CHECK(vm.run("results.append(" + std::to_string(i) + ")")); }));
        });
    for (std::size_t done = 0; done < 4;) {
        pollfd waiting{descriptor, POLLIN, 0};
        REQUIRE(poll(&waiting, 1, -1) == 1);
        done += vm.run_posted().value();
    }
    CHECK(vm.evaluate<int>("sum(results)").value() == 6);
}

TEST_CASE("async integration: what is never run is dropped as the Vm is closed") {
    auto const kept = std::make_shared<int>(0);
    Vm vm;
    bool closed_then = false;
    struct Asks {
        ~Asks() { *closed = vm->closed(); }
        Vm* vm;
        bool* closed;
    };
    REQUIRE(vm.post([kept, asks = std::shared_ptr<Asks>(new Asks{&vm, &closed_then})] { FAIL("not run"); }));
    CHECK(kept.use_count() == 2);
    vm.close();
    CHECK(kept.use_count() == 1);
    CHECK(closed_then);
    CHECK(vm.post([] {}).error().kind() == Error::Kind::closed);
    CHECK(vm.run_posted().error().kind() == Error::Kind::closed);
    CHECK(vm.posted() == 0);
}

TEST_CASE("async integration: a generator gets values and exceptions, and is closed") {
    Vm vm;
    REQUIRE(
        vm.run("log = []\n"
               "def echo():\n"
               "    got = 'begin'\n"
               "    while got != 'end':\n"
               "        try:\n"
               "            got = yield got\n"
               "        except ValueError as e:\n"
               "            got = repr(e)\n"
               "        finally:\n"
               "            log.append(got)\n"
               "    return 'done'\n"));
    Value const echo = vm.call("echo").value();
    CHECK(echo.send<std::string>(Value()).value() == "begin");
    CHECK(echo.send<std::string>("one").value() == "one");
    CHECK(echo.send<int>(2).value() == 2);
    CHECK(echo.throw_into<std::string>(Error::value("bad")).value() == "ValueError('bad')");
    Value returned;
    Result<std::optional<std::string>> const last = echo.send<std::string>("end", &returned);
    REQUIRE(last);
    CHECK(!*last);
    CHECK(returned.as<std::string>().value() == "done");
    CHECK(!echo.send("more", &returned).value());
    CHECK(returned.as<std::optional<int>>().value() == std::nullopt);

    Value const unheard = vm.call("echo").value();
    CHECK(unheard.send(1).error().message() == "can't send non-None value to a just-started generator");
    CHECK(unheard.send<std::string>(Value()).value() == "begin");
    Result<std::optional<Value>> const thrown = unheard.throw_into(Error("KeyError", "k"));
    CHECK(thrown.error().type_name() == "KeyError");
    CHECK(!unheard.send(Value()).value());

    Value const dropped = vm.call("echo").value();
    REQUIRE(dropped.send(Value()));
    CHECK(outcome(dropped.close()) == "ok");
    CHECK(!dropped.next().value());
    CHECK(vm.evaluate<int>("len(log)").value() == 6);

    // An exception of the script's stays the same one.
    Error const own = vm.run("raise KeyError('own')").error();
    Value const again = vm.call("echo").value();
    CHECK(again.throw_into(own).error().exception().repr().value() == "KeyError('own')");
    CHECK(vm.make(5)->send(1).error().type_name() == "AttributeError");
    CHECK(Value().send(1).error().kind() == Error::Kind::misuse);
    CHECK(Value().close().error().kind() == Error::Kind::misuse);
}

TEST_CASE("async integration: coroutines in turns, each within a budget, as a game's loop has them") {
    Vm vm;
    REQUIRE(
        vm.run("def actor(name, steps):\n"
               "    total = 0\n"
               "    for i in range(steps):\n"
               "        total += yield (name, i)\n"
               "    return total\n"));
    std::vector<Value> actors;
    for (int i = 0; i < 3; ++i)
        actors.push_back(vm.call("actor", "actor" + std::to_string(i), 2 + i).value());
    for (Value const& actor : actors) REQUIRE(actor.send(Value()));
    int frames = 0;
    int sum = 0;
    while (!actors.empty()) {
        ++frames;
        std::erase_if(actors, [&](Value const& actor) {
            Value total;
            if (actor.send(10, &total).value()) return false;
            sum += total.as<int>().value();
            return true;
        });
    }
    CHECK(frames == 4);
    CHECK(sum == 90);
}

TEST_CASE("thread-safety contract: what the table says, at once") {
    Vm vm;
    REQUIRE(vm.run("def f(n): return n + 1\n"));
    Value const shared = vm.get("f").value();
    std::latch started(6);
    std::atomic<bool> over{false};
    std::vector<std::jthread> threads;
    auto const repeat = [&](auto f) {
        threads.emplace_back([&, f] {
            started.arrive_and_wait();
            while (!over) f();
        });
    };
    repeat([&] { (void)vm.call("f", 1); });
    repeat([&, mine = shared] { (void)mine.call(1); });
    repeat([copy = shared] { Value const another = copy; });
    repeat([&] {
        auto const here = vm.attach();
        for (int i = 0; here && i < 5; ++i) (void)vm.run("x = 1");
    });
    repeat([&] {
        vm.interrupt();
        vm.stop();
        (void)vm.threads();
        (void)vm.lock().policy();
    });
    started.arrive_and_wait();
    for (int i = 0; i < 200; ++i) {
        (void)vm.run("y = 1");
        (void)vm.post([] {});
        (void)vm.run_posted();
        (void)vm.lock().counters();
    }
    vm.close();
    over = true;
}
