#include "vm/objects/floating.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include "vm/objects/containers.hpp"
#include "vm/objects/exception.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

Value make_boxed_float(Thread& thread, double d) {
    // A size below Heap::small_limit never fails.
    auto* boxed = static_cast<BoxedFloat*>(
        Heap::allocate(thread, shape_id::floating, Kind::boxed_float, sizeof(BoxedFloat)));
    boxed->value = d;
    return Value::of(boxed);
}

Result<double> to_double(Thread& thread, Value value) {
    if (is_float(value)) return as_double(value);
    if (is_int(value)) return int_to_double(thread, value);
    Root<Value> kept(thread, value);
    Value method = MINIVM_TRY(special_method(thread, value, names(thread).float_));
    if (!method.is_unbound()) {
        Value const result = MINIVM_TRY(call(thread, method, {}));
        if (is_float(result)) return as_double(result);
        return raise_type_error(thread, "%s.__float__ returned non-float (type %s)", type_name(thread, kept),
                                type_name(thread, result));
    }
    method = MINIVM_TRY(special_method(thread, kept, names(thread).index_));
    if (method.is_unbound())
        return raise_type_error(thread, "must be real number, not %s", type_name(thread, kept));
    Value const integer = MINIVM_TRY(index(thread, kept));
    return int_to_double(thread, integer);
}

static Raised raise_out_of_range(Thread& thread) {
    Value const text = Value::of(make_short_str(thread, "Numerical result out of range"));
    Value const arguments[] = {Value::small_int(34), text};  // ERANGE, as OverflowError carries it
    Value const exception =
        make_exception(thread, types(thread).overflow_error, make_small_tuple(thread, arguments));
    return raise_value(thread, exception, Value::unbound());
}

static bool is_odd_integer(double d) { return std::fmod(std::fabs(d), 2.0) == 1.0; }

/// The results that are not the C library's business follow C's pow, but for the exceptions.
static Result<Value> raise_to(Thread& thread, double base, double exponent) {
    if (exponent == 0) return make_float(thread, 1.0);
    if (std::isnan(base)) return make_float(thread, base);
    if (std::isnan(exponent)) return make_float(thread, base == 1.0 ? 1.0 : exponent);
    if (std::isinf(exponent)) {
        double const magnitude = std::fabs(base);
        if (magnitude == 1.0) return make_float(thread, 1.0);
        return make_float(thread, (exponent > 0) == (magnitude > 1.0) ? std::fabs(exponent) : 0.0);
    }
    bool const odd = is_odd_integer(exponent);
    if (std::isinf(base)) {
        if (exponent > 0) return make_float(thread, odd ? base : std::fabs(base));
        return make_float(thread, odd ? std::copysign(0.0, base) : 0.0);
    }
    if (base == 0) {
        if (exponent < 0)
            return raise(thread, types(thread).zero_division_error,
                         "0.0 cannot be raised to a negative power");
        return make_float(thread, odd ? base : 0.0);
    }
    bool negate = false;
    if (base < 0) {
        if (exponent != std::floor(exponent))
            return raise_unsupported(
                thread, "complex numbers are not supported (a negative number to a fractional power)");
        base = -base;
        negate = odd;
    }
    double const magnitude = base == 1.0 ? 1.0 : std::pow(base, exponent);
    if (std::isinf(magnitude)) return raise_out_of_range(thread);
    return make_float(thread, negate ? -magnitude : magnitude);
}

/// Floor division: the quotient may be off by the rounding of `left - remainder`, hence the correction.
static double divide(double left, double right, double& remainder) {
    remainder = std::fmod(left, right);
    double quotient = (left - remainder) / right;
    if (remainder != 0) {
        if ((right < 0) != (remainder < 0)) {
            remainder += right;
            quotient -= 1.0;
        }
    } else {
        remainder = std::copysign(0.0, right);
    }
    if (quotient == 0) return std::copysign(0.0, left / right);
    double const whole = std::floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

Result<Value> float_divmod(Thread& thread, double left, double right) {
    if (right == 0) return raise(thread, types(thread).zero_division_error, "float divmod()");
    double remainder;
    double const quotient = divide(left, right, remainder);
    Value const parts[] = {make_float(thread, quotient), make_float(thread, remainder)};
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> float_binary(Thread& thread, int op, double left, double right) {
    auto const by_zero = [&](char const* what) -> Result<Value> {
        return raise(thread, types(thread).zero_division_error, "%s", what);
    };
    double remainder;
    switch (static_cast<BinaryOperator>(op)) {
        case BinaryOperator::add: return make_float(thread, left + right);
        case BinaryOperator::sub: return make_float(thread, left - right);
        case BinaryOperator::mul: return make_float(thread, left * right);
        case BinaryOperator::truediv:
            if (right == 0) return by_zero("float division by zero");
            return make_float(thread, left / right);
        case BinaryOperator::floordiv:
            if (right == 0) return by_zero("float floor division by zero");
            return make_float(thread, divide(left, right, remainder));
        case BinaryOperator::mod:
            if (right == 0) return by_zero("float modulo");
            divide(left, right, remainder);
            return make_float(thread, remainder);
        case BinaryOperator::pow: return raise_to(thread, left, right);
        default: return Value::not_implemented();
    }
}

std::int64_t float_hash(double d) {
    if (std::isinf(d)) return d > 0 ? 314159 : -314159;
    if (std::isnan(d)) return 0;
    // The value modulo 2^61 - 1, in which a factor of 2 is a rotation of 61 bits.
    constexpr int modulus_bits = 61;
    constexpr std::uint64_t modulus = (std::uint64_t{1} << modulus_bits) - 1;
    int exponent;
    double const fraction = std::frexp(std::fabs(d), &exponent);
    auto const mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
    int const rotation = ((exponent - 53) % modulus_bits + modulus_bits) % modulus_bits;
    std::uint64_t const rest =
        rotation == 0 ? mantissa : ((mantissa << rotation) & modulus) | mantissa >> (modulus_bits - rotation);
    auto const magnitude = static_cast<std::int64_t>(rest);
    std::int64_t const result = d < 0 ? -magnitude : magnitude;
    return result == -1 ? -2 : result;
}

Result<Value> float_round(Thread& thread, double d) {
    if (!std::isfinite(d)) return int_from_double(thread, d);
    double rounded = std::round(d);
    if (std::fabs(d - rounded) == 0.5) rounded = 2.0 * std::round(d / 2.0);
    return int_from_double(thread, rounded);
}

Result<Value> float_round_digits(Thread& thread, double d, std::int64_t digits) {
    // Beyond these no double has digits to lose, or to keep.
    constexpr std::int64_t most = 323;
    constexpr std::int64_t least = -308;
    if (!std::isfinite(d) || d == 0 || digits > most) return make_float(thread, d);
    if (digits < least) return make_float(thread, 0.0 * d);
    // to_chars writes, and rounds, the exact decimal expansion, ties to even; parse_double reads back the
    // nearest double.
    char text[700];
    std::string rounded;
    if (digits >= 0) {
        rounded.assign(text, std::to_chars(text, text + sizeof text, d, std::chars_format::fixed,
                                           static_cast<int>(digits))
                                 .ptr);
    } else {
        double const whole = std::trunc(std::fabs(d));
        rounded.assign(text, std::to_chars(text, text + sizeof text, whole, std::chars_format::fixed, 0).ptr);
        bool const fraction = whole != std::fabs(d);
        auto const places = static_cast<std::size_t>(-digits);
        if (places > rounded.size()) return make_float(thread, std::copysign(0.0, d));
        std::string const lost = rounded.substr(rounded.size() - places);
        rounded.replace(0, rounded.size() - places, "0" + rounded.substr(0, rounded.size() - places));
        rounded.resize(rounded.size() - places);
        bool const more_than_half = fraction || lost.find_first_not_of('0', 1) != std::string::npos;
        bool const odd = (rounded.back() - '0') % 2 == 1;
        if (lost[0] > '5' || (lost[0] == '5' && (more_than_half || odd))) {
            std::size_t i = rounded.size() - 1;
            for (; rounded[i] == '9'; --i) rounded[i] = '0';
            ++rounded[i];
        }
        rounded += "e" + std::to_string(places);
        if (d < 0) rounded.insert(0, 1, '-');
    }
    double result = 0;
    if (!parse_double(rounded, result) || std::isinf(result))
        return raise_overflow_error(thread, "rounded value too large to represent");
    return make_float(thread, result);
}

}  // namespace minivm
