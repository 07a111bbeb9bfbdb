// What holds for every policy, whatever the interleaving: one thread at a time, no wake-up lost, everybody
// gets done.

#include <doctest/doctest.h>

#include <list>

#include "tests/schedules/policies.hpp"

namespace minivm::lock {
namespace {

// Two to five threads that compute, call, sleep, yield and share a mutex and a flag, at random.
template <std::derived_from<Policy> P>
class Program {
public:
    explicit Program(std::uint64_t seed)
        : random_{seed * 7919 + 1},
          machine_{Simulation::Settings{.seed = seed,
                                        .processors = 1 + static_cast<unsigned>(seed % 3),
                                        .spurious_wakeups = seed % 2 == 0}} {}

    std::string_view policy() const { return machine_.gil.policy().name(); }

    void run() {
        unsigned const count = 2 + random_.below(4);
        for (unsigned number = 0; number < count; ++number) {
            TestThread& thread = threads_.emplace_back("t" + std::to_string(number));
            machine_.spawn(thread, [this, count](TestThread& self) { body(self, count); });
        }
        Simulation::End const end = machine_.simulation.run();
        INFO(machine_.simulation.report());
        REQUIRE(end == Simulation::End::finished);
        REQUIRE(machine_.gil.threads() == 0);
        REQUIRE(done_ == count);
    }

private:
    void body(TestThread& thread, unsigned count) {
        Gil& gil = machine_.gil;
        unsigned const rounds = 1 + random_.below(4);
        for (unsigned round = 0; round < rounds; ++round) {
            switch (random_.below(7)) {
                case 0: machine_.compute(thread, 4, 2'000'000); break;
                case 1: machine_.compute(thread, 3, 1'000); break;
                case 2: machine_.call(thread, random_.below(2) * 100'000); break;
                case 3: gil.yield(thread); break;
                case 4: gil.sleep(thread, gil.deadline_after(random_.below(3) * 5'000)); break;
                case 5: gil.on_tick(thread); break;
                default: share(thread); break;
            }
            machine_.use(thread);
        }
        // The last one lets all the others go.
        if (++done_ == count) all_done_.set();
        REQUIRE(all_done_.wait(thread, Cause::join) == Wake::woken);
    }

    void share(TestThread& thread) {
        Nanoseconds const patience = random_.one_in(3) ? 3'000 : never;
        Nanoseconds const deadline = patience == never ? never : machine_.gil.deadline_after(patience);
        if (mutex_.acquire(thread, deadline) != Wake::woken) return;
        if (owner_ != nullptr) throw std::logic_error("two threads have the mutex");
        owner_ = &thread;
        machine_.call(thread, random_.below(2) * 10'000);
        machine_.compute(thread, 2, 1'000);
        owner_ = nullptr;
        mutex_.release();
    }

    Random random_;
    Machine<P> machine_;
    std::list<TestThread> threads_;
    Mutex mutex_;
    TestThread* owner_ = nullptr;
    Flag all_done_;
    unsigned done_ = 0;
};

constexpr std::uint64_t seeds = 3'000;

}  // namespace

TEST_CASE("under every policy one thread runs at a time and all get done") {
    EveryPolicy::for_each([]<typename P>() {
        for (std::uint64_t seed = 0; seed < seeds; ++seed) {
            CAPTURE(seed);
            Program<P> program{seed};
            CAPTURE(program.policy());
            program.run();
        }
    });
}

}  // namespace minivm::lock
