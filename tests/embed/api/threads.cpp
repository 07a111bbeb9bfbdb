#include <latch>
#include <vector>

#include "host.hpp"

TEST_CASE("host threads attach / detach: each call by itself, from any thread") {
    Vm vm;
    REQUIRE(vm.run("def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\n"));
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 20; ++k) right += vm.call<int>("fib", 12).value() == 144;
            });
    }
    CHECK(right == 160);
}

TEST_CASE("host threads attach / detach: explicitly, for many calls") {
    Vm vm;
    REQUIRE(vm.run("import threading\ndef me():\n    return threading.get_ident()\n"));
    std::atomic<int> same{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                auto const here = vm.attach();
                REQUIRE(here);
                auto const inner = vm.attach();  // nests
                auto const first = vm.call<std::int64_t>("me").value();
                for (int k = 0; k < 10; ++k) same += vm.call<std::int64_t>("me").value() == first;
            });
    }
    CHECK(same == 40);
}

TEST_CASE("a thread that is attached leaves its lock to others where it is Unlocked") {
    Vm vm;
    auto const here = vm.attach();
    REQUIRE(here);
    int seen = 0;
    {
        minivm::Unlocked const unlocked;
        std::jthread([&] { seen = vm.evaluate<int>("6 * 7").value(); }).join();
    }
    CHECK(seen == 42);
}

TEST_CASE("lock release round blocking code: Unlocked scopes, which nest") {
    Vm vm;
    std::latch inside(1);
    std::latch released(1);
    vm.def("wait_for_other", [&] {
        minivm::Unlocked const others_may_run;
        {
            minivm::Unlocked const nothing_more;
            inside.count_down();
            released.wait();
        }
        return vm.evaluate<int>("40 + 2").value();  // takes the lock for this
    });
    std::jthread other([&] {
        inside.wait();
        CHECK(vm.run("from_other = 1"));
        released.count_down();
    });
    CHECK(vm.evaluate<int>("wait_for_other() + from_other").value() == 43);
    minivm::Unlocked const on_a_thread_without_a_vm;
}

TEST_CASE("lock release round blocking code: def(f, releases_lock)") {
    Vm vm;
    std::latch inside(1);
    std::latch released(1);
    vm.def(
        "pause",
        [&](std::string_view text) {
            inside.count_down();
            released.wait();
            return std::string(text) + "!";
        },
        minivm::releases_lock);
    std::jthread other([&] {
        inside.wait();
        CHECK(vm.run("x = 1"));
        released.count_down();
    });
    CHECK(vm.evaluate<std::string>("pause('a')").value() == "a!");
}

TEST_CASE("natives are called by the script's own threads too") {
    Captured host;
    std::atomic<int> calls{0};
    host.vm.def("note", [&](int n) {
        ++calls;
        return host.vm.call<int>("half", n).value();
    });
    CHECK(outcome(host.vm.run("import threading\n"
                              "def half(n):\n    return n // 2\n"
                              "seen = []\n"
                              "def work(n):\n    seen.append(note(n))\n"
                              "threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]\n"
                              "for t in threads: t.start()\n"
                              "for t in threads: t.join()\n"
                              "print(sorted(seen))\n")) == "ok");
    CHECK(calls == 8);
    CHECK(host.out == "[0, 0, 1, 1, 2, 2, 3, 3]\n");
    CHECK(host.vm.threads() == 0);
}

TEST_CASE("threads of the host's are threads to the script, and may start some") {
    Captured host;
    REQUIRE(
        host.vm.run("import threading\n"
                    "def name():\n    return threading.current_thread().name\n"
                    "def spawn():\n"
                    "    t = threading.Thread(target=name)\n    t.start()\n    t.join()\n    return True\n"));
    std::atomic<int> named{0};
    auto const first = host.vm.attach();
    REQUIRE(first);
    {
        minivm::Unlocked const unlocked;
        std::jthread([&] {
            named += host.vm.call<std::string>("name").value().starts_with("Dummy-");
            named += host.vm.call<bool>("spawn").value();
        }).join();
    }
    CHECK(named == 2);
    CHECK(host.vm.call<std::string>("name").value() == "MainThread");
}

TEST_CASE("multi-instance: VMs on eight threads, each with its own lock, share nothing") {
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int k = 0; k < 6; ++k) {
                    Captured host({.lock = k % 2 == 0 ? minivm::LockPolicy() : minivm::LockPolicy()});
                    host.vm.def("thread_number", [i] { return i; });
                    REQUIRE(
                        host.vm.run("import threading, sys\n"
                                    "sys.mark = thread_number()\n"
                                    "t = threading.Thread(target=print, args=('hello', sys.mark))\n"
                                    "t.start()\nt.join()\n"));
                    right += host.out == "hello " + std::to_string(i) + "\n";
                }
            });
    }
    CHECK(right == 48);
}
