#include <algorithm>
#include <cmath>
#include <cstring>

#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/integer_limbs.hpp"
#include "vm/operations.hpp"

namespace minivm {

using limbs::Limb;
using limbs::Scratch;
using limbs::View;
using limbs::Wide;

static mp_size_t gmp_size(std::size_t size) { return static_cast<mp_size_t>(size); }

namespace limbs {

Result<Value> add(Thread& thread, View const& left, View const& right, bool right_negative) {
    if (left.negative == right_negative) {
        View const& longer = left.size >= right.size ? left : right;
        View const& shorter = left.size >= right.size ? right : left;
        if (longer.size <= 1) {
            Wide const sum =
                Wide{longer.zero() ? 0 : longer.data[0]} + (shorter.zero() ? 0 : shorter.data[0]);
            return from_wide(thread, sum, right_negative);
        }
        BigInt* room = MINIVM_TRY(make_room(thread, longer.size + 1));
        Limb carry = 0;
        if (shorter.zero())
            std::memcpy(room->limbs(), longer.data, longer.size * sizeof(Limb));
        else
            carry = mpn_add(room->limbs(), longer.data, gmp_size(longer.size), shorter.data,
                            gmp_size(shorter.size));
        room->limbs()[longer.size] = carry;
        return finish(room, longer.size + 1, right_negative);
    }
    int order = left.size == right.size ? 0 : left.size < right.size ? -1 : 1;
    if (order == 0 && !left.zero()) order = mpn_cmp(left.data, right.data, gmp_size(left.size));
    if (order == 0) return Value::small_int(0);
    View const& larger = order > 0 ? left : right;
    View const& smaller = order > 0 ? right : left;
    bool const negative = order > 0 ? left.negative : right_negative;
    if (larger.size == 1)
        return from_wide(thread, larger.data[0] - (smaller.zero() ? 0 : smaller.data[0]), negative);
    BigInt* room = MINIVM_TRY(make_room(thread, larger.size));
    if (smaller.zero())
        std::memcpy(room->limbs(), larger.data, larger.size * sizeof(Limb));
    else
        mpn_sub(room->limbs(), larger.data, gmp_size(larger.size), smaller.data, gmp_size(smaller.size));
    return finish(room, larger.size, negative);
}

Result<Value> multiply(Thread& thread, View const& left, View const& right) {
    bool const negative = left.negative != right.negative;
    if (left.zero() || right.zero()) return Value::small_int(0);
    if (left.size == 1 && right.size == 1)
        return from_wide(thread, Wide{left.data[0]} * right.data[0], negative);
    std::size_t const size = left.size + right.size;
    if (size > max_limbs || !have_room(thread, size)) return raise_memory_error(thread);
    BigInt* room = MINIVM_TRY(make_room(thread, size));
    View const& longer = left.size >= right.size ? left : right;
    View const& shorter = left.size >= right.size ? right : left;
    if (longer.data == shorter.data && longer.size == shorter.size)
        mpn_sqr(room->limbs(), longer.data, gmp_size(longer.size));
    else
        mpn_mul(room->limbs(), longer.data, gmp_size(longer.size), shorter.data, gmp_size(shorter.size));
    return finish(room, size, negative);
}

Result<void> divide(Thread& thread, View const& left, View const& right, Value* quotient, Value* remainder) {
    bool const negative = left.negative != right.negative;
    if (left.size < right.size ||
        (left.size == right.size && mpn_cmp(left.data, right.data, gmp_size(left.size)) < 0)) {
        // |left| < |right|: the quotient is 0, or -1 with the remainder moved over to the divisor's side.
        bool const round_down = negative && !left.zero();
        if (quotient) *quotient = Value::small_int(round_down ? -1 : 0);
        if (!remainder) return {};
        if (round_down)
            *remainder = MINIVM_TRY(add(thread, left, right, right.negative));
        else
            *remainder = MINIVM_TRY(from_limbs(thread, left.data, left.size, left.negative));
        return {};
    }
    if (!have_room(thread, left.size)) return raise_memory_error(thread);
    std::size_t const quotient_size = left.size - right.size + 1;
    // One limb more: rounding down may carry out of the top.
    BigInt* whole = MINIVM_TRY(make_room(thread, quotient_size + 1));
    BigInt* rest = MINIVM_TRY(make_room(thread, right.size));
    mpn_tdiv_qr(whole->limbs(), rest->limbs(), 0, left.data, gmp_size(left.size), right.data,
                gmp_size(right.size));
    whole->limbs()[quotient_size] = 0;
    if (negative && !mpn_zero_p(rest->limbs(), gmp_size(right.size))) {
        mpn_add_1(whole->limbs(), whole->limbs(), gmp_size(quotient_size + 1), 1);
        mpn_sub_n(rest->limbs(), right.data, rest->limbs(), gmp_size(right.size));
    }
    if (quotient) *quotient = finish(whole, quotient_size + 1, negative);
    if (remainder) *remainder = finish(rest, right.size, right.negative);
    return {};
}

Result<Value> shift_left(Thread& thread, View const& left, std::uint64_t count) {
    if (left.zero()) return Value::small_int(0);
    if (count > max_bits || left.bit_length() + count > max_bits) return raise_memory_error(thread);
    auto const words = static_cast<std::size_t>(count / 64);
    auto const bits = static_cast<unsigned>(count % 64);
    if (left.size == 1 && words == 0) return from_wide(thread, Wide{left.data[0]} << bits, left.negative);
    std::size_t const size = left.size + words + 1;
    BigInt* room = MINIVM_TRY(make_room(thread, size));
    std::memset(room->limbs(), 0, words * sizeof(Limb));
    Limb* const target = room->limbs() + words;
    Limb carry = 0;
    if (bits == 0)
        std::memcpy(target, left.data, left.size * sizeof(Limb));
    else
        carry = mpn_lshift(target, left.data, gmp_size(left.size), bits);
    target[left.size] = carry;
    return finish(room, size, left.negative);
}

Result<Value> shift_right(Thread& thread, View const& left, std::uint64_t count) {
    if (count >= left.bit_length()) return Value::small_int(left.negative ? -1 : 0);
    auto const words = static_cast<std::size_t>(count / 64);
    auto const bits = static_cast<unsigned>(count % 64);
    std::size_t const size = left.size - words;
    if (left.size == 1) {
        bool const inexact = left.negative && (left.data[0] & ((Limb{1} << bits) - 1)) != 0;
        return from_wide(thread, (left.data[0] >> bits) + (inexact ? 1 : 0), left.negative);
    }
    bool lost = words > 0 && !mpn_zero_p(left.data, gmp_size(words));
    BigInt* room = MINIVM_TRY(make_room(thread, size + 1));
    if (bits == 0)
        std::memcpy(room->limbs(), left.data + words, size * sizeof(Limb));
    else if (mpn_rshift(room->limbs(), left.data + words, gmp_size(size), bits) != 0)
        lost = true;
    room->limbs()[size] = 0;
    if (left.negative && lost) mpn_add_1(room->limbs(), room->limbs(), gmp_size(size + 1), 1);
    return finish(room, size + 1, left.negative);
}

}  // namespace limbs

/// Walks the limbs of a number as two's complement of any length.
class TwosComplement {
public:
    explicit TwosComplement(View const& view) : view_(view), carry_(view.negative) {}
    Limb next() {
        Limb limb = position_ < view_.size ? view_.data[position_] : 0;
        ++position_;
        if (!view_.negative) return limb;
        limb = ~limb + (carry_ ? 1 : 0);
        carry_ = carry_ && limb == 0;
        return limb;
    }

private:
    View const& view_;
    std::size_t position_ = 0;
    bool carry_;
};

static Limb combine(BinaryOperator op, Limb left, Limb right) {
    switch (op) {
        case BinaryOperator::bit_and: return left & right;
        case BinaryOperator::bit_or: return left | right;
        default: return left ^ right;
    }
}

static Result<Value> bitwise(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (left.is_bool() && right.is_bool())
        return Value::boolean(combine(op, left.is_true(), right.is_true()) != 0);
    if (!as<BigInt>(left) && !as<BigInt>(right)) {
        bool fits;
        auto const a = static_cast<Limb>(to_int64(left, fits));
        auto const b = static_cast<Limb>(to_int64(right, fits));
        return Value::small_int(static_cast<std::int64_t>(combine(op, a, b)));
    }
    View const a(left);
    View const b(right);
    std::size_t const size = std::max(a.size, b.size) + 1;  // with a limb for the sign
    BigInt* room = MINIVM_TRY(limbs::make_room(thread, size));
    Limb* const result = room->limbs();
    TwosComplement left_limbs(a);
    TwosComplement right_limbs(b);
    for (std::size_t i = 0; i < size; ++i) result[i] = combine(op, left_limbs.next(), right_limbs.next());
    bool const negative = result[size - 1] >> 63;
    if (negative) mpn_neg(result, result, gmp_size(size));
    return limbs::finish(room, size, negative);
}

/// Both as doubles; exact when `exact`, since neither has more than 53 bits.
static double small_double_of(View const& view) {
    double const magnitude = view.zero() ? 0.0 : static_cast<double>(view.data[0]);
    return view.negative ? -magnitude : magnitude;
}

static Result<Value> true_divide(Thread& thread, Value left, Value right) {
    View const a(left);
    View const b(right);
    if (b.zero()) return raise(thread, types(thread).zero_division_error, "division by zero");
    std::uint64_t const a_bits = a.bit_length();
    std::uint64_t const b_bits = b.bit_length();
    constexpr int mantissa_bits = 53;
    if (a_bits <= mantissa_bits && b_bits <= mantissa_bits)
        return make_float(thread, small_double_of(a) / small_double_of(b));
    bool const negative = a.negative != b.negative;
    if (a.zero()) return make_float(thread, negative ? -0.0 : 0.0);

    // The quotient lies between 2^(difference - 1) and 2^(difference + 1). Divide so that its integer part
    // has two bits more than a mantissa, or, for results below the normal doubles, as many as such a double
    // keeps and two more; what is lost matters only for telling a tie from the rest, so it is kept as one
    // sticky bit.
    auto const difference = static_cast<std::int64_t>(a_bits) - static_cast<std::int64_t>(b_bits);
    constexpr std::int64_t min_exponent = -1021;
    constexpr std::int64_t max_exponent = 1024;
    if (difference > max_exponent)
        return raise_overflow_error(thread, "integer division result too large for a float");
    if (difference < min_exponent - mantissa_bits - 1) return make_float(thread, negative ? -0.0 : 0.0);
    std::int64_t const shift = std::max(difference, min_exponent) - mantissa_bits - 2;

    bool inexact = false;
    std::size_t const words = static_cast<std::size_t>((shift < 0 ? -shift : shift) / 64);
    auto const bits = static_cast<unsigned>((shift < 0 ? -shift : shift) % 64);
    std::size_t size = shift < 0 ? a.size + words + 1 : a.size - std::min(words, a.size);
    Scratch dividend(thread, size + 1);
    if (!dividend.data() || !limbs::have_room(thread, size)) return raise_memory_error(thread);
    if (shift < 0) {
        std::memset(dividend.data(), 0, words * sizeof(Limb));
        Limb carry = 0;
        if (bits == 0)
            std::memcpy(dividend.data() + words, a.data, a.size * sizeof(Limb));
        else
            carry = mpn_lshift(dividend.data() + words, a.data, gmp_size(a.size), bits);
        dividend.data()[size - 1] = carry;
    } else {
        inexact = words > 0 && !mpn_zero_p(a.data, gmp_size(words));
        if (bits == 0)
            std::memcpy(dividend.data(), a.data + words, size * sizeof(Limb));
        else if (mpn_rshift(dividend.data(), a.data + words, gmp_size(size), bits) != 0)
            inexact = true;
    }
    while (size > 0 && dividend.data()[size - 1] == 0) --size;
    Limb quotient = 0;
    if (size < b.size) {
        inexact = true;
    } else {
        std::size_t const quotient_size = size - b.size + 1;
        Scratch whole(thread, quotient_size);
        Scratch rest(thread, b.size);
        if (!whole.data() || !rest.data()) return raise_memory_error(thread);
        mpn_tdiv_qr(whole.data(), rest.data(), 0, dividend.data(), gmp_size(size), b.data, gmp_size(b.size));
        quotient = whole.data()[0];
        if (!mpn_zero_p(rest.data(), gmp_size(b.size))) inexact = true;
    }

    std::int64_t const quotient_bits = quotient == 0 ? 0 : 64 - __builtin_clzll(quotient);
    std::int64_t const extra = std::max(quotient_bits, min_exponent - shift) - mantissa_bits;
    Limb const half = Limb{1} << (extra - 1);
    Limb const rest_mask = half * 2 - 1;
    Limb const rest = quotient & rest_mask;
    bool const odd = quotient & (half * 2);
    quotient &= ~rest_mask;
    if (rest > half || (rest == half && (inexact || odd))) quotient += half * 2;
    double const magnitude = std::ldexp(static_cast<double>(quotient), static_cast<int>(shift));
    if (std::isinf(magnitude))
        return raise_overflow_error(thread, "integer division result too large for a float");
    return make_float(thread, negative ? -magnitude : magnitude);
}

static Result<Value> shift(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (sign_of(right) < 0) return raise_value_error(thread, "negative shift count");
    View const value(left);
    bool fits;
    std::int64_t const count = to_int64(right, fits);
    if (op == BinaryOperator::rshift)
        return limbs::shift_right(thread, value, fits ? static_cast<std::uint64_t>(count) : UINT64_MAX);
    if (value.zero()) return Value::small_int(0);
    // CPython counts in digits of 30 bits; more of them than an index can tell have a message of their own.
    View const bits(right);
    if (bits.size > 2 || (bits.size == 2 && (Wide{bits.data[1]} << 64 | bits.data[0]) / 30 > INT64_MAX))
        return raise_overflow_error(thread, "too many digits in integer");
    return limbs::shift_left(thread, value, fits ? static_cast<std::uint64_t>(count) : UINT64_MAX);
}

/// base ** exponent for an exponent that is not negative.
static Result<Value> power_of(Thread& thread, Value base, Value exponent) {
    View const b(base);
    bool const odd_exponent = (View(exponent).zero() ? 0 : View(exponent).data[0]) & 1;
    bool const negative = b.negative && odd_exponent;
    if (sign_of(exponent) == 0) return Value::small_int(1);
    if (b.zero()) return Value::small_int(0);
    if (b.one()) return Value::small_int(negative ? -1 : 1);
    bool fits;
    auto const count = static_cast<std::uint64_t>(to_int64(exponent, fits));
    if (!fits || count >= limbs::max_bits || (b.bit_length() - 1) * count >= limbs::max_bits)
        return raise_memory_error(thread);
    if (count == 1) return limbs::from_limbs(thread, b.data, b.size, b.negative);

    // The power of two in the base is a shift of the result.
    std::uint64_t const twos = mpn_scan1(b.data, 0);
    std::size_t const words = twos / 64;
    std::size_t odd_size = b.size - words;
    Scratch odd(thread, odd_size);
    if (!odd.data()) return raise_memory_error(thread);
    if (twos % 64 == 0)
        std::memcpy(odd.data(), b.data + words, odd_size * sizeof(Limb));
    else
        mpn_rshift(odd.data(), b.data + words, gmp_size(odd_size), twos % 64);
    while (odd.data()[odd_size - 1] == 0) --odd_size;

    std::uint64_t const odd_bits =
        64 * odd_size - static_cast<std::uint64_t>(__builtin_clzll(odd.data()[odd_size - 1]));
    std::size_t const bound = odd_bits == 1 ? 2 : odd_bits * count / 64 + 4 + odd_size;
    Scratch power(thread, bound);
    Scratch other(thread, bound);
    if (!power.data() || !other.data() || !limbs::have_room(thread, bound)) return raise_memory_error(thread);
    Limb* current = power.data();
    Limb* next = other.data();
    std::memcpy(current, odd.data(), odd_size * sizeof(Limb));
    std::size_t size = odd_size;
    if (odd_bits > 1) {
        for (int bit = 62 - __builtin_clzll(count); bit >= 0; --bit) {
            mpn_sqr(next, current, gmp_size(size));
            size *= 2;
            if (next[size - 1] == 0) --size;
            std::swap(current, next);
            if (!(count >> bit & 1)) continue;
            mpn_mul(next, current, gmp_size(size), odd.data(), gmp_size(odd_size));
            size += odd_size;
            if (next[size - 1] == 0) --size;
            std::swap(current, next);
        }
    }
    Value const result = MINIVM_TRY(limbs::from_limbs(thread, current, size, negative));
    if (twos == 0) return result;
    return limbs::shift_left(thread, View(result), twos * count);
}

static Result<Value> power(Thread& thread, Value base, Value exponent) {
    if (sign_of(exponent) >= 0) return power_of(thread, base, exponent);
    double const left = MINIVM_TRY(int_to_double(thread, base));
    double const right = MINIVM_TRY(int_to_double(thread, exponent));
    return float_binary(thread, static_cast<int>(BinaryOperator::pow), left, right);
}

/// Floor division of machine words; `right` is not 0 and both are small, so nothing overflows.
static void divide_small(std::int64_t left, std::int64_t right, std::int64_t& quotient,
                         std::int64_t& remainder) {
    quotient = left / right;
    remainder = left % right;
    if (remainder != 0 && (remainder < 0) != (right < 0)) {
        --quotient;
        remainder += right;
    }
}

static Result<void> divide(Thread& thread, Value left, Value right, Value* quotient, Value* remainder,
                           char const* by_zero) {
    if (sign_of(right) == 0) return raise(thread, types(thread).zero_division_error, "%s", by_zero);
    if (left.is_small_int() && right.is_small_int()) {
        std::int64_t whole;
        std::int64_t rest;
        divide_small(left.as_small_int(), right.as_small_int(), whole, rest);
        if (quotient) *quotient = make_int(thread, whole);
        if (remainder) *remainder = Value::small_int(rest);
        return {};
    }
    return limbs::divide(thread, View(left), View(right), quotient, remainder);
}

Result<void> int_divmod(Thread& thread, Value left, Value right, Value& quotient, Value& remainder) {
    return divide(thread, left, right, &quotient, &remainder, "integer division or modulo by zero");
}

Result<Value> int_binary(Thread& thread, int op, Value left, Value right) {
    auto const operation = static_cast<BinaryOperator>(op);
    switch (operation) {
        case BinaryOperator::add:
        case BinaryOperator::sub: {
            View const b(right);
            bool const negate = operation == BinaryOperator::sub;
            return limbs::add(thread, View(left), b, b.negative != negate);
        }
        case BinaryOperator::mul: return limbs::multiply(thread, View(left), View(right));
        case BinaryOperator::truediv: return true_divide(thread, left, right);
        case BinaryOperator::floordiv: {
            Value quotient;
            MINIVM_TRY(divide(thread, left, right, &quotient, nullptr, "integer division or modulo by zero"));
            return quotient;
        }
        case BinaryOperator::mod: {
            Value remainder;
            MINIVM_TRY(divide(thread, left, right, nullptr, &remainder, "integer modulo by zero"));
            return remainder;
        }
        case BinaryOperator::pow: return power(thread, left, right);
        case BinaryOperator::lshift:
        case BinaryOperator::rshift: return shift(thread, operation, left, right);
        case BinaryOperator::bit_and:
        case BinaryOperator::bit_or:
        case BinaryOperator::bit_xor: return bitwise(thread, operation, left, right);
        case BinaryOperator::matmul: break;
    }
    return raise_type_error(thread, "unsupported operand type(s) for @: '%s' and '%s'",
                            type_name(thread, left), type_name(thread, right));
}

Result<Value> int_unary(Thread& thread, int op, Value operand) {
    View const view(operand);
    switch (static_cast<UnaryOperator>(op)) {
        case UnaryOperator::neg: return limbs::from_limbs(thread, view.data, view.size, !view.negative);
        case UnaryOperator::pos:
            if (as<BigInt>(operand)) return operand;
            return limbs::from_limbs(thread, view.data, view.size, view.negative);
        case UnaryOperator::invert: break;
    }
    // ~x is -x - 1.
    return limbs::add(thread, View(Value::small_int(-1)), view, !view.negative);
}

Result<Value> int_power_modulo(Thread& thread, Value base, Value exponent, Value modulus) {
    View const b(base);
    View const e(exponent);
    View const m(modulus);
    if (m.zero()) return raise_value_error(thread, "pow() 3rd argument cannot be 0");
    if (m.one()) return Value::small_int(0);
    if (!limbs::have_room(thread, 2 * std::max(b.size, m.size))) return raise_memory_error(thread);
    limbs::GmpView const base_view(b);
    limbs::GmpView const exponent_view(e, limbs::GmpView::magnitude);
    limbs::GmpView const modulus_view(m, limbs::GmpView::magnitude);
    limbs::GmpInteger result;
    if (e.negative) {
        limbs::GmpInteger inverse;
        if (!mpz_invert(inverse.value, base_view.value, modulus_view.value))
            return raise_value_error(thread, "base is not invertible for the given modulus");
        mpz_powm(result.value, inverse.value, exponent_view.value, modulus_view.value);
    } else {
        mpz_powm(result.value, base_view.value, exponent_view.value, modulus_view.value);
    }
    // The sign is the modulus's.
    if (m.negative && mpz_sgn(result.value) != 0) mpz_sub(result.value, result.value, modulus_view.value);
    return result.take(thread, m.negative);
}

}  // namespace minivm
