#pragma once

// A program that does at random what programs do with a lock, whatever the policy: one thread runs at a time,
// no wake-up is lost, everybody gets done.

#include <doctest/doctest.h>

#include <list>

#include "tests/schedules/program.hpp"

namespace minivm::lock {

// Two to five threads that compute, call, sleep, yield and share a mutex and a flag.
template <std::derived_from<Policy> P>
class RandomProgram {
public:
    RandomProgram(RandomProgram const&) = delete;
    RandomProgram& operator=(RandomProgram const&) = delete;
    virtual ~RandomProgram() = default;

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

protected:
    // There are six things that every program does at random, and so many chances for its own.
    RandomProgram(std::uint64_t seed, std::uint32_t own_chances)
        : random_{seed * 7919 + 1}, machine_{any_machine(seed)}, own_chances_{own_chances} {}

    virtual void compute(TestThread& thread, int safepoints, Nanoseconds between) {
        machine_.compute(thread, safepoints, between);
    }
    virtual void do_its_own(TestThread& thread) = 0;
    // Between a call and computing, with the mutex.
    virtual void interlude(TestThread&) {}

    Random random_;
    Machine<P> machine_;

private:
    void body(TestThread& thread, unsigned count) {
        Gil& gil = machine_.gil;
        unsigned const rounds = 2 + random_.below(4);
        for (unsigned round = 0; round < rounds; ++round) {
            switch (random_.below(6 + own_chances_)) {
                case 0: compute(thread, 4, 2'000'000); break;
                case 1: compute(thread, 3, 1'000); break;
                case 2: machine_.call(thread, random_.below(2) * 100'000); break;
                case 3: gil.yield(thread); break;
                case 4: gil.sleep(thread, gil.deadline_after(random_.below(3) * 5'000)); break;
                case 5: share(thread); break;
                default: do_its_own(thread); break;
            }
            machine_.use(thread);
            REQUIRE(&thread.policy() == &gil.policy());
            REQUIRE((thread.follows == nullptr || thread.follows == &gil.policy()));
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
        interlude(thread);
        compute(thread, 2, 1'000);
        owner_ = nullptr;
        mutex_.release();
    }

    std::uint32_t const own_chances_;
    std::list<TestThread> threads_;
    Mutex mutex_;
    TestThread* owner_ = nullptr;
    Flag all_done_;
    unsigned done_ = 0;
};

}  // namespace minivm::lock
