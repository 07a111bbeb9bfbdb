// A lock of one's own: the textbook's in thirty lines, beside the machine's. Two threads compute, and a third
// one blocks all the time for an instant; what does each lock make of that? One argument: how many ms a lock
// gets.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <minivm/minivm.hpp>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

// Whoever finds the lock taken waits for it, and asks the holder to let go each time that an interval is
// over.
class Textbook final : public minivm::Policy {
public:
    void detach(minivm::PolicyThread& thread) override {
        std::lock_guard const guard(mutex_);
        if (holder_ == &thread) holder_ = nullptr;
    }
    bool try_acquire(minivm::PolicyThread& thread) override {
        std::lock_guard const guard(mutex_);
        if (holder_ != nullptr) return false;
        holder_ = &thread;
        return true;
    }
    void acquire(minivm::PolicyThread& thread) override {
        std::unique_lock guard(mutex_);
        while (holder_ != nullptr)
            if (free_.wait_for(guard, switch_interval()) == std::cv_status::timeout && holder_ != nullptr)
                holder_->request(&thread);
        holder_ = &thread;
    }
    void release(minivm::PolicyThread&, Why) override {
        std::lock_guard const guard(mutex_);
        holder_ = nullptr;
        free_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    minivm::PolicyThread* holder_ = nullptr;
};

constexpr char const* program = R"(
import threading
stop = False
computed = [0, 0]
answered = [0]
def compute(i):
    while not stop:
        for _ in range(100): pass
        computed[i] += 1
def answer():
    while not stop:
        wait()
        answered[0] += 1
threads = [threading.Thread(target=compute, args=(i,)) for i in range(2)]
threads.append(threading.Thread(target=answer))
def begin():
    for t in threads: t.start()
def end():
    global stop
    stop = True
    for t in threads: t.join()
)";

int main(int count, char** arguments) {
    auto const time = std::chrono::milliseconds(count > 1 ? std::atoi(arguments[1]) : 1000);
    std::printf("%-12s %10s %10s %10s %10s %12s %12s\n", "lock", "computed", "answered", "switches", "forced",
                "wait, mean", "wait, most");
    for (minivm::LockPolicy const& policy :
         {minivm::own_policy<Textbook>("textbook"), minivm::interval(), minivm::adaptive(), minivm::fifo()}) {
        minivm::Vm vm({.lock = policy});
        vm.def(
            "wait", [] { std::this_thread::sleep_for(100us); }, minivm::releases_lock);
        vm.run(program).value();
        vm.lock().measure().value();
        vm.call("begin").value();
        std::this_thread::sleep_for(time);
        vm.call("end").value();
        minivm::LockCounters const counters = vm.lock().counters().value();
        auto const us = [](std::chrono::nanoseconds span) { return static_cast<double>(span.count()) / 1e3; };
        double const waits = counters.waits == 0 ? 1 : static_cast<double>(counters.waits);
        std::printf("%-12s %10ld %10ld %10lu %10lu %9.0f us %9.0f us\n", policy.name.c_str(),
                    vm.evaluate<long>("sum(computed)").value(), vm.evaluate<long>("answered[0]").value(),
                    static_cast<unsigned long>(counters.switches),
                    static_cast<unsigned long>(counters.forced), us(counters.waiting) / waits,
                    us(counters.longest_wait));
    }
}
