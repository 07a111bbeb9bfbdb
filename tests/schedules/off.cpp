#include "runtime/lock/off.hpp"

#include <doctest/doctest.h>

#include <list>
#include <set>

#include "tests/schedules/log.hpp"
#include "tests/schedules/scenes.hpp"

namespace minivm::lock {
namespace {

using OffMachine = Machine<Off<SimulatedPlatform>>;

// As the virtual machine: the request is forgotten first and honoured then.
void safepoint(OffMachine& machine, TestThread& thread) {
    if (thread.requested.exchange(false, std::memory_order_relaxed)) machine.gil.switch_point(thread);
}

// What an observer is told of the stops: while one thread has the world, from running for a collection or a
// change until it starts the world, no other runs or begins to.
class Stops final : public Observer {
public:
    void on_event(Event const& event) override {
        if (event.kind == Event::Kind::world_starts) {
            REQUIRE(owner_ == &event.thread);
            if (--depth_ == 0) owner_ = nullptr;
        }
        if (event.kind != Event::Kind::transition) return;
        bool const stops = event.cause == Cause::collection || event.cause == Cause::change;
        if (event.to == State::running) {
            running_.insert(&event.thread);
            REQUIRE((owner_ == nullptr || owner_ == &event.thread));
        } else {
            running_.erase(&event.thread);
        }
        if (event.to != State::running || !stops) return;
        REQUIRE(running_.size() == 1);
        owner_ = &event.thread;
        ++depth_;
        ++(event.cause == Cause::collection ? collections : changes);
    }

    int collections = 0;
    int changes = 0;

private:
    std::set<Attachment const*> running_;
    Attachment const* owner_ = nullptr;
    int depth_ = 0;
};

// Threads that compute, call, wait for each other, start and end, and stop the world for both reasons.
// Checked: while one has the world no other is where it must not be.
class Program {
public:
    explicit Program(std::uint64_t seed) : random_{seed * 7919 + 3}, machine_{any_machine(seed)} {
        machine_.gil.observe(&stops_);
    }

    void run() {
        unsigned const count = 2 + random_.below(4);
        for (unsigned number = 0; number < count; ++number) {
            Worker& worker = add();
            machine_.spawn(worker.thread, [this, &worker](TestThread&) { body(worker); });
        }
        Simulation::End const end = machine_.simulation.run();
        INFO(machine_.simulation.report());
        REQUIRE(end == Simulation::End::finished);
        REQUIRE(machine_.gil.threads() == 0);
        REQUIRE(done_ == workers_.size());
        REQUIRE(stops_.collections == collections);
        REQUIRE(stops_.changes >= changes);
    }

    int collections = 0;
    int changes = 0;
    bool ran_at_once = false;

private:
    struct Worker {
        explicit Worker(std::string name) : thread{std::move(name)} {}
        TestThread thread;
        bool in_native = false;
        bool asks_for_change = false;
    };

    Worker& add() { return workers_.emplace_back("t" + std::to_string(workers_.size())); }

    // In the middle of a native: the world is not another's, and will not be.
    void touch(Worker& worker) {
        worker.in_native = true;
        machine_.gil.assert_held(worker.thread);
        REQUIRE(owner_ == nullptr);
        for (Worker const& other : workers_)
            ran_at_once = ran_at_once || (&other != &worker && other.in_native);
        machine_.simulation.step();
        machine_.simulation.work(random_.below(3) * 1'000);
        REQUIRE(owner_ == nullptr);
        worker.in_native = false;
    }

    void have_world(Worker& worker, Stop stop) {
        auto const check = [&] {
            REQUIRE(owner_ == &worker);
            for (Worker const& other : workers_) {
                if (&other == &worker || !other.in_native) continue;
                REQUIRE(stop == Stop::change);
                REQUIRE(other.asks_for_change);
            }
        };
        REQUIRE(owner_ == nullptr);
        owner_ = &worker;
        check();
        machine_.simulation.step();
        machine_.simulation.work(random_.below(2) * 1'000);
        check();
        owner_ = nullptr;
    }

    void collect(Worker& worker) {
        if (!machine_.gil.stop_world(worker.thread, Stop::collection)) return;
        have_world(worker, Stop::collection);
        ++collections;
        machine_.gil.start_world(worker.thread);
    }

    void change(Worker& worker) {
        worker.in_native = true;
        worker.asks_for_change = true;
        REQUIRE(machine_.gil.stop_world(worker.thread, Stop::change));
        worker.asks_for_change = false;
        have_world(worker, Stop::change);
        if (random_.one_in(4)) {  // within the first
            REQUIRE(machine_.gil.stop_world(worker.thread, Stop::change));
            have_world(worker, Stop::change);
            machine_.gil.start_world(worker.thread);
        }
        ++changes;
        machine_.gil.start_world(worker.thread);
        REQUIRE(owner_ == nullptr);
        machine_.simulation.step();
        REQUIRE(owner_ == nullptr);
        worker.in_native = false;
    }

    void share(Worker& worker) {
        Nanoseconds const deadline = random_.one_in(3) ? machine_.gil.deadline_after(3'000) : never;
        if (mutex_.acquire(worker.thread, deadline) != Wake::woken) return;
        REQUIRE(mutex_owner_ == nullptr);
        mutex_owner_ = &worker;
        touch(worker);
        if (random_.one_in(3)) change(worker);
        safepoint(machine_, worker.thread);
        if (random_.one_in(3)) machine_.call(worker.thread, 5'000);
        REQUIRE(mutex_owner_ == &worker);
        mutex_owner_ = nullptr;
        mutex_.release();
    }

    void start_another() {
        if (workers_.size() >= 8) return;
        Worker& worker = add();
        machine_.gil.attach(worker.thread, Arrival::starting);
        machine_.simulation.spawn(worker.thread.name(), [this, &worker] {
            machine_.gil.acquire(worker.thread);
            body(worker);
            machine_.gil.detach(worker.thread);
        });
    }

    void body(Worker& worker) {
        unsigned const rounds = 2 + random_.below(5);
        for (unsigned round = 0; round < rounds; ++round) {
            switch (random_.below(8)) {
                case 0: touch(worker); break;
                case 1: machine_.call(worker.thread, random_.below(2) * 20'000); break;
                case 2: machine_.gil.yield(worker.thread); break;
                case 3:
                    machine_.gil.sleep(worker.thread, machine_.gil.deadline_after(random_.below(3) * 5'000));
                    break;
                case 4: collect(worker); break;
                case 5: change(worker); break;
                case 6: share(worker); break;
                default: start_another(); break;
            }
            touch(worker);
            if (random_.one_in(2)) change(worker);
            safepoint(machine_, worker.thread);
        }
        if (++done_ == workers_.size()) all_done_.set();
        if (random_.one_in(2)) return;
        // As many as there are by then; who comes later sets it again.
        REQUIRE(all_done_.wait(worker.thread, Cause::join) == Wake::woken);
    }

    Random random_;
    Stops stops_;
    OffMachine machine_;
    std::list<Worker> workers_;
    Worker* owner_ = nullptr;  // of the world
    Mutex mutex_;
    Worker* mutex_owner_ = nullptr;
    Flag all_done_;
    std::size_t done_ = 0;
};

}  // namespace

TEST_CASE("off: who stops the world has it alone, whatever for, and all get done") {
    int collections = 0;
    int changes = 0;
    bool ran_at_once = false;
    for (std::uint64_t seed = 0; seed < 6'000; ++seed) {
        CAPTURE(seed);
        Program program{seed};
        program.run();
        collections += program.collections;
        changes += program.changes;
        ran_at_once = ran_at_once || program.ran_at_once;
    }
    CHECK(collections > 1'000);
    CHECK(changes > 1'000);
    CHECK(ran_at_once);
}

TEST_CASE("off: a loop of collections keeps nobody from running who computes or comes back from a call") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        OffMachine machine{any_machine(seed)};
        TestThread collector{"collector"};
        TestThread computer{"computer"};
        TestThread caller{"caller"};
        int collections = 0;
        int left = 2;
        machine.spawn(collector, [&](TestThread& self) {
            while (left != 0) {
                if (!machine.gil.stop_world(self, Stop::collection)) continue;
                machine.simulation.work(1'000);
                ++collections;
                machine.gil.start_world(self);
                safepoint(machine, self);
            }
        });
        machine.spawn(computer, [&](TestThread& self) {
            for (int round = 0; round < 50; ++round) {
                int const before = collections;
                safepoint(machine, self);
                // One that was under way, and one that may begin before this thread has gone on.
                REQUIRE(collections - before <= 2);
            }
            --left;
        });
        machine.spawn(caller, [&](TestThread& self) {
            for (int round = 0; round < 50; ++round) {
                machine.gil.release(self, Cause::io);
                machine.simulation.sleep(2'000);
                machine.gil.acquire(self);
                safepoint(machine, self);
            }
            --left;
        });
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
        CHECK(collections > 0);
    }
}

TEST_CASE("off: two threads that ask for a collection at once get one") {
    int served = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        OffMachine machine{any_machine(seed)};
        std::list<TestThread> threads;
        int inside = 0;
        for (int number = 0; number < 3; ++number) {
            TestThread& thread = threads.emplace_back("t" + std::to_string(number));
            machine.spawn(thread, [&](TestThread& self) {
                if (!machine.gil.stop_world(self, Stop::collection)) {
                    ++served;
                    return;
                }
                REQUIRE(++inside == 1);
                machine.simulation.work(5'000);
                --inside;
                machine.gil.start_world(self);
            });
        }
        REQUIRE(machine.simulation.run() == Simulation::End::finished);
    }
    CHECK(served > 0);
}

TEST_CASE("off: threads that compute when the lock is closed stop at their next safepoint") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        OffMachine machine{any_machine(seed)};
        std::list<TestThread> threads;
        TestThread survivor{"survivor"};
        bool closed = false;
        for (int number = 0; number < 4; ++number) {
            TestThread& thread = threads.emplace_back("t" + std::to_string(number));
            machine.spawn(thread, [&machine, &closed, number](TestThread& self) {
                for (;;) {
                    REQUIRE_FALSE(closed);
                    machine.simulation.work(1'000);
                    REQUIRE_FALSE(closed);
                    safepoint(machine, self);
                    if (number == 0) machine.call(self, 1'000);
                    if (number < 2 &&
                        machine.gil.stop_world(self, number == 0 ? Stop::change : Stop::collection)) {
                        machine.simulation.step();
                        REQUIRE_FALSE(closed);
                        machine.gil.start_world(self);
                    }
                }
            });
        }
        machine.spawn(survivor, [&](TestThread& self) {
            machine.simulation.work(20'000);
            machine.gil.close(self);
            closed = true;
            machine.call(self, 10'000);
            REQUIRE(machine.gil.stop_world(self, Stop::collection));
            machine.gil.start_world(self);
            safepoint(machine, self);
            machine.gil.sleep(self, machine.gil.deadline_after(10'000));
            machine.gil.assert_held(self);
        });
        REQUIRE(machine.simulation.run() != Simulation::End::given_up);
        CHECK(survivor.state() == State::detached);
    }
}

TEST_CASE("off: a wait for a stopped world names the cause and who stops it") {
    class Stoppers final : public Observer {
    public:
        void on_event(Event const& event) override {
            if (event.kind != Event::Kind::transition || event.cause != Cause::stop_the_world) return;
            if (event.to == State::waiting && event.other != nullptr) found += event.other->name() + ' ';
        }
        std::string found;
    };
    OffMachine machine{two_processors(1)};
    Stoppers stoppers;
    machine.gil.observe(&stoppers);
    TestThread stopper{"stopper"};
    TestThread computer{"computer"};
    bool done = false;
    machine.spawn(computer, [&](TestThread& self) {
        while (!done) {
            machine.simulation.work(1'000);
            safepoint(machine, self);
        }
    });
    machine.spawn(stopper, [&](TestThread& self) {
        machine.simulation.work(10'000);
        REQUIRE(machine.gil.stop_world(self, Stop::change));
        machine.gil.start_world(self);
        done = true;
    });
    REQUIRE(machine.simulation.run() == Simulation::End::finished);
    CHECK(stoppers.found == "stopper ");
    CHECK(computer.counters().releases[static_cast<std::size_t>(Cause::stop_the_world)].value() == 1);
}

}  // namespace minivm::lock
