#include "tests/schedules/simulation.hpp"

#include <algorithm>
#include <stdexcept>

// Sanitizers have to be told of each switch of stacks. GCC and clang announce them differently.
#if defined(__has_feature)
#define MINIVM_SIMULATION_ASAN __has_feature(address_sanitizer)
#define MINIVM_SIMULATION_TSAN __has_feature(thread_sanitizer)
#else
#if defined(__SANITIZE_ADDRESS__)
#define MINIVM_SIMULATION_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define MINIVM_SIMULATION_TSAN 1
#endif
#endif
#if MINIVM_SIMULATION_ASAN
#include <sanitizer/common_interface_defs.h>
#endif
#if MINIVM_SIMULATION_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace minivm::lock {
namespace {

constexpr std::size_t stack_size = 256 * 1024;
constexpr Nanoseconds longest_step = 100;

}  // namespace

struct Simulation::Fiber {
    std::string name;
    std::function<void()> work;
    Simulation* simulation;
    Kind kind;
    std::unique_ptr<char[]> stack{new char[stack_size]};
    ucontext_t context{};
    void* sanitizer = nullptr;  // what a sanitizer knows of this stack

    Stage stage = Stage::ready;
    Queue* queue = nullptr;        // while waiting
    Nanoseconds until = never;     // the end of the wait or of the work
    bool may_be_spurious = false;  // the wait
    Waited waited = Waited::signalled;
    Queue ended{"join"};
    Nanoseconds worked = 0;
    std::uint64_t waits = 0;
};

Simulation::Simulation(Settings settings) : settings_{settings}, random_{settings.seed} {}

Simulation::~Simulation() {
#if MINIVM_SIMULATION_TSAN
    for (auto const& fiber : fibers_) __tsan_destroy_fiber(fiber->sanitizer);
#endif
}

Simulation::Fiber& Simulation::spawn(std::string name, std::function<void()> work, Kind kind) {
    Fiber& fiber = *fibers_.emplace_back(std::make_unique<Fiber>());
    fiber.name = std::move(name);
    fiber.work = std::move(work);
    fiber.simulation = this;
    fiber.kind = kind;
    getcontext(&fiber.context);
    fiber.context.uc_stack.ss_sp = fiber.stack.get();
    fiber.context.uc_stack.ss_size = stack_size;
    // makecontext passes ints.
    auto const address = reinterpret_cast<std::uintptr_t>(&fiber);
    makecontext(&fiber.context, reinterpret_cast<void (*)()>(&Simulation::enter), 2,
                static_cast<unsigned>(address), static_cast<unsigned>(address >> 32));
#if MINIVM_SIMULATION_TSAN
    fiber.sanitizer = __tsan_create_fiber(0);
#endif
    return fiber;
}

void Simulation::enter(unsigned low, unsigned high) {
    Fiber& fiber = *reinterpret_cast<Fiber*>((std::uintptr_t{high} << 32) | low);
    Simulation& simulation = *fiber.simulation;
#if MINIVM_SIMULATION_ASAN
    __sanitizer_finish_switch_fiber(nullptr, &simulation.scheduler_stack_, &simulation.scheduler_stack_size_);
#endif
    try {
        fiber.work();
    } catch (...) {
        if (!simulation.failure_) simulation.failure_ = std::current_exception();
    }
    simulation.wake_all(fiber.ended);
    simulation.leave(Stage::ended);
}

Simulation::End Simulation::run() {
#if MINIVM_SIMULATION_TSAN
    scheduler_sanitizer_ = __tsan_get_current_fiber();
#endif
    End end = End::given_up;
    for (std::uint64_t steps = 0; steps < settings_.most_steps; ++steps) {
        if (all_done()) {
            end = End::finished;
            break;
        }
        expire();
        wake_spuriously();
        if (run_one()) {
            if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
            continue;
        }
        if (advance()) continue;
        end = End::deadlocked;
        break;
    }
    return end;
}

std::string Simulation::report() const {
    std::string text;
    for (auto const& fiber : fibers_) {
        bool const done = fiber->stage == Stage::ended || fiber->stage == Stage::halted;
        if (done || fiber->kind == Kind::helper) continue;
        text += fiber->name;
        text += fiber->queue == nullptr ? " can go on" : " waits for a ";
        if (fiber->queue != nullptr) text += fiber->queue->what;
        text += '\n';
    }
    return text;
}

// A thread whose time has come can go on.
void Simulation::expire() {
    for (auto const& fiber : fibers_) {
        bool const timed = fiber->stage == Stage::working || fiber->stage == Stage::waiting;
        if (timed && fiber->until <= now_) make_ready(*fiber, Waited::timed_out);
    }
}

void Simulation::wake_spuriously() {
    if (!settings_.spurious_wakeups || !random_.one_in(8)) return;
    Fiber& fiber = *fibers_[random_.below(static_cast<std::uint32_t>(fibers_.size()))];
    if (fiber.stage == Stage::waiting && fiber.may_be_spurious) make_ready(fiber, Waited::signalled);
}

// One step of one thread, if one is ready and a processor free.
bool Simulation::run_one() {
    std::vector<Fiber*> ready;
    unsigned busy = 0;
    for (auto const& fiber : fibers_) {
        if (fiber->stage == Stage::ready) ready.push_back(fiber.get());
        if (fiber->stage == Stage::working) ++busy;
    }
    if (ready.empty() || busy >= settings_.processors) return false;
    now_ += 1 + random_.below(longest_step);
    switch_to(*ready[random_.below(static_cast<std::uint32_t>(ready.size()))]);
    return true;
}

// To the next moment at which something happens by itself, if there is one.
bool Simulation::advance() {
    Nanoseconds next = never;
    for (auto const& fiber : fibers_) {
        if (fiber->stage == Stage::working || fiber->stage == Stage::waiting)
            next = std::min(next, fiber->until);
    }
    if (next == never) return false;
    now_ = std::max(now_, next);
    return true;
}

bool Simulation::all_done() const {
    return std::ranges::all_of(fibers_, [](auto const& fiber) {
        bool const sleeps = fiber->kind == Kind::helper && fiber->stage == Stage::waiting;
        return sleeps || fiber->stage == Stage::ended || fiber->stage == Stage::halted;
    });
}

void Simulation::make_ready(Fiber& fiber, Waited waited) {
    if (fiber.queue != nullptr) std::erase(fiber.queue->waiting, &fiber);
    fiber.queue = nullptr;
    fiber.until = never;
    fiber.waited = waited;
    fiber.stage = Stage::ready;
}

void Simulation::switch_to(Fiber& fiber) {
    current_ = &fiber;
#if MINIVM_SIMULATION_TSAN
    __tsan_switch_to_fiber(fiber.sanitizer, 0);
#endif
#if MINIVM_SIMULATION_ASAN
    __sanitizer_start_switch_fiber(&scheduler_sanitizer_, fiber.stack.get(), stack_size);
#endif
    swapcontext(&scheduler_, &fiber.context);
#if MINIVM_SIMULATION_ASAN
    __sanitizer_finish_switch_fiber(scheduler_sanitizer_, nullptr, nullptr);
#endif
    current_ = nullptr;
}

void Simulation::leave(Stage stage) {
    Fiber& fiber = *current_;
    fiber.stage = stage;
#if MINIVM_SIMULATION_TSAN
    __tsan_switch_to_fiber(scheduler_sanitizer_, 0);
#endif
#if MINIVM_SIMULATION_ASAN
    __sanitizer_start_switch_fiber(stage == Stage::ended ? nullptr : &fiber.sanitizer, scheduler_stack_,
                                   scheduler_stack_size_);
#endif
    swapcontext(&fiber.context, &scheduler_);
#if MINIVM_SIMULATION_ASAN
    __sanitizer_finish_switch_fiber(fiber.sanitizer, &scheduler_stack_, &scheduler_stack_size_);
#endif
}

void Simulation::step() {
    if (current_ != nullptr) leave(Stage::ready);
}

void Simulation::work(Nanoseconds duration) {
    while (duration > 0) {
        Nanoseconds const piece = std::min(duration, settings_.quantum);
        current_->until = later(now_, piece);
        current_->worked += piece;
        duration -= piece;
        leave(Stage::working);
    }
}

void Simulation::sleep(Nanoseconds duration) {
    Queue nothing{"moment"};
    wait(nothing, later(now_, duration), false);
}

Waited Simulation::wait(Queue& queue, Nanoseconds deadline, bool may_be_spurious) {
    if (current_ == nullptr) throw std::logic_error("only a simulated thread can wait");
    Fiber& fiber = *current_;
    queue.waiting.push_back(&fiber);
    fiber.queue = &queue;
    fiber.until = deadline;
    fiber.may_be_spurious = may_be_spurious;
    ++fiber.waits;
    leave(Stage::waiting);
    return fiber.waited;
}

void Simulation::wake_one(Queue& queue) {
    if (queue.waiting.empty()) return;
    make_ready(*queue.waiting[random_.below(static_cast<std::uint32_t>(queue.waiting.size()))],
               Waited::signalled);
}

void Simulation::wake_all(Queue& queue) {
    while (!queue.waiting.empty()) make_ready(*queue.waiting.back(), Waited::signalled);
}

void Simulation::join(Fiber& fiber) {
    while (fiber.stage != Stage::ended) {
        if (current_ != nullptr) {
            wait(fiber.ended, never, false);
            continue;
        }
        if (fiber.stage != Stage::ready) {
            if (fiber.until == never) return;  // what it waits for can no longer happen
            now_ = std::max(now_, fiber.until);
            make_ready(fiber, Waited::timed_out);
        }
        switch_to(fiber);
    }
}

void Simulation::halt() {
    leave(Stage::halted);
    std::terminate();
}

Usage Simulation::usage() const {
    if (current_ == nullptr) return {};
    return Usage{
        .processor_time = current_->worked, .voluntary_switches = current_->waits, .involuntary_switches = 0};
}

unsigned Simulation::processor() const {
    auto const found =
        std::ranges::find_if(fibers_, [&](auto const& fiber) { return fiber.get() == current_; });
    return static_cast<unsigned>(found - fibers_.begin()) % settings_.processors;
}

}  // namespace minivm::lock
