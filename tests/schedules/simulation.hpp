#pragma once

// A machine of our own for the policies: simulated threads (fibers on one real thread), a number of
// processors, and virtual time. At every operation on a primitive the seeded scheduler picks the thread that
// goes next, so a seed names an interleaving and many seeds explore many. A run in which no thread can ever
// go on is reported as a deadlock with what each thread waits for. Everything runs on the thread that calls
// run().

#include <ucontext.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/lock/platform.hpp"
#include "runtime/lock/random.hpp"

namespace minivm::lock {

inline constexpr Nanoseconds millisecond = 1'000'000;

class Simulation {
public:
    struct Settings {
        std::uint64_t seed = 0;
        unsigned processors = 2;
        bool spurious_wakeups = false;
        Nanoseconds quantum = 1'000'000;     // the longest piece of work between two chances for others
        std::uint64_t most_steps = 200'000;  // a run that needs more is given up
    };
    enum class End : std::uint8_t { finished, deadlocked, given_up };

    struct Fiber;
    // Threads that wait for one thing.
    struct Queue {
        explicit Queue(std::string_view name) : what{name} {}
        std::string_view what;
        std::vector<Fiber*> waiting;
    };

    explicit Simulation(Settings settings);
    Simulation(Simulation const&) = delete;
    Simulation& operator=(Simulation const&) = delete;
    ~Simulation();

    // A new thread, which runs once run() does. May be called by a simulated thread. The run does not wait
    // for a helper to end.
    enum class Kind : std::uint8_t { ordinary, helper };
    Fiber& spawn(std::string name, std::function<void()> work, Kind kind = Kind::ordinary);
    // Until all threads have ended or halted and the helpers sleep, or none can go on. An exception that
    // leaves a thread comes out here.
    End run();
    // The threads that have not ended, and what they wait for.
    std::string report() const;

    Nanoseconds now() const { return now_; }

    // --- For simulated threads; outside of them a step and a wake-up do nothing, and waiting is an error.

    void step();                      // lets the scheduler choose
    void work(Nanoseconds duration);  // keeps a processor busy
    void sleep(Nanoseconds duration);
    Waited wait(Queue& queue, Nanoseconds deadline, bool may_be_spurious);
    void wake_one(Queue& queue);
    void wake_all(Queue& queue);
    void join(Fiber& fiber);  // outside, after a run, the thread alone goes on
    [[noreturn]] void halt();
    Usage usage() const;
    unsigned processor() const;
    unsigned processors() const { return settings_.processors; }

private:
    enum class Stage : std::uint8_t { ready, working, waiting, halted, ended };

    static void enter(unsigned low, unsigned high);
    void switch_to(Fiber& fiber);
    void leave(Stage stage);
    void expire();
    void wake_spuriously();
    bool run_one();
    bool advance();
    void make_ready(Fiber& fiber, Waited waited);
    bool all_done() const;

    Settings const settings_;
    Random random_;
    Nanoseconds now_ = 0;
    std::vector<std::unique_ptr<Fiber>> fibers_;
    Fiber* current_ = nullptr;
    ucontext_t scheduler_{};
    // What sanitizers know of the scheduler's stack.
    [[maybe_unused]] void* scheduler_sanitizer_ = nullptr;
    [[maybe_unused]] void const* scheduler_stack_ = nullptr;
    [[maybe_unused]] std::size_t scheduler_stack_size_ = 0;
    std::exception_ptr failure_;
};

// The platform over a simulation.
class SimulatedPlatform {
public:
    class Mutex;
    class Condition;
    class Semaphore;
    class Word;
    class Helper;

    explicit SimulatedPlatform(Simulation& simulation) : simulation_{&simulation} {}

    Nanoseconds now() const { return simulation_->now(); }
    unsigned processor() const { return simulation_->processor(); }
    unsigned processors() const { return simulation_->processors(); }
    void relax() const { simulation_->work(1'000); }
    void give_way() const { simulation_->step(); }
    Usage usage() const { return simulation_->usage(); }
    [[noreturn]] void halt() const { simulation_->halt(); }

private:
    Simulation* simulation_;
};

class SimulatedPlatform::Mutex {
public:
    explicit Mutex(SimulatedPlatform platform) : simulation_{*platform.simulation_} {}

    void lock() {
        simulation_.step();
        while (held_) simulation_.wait(queue_, never, false);
        held_ = true;
    }
    void unlock() {
        held_ = false;
        simulation_.wake_one(queue_);
        simulation_.step();
    }

private:
    friend class Condition;

    Simulation& simulation_;
    bool held_ = false;
    Simulation::Queue queue_{"mutex"};
};

class SimulatedPlatform::Condition {
public:
    explicit Condition(SimulatedPlatform platform) : simulation_{*platform.simulation_} {}

    void wait(Mutex& mutex) { wait_until(mutex, never); }
    Waited wait_until(Mutex& mutex, Nanoseconds deadline) {
        mutex.held_ = false;
        simulation_.wake_one(mutex.queue_);
        Waited const waited = simulation_.wait(queue_, deadline, true);
        mutex.lock();
        return waited;
    }
    void signal() { simulation_.wake_one(queue_); }
    void broadcast() { simulation_.wake_all(queue_); }

private:
    Simulation& simulation_;
    Simulation::Queue queue_{"condition"};
};

class SimulatedPlatform::Semaphore {
public:
    Semaphore(SimulatedPlatform platform, unsigned permits)
        : simulation_{*platform.simulation_}, permits_{permits} {}

    unsigned wait() {
        simulation_.step();
        unsigned in_vain = 0;
        for (bool first = true; permits_ == 0; first = false) {
            if (!first) ++in_vain;
            simulation_.wait(queue_, never, true);
        }
        --permits_;
        return in_vain;
    }
    void post() {
        ++permits_;
        simulation_.wake_one(queue_);
        simulation_.step();
    }

private:
    Simulation& simulation_;
    unsigned permits_;
    Simulation::Queue queue_{"semaphore"};
};

class SimulatedPlatform::Word {
public:
    explicit Word(SimulatedPlatform platform) : simulation_{*platform.simulation_} {}

    std::uint32_t load() const {
        simulation_.step();
        return value_;
    }
    void store(std::uint32_t value) {
        simulation_.step();
        value_ = value;
    }
    bool exchange_if(std::uint32_t expected, std::uint32_t value) {
        simulation_.step();
        if (value_ != expected) return false;
        value_ = value;
        return true;
    }
    std::uint32_t fetch_or(std::uint32_t bits) {
        simulation_.step();
        return std::exchange(value_, value_ | bits);
    }
    std::uint32_t fetch_and(std::uint32_t bits) {
        simulation_.step();
        return std::exchange(value_, value_ & bits);
    }
    Waited wait(std::uint32_t expected, Nanoseconds deadline) {
        simulation_.step();
        return value_ != expected ? Waited::signalled : simulation_.wait(queue_, deadline, true);
    }
    void wake() { simulation_.wake_all(queue_); }

private:
    Simulation& simulation_;
    std::uint32_t value_ = 0;
    Simulation::Queue queue_{"word"};
};

class SimulatedPlatform::Helper {
public:
    Helper(SimulatedPlatform platform, std::function<void()> work)
        : simulation_{*platform.simulation_},
          fiber_{simulation_.spawn("helper", std::move(work), Simulation::Kind::helper)} {}
    Helper(Helper const&) = delete;
    Helper& operator=(Helper const&) = delete;
    ~Helper() { simulation_.join(fiber_); }

private:
    Simulation& simulation_;
    Simulation::Fiber& fiber_;
};

static_assert(Platform<SimulatedPlatform>);

}  // namespace minivm::lock
