#include "runtime/modules/math.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "runtime/modules/native_modules.hpp"
#include "vm/objects/containers.hpp"
#include "vm/objects/floating.hpp"
#include "vm/objects/integer.hpp"
#include "vm/objects/module.hpp"
#include "vm/objects/str.hpp"
#include "vm/operations.hpp"
#include "vm/raise.hpp"
#include "vm/state.hpp"

namespace minivm {

namespace {

Raised raise_domain(Thread& thread) { return raise_value_error(thread, "math domain error"); }
Raised raise_range(Thread& thread) { return raise_overflow_error(thread, "math range error"); }

Result<Value> checked(Thread& thread, double result, MathError error) {
    if (error == MathError::domain) return raise_domain(thread);
    if (error == MathError::range) return raise_range(thread);
    return make_float(thread, result);
}

using Function = double (*)(double);
using Function2 = double (*)(double, double);

/// What an infinite result of a finite argument means: a pole, or a result too large.
enum class Infinity : std::uint8_t { pole, overflow };

Result<Value> evaluate(Thread& thread, Value argument, Function function, Infinity infinity) {
    double const x = MINIVM_TRY(to_double(thread, argument));
    double const result = function(x);
    if (std::isnan(result) && !std::isnan(x)) return raise_domain(thread);
    if (std::isinf(result) && std::isfinite(x))
        return infinity == Infinity::overflow ? raise_range(thread) : raise_domain(thread);
    return make_float(thread, result);
}

template <Function function, Infinity infinity = Infinity::pole>
Result<Value> apply(Thread& thread, Value* arguments) {
    return evaluate(thread, arguments[0], function, infinity);
}

/// For functions that cannot fail.
template <Function function>
Result<Value> apply_always(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    return make_float(thread, function(x));
}

template <Function2 function>
Result<Value> apply2(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    double const y = MINIVM_TRY(to_double(thread, arguments[1]));
    double const result = function(x, y);
    if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return raise_domain(thread);
    if (std::isinf(result) && std::isfinite(x) && std::isfinite(y)) return raise_range(thread);
    return make_float(thread, result);
}

template <double (*function)(double, MathError&)>
Result<Value> apply_checked(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    MathError error;
    double const result = function(x, error);
    return checked(thread, result, error);
}

template <bool (*predicate)(double)>
Result<Value> test(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    return Value::boolean(predicate(x));
}

bool is_finite(double x) { return std::isfinite(x); }
bool is_infinite(double x) { return std::isinf(x); }
bool is_nan(double x) { return std::isnan(x); }
double to_degrees(double x) { return x * (180.0 / std::numbers::pi); }
double to_radians(double x) { return x * (std::numbers::pi / 180.0); }

/// The C library's, but exact at both zeros.
double log_1_plus(double x) { return x == 0.0 ? x : std::log1p(x); }

double unit_in_last_place(double x) {
    if (std::isnan(x)) return x;
    double const magnitude = std::fabs(x);
    if (std::isinf(magnitude)) return magnitude;
    double const above = std::nextafter(magnitude, HUGE_VAL);
    if (std::isinf(above)) return magnitude - std::nextafter(magnitude, -HUGE_VAL);
    return above - magnitude;
}

// --- logarithms: of ints beyond a double, too ---

Result<Value> logarithm(Thread& thread, Value argument, Function function) {
    if (!is_int(argument)) {
        double const x = MINIVM_TRY(to_double(thread, argument));
        if (x <= 0) return raise_domain(thread);
        return make_float(thread, function(x));
    }
    if (sign_of(argument) <= 0) return raise_domain(thread);
    std::int64_t exponent;
    double const fraction = int_frexp(argument, exponent);
    constexpr std::int64_t largest = 1024;
    if (exponent > largest)
        return make_float(thread, function(fraction) + function(2.0) * static_cast<double>(exponent));
    return make_float(thread, function(std::ldexp(fraction, static_cast<int>(exponent))));
}

Result<Value> log(Thread& thread, Value* arguments) {
    Tuple* const given = cast<Tuple>(arguments[0]);
    if (given->length < 1 || given->length > 2)
        return raise_type_error(thread, "math.log requires 1 to 2 arguments");
    Value const numerator = MINIVM_TRY(logarithm(thread, given->items()[0], std::log));
    if (given->length == 1) return numerator;
    double const above = as_double(numerator);
    Value const base = cast<Tuple>(arguments[0])->items()[1];
    Value const denominator = MINIVM_TRY(logarithm(thread, base, std::log));
    return float_binary(thread, static_cast<int>(BinaryOperator::truediv), above, as_double(denominator));
}

template <Function function>
Result<Value> log_of(Thread& thread, Value* arguments) {
    return logarithm(thread, arguments[0], function);
}

// --- to integers ---

Result<Value> by_method(Thread& thread, Value* arguments, Str* name, Function function) {
    if (is_float(arguments[0])) return int_from_double(thread, function(as_double(arguments[0])));
    if (is_int(arguments[0])) return int_unary(thread, static_cast<int>(UnaryOperator::pos), arguments[0]);
    Value const method = MINIVM_TRY(special_method(thread, arguments[0], name));
    if (!method.is_unbound()) return call(thread, method, {});
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    return int_from_double(thread, function(x));
}

Result<Value> floor(Thread& thread, Value* arguments) {
    return by_method(thread, arguments, names(thread).floor_, std::floor);
}

Result<Value> ceil(Thread& thread, Value* arguments) {
    return by_method(thread, arguments, names(thread).ceil_, std::ceil);
}

Result<Value> trunc(Thread& thread, Value* arguments) {
    if (is_float(arguments[0])) return int_from_double(thread, as_double(arguments[0]));
    if (is_int(arguments[0])) return int_unary(thread, static_cast<int>(UnaryOperator::pos), arguments[0]);
    Value const method = MINIVM_TRY(special_method(thread, arguments[0], names(thread).trunc_));
    if (!method.is_unbound()) return call(thread, method, {});
    return raise_type_error(thread, "type %s doesn't define __trunc__ method",
                            type_name(thread, arguments[0]));
}

// --- powers and parts ---

Result<Value> pow(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    double const y = MINIVM_TRY(to_double(thread, arguments[1]));
    double const result = std::pow(x, y);
    MathError error = MathError::none;
    if (std::isfinite(x) && std::isfinite(y)) {
        if (std::isnan(result) || (std::isinf(result) && x == 0))
            error = MathError::domain;
        else if (std::isinf(result))
            error = MathError::range;
    }
    return checked(thread, result, error);
}

Result<Value> fmod(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    double const y = MINIVM_TRY(to_double(thread, arguments[1]));
    if (std::isinf(y) && std::isfinite(x)) return make_float(thread, x);
    double const result = std::fmod(x, y);
    bool const invalid = std::isnan(result) && !std::isnan(x) && !std::isnan(y);
    return checked(thread, result, invalid ? MathError::domain : MathError::none);
}

Result<Value> nextafter(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    double const y = MINIVM_TRY(to_double(thread, arguments[1]));
    return make_float(thread, std::nextafter(x, y));
}

Result<Value> pair(Thread& thread, Value first, Value second) {
    Value const parts[] = {first, second};
    return Value::of(make_small_tuple(thread, parts));
}

Result<Value> frexp(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    int exponent = 0;
    double const fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
    return pair(thread, make_float(thread, fraction), Value::small_int(exponent));
}

Result<Value> ldexp(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    if (!is_int(arguments[1]))
        return raise_type_error(thread, "Expected an int as second argument to ldexp.");
    if (x == 0 || !std::isfinite(x)) return make_float(thread, x);
    bool fits;
    std::int64_t exponent = to_int64(arguments[1], fits);
    constexpr std::int64_t beyond = 1'000'000;  // any double overflows or vanishes long before
    if (!fits) exponent = sign_of(arguments[1]) * beyond;
    exponent = std::min(std::max(exponent, -beyond), beyond);
    double const result = std::ldexp(x, static_cast<int>(exponent));
    return checked(thread, result, std::isinf(result) ? MathError::range : MathError::none);
}

Result<Value> modf(Thread& thread, Value* arguments) {
    double const x = MINIVM_TRY(to_double(thread, arguments[0]));
    double whole;
    double const fraction = std::modf(x, &whole);
    return pair(thread, make_float(thread, fraction), make_float(thread, whole));
}

// --- over many numbers ---

Result<Value> hypot(Thread& thread, Value* arguments) {
    std::size_t const count = cast<Tuple>(arguments[0])->length;
    std::vector<double> vector;
    vector.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        double const x = MINIVM_TRY(to_double(thread, cast<Tuple>(arguments[0])->items()[i]));
        vector.push_back(x);
    }
    return make_float(thread, vector_length(vector));
}

Result<Value> dist(Thread& thread, Value* arguments) {
    for (int i = 0; i < 2; ++i) {
        if (as<Tuple>(arguments[i])) continue;
        Tuple* const point = MINIVM_TRY(collect_tuple(thread, arguments[i]));
        arguments[i] = Value::of(point);
    }
    std::size_t const count = cast<Tuple>(arguments[0])->length;
    if (count != cast<Tuple>(arguments[1])->length)
        return raise_value_error(thread, "both points must have the same number of dimensions");
    std::vector<double> vector;
    vector.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        double const p = MINIVM_TRY(to_double(thread, cast<Tuple>(arguments[0])->items()[i]));
        double const q = MINIVM_TRY(to_double(thread, cast<Tuple>(arguments[1])->items()[i]));
        vector.push_back(p - q);
    }
    return make_float(thread, vector_length(vector));
}

Result<Value> fsum(Thread& thread, Value* arguments) {
    ExactSum sum;
    Iteration items(thread);
    MINIVM_TRY(items.start(arguments[0]));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) break;
        double const x = MINIVM_TRY(to_double(thread, item));
        if (!sum.add(x)) return raise_overflow_error(thread, "intermediate overflow in fsum");
    }
    if (sum.contradictory()) return raise_value_error(thread, "-inf + inf in fsum");
    return make_float(thread, sum.total());
}

Result<Value> prod(Thread& thread, Value* arguments) {
    Tuple* const given = cast<Tuple>(arguments[1]);
    if (given->length != 1)
        return raise_type_error(thread, "prod() takes exactly 1 positional argument (%u given)",
                                given->length);
    Root<Value> product(thread, arguments[0].is_unbound() ? Value::small_int(1) : arguments[0]);
    Iteration items(thread);
    MINIVM_TRY(items.start(given->items()[0]));
    while (true) {
        Value const item = MINIVM_TRY(items.next());
        if (item.is_unbound()) return product.value();
        Value const next = MINIVM_TRY(binary(thread, BinaryOperator::mul, product, item));
        product.set(next);
    }
}

Result<Value> isclose(Thread& thread, Value* arguments) {
    double numbers[] = {0, 0, 1e-9, 0.0};
    for (int i = 0; i < 4; ++i)
        if (!arguments[i].is_unbound()) numbers[i] = MINIVM_TRY(to_double(thread, arguments[i]));
    auto const [a, b, relative, absolute] = numbers;
    if (relative < 0.0 || absolute < 0.0) return raise_value_error(thread, "tolerances must be non-negative");
    if (a == b) return Value::boolean(true);
    if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
    double const difference = std::fabs(b - a);
    return Value::boolean(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                          difference <= absolute);
}

constexpr NativeSpec functions[] = {
    {"acos", apply<std::acos>, "(x, /)"},
    {"acosh", apply<std::acosh>, "(x, /)"},
    {"asin", apply<std::asin>, "(x, /)"},
    {"asinh", apply<std::asinh>, "(x, /)"},
    {"atan", apply<std::atan>, "(x, /)"},
    {"atan2", apply2<std::atan2>, "(y, x, /)"},
    {"atanh", apply<std::atanh>, "(x, /)"},
    {"cbrt", apply<std::cbrt>, "(x, /)"},
    {"ceil", ceil, "(x, /)"},
    {"copysign", apply2<std::copysign>, "(x, y, /)"},
    {"cos", apply<std::cos>, "(x, /)"},
    {"cosh", apply<std::cosh, Infinity::overflow>, "(x, /)"},
    {"degrees", apply_always<to_degrees>, "(x, /)"},
    {"dist", dist, "(p, q, /)"},
    {"erf", apply<std::erf>, "(x, /)"},
    {"erfc", apply<std::erfc>, "(x, /)"},
    {"exp", apply<std::exp, Infinity::overflow>, "(x, /)"},
    {"exp2", apply<std::exp2, Infinity::overflow>, "(x, /)"},
    {"expm1", apply<std::expm1, Infinity::overflow>, "(x, /)"},
    {"fabs", apply<std::fabs>, "(x, /)"},
    {"floor", floor, "(x, /)"},
    {"fmod", fmod, "(x, y, /)"},
    {"frexp", frexp, "(x, /)"},
    {"fsum", fsum, "(seq, /)"},
    {"gamma", apply_checked<gamma>, "(x, /)"},
    {"hypot", hypot, "(*coordinates)"},
    {"isclose", isclose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)"},
    {"isfinite", test<is_finite>, "(x, /)"},
    {"isinf", test<is_infinite>, "(x, /)"},
    {"isnan", test<is_nan>, "(x, /)"},
    {"ldexp", ldexp, "(x, i, /)"},
    {"lgamma", apply_checked<log_gamma>, "(x, /)"},
    {"log", log, "(*args)"},
    {"log10", log_of<std::log10>, "(x, /)"},
    {"log1p", apply<log_1_plus>, "(x, /)"},
    {"log2", log_of<std::log2>, "(x, /)"},
    {"modf", modf, "(x, /)"},
    {"nextafter", nextafter, "(x, y, /)"},
    {"pow", pow, "(x, y, /)"},
    {"prod", prod, "(*args, start=1)"},
    {"radians", apply_always<to_radians>, "(x, /)"},
    {"remainder", apply2<std::remainder>, "(x, y, /)"},
    {"sin", apply<std::sin>, "(x, /)"},
    {"sinh", apply<std::sinh, Infinity::overflow>, "(x, /)"},
    {"sqrt", apply<std::sqrt>, "(x, /)"},
    {"tan", apply<std::tan>, "(x, /)"},
    {"tanh", apply<std::tanh>, "(x, /)"},
    {"trunc", trunc, "(x, /)"},
    {"ulp", apply_always<unit_in_last_place>, "(x, /)"},
};

}  // namespace

Module* make_math(Thread& thread) {
    Module* const module = interpreter_of(thread).make_module(thread, "math");
    auto const bind = [&](std::string_view name, Value value) { (void)set(thread, module, name, value); };
    add_functions(thread, module, functions);
    add_functions(thread, module, math_integer_functions);
    bind("e", make_float(thread, std::numbers::e));
    bind("pi", make_float(thread, std::numbers::pi));
    bind("tau", make_float(thread, 2 * std::numbers::pi));
    bind("inf", make_float(thread, HUGE_VAL));
    bind("nan", make_float(thread, std::numeric_limits<double>::quiet_NaN()));
    return module;
}

}  // namespace minivm
