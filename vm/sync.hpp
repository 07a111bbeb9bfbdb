#pragma once
// What distinguishes the free-threaded build, in which threads run at once, from the ordinary one, in which
// the interpreter lock lets one run at a time. Here, and in runtime/lock/, is all that asks which build it
// is; in the ordinary one everything below is nothing.
//
// HOW OBJECTS ARE SHARED WITHOUT A LOCK
//
// Words. A field that one thread may write while another reads is a Shared<T>: it is loaded with acquire and
// stored with release order (on x86-64 plain moves), so whoever finds an object in it finds that object
// finished. Fields that never change after the object was made, registers, and whatever else belongs to one
// thread are plain.
//
// Readers take no lock and write nothing. Storage that a reader may still look at is not freed when it is
// replaced but retired (Heap::retire_storage), and freed when the world next stops: at a safepoint no native
// and no handler is in the middle of a reading. So what was read stays valid memory, and means what it meant
// at some moment since the reading began.
//
// Writers of anything longer than a word hold the object's lock (Guard), one bit in its head. While they do,
// they run no script code, reach no safepoint and take no second object's lock but by PairGuard: every lock
// is let go after a bounded time, whoever waits for it needs not count as stopped, and nobody can wait in a
// circle. What must call the script in between (an __eq__) lets go, calls, takes it again and looks whether
// the object is still what it was.
//
// Guards are biased (Kawachiya, Koseki, Onodera: Lock Reservation, 2002), by blocks of the heap. A block
// belongs to the thread that allocates from it, and that thread locks the objects in it without an atomic
// instruction: it says that it is guarding, and looks whether the block is still its own. Another that wants
// to write to such an object takes the block away first: marks it, has the kernel put a barrier into every
// running thread (membarrier), and waits until the owner guards nothing. Either the owner has seen the mark
// by then or the other sees it guarding. From then on everybody locks the block's objects by their bit, until
// a sweep finds no object left in it. So writing to what a thread has for itself costs it next to nothing,
// and what is shared pays once for 64 KiB of objects.
//
// Tables of the interpreter (names, shapes, types) have a TableMutex each, under the same rule. The heap's is
// the innermost: allocating is allowed under any of them.
//
// What moves the meaning of words that others may be about to write (the attributes of an instance changing
// their slots, a class changing its methods) happens with the world stopped: WorldStopped. It is not a
// safepoint for the thread that asks: nothing is collected meanwhile.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "vm/value.hpp"

namespace minivm {

struct Object;
struct Thread;

inline constexpr std::size_t heap_block_bytes = std::size_t{64} << 10;
inline constexpr std::size_t heap_region_bytes = std::size_t{32} << 30;

/// What a TableMutex guards or (block) a thread takes away from another for good. In the words of people:
/// table_name.
enum class Table : std::uint8_t { other, block, heap, names, shapes, threads, imports, waiters };
constexpr char const* table_name(Table table) {
    switch (table) {
        case Table::block: return "another thread's block of objects";
        case Table::heap: return "the heap's memory";
        case Table::names: return "the table of names";
        case Table::shapes: return "the tables of shapes and code";
        case Table::threads: return "the list of threads";
        case Table::imports: return "the list of imports";
        case Table::waiters: return "the queue of those who wait for a lock";
        case Table::other: break;
    }
    return "a table";
}

#if MINIVM_FREE_THREADED

inline constexpr bool free_threaded = true;

/// A word of type T that threads share. Its arithmetic is for one writer at a time, who holds the object's
/// lock.
template <typename T>
class Shared {
    static_assert(sizeof(T) <= sizeof(void*));

public:
    Shared() = default;  // as a plain T: not initialised
    Shared(T value) { store(value); }
    Shared(Shared const& other) { store(other.load()); }
    Shared& operator=(Shared const& other) {
        store(other.load());
        return *this;
    }
    T operator=(T value) {
        store(value);
        return value;
    }
    operator T() const { return load(); }
    T operator->() const { return load(); }

    T load() const {
        T value;
        __atomic_load(&value_, &value, __ATOMIC_ACQUIRE);  // acquire; pairs with any store
        return value;
    }
    void store(T value) {
        __atomic_store(&value_, &value, __ATOMIC_RELEASE);
    }  // release; pairs with any load
    /// Any thread may try: whether it was `expected` and is `wanted` now.
    bool exchange_if(T expected, T wanted) {
        return __atomic_compare_exchange(&value_, &expected, &wanted, false, __ATOMIC_ACQ_REL,
                                         __ATOMIC_ACQUIRE);
    }
    /// Any thread may: what it was.
    T exchange(T wanted) {
        T before;
        __atomic_exchange(&value_, &wanted, &before, __ATOMIC_ACQ_REL);
        return before;
    }

    template <typename U>
    T operator+=(U change) {
        return *this = static_cast<T>(load() + change);
    }
    template <typename U>
    T operator-=(U change) {
        return *this = static_cast<T>(load() - change);
    }
    T operator++() { return *this += 1; }
    T operator--() { return *this -= 1; }
    T operator++(int) {
        T const before = load();
        *this = static_cast<T>(before + 1);
        return before;
    }
    T operator--(int) {
        T const before = load();
        *this = static_cast<T>(before - 1);
        return before;
    }

private:
    T value_;
};

/// The same for a Value, which can be asked what it is without being loaded into a variable first; who asks
/// twice asks two values.
template <>
class Shared<Value> {
public:
    Shared() = default;
    Shared(Value value) { store(value); }
    Shared(Shared const& other) { store(other.load()); }
    Shared& operator=(Shared const& other) {
        store(other.load());
        return *this;
    }
    Value operator=(Value value) {
        store(value);
        return value;
    }
    operator Value() const { return load(); }

    Value load() const { return Value::from_bits(__atomic_load_n(&bits_, __ATOMIC_ACQUIRE)); }
    void store(Value value) { __atomic_store_n(&bits_, value.bits(), __ATOMIC_RELEASE); }
    Value exchange(Value wanted) {
        return Value::from_bits(__atomic_exchange_n(&bits_, wanted.bits(), __ATOMIC_ACQ_REL));
    }
    bool exchange_if(Value expected, Value wanted) {
        Value::Bits bits = expected.bits();
        return __atomic_compare_exchange_n(&bits_, &bits, wanted.bits(), false, __ATOMIC_ACQ_REL,
                                           __ATOMIC_ACQUIRE);
    }

    Value::Bits bits() const { return load().bits(); }
    bool is_object() const { return load().is_object(); }
    bool is_none() const { return load().is_none(); }
    bool is_unbound() const { return load().is_unbound(); }
    bool is_small_int() const { return load().is_small_int(); }
    std::int64_t as_small_int() const { return load().as_small_int(); }
    Object* as_object() const { return load().as_object(); }
    friend bool operator==(Shared const& left, Value right) { return left.load() == right; }
    friend bool operator==(Shared const& left, Shared const& right) { return left.load() == right.load(); }

private:
    Value::Bits bits_;
};

#else

inline constexpr bool free_threaded = false;

template <typename T>
using Shared = T;

#endif

/// A thread's side of the objects' locks. Thread-confined but for `guarding`.
struct Bias {
    /// Owners of blocks that are no thread's number.
    static constexpr std::uint32_t nobody = 0;
    static constexpr std::uint32_t revoked = ~std::uint32_t{0};  // about to be nobody

    bool alone;  // see Thread::watched; true: nothing is locked
    std::atomic<bool> guarding{false};
    std::uint32_t number = nobody;  // the thread's
    char const* heap_base;
    Shared<std::uint32_t> const* owners;  // of the heap's blocks
    Thread* thread;

    std::uint32_t owner_of(Object const* object) const {
        // What lies below the heap is far above it here.
        auto const at = static_cast<std::size_t>(reinterpret_cast<char const*>(object) - heap_base);
        return at < heap_region_bytes ? std::uint32_t{owners[at / heap_block_bytes]} : nobody;
    }
    void enter(Object* object) {
        if (alone) return;
        guard();
        if (owner_of(object) != number) lock(object);
    }
    void leave(Object* object) {
        if (alone) return;
        if (owner_of(object) == nobody) unlock(object);  // its own may be marked meanwhile
        unguard();
    }
    void enter(Object* one, Object* other);
    void leave(Object* one, Object* other);
    /// For a handler that does without a Guard: enters if the object's block is the thread's own, and
    /// leave_own() is all that it takes to leave. False if it is not; nothing is held then.
    bool enter_own(Object const* object) {
        guard();
        if (owner_of(object) == number) return true;
        unguard();
        return false;
    }
    void leave_own() { unguard(); }

private:
    void guard() {
        guarding.store(true, std::memory_order_relaxed);
        std::atomic_signal_fence(std::memory_order_seq_cst);  // the processor's is put here by who revokes
    }
    void unguard() {
        guarding.store(false, std::memory_order_release);  // release; pairs with acquire in Heap::revoke
    }
    void lock(Object* object);
    static void unlock(Object* object);
    void take_away(Object* object);
};

#if MINIVM_FREE_THREADED

/// Whether the system can do what wait_for_guards wants; if not, no block may have an owner.
bool can_bias();
/// Returns when the owner holds no Guard that it took by what it saw before the call.
void wait_for_guards(Bias const& owner);

/// Holds an object's lock while it lives.
class Guard {
public:
    /// `T` is Thread, which is not complete here: that the thread is alone is asked in line.
    template <typename T>
    Guard(T& thread, Object* object) : bias_(thread.bias), object_(object) {
        bias_.enter(object);
    }
    ~Guard() { bias_.leave(object_); }
    Guard(Guard const&) = delete;
    Guard& operator=(Guard const&) = delete;

private:
    Bias& bias_;
    Object* const object_;
};

/// Lets go of the lock that a Guard holds, while it lives. The thread may cease to be alone meanwhile, and
/// the object's block to be its own: a Guard asks again at its end.
class Unguarded {
public:
    template <typename T>
    Unguarded(T& thread, Object* object) : bias_(thread.bias), object_(object) {
        bias_.leave(object);
    }
    ~Unguarded() { bias_.enter(object_); }
    Unguarded(Unguarded const&) = delete;
    Unguarded& operator=(Unguarded const&) = delete;

private:
    Bias& bias_;
    Object* const object_;
};

/// Holds the locks of two objects, which may be one.
class PairGuard {
public:
    template <typename T>
    PairGuard(T& thread, Object* one, Object* other) : bias_(thread.bias), one_(one), other_(other) {
        if (!bias_.alone) bias_.enter(one, other);
    }
    ~PairGuard() {
        if (!bias_.alone) bias_.leave(one_, other_);
    }
    PairGuard(PairGuard const&) = delete;
    PairGuard& operator=(PairGuard const&) = delete;

private:
    Bias& bias_;
    Object* const one_;
    Object* const other_;
};

/// Of a table that is the interpreter's and no object's.
class TableMutex {
public:
    explicit TableMutex(Table table = Table::other) : table_(table) {}
    void lock();
    void unlock();

private:
    void lock_slowly();

    std::atomic<std::uint32_t> state_{0};  // 1: held; 2: held, and somebody may sleep until it is let go
    Table const table_;
};

/// Who the calling thread is, for Interpreter::wait_hook where a table is waited for; null: nobody, from now
/// on.
void set_current_thread(Thread* thread);

/// While it lives no other thread runs script code or is in the middle of a native; those that wait for the
/// same, stopped in the natives which asked, are the exception. Not a safepoint: nothing is collected. Not
/// under a Guard or a TableMutex.
class WorldStopped {
public:
    explicit WorldStopped(Thread& thread);
    ~WorldStopped();
    WorldStopped(WorldStopped const&) = delete;
    WorldStopped& operator=(WorldStopped const&) = delete;

private:
    Thread& thread_;
};

#else

inline bool can_bias() { return false; }
inline void wait_for_guards(Bias const&) {}

class Guard {
public:
    Guard(Thread&, Object*) {}
    ~Guard() {}  // so that one which is not asked anything is no unused variable
};

class Unguarded {
public:
    Unguarded(Thread&, Object*) {}
    ~Unguarded() {}
};

class PairGuard {
public:
    PairGuard(Thread&, Object*, Object*) {}
    ~PairGuard() {}
};

class TableMutex {
public:
    explicit TableMutex(Table = Table::other) {}
    void lock() {}
    void unlock() {}
};

inline void set_current_thread(Thread*) {}

class WorldStopped {
public:
    explicit WorldStopped(Thread&) {}
    ~WorldStopped() {}
};

#endif

/// Holds a TableMutex while it lives.
class TableGuard {
public:
    explicit TableGuard(TableMutex& mutex) : mutex_(mutex) { mutex_.lock(); }
    ~TableGuard() { mutex_.unlock(); }
    TableGuard(TableGuard const&) = delete;
    TableGuard& operator=(TableGuard const&) = delete;

private:
    TableMutex& mutex_;
};

/// Stores `wanted` if the word is `expected`, whoever else may try; whether it was.
template <typename T>
bool replace_if(Shared<T>& word, T expected, T wanted) {
    if constexpr (free_threaded) {
        return word.exchange_if(expected, wanted);
    } else {
        if (word != expected) return false;
        word = wanted;
        return true;
    }
}

/// An item of a container, a field, an attribute: a Value that threads share.
using Slot = Shared<Value>;
static_assert(sizeof(Slot) == sizeof(Value));

/// memcpy for slots, one at a time where others may look; from or to Values where that side is a thread's
/// own, which the caller says: what it passes may be a Shared pointer.
template <typename To = Slot, typename From = Slot>
void copy_slots(std::type_identity_t<To>* to, std::type_identity_t<From> const* from, std::size_t count) {
    if constexpr (free_threaded) {
        for (std::size_t i = 0; i < count; ++i) to[i] = from[i];
    } else if (count != 0) {
        std::memcpy(static_cast<void*>(to), from, count * sizeof(Slot));
    }
}
/// memmove for slots.
inline void move_slots(Slot* to, Slot const* from, std::size_t count) {
    if constexpr (free_threaded) {
        if (to <= from)
            for (std::size_t i = 0; i < count; ++i) to[i] = from[i];
        else
            for (std::size_t i = count; i-- > 0;) to[i] = from[i];
    } else if (count != 0) {
        std::memmove(static_cast<void*>(to), from, count * sizeof(Slot));
    }
}
inline void reverse_slots(Slot* slots, std::size_t count) {
    if constexpr (free_threaded) {
        for (std::size_t i = 0, j = count; i + 1 < j; ++i) {
            Value const kept = slots[i];
            slots[i] = slots[--j];
            slots[j] = kept;
        }
    } else {
        std::reverse(slots, slots + count);
    }
}

}  // namespace minivm
