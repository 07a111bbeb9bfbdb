// A program that changes its lock's policy while it runs: what holds under every policy holds across the
// change, from each to each and whatever the moment.

#include <doctest/doctest.h>

#include <set>

#include "tests/schedules/policies.hpp"
#include "tests/schedules/random_program.hpp"
#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using Maker = std::unique_ptr<Policy> (*)(Simulation& simulation);

template <typename P>
std::unique_ptr<Policy> make(Simulation& simulation) {
    return std::make_unique<P>(SimulatedPlatform{simulation});
}

// Of the policies that a program may change to.
std::vector<Maker> const& makers() {
    static std::vector<Maker> const all = [] {
        std::vector<Maker> found;
        EveryPolicy::for_each([&]<typename P>() {
            if constexpr (std::constructible_from<P, SimulatedPlatform>) found.push_back(make<P>);
        });
        return found;
    }();
    return all;
}

// Runs a test of a machine that has one policy and is to have another, for each two and some seeds.
template <typename Test>
void from_each_to_each(std::uint64_t seeds, Test test) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        EveryPolicy::for_each([&]<typename P>() {
            if constexpr (std::constructible_from<P, SimulatedPlatform>) {
                for (Maker const other : makers()) {
                    Machine<P> machine{any_machine(seed)};
                    auto const adopt = [&](TestThread& thread) {
                        REQUIRE(machine.gil.adopt(thread, other(machine.simulation)));
                    };
                    CAPTURE(machine.gil.policy().name());
                    CAPTURE(other(machine.simulation)->name());
                    test(machine, adopt);
                }
            }
        });
    }
}

// Bytecodes with safepoints, as the virtual machine reports them to either kind of policy.
template <typename M>
void compute(M& machine, TestThread& thread, int safepoints, Nanoseconds between) {
    for (int safepoint = 0; safepoint < safepoints; ++safepoint) {
        machine.use(thread);
        machine.simulation.work(between);
        bool const ticks = machine.gil.policy().attention() == Attention::every_tick;
        bool const requested = thread.requested.load(std::memory_order_relaxed);
        if (ticks && (requested || safepoint % 2 == 0)) {
            machine.gil.on_tick(thread);
        } else if (requested) {
            machine.gil.switch_point(thread);
        }
    }
}

using Pairs = std::set<std::pair<std::string_view, std::string_view>>;

// Each thread now and then changes the policy.
template <std::derived_from<Policy> P>
class Program final : public RandomProgram<P> {
public:
    Program(std::uint64_t seed, Pairs& pairs) : RandomProgram<P>{seed, 3}, pairs_{pairs} {}

private:
    void compute(TestThread& thread, int safepoints, Nanoseconds between) override {
        lock::compute(this->machine_, thread, safepoints, between);
    }

    void do_its_own(TestThread& thread) override {
        Gil& gil = this->machine_.gil;
        Maker const maker = makers()[this->random_.below(static_cast<std::uint32_t>(makers().size()))];
        std::unique_ptr<Policy> policy = maker(this->machine_.simulation);
        pairs_.emplace(gil.policy().name(), policy->name());
        REQUIRE(gil.adopt(thread, std::move(policy)));
    }

    void interlude(TestThread& thread) override {
        if (this->random_.one_in(2)) do_its_own(thread);
    }

    Pairs& pairs_;
};

}  // namespace

TEST_CASE("whenever the policy is changed, one thread runs at a time and all get done") {
    Pairs pairs;
    EveryPolicy::for_each([&]<typename P>() {
        if constexpr (std::constructible_from<P, SimulatedPlatform>) {
            for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
                CAPTURE(seed);
                Program<P> program{seed, pairs};
                program.run();
            }
        }
    });
    CHECK(pairs.size() == makers().size() * makers().size());
}

TEST_CASE("a wait that began under one policy ends under another") {
    from_each_to_each(20, [](auto& machine, auto adopt) {
        TestThread waiter{"waiter"};
        TestThread impatient{"impatient"};
        TestThread changer{"changer"};
        Flag flag;
        Mutex mutex;
        int ended = 0;
        REQUIRE(mutex.try_acquire());
        machine.spawn(waiter, [&](TestThread& self) {
            REQUIRE(flag.wait(self, Cause::event) == Wake::woken);
            CHECK(&self.policy() == &machine.gil.policy());
            ++ended;
        });
        machine.spawn(impatient, [&](TestThread& self) {
            Nanoseconds const deadline = machine.gil.deadline_after(3 * millisecond);
            CHECK(mutex.acquire(self, deadline) == Wake::timed_out);
            CHECK(machine.gil.now() >= deadline);
            CHECK(&self.policy() == &machine.gil.policy());
            ++ended;
        });
        machine.spawn(changer, [&](TestThread& self) {
            machine.gil.sleep(self, machine.gil.deadline_after(millisecond));
            adopt(self);
            machine.use(self);
            flag.set();
            compute(machine, self, 5, millisecond);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(ended == 2);
    });
}

TEST_CASE("an interrupt finds its wait whatever policy that began under, and no other wait") {
    from_each_to_each(20, [](auto& machine, auto adopt) {
        TestThread main{"main"};
        TestThread changer{"changer"};
        int interrupted = 0;
        bool over = false;
        machine.spawn(main, [&](TestThread& self) {
            for (int wait = 0; wait < 3; ++wait)
                if (machine.gil.sleep(self, never) == Wake::interrupted) ++interrupted;
            CHECK(machine.gil.sleep(self, machine.gil.deadline_after(millisecond)) == Wake::timed_out);
            over = true;
        });
        machine.spawn(changer, [&](TestThread& self) {
            while (!over) {
                adopt(self);
                machine.gil.sleep(self, machine.gil.deadline_after(700'000));
                machine.gil.adopt(self, make<Interval<SimulatedPlatform>>(machine.simulation));
                machine.gil.sleep(self, machine.gil.deadline_after(300'000));
            }
        });
        machine.simulation.spawn("signals", [&] {
            machine.simulation.sleep(millisecond);
            for (int signal = 1; signal <= 3; ++signal) {
                machine.gil.interrupt(main);
                while (interrupted < signal) machine.simulation.sleep(millisecond / 10);
            }
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(interrupted == 3);
    });
}

TEST_CASE(
    "back under a policy that was in force before, a thread that only computes is still asked to let go") {
    from_each_to_each(3, [](auto& machine, auto adopt) {
        TestThread computing{"computing"};
        TestThread other{"other"};
        bool other_ran = false;
        Policy* const first = &machine.gil.policy();
        std::string const name{first->name()};
        machine.spawn(computing, [&](TestThread& self) {
            adopt(self);
            for (Maker const maker : makers()) {
                std::unique_ptr<Policy> policy = maker(machine.simulation);
                if (policy->name() == name) REQUIRE(machine.gil.adopt(self, std::move(policy)));
            }
            CHECK(&machine.gil.policy() == first);
            machine.spawn(other, [&](TestThread&) { other_ran = true; });
            for (int turn = 0; turn < 3'000 && !other_ran; ++turn) compute(machine, self, 2, millisecond);
            CHECK(other_ran);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    });
}

TEST_CASE("a thread that was announced under one policy starts under another") {
    from_each_to_each(5, [](auto& machine, auto adopt) {
        TestThread parent{"parent"};
        TestThread child{"child"};
        bool ran = false;
        machine.spawn(parent, [&](TestThread& self) {
            machine.gil.attach(child, Arrival::starting);
            machine.simulation.spawn("child", [&] {
                machine.gil.acquire(child);
                machine.use(child);
                ran = true;
                machine.gil.detach(child);
            });
            adopt(self);
            compute(machine, self, 3, 1'000);
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(ran);
    });
}

TEST_CASE("closing stops those who wait under a policy that is no longer in force") {
    from_each_to_each(10, [](auto& machine, auto adopt) {
        close_while_others_block(machine, adopt, [&](TestThread& self) {
            adopt(self);
            machine.gil.adopt(self, make<Masterlock<SimulatedPlatform>>(machine.simulation));
        });
    });
}

TEST_CASE("the seeded policy can be neither left nor entered") {
    Simulation::Settings const settings;
    Machine<Seeded<SimulatedPlatform>> seeded{settings};
    TestThread thread{"t"};
    seeded.spawn(thread, [&](TestThread& self) {
        CHECK_FALSE(seeded.gil.adopt(self, make<Fifo<SimulatedPlatform>>(seeded.simulation)));
        CHECK(seeded.gil.policy().name() == "seeded");
        seeded.use(self);
    });
    REQUIRE(seeded.simulation.run() == Simulation::End::finished);

    Machine<Fifo<SimulatedPlatform>> fifo{settings};
    fifo.spawn(thread, [&](TestThread& self) {
        auto policy = std::make_unique<Seeded<SimulatedPlatform>>(SimulatedPlatform{fifo.simulation}, 1u, 2u);
        CHECK_FALSE(fifo.gil.adopt(self, std::move(policy)));
        CHECK(fifo.gil.policy().name() == "fifo");
        fifo.use(self);
    });
    REQUIRE(fifo.simulation.run() == Simulation::End::finished);
}

TEST_CASE("a policy that is adopted again is the same one, with the intervals of the newer") {
    Machine<Fifo<SimulatedPlatform>> machine{Simulation::Settings{}};
    TestThread thread{"t"};
    machine.spawn(thread, [&](TestThread& self) {
        Policy* const first = &machine.gil.policy();
        machine.gil.set_check_interval(7);
        CHECK(machine.gil.chosen().check_interval == 7);
        CHECK_FALSE(machine.gil.chosen().switch_interval);
        REQUIRE(machine.gil.adopt(self, make<Tick<SimulatedPlatform>>(machine.simulation)));
        CHECK(machine.gil.policy().check_interval() == 100);
        CHECK(self.follows == &machine.gil.policy());
        auto again = make<Fifo<SimulatedPlatform>>(machine.simulation);
        again->switch_interval(3);
        REQUIRE(machine.gil.adopt(self, std::move(again)));
        CHECK(&machine.gil.policy() == first);
        CHECK(self.follows == first);
        CHECK(first->switch_interval() == 3);
        CHECK(first->check_interval() == 100);
        REQUIRE(machine.gil.adopt(self, make<Fifo<SimulatedPlatform>>(machine.simulation)));
        CHECK(first->switch_interval() == 100 * millisecond);
        CHECK(machine.gil.adopted() == std::vector<std::string_view>{"fifo", "tick"});
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
}

}  // namespace minivm::lock
