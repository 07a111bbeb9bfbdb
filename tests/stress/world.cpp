// No lock under real threads, for as long as one likes: minivm_soak_world [SECONDS]. Threads compute, block,
// sleep, come and go, share mutexes, and stop the world for both reasons. Checked: who has the world is
// alone, mutexes exclude, no update is lost, everybody gets done.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <string>
#include <thread>
#include <vector>

#include "runtime/lock/gil.hpp"
#include "runtime/lock/mutex.hpp"
#include "runtime/lock/off.hpp"
#include "runtime/lock/random.hpp"
#include "tests/stress/worker.hpp"

namespace {

using namespace minivm::lock;
using Clock = std::chrono::steady_clock;

class Round {
public:
    Round(unsigned workers, std::uint64_t seed)
        : gil_{std::make_unique<Off<OsPlatform>>(OsPlatform{})}, workers_{workers}, seed_{seed} {
        gil_.check_protocol([](std::string const& message) { fail(message); });
    }

    void run(std::chrono::milliseconds duration) {
        end_ = Clock::now() + duration;
        std::vector<std::jthread> threads;
        for (unsigned number = 0; number < workers_; ++number)
            threads.emplace_back([this, number] { work(number); });
        threads.clear();
        if (gil_.threads() != 0) fail("a thread is left");
        if (counted_ != expected_.load()) fail("an update was lost");
    }

    std::atomic<std::uint64_t> collections{0};
    std::atomic<std::uint64_t> served{0};
    std::atomic<std::uint64_t> changes{0};

private:
    // Plain, on purpose: the thread sanitizer sees whether stopping the world orders what it must.
    void have_world(std::uint64_t times) {
        if (owned_.exchange(true)) fail("two threads have the world");
        for (std::uint64_t time = 0; time < times; ++time) world_ = world_ + 1;
        owned_.store(false);
    }

    void collect(Worker& worker) {
        if (!gil_.stop_world(worker, Stop::collection)) {
            ++served;
            return;
        }
        if (in_natives_.load() != 0) fail("a collection while a thread is in a native");
        have_world(10);
        ++collections;
        gil_.start_world(worker);
    }

    void change(Worker& worker) {
        ++in_natives_;
        if (!gil_.stop_world(worker, Stop::change)) fail("a change was made by another");
        have_world(10);
        ++changes;
        gil_.start_world(worker);
        --in_natives_;
    }

    void share(Worker& worker, Random& random) {
        if constexpr (!minivm::free_threaded) return;  // there, who waits for a mutex relies on the lock
        Nanoseconds const deadline = random.one_in(3) ? gil_.deadline_after(20'000) : never;
        if (mutex_.acquire(worker, deadline) != Wake::woken) return;
        ++counted_;
        if (random.one_in(8)) safepoint(worker);
        if (random.one_in(8)) change(worker);
        if (!mutex_.release()) fail("the mutex was not held");
        ++expected_;
    }

    void safepoint(Worker& worker) {
        if (worker.takes_request()) gil_.switch_point(worker);
    }

    void live(Worker& worker, Random& random) {
        gil_.acquire(worker);
        std::uint64_t read = 0;
        for (unsigned left = 200; left != 0 && Clock::now() < end_; --left) {
            switch (random.below(40)) {
                case 0: collect(worker); break;
                case 1: change(worker); break;
                case 2: gil_.sleep(worker, gil_.deadline_after(random.below(50'000))); break;
                case 3: gil_.yield(worker); break;
                case 4:
                case 5:
                case 6:
                    gil_.release(worker, Cause::io);
                    gil_.acquire(worker);
                    break;
                default: share(worker, random); break;
            }
            read += world_;
            safepoint(worker);
        }
        gil_.detach(worker);
        sum_ += read;
    }

    void work(unsigned number) {
        Random random{seed_ * 1'000 + number};
        while (Clock::now() < end_) {
            Worker worker{"w" + std::to_string(number)};
            gil_.attach(worker);
            live(worker, random);
        }
    }

    Gil gil_;
    unsigned const workers_;
    std::uint64_t const seed_;
    Clock::time_point end_;
    std::atomic<bool> owned_{false};
    std::atomic<int> in_natives_{0};
    std::uint64_t world_ = 0;  // written with the world stopped, read by whoever runs
    Mutex mutex_;
    std::uint64_t counted_ = 0;  // mutex_
    std::atomic<std::uint64_t> expected_{0};
    std::atomic<std::uint64_t> sum_{0};
};

}  // namespace

int main(int count, char** values) {
    double const seconds = count > 1 ? std::atof(values[1]) : 10;
    auto const end = Clock::now() + std::chrono::duration<double>(seconds);
    std::uint64_t collections = 0;
    std::uint64_t served = 0;
    std::uint64_t changes = 0;
    for (std::uint64_t seed = 0; Clock::now() < end; ++seed) {
        Round round{seed % 4 == 3 ? 32 : 2 + static_cast<unsigned>(seed % 7), seed};
        round.run(std::chrono::milliseconds(300));
        collections += round.collections;
        served += round.served;
        changes += round.changes;
    }
    std::printf("%llu collections, %llu that served others as well, %llu changes\n",
                static_cast<unsigned long long>(collections), static_cast<unsigned long long>(served),
                static_cast<unsigned long long>(changes));
}
