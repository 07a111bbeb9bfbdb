#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <vector>

#include "host.hpp"

TEST_CASE("closing ends scripts that run, on whatever thread") {
    Vm vm;
    std::latch running(3);
    vm.def("running", [&] { running.count_down(); });
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] {
            Error const error = vm.run("running()\nwhile True:\n    pass\n").error();
            CHECK(error.kind() == Error::Kind::stopped);
        });
    running.wait();
    vm.close();
    CHECK(vm.closed());
    CHECK(vm.run("x = 1").error().kind() == Error::Kind::closed);
    CHECK(!vm.attach());
    vm.close();
    vm.interrupt();
    vm.stop();
    CHECK(vm.threads() == 0);
}

TEST_CASE("closing ends the script's threads, those that wait too, whatever they catch") {
    Vm vm({.grant = {.clock = true}});
    REQUIRE(
        vm.run("import threading, time, queue\n"
               "lock = threading.Lock()\nlock.acquire()\n"
               "def spin():\n"
               "    while True:\n"
               "        try:\n            while True: pass\n"
               "        except BaseException: pass\n"
               "def stubborn():\n"
               "    while True:\n"
               "        try:\n            time.sleep(1000)\n"
               "        finally:\n            continue\n"
               "def swallow():\n"
               "    class Keep:\n"
               "        def __enter__(self): pass\n"
               "        def __exit__(self, *a): return True\n"
               "    while True:\n"
               "        with Keep(): lock.acquire()\n"
               "def sleeper(): time.sleep(1000)\n"
               "def waiter(): threading.Event().wait()\n"
               "def getter(): queue.Queue().get()\n"
               "for f in (spin, stubborn, swallow, sleeper, waiter, getter, lock.acquire):\n"
               "    threading.Thread(target=f).start()\n"));
    CHECK(vm.threads() == 7);
}

TEST_CASE("closing waits for natives that block") {
    Vm vm;
    std::latch inside(1);
    vm.def(
        "block",
        [&] {
            inside.count_down();
            std::this_thread::sleep_for(30ms);
        },
        minivm::releases_lock);
    std::jthread caller(
        [&] { CHECK(vm.run("block()\nfor i in range(10): pass\n").error().kind() == Error::Kind::stopped); });
    inside.wait();
    vm.close();
}

TEST_CASE("calls race with closing: each comes back, with what it wanted or with an error") {
    for (int round = 0; round < 30; ++round) {
        Vm vm;
        REQUIRE(vm.run("def f(n):\n    return sum(range(n))\n"));
        std::latch started(4);
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                started.count_down();
                while (true) {
                    Result<int> const got = vm.call<int>("f", 100);
                    if (got) {
                        CHECK(*got == 4950);
                        continue;
                    }
                    Error::Kind const kind = got.error().kind();
                    CHECK((kind == Error::Kind::stopped || kind == Error::Kind::closed));
                    if (kind == Error::Kind::closed) return;
                }
            });
        started.wait();
        if (round % 2 == 0) std::this_thread::yield();
        vm.close();
    }
}

TEST_CASE("objects of the host's that the script holds are destroyed with it") {
    auto const counted = std::make_shared<int>(0);
    {
        Vm vm;
        vm.def("bound", [counted] { return *counted; });
        REQUIRE(vm.set("free", [counted] { return *counted; }));
        std::shared_ptr<int> const self = counted;
        REQUIRE(vm.set("asks", [counted, &vm] { return vm.closed(); }));
        CHECK(counted.use_count() > 3);
    }
    CHECK(counted.use_count() == 1);
}

namespace {
/// How many VMs are made and used: some, or as many as the environment says.
int how_many() {
    char const* const given = std::getenv("MINIVM_EMBED_VMS");
    return given ? std::atoi(given) : 200;
}
}  // namespace

TEST_CASE("very many VMs, one after the other, and many at once") {
    for (int i = 0; i < how_many(); ++i) {
        Vm vm;
        REQUIRE(vm.run("x = 'hello'"));
    }
    std::vector<std::unique_ptr<Vm>> many;
    for (int i = 0; i < 50; ++i) {
        many.push_back(std::make_unique<Vm>());
        REQUIRE(many.back()->set("number", i));
    }
    for (int i = 0; i < 50; ++i) CHECK(many[static_cast<std::size_t>(i)]->get<int>("number").value() == i);
}

TEST_CASE("very many VMs, made and used on eight threads") {
    std::atomic<int> left{how_many()};
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                Value outlives;
                while (left.fetch_sub(1) > 0) {
                    Captured host({.grant = {.clock = true}});
                    host.vm.def("twice", [](long n) { return 2 * n; });
                    bool right =
                        outcome(host.vm.run("import threading\n"
                                            "class Thing:\n    pass\n"
                                            "found = []\n"
                                            "t = threading.Thread(target=lambda: found.append(twice(21)))\n"
                                            "t.start()\nt.join()\nprint('hello', *found)\n")) == "ok";
                    right = right && host.out == "hello 42\n";
                    outlives = host.vm.call("Thing").value();  // lets the one before go
                    right = right && !host.vm.run("while True: pass", "<script>", {.steps = 100});
                    wrong += !right;
                }
            });
    }
    CHECK(wrong == 0);
}

TEST_CASE("a Vm ends while values of it are called by threads that wait for their turn") {
    for (int round = 0; round < 20; ++round) {
        auto vm = std::make_unique<Vm>();
        REQUIRE(vm->run("def f(n):\n    return sum(range(n))\n"));
        Value const f = vm->get("f").value();
        std::latch started(6);
        std::vector<std::jthread> threads;
        for (int i = 0; i < 6; ++i)
            threads.emplace_back([&started, f] {
                started.count_down();
                while (true) {
                    Result<int> const got = f.call<int>(50);
                    if (!got && got.error().kind() == Error::Kind::closed) return;
                    if (!got) CHECK(got.error().kind() == Error::Kind::stopped);
                }
            });
        started.wait();
        vm.reset();
    }
}

TEST_CASE("a native of one Vm closes another, whose threads want to call the first") {
    Vm one;
    Vm other;
    std::latch calling(1);
    REQUIRE(one.run("def answer():\n    return 42\n"));
    other.def("ask", [&] {
        calling.count_down();
        return one.call<int>("answer").value();
    });
    std::jthread asking;
    one.def("end_the_other", [&] {
        // It cannot have its answer before this native lets the lock go.
        asking = std::jthread([&] { (void)other.run("ask()\nwhile True:\n    pass\n"); });
        calling.wait();
        other.close();
    });
    CHECK(outcome(one.run("end_the_other()")) == "ok");
    CHECK(other.closed());
}

TEST_CASE("a destructor that a collection runs is refused a call, and the script goes on") {
    std::atomic<int> refused{0};
    {
        Vm vm;
        struct Caller {
            ~Caller() {
                minivm::Unlocked const nothing;
                Result<void> const ran = vm->run("x = [1, 2, 3]");
                if (!ran && ran.error().kind() != Error::Kind::exception) ++*refused;
            }
            Vm* vm;
            std::atomic<int>* refused;
        };
        vm.module("m").type<Caller>("Caller").init([&] {
            return std::shared_ptr<Caller>(new Caller{&vm, &refused});
        });
        REQUIRE(vm.run("import m\nfor i in range(100): m.Caller()\n"));
        for (int i = 0; i < 20 && refused < 50; ++i)
            REQUIRE(vm.run("for i in range(3000):\n    junk = [[] for _ in range(100)]\n"));
        CHECK(refused > 50);
    }
    CHECK(refused == 100);
}

namespace {
/// Whether the program ends by abort().
template <typename F>
bool dies(F const& f) {
    pid_t const child = fork();
    if (child == 0) {
        std::fclose(stderr);
        std::signal(SIGABRT, SIG_DFL);
        f();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}
}  // namespace

TEST_CASE("what cannot be an Error ends the program, with a word why") {
    CHECK(dies([] {
        Vm vm;
        vm.def("end", [&] { vm.close(); });
        (void)vm.run("end()");
    }));
    CHECK(dies([] {
        Vm vm;
        auto first = std::make_unique<Result<minivm::Attached>>(vm.attach());
        auto const second = vm.attach();
        first.reset();
    }));
    CHECK(!dies([] {
        Vm vm;
        auto const first = vm.attach();
        auto const second = vm.attach();
    }));
}
