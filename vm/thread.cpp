#include "vm/thread.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vm/interpreter.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {
// Reserved, not used: pages come as the script recurses. The first thread may be given deep recursion by
// sys.setrecursionlimit; the others are many.
constexpr std::size_t main_stack_bytes = std::size_t{512} << 20;
constexpr std::size_t stack_bytes = std::size_t{64} << 20;
constexpr std::size_t page_bytes = 4096;
}  // namespace

Thread::Thread(Interpreter& owner)
    : depth_left(owner.recursion_limit),
      table(plain_table()),
      heap_base(owner.heap.base()),
      heap(&owner.heap),
      interpreter(&owner),
      ticker(&own_ticker),
      method_cache(&owner.method_cache_),
      recursion_limit(owner.recursion_limit) {
    bias.alone = owner.is_unattended();
    if constexpr (free_threaded) {
        bias.heap_base = heap_base;
        bias.owners = heap->owners();
        bias.thread = this;
        own_method_cache = std::make_unique<MethodCache>();
        method_cache = own_method_cache.get();
    }
    std::size_t const bytes = bias.alone ? main_stack_bytes : stack_bytes;
    void* region =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED) throw std::bad_alloc();
    stack = static_cast<Value*>(region);
    stack_end = stack + bytes / sizeof(Value);
    top = stack;
    limit.store(real_limit(), std::memory_order_relaxed);
    TableGuard const guard(owner.threads_mutex);
    next = owner.threads;
    if (next) {
        next->previous = this;
        if (next->bias.alone)
            next->bias.alone = false;  // the one that makes this, or one that is not running
    }
    owner.threads = this;
    if constexpr (free_threaded) bias.number = ++owner.last_number;
}

void Thread::leave() {
    if (!stack) return;
    heap->leave(*this);
    TableGuard const guard(interpreter->threads_mutex);
    (previous ? previous->next : interpreter->threads) = next;
    if (next) next->previous = previous;
    munmap(stack, static_cast<std::size_t>(stack_end - stack) * sizeof(Value));
    stack = nullptr;
}

Thread::~Thread() { leave(); }

void Thread::clear_above_top() {
    constexpr std::size_t kept = 4 * page_bytes;  // likely to be used again: cheaper zeroed than given back
    auto* const end = reinterpret_cast<char*>(stack_end);
    auto* const begin = reinterpret_cast<char*>(top);
    auto* const page = reinterpret_cast<char*>(
        (reinterpret_cast<std::uintptr_t>(begin) + kept + page_bytes - 1) & ~(page_bytes - 1));
    auto* const zeroed_to = std::min(page, end);
    std::memset(begin, 0, static_cast<std::size_t>(zeroed_to - begin));
    if (zeroed_to < end) madvise(zeroed_to, static_cast<std::size_t>(end - zeroed_to), MADV_DONTNEED);
}

Result<void> Safepoint::stop(Thread& thread) {
    // Clear first, act then: a request that arrives in between is seen at the next safepoint. seq_cst, all of
    // it; pairs with Thread::request: one of the two that write the limit sees what the other has done.
    std::uint32_t const bits = thread.pending.fetch_and(pending::every_safepoint, std::memory_order_seq_cst);
    thread.limit.store(bits & pending::every_safepoint ? 0 : thread.real_limit(), std::memory_order_seq_cst);
    if (thread.pending.load(std::memory_order_seq_cst) != 0) thread.limit.store(0, std::memory_order_seq_cst);
    return thread.interpreter->safepoint_hook(thread, bits);
}

}  // namespace minivm
