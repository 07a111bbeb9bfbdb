#pragma once
// What the VM knows of a thread of the script: its register stack, its position, its exception. It knows no
// lock: it polls one word, `pending`, at safepoints and calls Safepoint::stop when it is not 0.
//
// Confined to the OS thread that runs it, but for `pending` and `limit`, which any thread may write, and but
// for the collector, which reads all of it while the thread is stopped.
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>

#include "vm/heap.hpp"
#include "vm/object.hpp"
#include "vm/result.hpp"

namespace minivm {

class Interpreter;
struct RootLink;
struct Printing;
using Word = std::uint64_t;  // of bytecode

/// Bits of Thread::pending.
namespace pending {
enum : std::uint32_t {
    drop_request = 1u << 0,     // another thread wants the lock
    collect = 1u << 1,          // the heap asks for a collection
    interrupt = 1u << 2,        // Ctrl-C: raise KeyboardInterrupt (main thread)
    stop = 1u << 3,             // the thread is to end: see raise_stop
    every_safepoint = 1u << 4,  // the policy wants to be asked at each safepoint; never cleared by the VM
    memory = 1u << 5,           // over the memory limit: raise MemoryError
    ends_waits = interrupt | stop,
};
}

struct DispatchTable;  // vm/interpreter.cpp
struct Type;
struct Str;

/// A place in a table of 2^bits for what is known of a name in `owner`, all of whose bits count.
inline std::size_t cache_place(std::uint64_t owner, Str const* name, int bits) {
    constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio: Fibonacci hashing
    return static_cast<std::size_t>(((owner * 31 + reinterpret_cast<std::uintptr_t>(name)) * golden) >>
                                    (64 - bits));
}

/// What inline caches would hold, for instructions that objects of many shapes come by. Good for as long as
/// those, and flushed with them: who meets an object has its shape alive, and with that the class and all
/// that such a word is about.
struct ShapeCache {
    struct Entry {
        Str* name = nullptr;
        Word word = 0;
    };
    static constexpr int bits = 9;
    std::array<Entry, 1 << bits> entries;

    Entry& entry(std::uint32_t shape, Str const* name) { return entries[cache_place(shape, name, bits)]; }
};

/// What lookups in classes found last (lookup in vm/type.cpp), and where attributes and methods were. One
/// thread at a time.
struct MethodCache {
    struct Entry {
        Type* type = nullptr;
        Str* name = nullptr;
        Value value = Value::unbound();
        std::uint64_t version = 0;  // of the classes' data, if that is what `value` is; else 0
    };
    static constexpr int bits = free_threaded ? 8 : 10;
    std::array<Entry, 1 << bits> entries;
    ShapeCache slots;    // as for get_attribute and set_attribute
    ShapeCache methods;  // as for call_method, of functions of any number of parameters

    void clear() {
        entries.fill({});
        slots.entries.fill({});
        methods.entries.fill({});
    }
};

/// A word that its thread writes and any thread may look at: each access is a plain load or store that cannot
/// tear.
template <typename T>
class Published {
public:
    Published(T value) : value_(value) {}
    operator T() const {
        return value_.load(std::memory_order_relaxed);
    }  // relaxed; publishes nothing but itself
    T operator=(T value) {
        value_.store(value, std::memory_order_relaxed);
        return value;
    }
    T operator--() { return *this = static_cast<T>(*this) - 1; }

private:
    std::atomic<T> value_;
};

// On cache lines of its own: others work beside it.
struct alignas(64) Thread {
    explicit Thread(Interpreter& interpreter);
    ~Thread();
    Thread(Thread const&) = delete;
    Thread& operator=(Thread const&) = delete;

    /// Asks the thread to reach its Safepoint::stop soon. Any thread may call it, without the lock.
    void request(std::uint32_t bits) {
        // A hint for the polls in interpreter.cpp, and no data; seq_cst so that Safepoint::stop, on its way
        // out, does not put the limit back over this.
        pending.fetch_or(bits, std::memory_order_seq_cst);
        limit.store(0, std::memory_order_seq_cst);
    }

    /// Takes the thread out of the interpreter and gives its memory back; nothing may be asked of it any
    /// more. Lock: held.
    void leave();
    /// Zeroes the register stack above `top`, so that the collector never meets a value of a call long gone.
    void clear_above_top();

    // --- hot: the order is that of use ---
    AllocationRun run;
    std::atomic<std::uintptr_t>
        limit;  // calls that would pass it take the slow path; 0 while something is pending
    std::atomic<std::uint32_t> pending{0};
    std::int32_t depth_left;     // calls until RecursionError
    DispatchTable const* table;  // plain, or stepping
    char* heap_base;             // Heap::base
    Heap* heap;
    Interpreter* interpreter;
    Bias bias;
    std::atomic<std::int32_t>* ticker;  // stepping table only: counts down ticks; below 0 the hook is called
    std::uint32_t step_mask = 0;  // stepping table only: pending bits that call the hook at any instruction

    // --- position: valid whenever the thread is outside the fast handlers ---
    Published<Word const*> pc = nullptr;  // the instruction being executed
    Value* base = nullptr;                // its registers
    Value* top = nullptr;                 // the end of what is in use; a nested call starts here

    StorageAccount account;
    MethodCache* method_cache;           // its own or all threads'
    Value exception = Value::unbound();  // raised and not yet caught; unbound if none
    Value handled = Value::none();       // being handled by the innermost except block (sys.exc_info)
    bool generator_returned = false;     // the generator that C++ resumed last has ended
    bool reraising = false;              // the frame at hand is in the traceback already
    bool unwinds_all = false;            // a Stop passes by finally and with as well
    RootLink* roots = nullptr;           // innermost Root of this thread's C++ frames
    Printing* printing = nullptr;        // innermost container being printed (vm/objects/containers.hpp)
    std::unique_ptr<MethodCache> own_method_cache;
    std::uint32_t native_depth = 0;  // run loops nested in each other
    std::atomic<std::int32_t> own_ticker{INT32_MAX};
    std::int32_t recursion_limit;  // what depth_left starts from
    Value* stack = nullptr;        // the register stack, reserved once
    Value* stack_end = nullptr;
    std::uintptr_t native_stack_limit = 0;  // C++ frames must stay above it
    std::uint32_t world_stops = 0;          // WorldStopped within each other
    Shared<std::uint32_t> taken_away = 0;   // of its own blocks since the last collection; for who takes them
    std::uint32_t misses = 0;               // see refills()
    std::uint32_t index = 0;                // in order of creation; 0 is the main thread
    Value thread_object = Value::none();    // the script's threading.Thread, if any
    void* host = nullptr;                   // the runtime's record of this thread
    Thread* next = nullptr;                 // in Interpreter::threads
    Thread* previous = nullptr;

    /// Whether other threads may be looking at what this one is working on: it is not the only one that there
    /// has ever been.
    bool watched() const { return free_threaded && !bias.alone; }
    std::uintptr_t real_limit() const { return reinterpret_cast<std::uintptr_t>(stack_end - stack_headroom); }
    static constexpr std::size_t stack_headroom = 1024;  // words that natives may use above the last frame
};

/// Keeps one value alive over calls that may collect. Lives on the C++ stack, in strict nesting.
struct RootLink {
    RootLink(Thread& thread, Value value) : owner(thread), below(thread.roots), held(value) {
        thread.roots = this;
    }
    ~RootLink() { owner.roots = below; }
    RootLink(RootLink const&) = delete;
    RootLink& operator=(RootLink const&) = delete;
    Thread& owner;
    RootLink* below;
    Value held;
};

template <typename T>
class Root : RootLink {
public:
    Root(Thread& thread, T* object) : RootLink(thread, Value::of(object)) {}
    T* operator->() const { return get(); }
    T& operator*() const { return *get(); }
    T* get() const { return static_cast<T*>(held.as_object()); }
    Value value() const { return held; }
    void set(T* object) { held = Value::of(object); }
};

template <>
class Root<Value> : RootLink {
public:
    Root(Thread& thread, Value value) : RootLink(thread, value) {}
    operator Value() const { return held; }
    Value value() const { return held; }
    void set(Value value) { held = value; }
};

inline Object* Heap::allocate(Thread& thread, std::uint32_t shape, Kind kind, std::size_t bytes) {
    std::size_t const rounded = (bytes + 15) & ~std::size_t{15};
    char* const at = thread.run.cursor;
    if (rounded > static_cast<std::size_t>(thread.run.end - at)) [[unlikely]]
        return thread.heap->allocate_slow(thread, shape, kind, rounded);
    thread.run.cursor = at + rounded;
    auto* object = reinterpret_cast<Object*>(at);
    *object = {shape, kind, 0, static_cast<std::uint16_t>(rounded >> 4)};
    return object;
}

/// What the VM calls when a safepoint finds `pending` set. Supplied by the runtime (which gives up the lock
/// here, stops for a collection, raises KeyboardInterrupt). Lock: held on entry and on return. May collect;
/// raises.
struct Safepoint {
    static Result<void> stop(Thread& thread);
    /// For natives that may go on for ever and run script code on the way: a safepoint if the thread is to
    /// end, else nothing. May collect; raises.
    static Result<void> end_if_asked(Thread& thread) {
        if (!(thread.pending.load(std::memory_order_relaxed) & pending::stop)) [[likely]]  // relaxed; a hint
            return {};
        return stop(thread);
    }
    using Hook = Result<void> (*)(Thread& thread, std::uint32_t bits);
};

}  // namespace minivm
