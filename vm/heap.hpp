#pragma once
// The heap of one interpreter: where objects live, how they are allocated and how the dead are found (essay
// in heap.cpp). Mark and sweep, precise, non-moving.
//
// THE RULE that makes natives simple: a collection happens only at a safepoint, never inside an allocation.
// C++ code may hold plain Object pointers as long as it runs no script code. Whatever may run script code
// (calls, ==, hash, str, iteration, attributes of unknown objects) may collect, and what must survive it is
// held by a Root, by an argument slot or by an object that is itself reachable.
//
// Thread contract: everything here needs the lock in the ordinary build; in the free-threaded one
// (vm/sync.hpp) any attached thread may allocate at any time. Each Thread allocates from a run of its own.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

class Interpreter;
class Heap;
struct Thread;

/// The part of a Thread that allocates: a run of free memory in some block; the block that the thread is
/// sweeping, of which it has not looked at what lies from `scan` on; and the number of the next block that
/// may be the thread's own to sweep. Thread-confined; the collector's while the world is stopped.
struct AllocationRun {
    char* cursor = nullptr;
    char* end = nullptr;
    char* scan = nullptr;
    char* scan_end = nullptr;
    std::size_t next_own = 0;
    unsigned idle = 0;  // the collections since the thread allocated anything
};

/// What a Thread has still to tell the heap: memory outside it that was allocated, and storage that others
/// may be reading. Thread-confined; the collector's while the world is stopped.
struct StorageAccount {
    std::size_t allocated = 0;
    std::vector<void*> retired;
};

/// Marks what it visits and keeps it to be traced. `together`: others mark at the same time.
class Tracer {
public:
    explicit Tracer(Heap& heap, bool together = false) : heap_(heap), together_(together) {}
    void visit(Value value) {
        if (value.is_object()) visit(value.as_object());
    }
    inline void visit(Object* object);
    /// Values or pointers to objects.
    template <typename T>
    void visit_range(T const* first, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) visit(first[i]);
    }

private:
    friend class Heap;
    Heap& heap_;
    bool const together_;
    std::vector<Object*> gray_;
    std::size_t live_bytes_ = 0;  // of what was traced
};

class Heap {
public:
    explicit Heap(Interpreter& interpreter);
    ~Heap();
    Heap(Heap const&) = delete;
    Heap& operator=(Heap const&) = delete;

    /// Memory for an object of `bytes` bytes (head included), its head written, the rest not. Never fails for
    /// sizes up to small_limit; larger ones return nullptr when the memory limit or the machine forbids (the
    /// caller raises MemoryError). Never collects: it asks for a collection at the next safepoint.
    static inline Object* allocate(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes);
    static constexpr std::size_t small_limit = 8192;

    /// Memory outside the heap that belongs to an object (list items, dict tables); freed when the object
    /// dies. Counts towards the next collection and the memory limit. nullptr when forbidden. `thread` may be
    /// any that is attached.
    void* allocate_storage(Thread& thread, std::size_t bytes);
    /// With the content of the old storage, which is retired. Under the owner's Guard.
    void* reallocate_storage(Thread& thread, void* storage, std::size_t old_bytes, std::size_t new_bytes);
    /// Storage that its object has replaced: freed at once, or as soon as no thread can be reading it any
    /// more.
    void retire_storage(Thread& thread, void* storage, std::size_t bytes);
    /// Storage that no other thread has ever seen.
    void free_storage(Thread& thread, void* storage, std::size_t bytes);
    /// Of an object that is dead, or while the world is stopped.
    static void free_dead_storage(void* storage) { std::free(storage); }

    /// Gives back what the objects own outside the heap. At the interpreter's end, while types and shapes are
    /// still there; nothing may be used any more.
    void finalize_all();
    /// Marks and sweeps. Lock: held, and every other thread of the interpreter at a safepoint or blocked.
    void collect(Thread& thread);

    /// Of the collection at hand: for Interpreter::marked_hook.
    bool is_live(Object const* object) const { return object->mark == live_mark_; }

    /// Position of an object in the heap in units of 16 bytes; small objects only. The same in each run of a
    /// deterministic program, unlike the address.
    std::uint32_t index_of(Object const* object) const {
        return static_cast<std::uint32_t>((reinterpret_cast<char const*>(object) - base_) >> 4);
    }
    char* base() const { return base_; }
    /// Tells one object from every other that lives at the same time: id().
    std::uint64_t identity(Object const* object) const;

    /// In the free-threaded build without what threads have not told yet, some kilobytes each.
    std::size_t used_bytes() const { return live_bytes_ + allocated_bytes_; }
    std::uint64_t collections() const { return collections_; }
    /// 0: none. In bytes, over everything that used_bytes counts.
    void set_limit(std::size_t bytes) { limit_ = bytes; }
    bool over_limit() const { return limit_ != 0 && used_bytes() > limit_; }
    /// The thread ends: gives back what it had of the heap.
    void leave(Thread& thread);

    // --- for Bias (vm/sync.hpp) ---
    Shared<std::uint32_t> const* owners() const { return owners_; }
    /// The object's block becomes nobody's. Any attached thread, without a Guard or a TableMutex.
    void revoke(Object const* object);

private:
    friend class Tracer;
    struct LargeHead;

    Object* allocate_slow(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes);
    Object* allocate_large(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes);
    bool stressed() const;
    void account(Thread& thread, std::size_t bytes);
    void retire(AllocationRun& run);
    void settle(Thread& thread);
    void refill(Thread& thread, std::size_t bytes);
    void refill_exactly(Thread& thread, std::size_t bytes);
    bool begin_sweep(Thread& thread, std::size_t block);
    bool claim(Thread& thread);
    void extend(Thread& thread);
    bool sweep(Thread& thread, std::size_t bytes);
    void sweep_rest(Thread& thread);
    void own(Thread& thread);
    void disown(Thread const& thread);
    // What sweeps_ says of a block that somebody has swept, is sweeping or need not sweep.
    std::uint32_t sweep_number() const { return static_cast<std::uint32_t>(collections_); }
    std::size_t blocks() const { return static_cast<std::size_t>(top_ - base_) / heap_block_bytes; }
    void poison_dead();
    void sweep_large();
    struct Marking;
    void drain(Tracer& tracer, std::size_t helpers);
    void trace_next(Tracer& tracer);
    void trace_roots(Tracer& tracer);
    void trace(Tracer& tracer, Object* object);
    void finalize(Object* object);

    // In the free-threaded build all that follows is guarded by mutex_, or belongs to the collector while the
    // world is stopped.
    Interpreter& interpreter_;
    TableMutex mutex_{Table::heap};
    char* base_ = nullptr;           // of the reserved region
    Shared<char*> top_ = nullptr;    // end of the blocks in use
    char* end_ = nullptr;            // of the reserved region
    std::size_t next_block_ = 0;     // that may be anybody's to sweep
    Shared<std::uint32_t>* owners_;  // of each block: Bias::number, or nobody
    std::uint32_t* sweeps_;          // of each block: the collection after which somebody swept it last
    std::uint8_t live_mark_ = 1;
    LargeHead* large_ = nullptr;
    std::vector<void*> retired_;               // by threads that have left
    Shared<std::size_t> live_bytes_ = 0;       // at the last collection
    Shared<std::size_t> allocated_bytes_ = 0;  // since
    std::size_t marked_bytes_ = 0;             // by all collections
    Shared<std::size_t> threshold_;
    Shared<std::size_t> limit_ = 0;
    Shared<std::uint64_t> collections_ = 0;
};

void Tracer::visit(Object* object) {
    if (!object) return;
    if (!together_) {
        if (object->mark == heap_.live_mark_) return;
        object->mark = heap_.live_mark_;
    } else if (__atomic_load_n(&object->mark, __ATOMIC_RELAXED) == heap_.live_mark_ ||
               __atomic_exchange_n(&object->mark, heap_.live_mark_, __ATOMIC_RELAXED) == heap_.live_mark_) {
        return;  // relaxed, both: who marks it is all that they decide
    }
    gray_.push_back(object);
}

}  // namespace minivm
