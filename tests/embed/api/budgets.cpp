#include <latch>

#include "host.hpp"

namespace {
constexpr char const* forever = "while True:\n    pass\n";
constexpr char const* stubborn =
    "while True:\n    try:\n        while True: pass\n    except BaseException: pass\n";
}  // namespace

TEST_CASE("step budget / fuel: to the next call or loop, and no except catches it") {
    Vm vm;
    for (char const* const text : {forever, stubborn}) {
        Error const error = vm.run(text, "<script>", {.steps = 10'000}).error();
        CHECK(error.kind() == Error::Kind::stopped);
        CHECK(error.message() == "the step budget is exhausted");
    }
    CHECK(outcome(vm.run("x = 1", "<script>", {.steps = 1000})) == "ok");
    CHECK(outcome(vm.run("for i in range(100000): pass")) == "ok");  // the next call has none
    CHECK(vm.run("for i in range(2): pass", "<script>", {.steps = 0}).error().kind() == Error::Kind::stopped);
}

TEST_CASE("step budget: stepping through a program ends it anywhere without harm") {
    Vm vm;
    char const* const program =
        "import threading\n"
        "lock = threading.Lock()\n"
        "def g():\n    try:\n        yield 1\n        yield 2\n    finally:\n        [0].pop()\n"
        "def f(n):\n    with lock:\n        return sorted([str(i) for i in g()], key=lambda x: -len(x)) + "
        "[n]\n"
        "for i in range(3):\n    try:\n        f(i)\n        int('x')\n    except ValueError:\n        pass\n"
        "done = True\n";
    REQUIRE(vm.run(program));
    for (std::size_t steps = 0; steps < 400; ++steps) {
        Result<void> const ran = vm.run(program, "<script>", {.steps = steps});
        if (!ran) CHECK(ran.error().kind() == Error::Kind::stopped);
        CHECK(outcome(vm.run("assert not lock.locked()")) == "ok");
    }
}

TEST_CASE("step budget: of the call of a value, and the value can be called again") {
    Vm vm;
    REQUIRE(vm.run("def spin(times):\n    for i in range(times): pass\n    return times\n"));
    Value const spin = vm.get("spin").value();
    CHECK(spin.call(Budget{.steps = 10'000}, 1'000'000).error().kind() == Error::Kind::stopped);
    CHECK(spin.call<int>(Budget{.steps = 10'000}, 10).value() == 10);
    CHECK(spin.call<int>(1'000'000).value() == 1'000'000);
    CHECK(Value().call(Budget()).error().kind() == Error::Kind::misuse);
}

TEST_CASE("interrupt / timeout: the time budget ends loops, waits and builtins that go on") {
    Vm vm({.grant = {.clock = true}});
    for (std::string const& text :
         {std::string(forever), std::string(stubborn), std::string("import time\ntime.sleep(1000)\n"),
          std::string("import threading\nthreading.Event().wait()\n"), std::string("sum(iter(int, 1))\n"),
          std::string("list(filter(None, iter(int, 1)))\n"), std::string("max(range(10 ** 15))\n"),
          std::string("7 in iter(int, 1)\n"), std::string("''.join(iter(str, 1))\n"),
          std::string("all(x == 0 for x in iter(int, 1))\n"), std::string("bytes(iter(int, 1))\n"),
          std::string("bytearray().extend(iter(int, 1))\n"), std::string("1.5 in range(10 ** 15)\n"),
          std::string("range(10 ** 15).count('a')\n"), std::string("a, *b = iter(int, 1)\n"),
          std::string("import collections\ncollections.deque(iter(int, 1), maxlen=1)\n"),
          std::string("def f(): return f2()\ndef f2():\n    while True:\n        try: f()\n        except "
                      "RecursionError: pass\nf2()\n")}) {
        Error const error = vm.run(text, "<script>", {.time = 10ms}).error();
        CHECK_MESSAGE(error.kind() == Error::Kind::stopped, text);
        CHECK(error.message() == "the time budget is exhausted");
    }
    CHECK(outcome(vm.run("x = 1", "<script>", {.time = 100s})) == "ok");
}

TEST_CASE("a stop runs finally clauses and lets go of locks, for a moment") {
    Captured host({.grant = {.clock = true}});
    // Apart, so that none of the steps are spent on it.
    REQUIRE(host.vm.run("import threading\nlock = threading.Lock()\n"));
    REQUIRE(
        !host.vm.run("def f():\n"
                     "    with lock:\n"
                     "        try:\n            while True: pass\n"
                     "        except BaseException:\n            print('caught')\n"
                     "        finally:\n            print('finally')\n"
                     "f()\n",
                     "<script>", {.steps = 100'000}));
    CHECK(host.out == "finally\n");
    CHECK(!host.vm.evaluate<bool>("lock.locked()").value());
    // One that never ends is cut short.
    CHECK(!host.vm.run("try:\n    while True: pass\nfinally:\n    while True: pass\n", "<script>",
                       {.time = 5ms}));
}

TEST_CASE("budgets of calls within each other: the inner one ends the inner call") {
    Vm vm({.grant = {.clock = true}});
    vm.def("limited", [&](std::string const& text) {
        Result<void> const ran = vm.run(text, "<inner>", {.steps = 5000});
        return ran ? std::string("ran") : std::string(ran.error().message());
    });
    vm.def("timed", [&](std::string const& text) {
        Result<void> const ran = vm.run(text, "<inner>", {.time = 5ms});
        return ran ? std::string("ran") : std::string(ran.error().message());
    });
    REQUIRE(vm.run("a = limited('while True: pass')\nb = timed('while True: pass')\nc = limited('1')\n",
                   "<script>", {.steps = 10'000'000, .time = 100s}));
    CHECK(vm.get<std::string>("a").value() == "the step budget is exhausted");
    CHECK(vm.get<std::string>("b").value() == "the time budget is exhausted");
    CHECK(vm.get<std::string>("c").value() == "ran");
    // The outer one ends both.
    CHECK(vm.run("while True:\n    limited('1')\n", "<script>", {.steps = 2000}).error().kind() ==
          Error::Kind::stopped);
    CHECK(vm.run("limited('while True: pass')\nfor i in range(2): pass\nmade = 1\n", "<script>",
                 {.steps = 1000})
              .error()
              .kind() == Error::Kind::stopped);
    CHECK(!vm.get("made"));
}

TEST_CASE("interrupt is an exception that the script may catch, once") {
    Captured host({.grant = {.clock = true}});
    std::latch running(1);
    host.vm.def("running", [&] { running.count_down(); });
    std::jthread other([&] {
        running.wait();
        host.vm.interrupt();
    });
    CHECK(outcome(host.vm.run("import time\n"
                              "try:\n    running()\n    time.sleep(1000)\n"
                              "except KeyboardInterrupt:\n    print('interrupted')\n"
                              "for i in range(100000): pass\n"
                              "print('done')\n")) == "ok");
    CHECK(host.out == "interrupted\ndone\n");
    host.vm.interrupt();  // nobody is there to hear it
    CHECK(outcome(host.vm.run("for i in range(1000): pass\n")) == "ok");
}

TEST_CASE("stop ends every call that is in, and the Vm goes on") {
    Vm vm;
    std::latch running(2);
    vm.def("running", [&] { running.count_down(); });
    std::jthread one([&] {
        CHECK(outcome(vm.run("running()\nwhile True:\n    try:\n        while True: pass\n    except "
                             "BaseException: pass\n")) == "Stop: stopped by the host");
    });
    std::jthread two([&] {
        CHECK(!vm.run("running()\nimport threading\nthreading.Lock().acquire()\nthreading.Event().wait()\n"));
    });
    running.wait();
    vm.stop();
    one.join();
    two.join();
    CHECK(vm.evaluate<int>("1 + 1").value() == 2);
}

TEST_CASE("memory limit: MemoryError, and the host lives") {
    Vm vm({.limits = {.memory = 16 << 20}});
    CHECK(vm.run("x = [0] * (1 << 30)").error().type_name() == "MemoryError");
    CHECK(vm.run("x = 'a' * (1 << 30)").error().type_name() == "MemoryError");
    CHECK(vm.run("x = []\nwhile True:\n    x.append([1, 2, 3])\n").error().type_name() == "MemoryError");
    CHECK(outcome(vm.run("x = None\ny = list(range(1000))\n")) == "ok");
    CHECK(vm.memory() < (64 << 20));
}

TEST_CASE("thread limit: no more than so many at a time") {
    Vm vm({.limits = {.threads = 2}});
    REQUIRE(
        vm.run("import threading\n"
               "gate = threading.Event()\n"
               "started = 0\n"
               "for i in range(5):\n"
               "    try:\n        threading.Thread(target=gate.wait).start()\n        started += 1\n"
               "    except RuntimeError as error:\n        why = str(error)\n"
               "gate.set()\n"
               "for t in threading.enumerate():\n    if t is not threading.main_thread(): t.join()\n"));
    CHECK(vm.get<int>("started").value() == 2);
    CHECK(vm.get<std::string>("why").value() == "can't start new thread");
    Vm none({.limits = {.threads = 0}});
    CHECK(none.run("import threading\nthreading.Thread(target=print).start()").error().type_name() ==
          "RuntimeError");
}

TEST_CASE("recursion limit: RecursionError, which scripts cannot put off") {
    Vm vm({.limits = {.recursion = 100}});
    REQUIRE(vm.run("import sys\ndef f(n):\n    return n if n == 0 else f(n - 1)\n"));
    CHECK(outcome(vm.call("f", 80)) == "ok");
    CHECK(vm.call("f", 120).error().type_name() == "RecursionError");
    CHECK(outcome(vm.run("sys.setrecursionlimit(5000)")) == "ValueError: the host limits recursion to 100");
    CHECK(outcome(vm.run("sys.setrecursionlimit(60)")) == "ok");
    CHECK(vm.call("f", 80).error().type_name() == "RecursionError");
}

TEST_CASE("stop leaves nothing behind for calls that come later") {
    Vm vm;
    for (int round = 0; round < 200; ++round) {
        {
            std::jthread const caller([&] { (void)vm.run("for i in range(20): pass"); });
            vm.stop();
            vm.interrupt();
        }
        CHECK(outcome(vm.run("for i in range(100): pass")) == "ok");
    }
}

TEST_CASE("stop ends threads that are just being started, and those who start them") {
    Vm vm;
    REQUIRE(
        vm.run("import threading\n"
               "def nothing(): pass\n"
               "def starter():\n"
               "    while True:\n        threading.Thread(target=nothing).start()\n"
               "def again():\n"
               "    try:\n        while True: pass\n"
               "    finally:\n        threading.Thread(target=again).start()\n"));
    for (int round = 0; round < 20; ++round) {
        REQUIRE(vm.run("for f in (starter, again): threading.Thread(target=f).start()\n"));
        vm.stop();
        // All that there was is on its way out, and nobody starts more.
        while (vm.threads() != 0) std::this_thread::yield();
    }
}

TEST_CASE("memory limit: too little to begin with is an error, not a crash") {
    for (std::size_t const bytes : {std::size_t{0}, std::size_t{1}, (std::size_t{512} << 10) - 1})
        CHECK_THROWS_AS(Vm({.limits = {.memory = bytes}}), Error);
    Vm vm({.limits = {.memory = 512 << 10}});
    CHECK(outcome(vm.run("import threading, queue\nx = [str(i) for i in range(100)]\n")) == "ok");
    CHECK(vm.run("x = [str(i) for i in range(10 ** 6)]\n").error().type_name() == "MemoryError");
    CHECK(outcome(vm.run("x = 1\n")) == "ok");
}
