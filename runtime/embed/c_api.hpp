#pragma once
// What the functions of minivm.h have in common: how they get into a Vm, what an mv_value is, and what is
// known of the calling thread.
//
// An mv_value* is a word. A Slot's address says that a value with an identity is meant; the small values
// (None, bools, most numbers) are words that are no address: theirs in the machine, turned so that its unused
// range comes to lie where addresses do. So they cost nothing to make, to read or to drop, and are no Vm's.
// The arguments of a native function lie in Slots of its own on the stack: the script's frame keeps the
// values alive, and nothing is counted.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "minivm/vm.hpp"
#include "runtime/embed/core.hpp"
#include "runtime/include/minivm.h"

struct mv_vm {
    minivm::MINIVM_ABI::detail::Core* core;
};
struct mv_error {
    minivm::MINIVM_ABI::Error error;
};

namespace minivm::MINIVM_ABI::c_api {

using detail::Core;
using detail::Slot;

// --- Values.

static_assert(sizeof(mv_value*) == sizeof(minivm::Value),
              "addresses and the machine's words are of one size");
inline constexpr std::uint64_t unused_words = 0x7000'0000'0000'0000;
inline constexpr int address_bits = 48;
/// In the count of a Slot: it is an argument of a native function.
inline constexpr std::uint32_t borrowed = std::uint32_t{1} << 31;

inline bool is_slot(mv_value const* value) {
    return reinterpret_cast<std::uint64_t>(value) >> address_bits == 0 && value != nullptr;
}
inline Slot* slot_of(mv_value* value) { return reinterpret_cast<Slot*>(value); }
inline bool is_borrowed(Slot const& slot) {
    return (slot.count.load(std::memory_order_relaxed) & borrowed) != 0;
}
inline mv_value* word_of(Slot* slot) { return reinterpret_cast<mv_value*>(slot); }

/// An argument of a native function; the value, which is no small one, is kept alive by others.
inline mv_value* lend(Slot& slot, Core& core, minivm::Value value) {
    slot.count.store(borrowed, std::memory_order_relaxed);
    slot.value = value;
    slot.core = &core;
    return word_of(&slot);
}

/// Drops it in the end.
struct Held {
    mv_value* value;
    ~Held() { mv_drop(value); }
};

/// Of a small value, which is all that it says.
inline minivm::Value small_value(mv_value const* value) {
    return minivm::Value::from_bits(reinterpret_cast<std::uint64_t>(value) + unused_words);
}
inline mv_value* word_of(minivm::Value small) {
    return reinterpret_cast<mv_value*>(small.bits() - unused_words);
}

/// The handle's share of the slot, which is nobody's handle from now on.
inline Slot* release(Value handle) {
    alignas(Value) std::byte kept[sizeof(Value)];
    return Core::slot_of(*new (kept) Value(std::move(handle)));
}

/// A new handle. Lock: held.
inline mv_value* give(Context& context, Raw raw) {
    minivm::Value const value = detail::value_of(raw);
    return value.is_object() ? word_of(release(detail::handle(context, raw))) : word_of(value);
}

// --- Errors. What these make is thrown.

inline Error misuse(std::string message) {
    return Core::make_error(Error::Kind::misuse, "RuntimeError", std::move(message));
}

/// Throws what is wrong with a handle. `what` and `position` are for the error.
[[noreturn]] void refuse(mv_value const* value, char const* what, std::size_t position);

/// What a handle stands for. Lock: held.
inline Raw raw_of(Core const& core, mv_value* value, char const* what, std::size_t position = 0) {
    if (value && !is_slot(value)) return detail::raw_of(small_value(value));
    if (!value || slot_of(value)->core != &core) refuse(value, what, position);
    return detail::raw_of(slot_of(value)->value);
}

inline mv_result result_of(Error::Kind kind) { return static_cast<mv_result>(static_cast<int>(kind) + 1); }
static_assert(static_cast<int>(Error::Kind::exception) + 1 == MV_EXCEPTION);
static_assert(static_cast<int>(Error::Kind::stopped) + 1 == MV_STOPPED);
static_assert(static_cast<int>(Error::Kind::closed) + 1 == MV_CLOSED);
static_assert(static_cast<int>(Error::Kind::misuse) + 1 == MV_MISUSE);

inline mv_result fail(mv_error** to, Error const& error) noexcept {
    if (to) *to = new (std::nothrow) mv_error{error};
    return result_of(error.kind());
}
/// In a catch block.
mv_result fail_caught(mv_error** to) noexcept;

// --- Into a Vm.

/// The caller's struct as this library knows it. `how` says how to begin one.
template <typename T>
T read_struct(T const& given, char const* how) {
    static constexpr std::size_t most = 4096;
    std::size_t size = 0;
    std::memcpy(&size, &given, sizeof size);
    if (size < 2 * sizeof size || size > most || size % sizeof size != 0)
        throw misuse(std::string("a struct's field `size` says nothing sensible: begin with ") + how);
    T own{};
    std::memcpy(&own, &given, std::min(size, sizeof own));
    auto const* const bytes = reinterpret_cast<unsigned char const*>(&given);
    for (std::size_t at = sizeof own; at < size; ++at)
        if (bytes[at] != 0)
            throw misuse(
                "a struct has settings that this library does not know: it is older than the "
                "minivm.h that the program was compiled with");
    return own;
}

Budget read(mv_budget const* budget);

/// Runs `f` with the lock held.
template <typename F>
mv_result enter(Core* core, Budget const& budget, mv_error** error, F const& f) noexcept {
    try {
        Result<void> const done = detail::within<void>(*core, budget, [&](Context& context) {
            try {
                f(context);
            } catch (Mismatch const& mismatch) {
                if (mismatch.out_of_range) throw;
                throw Error::type("expected " + mismatch.expected + ", not " + mismatch.found);
            }
        });
        return done ? MV_OK : fail(error, done.error());
    } catch (...) {
        return fail_caught(error);
    }
}
template <typename F>
mv_result enter(mv_vm* vm, mv_budget const* budget, mv_error** error, F const& f) noexcept {
    if (error) *error = nullptr;
    try {
        if (!vm) throw misuse("the VM is NULL");
        return enter(vm->core, budget ? read(budget) : Budget(), error, f);
    } catch (...) {
        return fail_caught(error);
    }
}

/// A name that may be asked for.
std::string_view name_of(Context& context, char const* name);
std::string_view text_of(char const* text, std::size_t length);

/// Arguments or items as the machine takes them. Lock: held.
class Raws {
public:
    Raws(Core const& core, std::size_t count, mv_value* const* values, char const* what);
    Raws(Raws const&) = delete;
    Raws& operator=(Raws const&) = delete;
    Raw const* data() const { return many_.empty() ? few_ : many_.data(); }

private:
    static constexpr std::size_t room = 8;
    Raw few_[room];  // as many as there are
    std::vector<Raw> many_;
};

// --- Where the calling thread is.

/// What mv_attach or mv_unlock began on this thread.
struct Scope {
    mv_vm* vm;
    Scope* outer;
    std::optional<detail::Entry> entry = std::nullopt;  // or
    std::optional<Unlocked> unlocked = std::nullopt;
};

struct Place {
    Scope* top = nullptr;     // innermost of this thread's
    Scope* bottom = nullptr;  // what was innermost when the host's code that runs now was called: not its own
    mv_vm* vm = nullptr;      // whose native it is
    bool is_unlocked = false;
    bool is_barred = false;  // it can neither enter a VM nor close one
};
extern constinit thread_local Place place;

inline bool has_scope() { return place.top != place.bottom; }

/// Code of the host's that the machine calls: leaves the thread as it was found, whatever that code does.
class HostCode {
public:
    HostCode(mv_vm* vm, bool is_unlocked) noexcept : HostCode(vm, is_unlocked, false) {}
    /// A destructor, or what a stream leads to.
    HostCode() noexcept : HostCode(nullptr, false, true) {}
    ~HostCode() {
        (void)end_scopes();
        place.bottom = bottom_;
        place.vm = vm_;
        place.is_unlocked = is_unlocked_;
        place.is_barred = is_barred_;
    }
    HostCode(HostCode const&) = delete;
    HostCode& operator=(HostCode const&) = delete;
    /// Whether there were any.
    bool end_scopes() noexcept {
        if (!has_scope()) return false;
        end_all_scopes();
        return true;
    }

private:
    HostCode(mv_vm* vm, bool is_unlocked, bool is_barred) noexcept
        : bottom_(std::exchange(place.bottom, place.top)),
          vm_(std::exchange(place.vm, vm)),
          is_unlocked_(std::exchange(place.is_unlocked, is_unlocked)),
          is_barred_(std::exchange(place.is_barred, is_barred)) {}
    static void end_all_scopes() noexcept;

    // What was there outside.
    Scope* const bottom_;
    mv_vm* const vm_;
    bool const is_unlocked_;
    bool const is_barred_;
};

/// What the host wants to be told of when it is needed no more.
struct Owned {
    void* data;
    mv_destructor destroy;
    Owned(void* given, mv_destructor given_destroy) noexcept : data(given), destroy(given_destroy) {}
    Owned(Owned&& other) noexcept : data(other.data), destroy(std::exchange(other.destroy, nullptr)) {}
    Owned& operator=(Owned&&) = delete;
    ~Owned() {
        if (!destroy) return;
        HostCode const host;
        destroy(data);
    }
};

/// What objects made by mv_object hold.
struct HostObject {
    Owned owned;
    std::string type;
};
/// Makes the class of their instances known to a new VM. Lock: held.
void define_objects(Context& context);

/// Calls a native of the host's: a handle that is the caller's, but for one of `arguments`, or throws what it
/// raised. Lock: held.
mv_value* call_native(mv_vm* vm, mv_native native, void* data, char const* name, std::size_t count,
                      mv_value* const* arguments, bool releases_lock);

}  // namespace minivm::MINIVM_ABI::c_api
