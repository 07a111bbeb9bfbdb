#include <sys/wait.h>
#include <unistd.h>

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "host.hpp"

using minivm::PolicyThread;

namespace {

// The textbook's: one flag, and whoever waits for too long asks the holder to let go.
class Textbook : public minivm::Policy {
public:
    void detach(PolicyThread& thread) override {
        std::lock_guard const guard(mutex_);
        if (holder_ == &thread) holder_ = nullptr;
    }
    void acquire(PolicyThread& thread) override {
        std::unique_lock guard(mutex_);
        while (holder_ != nullptr)
            if (free_.wait_for(guard, switch_interval()) == std::cv_status::timeout && holder_ != nullptr)
                holder_->request(&thread);
        holder_ = &thread;
    }
    void release(PolicyThread&, Why) override {
        std::lock_guard const guard(mutex_);
        holder_ = nullptr;
        free_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    PolicyThread* holder_ = nullptr;  // mutex_
};

// A queue: whoever lets go gives the lock to the head of it, directly.
class Queue final : public minivm::Policy {
public:
    struct Place {
        std::condition_variable turn;
    };
    void attach(PolicyThread& thread) override { thread.own = std::make_shared<Place>(); }
    bool try_acquire(PolicyThread& thread) override {
        std::lock_guard const guard(mutex_);
        if (holder_ != nullptr) return false;
        holder_ = &thread;
        return true;
    }
    void acquire(PolicyThread& thread) override {
        std::unique_lock guard(mutex_);
        if (holder_ == nullptr) {
            holder_ = &thread;
            return;
        }
        waiting_.push_back(&thread);
        auto const has_it = [&] { return holder_ == &thread; };
        while (!place(thread).turn.wait_for(guard, switch_interval(), has_it)) {
            holder_->request(&thread);
            thread.count_wasted_wake();
        }
    }
    void release(PolicyThread&, Why why) override {
        std::lock_guard const guard(mutex_);
        if (why == Why::asked) ++asked;
        holder_ = nullptr;
        if (waiting_.empty()) return;
        holder_ = waiting_.front();
        waiting_.pop_front();
        place(*holder_).turn.notify_one();
    }
    bool should_yield(PolicyThread&) override {
        std::lock_guard const guard(mutex_);
        return !waiting_.empty();
    }
    int asked = 0;

private:
    static Place& place(PolicyThread& thread) { return *static_cast<Place*>(thread.own.get()); }
    std::mutex mutex_;
    std::deque<PolicyThread*> waiting_;
    PolicyThread* holder_ = nullptr;
};

constexpr char const* program =
    "import threading\n"
    "total = [0]\n"
    "lock = threading.Lock()\n"
    "def work():\n"
    "    for i in range(3000):\n"
    "        with lock: total[0] += 1\n"
    "        if i % 100 == 0: pause()\n"
    "def run():\n"
    "    total[0] = 0\n"
    "    ts = [threading.Thread(target=work) for _ in range(4)]\n"
    "    for t in ts: t.start()\n"
    "    for t in ts: t.join()\n"
    "    return total[0]\n";

void use(Vm& vm) {
    vm.def(
        "pause", [] {}, minivm::releases_lock);
    REQUIRE(vm.run(program));
    CHECK(vm.call<int>("run").value() == 12000);
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int k = 0; k < 20; ++k) right += vm.evaluate<int>("sum(range(100))").value() == 4950;
            });
    }
    CHECK(right == 80);
}

}  // namespace

TEST_CASE("lock policy and trace: a policy that the host has written") {
    {
        Vm vm({.lock = minivm::own_policy<Textbook>("textbook", 1ms)});
        CHECK(vm.lock().policy() == "textbook");
        CHECK(vm.lock().settings()->switch_interval == 1ms);
        use(vm);
    }
    Vm vm({.lock = minivm::own_policy<Queue>("queue", 1ms)});
    use(vm);
}

TEST_CASE("a policy of the host's: a thread that computes is asked, and counted") {
    Vm vm({.lock = minivm::own_policy<Queue>("queue", 1ms)});
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pass\n"
               "t = threading.Thread(target=spin)\nt.start()\n"));
    REQUIRE(vm.run("stop = True\nt.join()\n"));
    minivm::LockCounters const counters = vm.lock().counters().value();
    CHECK(counters.forced >= 1);
    CHECK(counters.wasted_wakes >= 1);
}

TEST_CASE("a policy of the host's: blocking calls, budgets, the end") {
    Vm vm({.lock = minivm::own_policy<Textbook>("textbook", 1ms), .grant = {.clock = true}});
    REQUIRE(
        vm.run("import threading, time, queue\n"
               "q = queue.Queue()\n"
               "threading.Thread(target=lambda: q.put(42)).start()\n"
               "got = q.get()\n"
               "time.sleep(0.001)\n"
               "threading.Thread(target=time.sleep, args=(1000,)).start()\n"
               "def spin():\n    while True: pass\n"
               "threading.Thread(target=spin).start()\n"));
    CHECK(vm.get<int>("got").value() == 42);
    CHECK(vm.run("while True: pass", "<script>", {.time = 5ms}).error().kind() == Error::Kind::stopped);
}

#if !MINIVM_FREE_THREADED
TEST_CASE("a policy of the host's: changed to and away from while threads run") {
    Vm vm;
    REQUIRE(
        vm.run("import threading\nstop = False\n"
               "def spin():\n    while not stop: pass\n"
               "ts = [threading.Thread(target=spin) for _ in range(3)]\n"
               "for t in ts: t.start()\n"));
    minivm::LockPolicy const textbook = minivm::own_policy<Textbook>("textbook", 1ms);
    minivm::LockPolicy const queue = minivm::own_policy<Queue>("queue", 1ms);
    for (int i = 0; i < 5; ++i) {
        for (minivm::LockPolicy const& policy :
             {textbook, minivm::adaptive(), queue, minivm::interval(1ms)}) {
            CHECK(vm.lock().use(policy).value());
            CHECK(vm.lock().policy() == policy.name);
        }
    }
    REQUIRE(vm.run("stop = True\nfor t in ts: t.join()\n"));
}
#endif

TEST_CASE("a policy of the host's: interpreters that a script makes have it too") {
    Captured host({.lock = minivm::own_policy<Textbook>("textbook", 1ms),
                   .grant = {.lock = true, .interpreters = true}});
    CHECK(outcome(host.vm.run("from concurrent import interpreters\n"
                              "inner = interpreters.create()\n"
                              "inner.exec('import gil\\nprint(gil.policy())')\n")) == "ok");
    CHECK(host.out == "textbook\n");
}

TEST_CASE("a policy of the host's: what it cannot be") {
    auto const kind_of = [](minivm::LockPolicy const& policy) {
        try {
            Vm const vm({.lock = policy});
        } catch (Error const& error) {
            return error.kind();
        }
        return Error::Kind::closed;
    };
    CHECK(kind_of(minivm::own_policy<Textbook>("")) == Error::Kind::misuse);
    CHECK(kind_of(minivm::own_policy<Textbook>("interval")) == Error::Kind::misuse);
    CHECK(kind_of(minivm::own_policy("none", [] { return nullptr; })) == Error::Kind::misuse);
    CHECK_THROWS_AS(
        Vm({.lock = minivm::own_policy(
                "throws", []() -> std::unique_ptr<minivm::Policy> { throw std::logic_error("no"); })}),
        std::logic_error);
}

TEST_CASE("a policy of the host's: one that calls the Vm is told that it cannot") {
    struct Calls final : Textbook {
        void release(PolicyThread& thread, Why why) override {
            if (vm != nullptr) refused += vm->run("x = 1").error().kind() == Error::Kind::misuse;
            Textbook::release(thread, why);
        }
        Vm* vm = nullptr;
        int refused = 0;
    };
    Calls* own = nullptr;
    Vm vm({.lock = minivm::own_policy("calls", [&] {
               auto made = std::make_unique<Calls>();
               own = made.get();
               return made;
           })});
    own->vm = &vm;
    CHECK(vm.run("x = 1"));
    own->vm = nullptr;
    CHECK(own->refused == 1);
}

namespace {
/// What the program says before it ends by abort(); "" if it does not.
template <typename F>
std::string dying_words(F const& f) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    pid_t const child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);
        f();
        _exit(0);
    }
    close(ends[1]);
    std::string words;
    char buffer[512];
    for (ssize_t n = read(ends[0], buffer, sizeof buffer); n > 0; n = read(ends[0], buffer, sizeof buffer))
        words.append(buffer, static_cast<std::size_t>(n));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT ? words : "";
}
}  // namespace

TEST_CASE("a policy of the host's: one that lets two threads in ends the program, with a word why") {
    struct Open final : minivm::Policy {
        void acquire(PolicyThread&) override {}
        void release(PolicyThread&, Why) override {}
    };
    std::string const words = dying_words([] {
        Vm vm({.lock = minivm::own_policy<Open>("open")});
        vm.def("meet", [&] { std::jthread([&] { (void)vm.run("x = 1"); }).join(); });
        (void)vm.run("meet()");
    });
    CHECK(words.find("got a lock which is held") != std::string::npos);
}

TEST_CASE("a policy of the host's: one that throws ends the program, with a word why") {
    struct Throws final : Textbook {
        void acquire(PolicyThread& thread) override {
            if (++count == 5) throw std::runtime_error("no");
            Textbook::acquire(thread);
        }
        int count = 0;
    };
    std::string const words = dying_words([] {
        Vm vm({.lock = minivm::own_policy<Throws>("throws")});
        for (int i = 0; i < 5; ++i) (void)vm.run("x = 1");
    });
    CHECK(words.find("a lock policy threw an exception") != std::string::npos);
    CHECK(dying_words([] {
              Vm vm;
              (void)vm.lock().hooks({.ready = [](minivm::LockThread const&) { throw 1; }});
              (void)vm.run("x = 1");
          }).find("a hook of the lock's threw") != std::string::npos);
}
