#pragma once
// How the sources of int see an int's limbs, and where they get room for new ones. Nothing here runs script
// code, so that plain pointers into a BigInt stay good. GMP aborts when it gets no memory for its own scratch
// space: every operation on large operands first makes sure of it by Scratch or have_room.
#include <gmp.h>

#include <cstddef>
#include <cstdint>

#include "vm/heap.hpp"
#include "vm/objects/integer.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"
#include "vm/thread.hpp"

namespace minivm::limbs {

using Limb = std::uint64_t;
static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NUMB_BITS == 64);
__extension__ using Wide = unsigned __int128;

/// 2^30 bits, 323 million digits: larger results raise MemoryError, though CPython might have the patience
/// for them.
inline constexpr std::size_t max_limbs = std::size_t{1} << 24;
inline constexpr std::uint64_t max_bits = std::uint64_t{64} * max_limbs;

/// Magnitude and sign of any int; the limbs of small ones are in the view itself.
class View {
public:
    explicit View(Value integer) {
        if (auto* big = as<BigInt>(integer)) {
            data = big->limbs();
            negative = big->size < 0;
            size = static_cast<std::size_t>(negative ? -static_cast<std::int64_t>(big->size) : big->size);
            return;
        }
        std::int64_t const small = integer.is_small_int() ? integer.as_small_int() : integer.is_true();
        negative = small < 0;
        own_ = negative ? -static_cast<Limb>(small) : static_cast<Limb>(small);
        data = &own_;
        size = own_ != 0;
    }
    View(View const&) = delete;
    View& operator=(View const&) = delete;

    Limb const* data;
    std::size_t size;  // 0 for zero; else the top limb is not 0
    bool negative;

    bool zero() const { return size == 0; }
    bool one() const { return size == 1 && data[0] == 1; }
    std::uint64_t bit_length() const { return size == 0 ? 0 : 64 * size - __builtin_clzll(data[size - 1]); }

private:
    Limb own_ = 0;
};

/// Memory for an operation, given back at the end of the scope. Check `data()` for nullptr: no memory.
class Scratch {
public:
    Scratch(Thread& thread, std::size_t limbs) : thread_(thread), limbs_(limbs) {
        if (limbs <= inline_limbs)
            data_ = inline_;
        else if (limbs <= 5 * max_limbs)
            data_ = static_cast<Limb*>(thread.heap->allocate_storage(thread, limbs * sizeof(Limb)));
    }
    ~Scratch() {
        if (data_ && data_ != inline_) thread_.heap->free_storage(thread_, data_, limbs_ * sizeof(Limb));
    }
    Scratch(Scratch const&) = delete;
    Scratch& operator=(Scratch const&) = delete;
    Limb* data() { return data_; }

private:
    static constexpr std::size_t inline_limbs = 40;
    Thread& thread_;
    std::size_t limbs_;
    Limb* data_ = nullptr;
    Limb inline_[inline_limbs];
};

/// Whether GMP will get its scratch space for an operation on operands of so many limbs.
inline bool have_room(Thread& thread, std::size_t limbs) {
    constexpr std::size_t surely = 1 << 14;
    if (limbs <= surely) return true;
    return Scratch(thread, 4 * limbs).data() != nullptr;
}

/// Room for a result of so many limbs, uninitialised; for finish. MemoryError.
inline Result<BigInt*> make_room(Thread& thread, std::size_t limbs) {
    constexpr std::size_t spare = 2;  // for carries that may turn out to be 0
    if (limbs <= max_limbs + spare) {
        Object* object =
            Heap::allocate(thread, shape_id::integer, Kind::big_int, sizeof(BigInt) + limbs * sizeof(Limb));
        if (object) return static_cast<BigInt*>(object);
    }
    return raise_memory_error(thread);
}

/// The int in the first `size` limbs of `room`, normalised.
inline Value finish(BigInt* room, std::size_t size, bool negative) {
    Limb const* const data = room->limbs();
    while (size > 0 && data[size - 1] == 0) --size;
    if (size == 0) return Value::small_int(0);
    if (size == 1) {
        Limb const limit = static_cast<Limb>(Value::small_max) + (negative ? 1 : 0);
        if (data[0] <= limit) {
            auto const magnitude = static_cast<std::int64_t>(data[0]);
            return Value::small_int(negative ? -magnitude : magnitude);
        }
    }
    auto const count = static_cast<std::int32_t>(size);
    room->size = negative ? -count : count;
    room->reserved = 0;
    return Value::of(room);
}

/// An int of at most two limbs; cannot fail.
Value from_wide(Thread& thread, Wide magnitude, bool negative);
/// A copy of `size` limbs, normalised. MemoryError.
Result<Value> from_limbs(Thread& thread, Limb const* data, std::size_t size, bool negative);

/// GMP's own integers, for what the mpn layer does not offer. Their memory comes from malloc: see have_room.
class GmpInteger {
public:
    GmpInteger() { mpz_init(value); }
    ~GmpInteger() { mpz_clear(value); }
    GmpInteger(GmpInteger const&) = delete;
    GmpInteger& operator=(GmpInteger const&) = delete;
    Result<Value> take(Thread& thread, bool negative) const {
        return from_limbs(thread, mpz_limbs_read(value), mpz_size(value), negative);
    }
    mpz_t value;
};

/// An int as GMP's functions read it; must not outlive the View.
class GmpView {
public:
    enum Sign : std::uint8_t { signed_value, magnitude };
    explicit GmpView(View const& view, Sign sign = signed_value) {
        auto const size = static_cast<mp_size_t>(view.size);
        mpz_roinit_n(value, view.data, view.negative && sign == signed_value ? -size : size);
    }
    mpz_t value;
};

/// The sum or difference of magnitudes with signs.
Result<Value> add(Thread& thread, View const& left, View const& right, bool right_negative);
Result<Value> multiply(Thread& thread, View const& left, View const& right);
/// Floor division; either result may be null.
Result<void> divide(Thread& thread, View const& left, View const& right, Value* quotient, Value* remainder);
/// left * 2^count, or for a negative count floor(left / 2^-count).
Result<Value> shift_left(Thread& thread, View const& left, std::uint64_t count);
Result<Value> shift_right(Thread& thread, View const& left, std::uint64_t count);

}  // namespace minivm::limbs
