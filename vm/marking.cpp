// Marking with the help of other threads. The world is stopped, so that the processors on which script
// threads ran have nothing to do. A helper is started for one collection: where there is much to mark that
// costs little, and nobody has to know of it afterwards. One that comes too late finds the marking closed and
// touches nothing.
//
// Each marker has a stack of its own of objects that it has still to trace. Who has more than enough while
// another has nothing puts the lower half of it, from which most is reached, where others can take it. When
// all are idle and nothing is there to be taken, all is marked.
#include <sched.h>

#include <atomic>
#include <memory>
#include <utility>

#include "vm/heap.hpp"
#include "vm/state.hpp"

namespace minivm {

struct Heap::Marking {
    explicit Marking(Heap& of) : heap(of) {}

    Heap& heap;
    TableMutex mutex;
    std::vector<Object*> pool;   // mutex
    std::size_t markers = 1;     // mutex
    std::size_t live_bytes = 0;  // mutex; that idle markers have found
    // Changed under mutex, and looked at without it only to decide whether to take it: relaxed.
    std::atomic<std::size_t> pooled{0};  // size of pool
    std::atomic<std::size_t> idle{0};
    std::atomic<bool> closed{false};

    void give(std::vector<Object*>& gray) {
        constexpr std::size_t plenty = 4096;
        TableGuard const guard(mutex);
        if (pool.size() > plenty) return;
        auto const middle = gray.begin() + static_cast<std::ptrdiff_t>(gray.size() / 2);
        pool.insert(pool.end(), gray.begin(), middle);
        gray.erase(gray.begin(), middle);
        pooled.store(pool.size(), std::memory_order_relaxed);
    }

    // False: there is nothing, and never will be.
    bool take(Tracer& tracer) {
        bool waits = false;
        for (int spin = 0;; ++spin) {
            if (spin == 0 || pooled.load(std::memory_order_relaxed) != 0 ||
                closed.load(std::memory_order_relaxed)) {
                TableGuard const guard(mutex);
                if (!pool.empty()) {
                    if (waits) idle.fetch_sub(1, std::memory_order_relaxed);
                    auto const half = pool.end() - static_cast<std::ptrdiff_t>((pool.size() + 1) / 2);
                    tracer.gray_.assign(half, pool.end());
                    pool.erase(half, pool.end());
                    pooled.store(pool.size(), std::memory_order_relaxed);
                    return true;
                }
                if (!waits) {
                    idle.fetch_add(1, std::memory_order_relaxed);
                    live_bytes += std::exchange(tracer.live_bytes_, 0);
                    waits = true;
                }
                if (idle.load(std::memory_order_relaxed) == markers)
                    closed.store(true, std::memory_order_relaxed);
                if (closed.load(std::memory_order_relaxed)) return false;
            }
            if (spin % 64 == 63) sched_yield();
        }
    }

    void mark(Tracer& tracer) {
        constexpr std::size_t enough = 128;
        do {
            for (unsigned steps = 1; !tracer.gray_.empty(); ++steps) {
                heap.trace_next(tracer);
                if (steps % 64 == 0 && tracer.gray_.size() > enough &&
                    idle.load(std::memory_order_relaxed) != 0)
                    give(tracer.gray_);
            }
        } while (take(tracer));
    }

    void help() {
        {
            TableGuard const guard(mutex);
            if (closed.load(std::memory_order_relaxed)) return;
            ++markers;
        }
        Tracer tracer(heap, true);
        mark(tracer);
    }
};

void Heap::drain(Tracer& tracer, std::size_t helpers) {
    if (helpers == 0) {
        while (!tracer.gray_.empty()) trace_next(tracer);
        return;
    }
    auto const marking = std::make_shared<Marking>(*this);
    auto const work = [](void* given) {
        std::unique_ptr<std::shared_ptr<Marking>> const own(static_cast<std::shared_ptr<Marking>*>(given));
        (*own)->help();
    };
    for (; helpers > 0; --helpers) {
        auto own = std::make_unique<std::shared_ptr<Marking>>(marking);
        if (interpreter_.start_helper(work, own.get())) (void)own.release();
    }
    marking->mark(tracer);
    tracer.live_bytes_ = marking->live_bytes;  // nobody adds to it any more
}

}  // namespace minivm
