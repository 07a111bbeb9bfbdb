// The functions of math that compute with ints alone: comb, factorial, gcd, isqrt, lcm, perm.
#include <algorithm>
#include <cmath>

#include "runtime/modules/math.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/integer_limbs.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"

namespace minivm {

namespace {

using limbs::GmpInteger;
using limbs::GmpView;
using limbs::View;

Result<Value> multiply(Thread& thread, Value left, Value right) {
    return int_binary(thread, static_cast<int>(BinaryOperator::mul), left, right);
}

/// first * (first + 1) * ... * last, halving the range, so that the factors of large products are of one
/// size.
Result<Value> product_of_range(Thread& thread, std::int64_t first, std::int64_t last) {
    constexpr std::int64_t few = 8;
    if (last - first >= few) {
        std::int64_t const middle = first + (last - first) / 2;
        Value const low = MINIVM_TRY(product_of_range(thread, first, middle));
        Value const high = MINIVM_TRY(product_of_range(thread, middle + 1, last));
        return multiply(thread, low, high);
    }
    Value product = Value::small_int(1);
    for (std::int64_t i = first; i <= last; ++i)
        product = MINIVM_TRY(multiply(thread, product, make_int(thread, i)));
    return product;
}

/// Whether a product of `count` factors of at least 2^bits may be held at all.
bool may_hold(std::int64_t count, std::uint64_t bits) {
    return bits == 0 || static_cast<std::uint64_t>(count) < limbs::max_bits / bits;
}

Result<Value> factorial_of(Thread& thread, Value number) {
    bool fits;
    std::int64_t const n = to_int64(number, fits);
    if (sign_of(number) < 0) return raise_value_error(thread, "factorial() not defined for negative values");
    if (!fits)
        return raise_overflow_error(thread, "factorial() argument should not exceed %lld",
                                    0x7FFF'FFFF'FFFF'FFFFLL);
    // Half of the factors are at least n / 2.
    if (!may_hold(n / 2, n < 4 ? 0 : int_bit_length(number) - 2)) return raise_memory_error(thread);
    return product_of_range(thread, 2, n);
}

Result<Value> factorial(Thread& thread, Value* arguments) {
    Value const number = MINIVM_TRY(index(thread, arguments[0]));
    return factorial_of(thread, number);
}

Result<Value> greatest_common_divisor(Thread& thread, Value* arguments) {
    Tuple* const numbers = cast<Tuple>(arguments[0]);
    GmpInteger result;
    for (std::size_t i = 0; i < numbers->length; ++i) {
        Value const number = MINIVM_TRY(index(thread, cast<Tuple>(arguments[0])->items()[i]));
        View const view(number);
        if (!limbs::have_room(thread, view.size)) return raise_memory_error(thread);
        mpz_gcd(result.value, result.value, GmpView(view).value);
    }
    return result.take(thread, false);
}

Result<Value> least_common_multiple(Thread& thread, Value* arguments) {
    Tuple* const numbers = cast<Tuple>(arguments[0]);
    GmpInteger result;
    mpz_set_ui(result.value, 1);
    for (std::size_t i = 0; i < numbers->length; ++i) {
        Value const number = MINIVM_TRY(index(thread, cast<Tuple>(arguments[0])->items()[i]));
        View const view(number);
        std::size_t const size = view.size + mpz_size(result.value);
        if (size > limbs::max_limbs || !limbs::have_room(thread, size)) return raise_memory_error(thread);
        mpz_lcm(result.value, result.value, GmpView(view).value);
    }
    return result.take(thread, false);
}

Result<Value> integer_square_root(Thread& thread, Value* arguments) {
    Value const number = MINIVM_TRY(index(thread, arguments[0]));
    if (sign_of(number) < 0) return raise_value_error(thread, "isqrt() argument must be nonnegative");
    View const view(number);
    if (!limbs::have_room(thread, view.size)) return raise_memory_error(thread);
    GmpInteger result;
    mpz_sqrt(result.value, GmpView(view).value);
    return result.take(thread, false);
}

/// n and k as ints, checked. Both are index()ed before either is judged, as scripts can see.
Result<void> choose_arguments(Thread& thread, Value* arguments) {
    for (int i = 0; i < 2; ++i) arguments[i] = MINIVM_TRY(index(thread, arguments[i]));
    if (sign_of(arguments[0]) < 0) return raise_value_error(thread, "n must be a non-negative integer");
    if (sign_of(arguments[1]) < 0) return raise_value_error(thread, "k must be a non-negative integer");
    return {};
}

Result<Value> combinations(Thread& thread, Value* arguments) {
    MINIVM_TRY(choose_arguments(thread, arguments));
    if (int_compare(arguments[1], arguments[0]) > 0) return Value::small_int(0);
    Value const others =
        MINIVM_TRY(int_binary(thread, static_cast<int>(BinaryOperator::sub), arguments[0], arguments[1]));
    Value const fewer = int_compare(others, arguments[1]) < 0 ? others : arguments[1];
    bool fits;
    std::int64_t const count = to_int64(fewer, fits);
    if (!fits)
        return raise_overflow_error(thread, "min(n - k, k) must not exceed %lld", 0x7FFF'FFFF'FFFF'FFFFLL);
    if (count == 0) return Value::small_int(1);
    // With k no more than n / 2, n over k lies between (n / k)^k and (3 * n / k)^k.
    View const n(arguments[0]);
    std::uint64_t const ratio_bits = n.bit_length() - std::min(n.bit_length(), int_bit_length(fewer));
    if (!may_hold(count, std::max<std::uint64_t>(ratio_bits, 2) - 1)) return raise_memory_error(thread);
    std::uint64_t const bits = static_cast<std::uint64_t>(count) * (ratio_bits + 3);
    if (!limbs::have_room(thread, static_cast<std::size_t>(bits / 64) + n.size))
        return raise_memory_error(thread);
    GmpInteger result;
    mpz_bin_ui(result.value, GmpView(n).value, static_cast<unsigned long>(count));
    return result.take(thread, false);
}

Result<Value> permutations(Thread& thread, Value* arguments) {
    if (arguments[1].is_unbound() || arguments[1].is_none()) return factorial(thread, arguments);
    MINIVM_TRY(choose_arguments(thread, arguments));
    if (int_compare(arguments[1], arguments[0]) > 0) return Value::small_int(0);
    bool fits;
    std::int64_t const count = to_int64(arguments[1], fits);
    if (!fits) return raise_overflow_error(thread, "k must not exceed %lld", 0x7FFF'FFFF'FFFF'FFFFLL);
    if (!may_hold(count / 2, int_bit_length(arguments[0]) < 3 ? 0 : int_bit_length(arguments[0]) - 2))
        return raise_memory_error(thread);
    std::int64_t const n = to_int64(arguments[0], fits);
    if (fits) return product_of_range(thread, n - count + 1, n);
    Value product = Value::small_int(1);
    Value factor = arguments[0];
    for (std::int64_t i = 0; i < count; ++i) {
        product = MINIVM_TRY(multiply(thread, product, factor));
        factor = MINIVM_TRY(
            int_binary(thread, static_cast<int>(BinaryOperator::sub), factor, Value::small_int(1)));
    }
    return product;
}

constexpr NativeSpec functions[] = {
    {"comb", combinations, "(n, k, /)"},
    {"factorial", factorial, "(n, /)"},
    {"gcd", greatest_common_divisor, "(*integers)"},
    {"isqrt", integer_square_root, "(n, /)"},
    {"lcm", least_common_multiple, "(*integers)"},
    {"perm", permutations, "(n, k=None, /)"},
};

}  // namespace

std::span<NativeSpec const> const math_integer_functions = functions;

}  // namespace minivm
