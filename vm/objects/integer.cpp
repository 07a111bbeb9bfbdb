#include "vm/objects/integer.hpp"

#include <cmath>
#include <cstring>

#include "vm/objects/integer_limbs.hpp"

namespace minivm {

using limbs::Limb;
using limbs::View;
using limbs::Wide;

namespace limbs {

Value from_wide(Thread& thread, Wide magnitude, bool negative) {
    auto const low = static_cast<Limb>(magnitude);
    auto const high = static_cast<Limb>(magnitude >> 64);
    if (high == 0 && low <= static_cast<Limb>(Value::small_max)) {
        auto const small = static_cast<std::int64_t>(low);
        return Value::small_int(negative ? -small : small);
    }
    // A size below Heap::small_limit never fails.
    auto* room = static_cast<BigInt*>(
        Heap::allocate(thread, shape_id::integer, Kind::big_int, sizeof(BigInt) + 2 * sizeof(Limb)));
    room->limbs()[0] = low;
    room->limbs()[1] = high;
    return finish(room, 2, negative);
}

Result<Value> from_limbs(Thread& thread, Limb const* data, std::size_t size, bool negative) {
    while (size > 0 && data[size - 1] == 0) --size;
    if (size <= 2) {
        Wide const high = size == 2 ? data[1] : 0;
        return from_wide(thread, high << 64 | (size == 0 ? 0 : data[0]), negative);
    }
    BigInt* room = MINIVM_TRY(make_room(thread, size));
    std::memcpy(room->limbs(), data, size * sizeof(Limb));
    return finish(room, size, negative);
}

}  // namespace limbs

Value make_int(Thread& thread, std::int64_t i) {
    if (Value::fits_small(i)) return Value::small_int(i);
    return limbs::from_wide(thread, i < 0 ? -static_cast<Limb>(i) : static_cast<Limb>(i), i < 0);
}

Value make_int_unsigned(Thread& thread, std::uint64_t i) { return limbs::from_wide(thread, i, false); }

std::int64_t to_int64(Value integer, bool& ok) {
    ok = true;
    if (integer.is_small_int()) return integer.as_small_int();
    View const view(integer);
    Limb const limit = static_cast<Limb>(INT64_MAX) + (view.negative ? 1 : 0);
    if (view.size > 1 || (view.size == 1 && view.data[0] > limit)) {
        ok = false;
        return 0;
    }
    Limb const magnitude = view.zero() ? 0 : view.data[0];
    return static_cast<std::int64_t>(view.negative ? -magnitude : magnitude);
}

int sign_of(Value integer) {
    if (auto* big = as<BigInt>(integer)) return big->size < 0 ? -1 : 1;
    std::int64_t const small = integer.is_small_int() ? integer.as_small_int() : integer.is_true();
    return (small > 0) - (small < 0);
}

std::uint64_t int_bit_length(Value integer) { return View(integer).bit_length(); }

static int compare_magnitudes(Limb const* left, std::size_t left_size, Limb const* right,
                              std::size_t right_size) {
    if (left_size != right_size) return left_size < right_size ? -1 : 1;
    if (left_size == 0) return 0;
    int const order = mpn_cmp(left, right, static_cast<mp_size_t>(left_size));
    return (order > 0) - (order < 0);
}

int int_compare(Value left, Value right) {
    if (left.is_small_int() && right.is_small_int()) {
        std::int64_t const a = left.as_small_int();
        std::int64_t const b = right.as_small_int();
        return (a > b) - (a < b);
    }
    View const a(left);
    View const b(right);
    if (a.negative != b.negative) return a.negative ? -1 : 1;
    int const order = compare_magnitudes(a.data, a.size, b.data, b.size);
    return a.negative ? -order : order;
}

/// The integer part of a finite double, as limbs; returns how many. A double has at most 1024 bits before its
/// point.
static std::size_t limbs_of_double(double magnitude, Limb (&result)[17]) {
    int exponent;
    double const fraction = std::frexp(magnitude, &exponent);
    if (exponent <= 0) return 0;
    auto const mantissa = static_cast<Limb>(std::ldexp(fraction, 53));
    int const shift = exponent - 53;
    if (shift <= 0) {
        result[0] = mantissa >> -shift;
        return 1;
    }
    std::memset(result, 0, sizeof result);
    auto const word = static_cast<std::size_t>(shift) / 64;
    int const bit = shift % 64;
    Wide const placed = Wide{mantissa} << bit;
    result[word] = static_cast<Limb>(placed);
    result[word + 1] = static_cast<Limb>(placed >> 64);
    return result[word + 1] ? word + 2 : word + 1;
}

int int_compare_double(Value left, double right) {
    if (std::isnan(right)) return 2;
    if (std::isinf(right)) return right > 0 ? -1 : 1;
    View const view(left);
    int const left_sign = sign_of(left);
    int const right_sign = (right > 0) - (right < 0);
    if (left_sign != right_sign) return left_sign < right_sign ? -1 : 1;
    if (left_sign == 0) return 0;
    double const magnitude = std::fabs(right);
    Limb whole[17];
    std::size_t const size = limbs_of_double(magnitude, whole);
    int order = compare_magnitudes(view.data, view.size, whole, size);
    if (order == 0 && std::floor(magnitude) != magnitude) order = -1;
    return left_sign * order;
}

std::int64_t int_hash(Value integer) {
    constexpr Limb modulus = (Limb{1} << 61) - 1;
    View const view(integer);
    if (view.zero()) return 0;
    Limb const rest = view.size == 1 ? view.data[0] % modulus
                                     : mpn_mod_1(view.data, static_cast<mp_size_t>(view.size), modulus);
    auto const magnitude = static_cast<std::int64_t>(rest);
    std::int64_t const result = view.negative ? -magnitude : magnitude;
    return result == -1 ? -2 : result;
}

double int_frexp(Value integer, std::int64_t& exponent) {
    View const view(integer);
    exponent = static_cast<std::int64_t>(view.bit_length());
    if (view.zero()) return 0.0;
    // The top 64 bits decide the mantissa; the bits below them only whether it is a tie.
    Limb top = view.data[view.size - 1];
    int const gap = __builtin_clzll(top);
    top <<= gap;
    bool below = false;
    if (view.size > 1) {
        Limb const next = view.data[view.size - 2];
        if (gap > 0) top |= next >> (64 - gap);
        below = next << gap != 0;
        for (std::size_t i = 0; !below && i + 2 < view.size; ++i) below = view.data[i] != 0;
    }
    Limb mantissa = top >> 11;
    Limb const rest = top & 0x7FF;
    constexpr Limb half = 0x400;
    if (rest > half || (rest == half && (below || (mantissa & 1)))) ++mantissa;
    constexpr Limb one = Limb{1} << 53;
    if (mantissa == one) {
        mantissa /= 2;
        ++exponent;
    }
    double const magnitude = static_cast<double>(mantissa) / static_cast<double>(one);
    return view.negative ? -magnitude : magnitude;
}

Result<double> int_to_double(Thread& thread, Value integer) {
    if (integer.is_small_int()) return static_cast<double>(integer.as_small_int());
    std::int64_t exponent;
    double const fraction = int_frexp(integer, exponent);
    if (exponent > 1024) return raise_overflow_error(thread, "int too large to convert to float");
    return std::ldexp(fraction, static_cast<int>(exponent));
}

Result<Value> int_from_double(Thread& thread, double d) {
    if (std::isinf(d)) return raise_overflow_error(thread, "cannot convert float infinity to integer");
    if (std::isnan(d)) return raise_value_error(thread, "cannot convert float NaN to integer");
    Limb whole[17];
    std::size_t const size = limbs_of_double(std::fabs(d), whole);
    return limbs::from_limbs(thread, whole, size, d < 0);
}

}  // namespace minivm
