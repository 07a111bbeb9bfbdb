// The locks under real threads, for as long as one likes: minivm_soak [SECONDS] [POLICY...]. Threads compute,
// block, sleep, yield and share a mutex at random. Checked: one thread at a time, the protocol of states, no
// lost update, everybody gets done. As a last policy, `changing`, the threads change it under each other.
// Told: turns and the longest wait of each policy, beside the bound that `adaptive` states.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "runtime/lock/gil.hpp"
#include "runtime/lock/mutex.hpp"
#include "runtime/lock/random.hpp"
#include "runtime/lock/turns.hpp"
#include "tests/stress/worker.hpp"

namespace {

using namespace minivm::lock;
using Clock = std::chrono::steady_clock;

constexpr std::string_view changing = "changing";

std::vector<std::string> all_exchangeable() {
    std::vector<std::string> names;
    for (PolicyDescription const& policy : policies())
        if (make_policy(policy.name)->exchangeable()) names.emplace_back(policy.name);
    return names;
}

class Round {
public:
    Round(std::string const& policy, unsigned workers, std::uint64_t seed)
        : gil_{make_policy(policy == changing ? "interval" : policy)},
          changes_to_{policy == changing ? all_exchangeable() : std::vector<std::string>{}},
          workers_{workers},
          seed_{seed} {
        gil_.check_protocol([](std::string const& message) { fail(message); });
    }

    void run(std::chrono::milliseconds duration) {
        end_ = Clock::now() + duration;
        std::list<Worker> workers;
        std::vector<std::jthread> threads;
        for (unsigned number = 0; number < workers_; ++number) {
            Worker& worker = workers.emplace_back("w" + std::to_string(number));
            gil_.attach(worker);
            threads.emplace_back([this, &worker, number] { work(worker, number); });
        }
        threads.clear();
        if (counted_ != expected_.load()) fail("an update was lost under the lock");
        for (Worker const& worker : workers) {
            longest_wait = std::max(longest_wait, worker.longest_wait);
            turns += worker.turns;
        }
    }

    Nanoseconds longest_wait = 0;
    std::uint64_t turns = 0;

private:
    // What a holder does: nobody else may be here.
    void use(Worker& worker) {
        gil_.assert_held(worker);
        Worker* nobody = nullptr;
        if (!inside_.compare_exchange_strong(nobody, &worker, std::memory_order_relaxed))
            fail("two threads have the lock");
        ++counted_;
        expected_.fetch_add(1, std::memory_order_relaxed);
        inside_.store(nullptr, std::memory_order_relaxed);
    }

    template <typename Act>
    void timed(Worker& worker, Act act) {
        Nanoseconds const begin = gil_.now();
        act();
        worker.longest_wait = std::max(worker.longest_wait, gil_.now() - begin);
        ++worker.turns;
    }

    void compute(Worker& worker, std::chrono::microseconds duration) {
        auto const end = Clock::now() + duration;
        while (Clock::now() < end) {
            use(worker);
            if (gil_.policy().attention() == Attention::every_tick) {
                if (gil_.ticker().fetch_sub(1, std::memory_order_relaxed) < 0)
                    timed(worker, [&] { gil_.on_tick(worker); });
            } else if (worker.asked()) {
                timed(worker, [&] { gil_.switch_point(worker); });
            }
        }
    }

    void block(Worker& worker, std::chrono::microseconds duration) {
        gil_.release(worker, Cause::io);
        if (duration.count() != 0) std::this_thread::sleep_for(duration);
        timed(worker, [&] { gil_.acquire(worker); });
    }

    void work(Worker& worker, unsigned number) {
        Random random{seed_ * 1'000 + number};
        timed(worker, [&] { gil_.acquire(worker); });
        bool const computes = random.one_in(2);
        while (Clock::now() < end_) {
            if (!changes_to_.empty() && random.one_in(8)) timed(worker, [&] { change(worker, random); });
            switch (computes ? 0 : random.below(6)) {
                case 0: compute(worker, std::chrono::microseconds(random.below(3'000))); break;
                case 1: block(worker, std::chrono::microseconds(0)); break;
                case 2: block(worker, std::chrono::microseconds(random.below(500))); break;
                case 3: timed(worker, [&] { gil_.yield(worker); }); break;
                case 4: gil_.sleep(worker, gil_.deadline_after(random.below(200'000))); break;
                default: share(worker, random); break;
            }
            use(worker);
        }
        gil_.detach(worker);
    }

    void change(Worker& worker, Random& random) {
        std::string const& name = changes_to_[random.below(static_cast<std::uint32_t>(changes_to_.size()))];
        if (!gil_.adopt(worker, make_policy(name))) fail("the policy was not changed");
        if (&worker.policy() != &gil_.policy()) fail("a thread runs under a policy that is not in force");
    }

    void share(Worker& worker, Random& random) {
        Nanoseconds const deadline = random.one_in(3) ? gil_.deadline_after(50'000) : never;
        if (mutex_.acquire(worker, deadline) != Wake::woken) return;
        if (owner_ != nullptr) fail("two threads have the mutex");
        owner_ = &worker;
        block(worker, std::chrono::microseconds(random.below(20)));
        owner_ = nullptr;
        if (!mutex_.release()) fail("the mutex was not held");
    }

    Gil gil_;
    std::vector<std::string> const changes_to_;  // none: the policy stays
    unsigned const workers_;
    std::uint64_t const seed_;
    Clock::time_point end_;
    std::atomic<Worker*> inside_{nullptr};
    std::uint64_t counted_ = 0;  // the lock
    std::atomic<std::uint64_t> expected_{0};
    Mutex mutex_;
    Worker* owner_ = nullptr;  // mutex_
};

}  // namespace

int main(int count, char** values) {
    double const seconds = count > 1 ? std::atof(values[1]) : 10;
    std::vector<std::string> names(values + std::min(count, 2), values + count);
    if (names.empty()) {
        names = all_exchangeable();
        names.emplace_back(changing);
    }
    struct Told {
        Nanoseconds longest_wait = 0;
        std::uint64_t turns = 0;
        unsigned rounds = 0;
    };
    std::vector<Told> told(names.size());
    auto const end = Clock::now() + std::chrono::duration<double>(seconds);
    for (std::uint64_t seed = 0; Clock::now() < end; ++seed) {
        unsigned const workers = seed % 4 == 3 ? 64 : 2 + static_cast<unsigned>(seed % 7);
        for (std::size_t which = 0; which < names.size(); ++which) {
            Round round{names[which], workers, seed};
            round.run(std::chrono::milliseconds(workers == 64 ? 3'000 : 500));
            told[which].longest_wait = std::max(told[which].longest_wait, round.longest_wait);
            told[which].turns += round.turns;
            ++told[which].rounds;
        }
    }
    for (std::size_t which = 0; which < names.size(); ++which)
        std::printf("%-18s %6u rounds %12llu turns, longest wait %8.1f ms\n", names[which].c_str(),
                    told[which].rounds, static_cast<unsigned long long>(told[which].turns),
                    static_cast<double>(told[which].longest_wait) / 1e6);
    std::printf("adaptive's bound with 64 threads: %.0f ms\n",
                static_cast<double>(Turns::longest_wait(63, 10'000'000)) / 1e6);
}
