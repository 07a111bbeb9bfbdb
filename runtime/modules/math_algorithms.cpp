#include <cmath>
#include <numbers>

#include "runtime/modules/math.hpp"

namespace minivm {

namespace {

/// sin(pi * x), exact at multiples of a half.
double sine_of_turns(double x) {
    constexpr double pi = std::numbers::pi;
    double const y = std::fmod(std::fabs(x), 2.0);
    double result = 0.0;
    switch (static_cast<int>(std::round(2.0 * y))) {
        case 0: result = std::sin(pi * y); break;
        case 1: result = std::cos(pi * (y - 0.5)); break;
        case 2: result = std::sin(pi * (1.0 - y)); break;
        case 3: result = -std::cos(pi * (y - 1.5)); break;
        default: result = std::sin(pi * (y - 2.0));
    }
    return std::copysign(1.0, x) * result;
}

// Lanczos' approximation with 13 terms, by the rational function that Boost's lanczos13m53 made well known.
constexpr double lanczos_g = 6.024680040776729583740234375;
constexpr double lanczos_g_minus_half = 5.524680040776729583740234375;
constexpr double lanczos_numerator[] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double lanczos_denominator[] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                          45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                          1925.0,     66.0,       1.0};
constexpr int lanczos_terms = 13;

double lanczos_sum(double x) {
    double numerator = 0.0;
    double denominator = 0.0;
    if (x < 5.0) {
        for (int i = lanczos_terms - 1; i >= 0; --i) {
            numerator = numerator * x + lanczos_numerator[i];
            denominator = denominator * x + lanczos_denominator[i];
        }
    } else {
        // By powers of 1/x: those of a large x would overflow.
        for (int i = 0; i < lanczos_terms; ++i) {
            numerator = numerator / x + lanczos_numerator[i];
            denominator = denominator / x + lanczos_denominator[i];
        }
    }
    return numerator / denominator;
}

}  // namespace

double gamma(double x, MathError& error) {
    error = MathError::none;
    if (!std::isfinite(x)) {
        if (std::isnan(x) || x > 0) return x;
        error = MathError::domain;
        return std::nan("");
    }
    if (x == 0) {
        error = MathError::domain;
        return std::copysign(HUGE_VAL, x);
    }
    if (x == std::floor(x)) {
        if (x < 0) {
            error = MathError::domain;
            return std::nan("");
        }
        constexpr double last_exact_factorial = 23;  // gamma(23) is 22!, the last that a double holds
        if (x <= last_exact_factorial) {
            double factorial = 1.0;
            for (double i = 2; i < x; ++i) factorial *= i;
            return factorial;
        }
    }
    double const magnitude = std::fabs(x);
    double result;
    if (magnitude < 1e-20) {
        result = 1.0 / x;
        if (std::isinf(result)) error = MathError::range;
        return result;
    }
    if (magnitude > 200.0) {
        if (x < 0) return 0.0 / sine_of_turns(x);
        error = MathError::range;
        return HUGE_VAL;
    }
    double const y = magnitude + lanczos_g_minus_half;
    // What the rounding of y lost.
    double lost;
    if (magnitude > lanczos_g_minus_half) {
        double const q = y - magnitude;
        lost = q - lanczos_g_minus_half;
    } else {
        double const q = y - lanczos_g_minus_half;
        lost = q - magnitude;
    }
    double const z = lost * lanczos_g / y;
    bool const small = magnitude < 140.0;
    // Above that the power would overflow before the result does: its root is applied twice.
    double const power = small ? std::pow(y, magnitude - 0.5) : std::pow(y, magnitude / 2.0 - 0.25);
    if (x < 0) {
        result =
            -std::numbers::pi / sine_of_turns(magnitude) / magnitude * std::exp(y) / lanczos_sum(magnitude);
        result -= z * result;
        result /= power;
        if (!small) result /= power;
    } else {
        result = lanczos_sum(magnitude) / std::exp(y);
        result += z * result;
        result *= power;
        if (!small) result *= power;
    }
    if (std::isinf(result)) error = MathError::range;
    return result;
}

double log_gamma(double x, MathError& error) {
    error = MathError::none;
    if (std::isnan(x)) return x;
    if (std::isinf(x)) return HUGE_VAL;
    if (x == std::floor(x) && x <= 2.0) {
        if (x > 0) return 0.0;
        error = MathError::domain;
        return HUGE_VAL;
    }
    double const magnitude = std::fabs(x);
    if (magnitude < 1e-20) return -std::log(magnitude);
    double result = std::log(lanczos_sum(magnitude)) - lanczos_g;
    result += (magnitude - 0.5) * (std::log(magnitude + lanczos_g - 0.5) - 1);
    if (x < 0) {
        constexpr double log_pi = 1.144729885849400174143427351353058711647;
        result = log_pi - std::log(std::fabs(sine_of_turns(magnitude))) - std::log(magnitude) - result;
    }
    if (std::isinf(result)) error = MathError::range;
    return result;
}

namespace {

/// A sum that remembers what its additions rounded away; terms must not exceed it.
struct CompensatedSum {
    double sum = 1.0;
    void add(double term, double& lost) {
        double const before = sum;
        sum += term;
        lost += (before - sum) + term;
    }
};

/// Splits a double into two of half the digits, whose products are exact (Veltkamp).
void split(double x, double& high, double& low) {
    constexpr double splitter = 134217729.0;  // 2^27 + 1
    double const t = x * splitter;
    high = t - (t - x);
    low = x - high;
}

}  // namespace

double vector_length(std::span<double> vector) {
    double greatest = 0.0;
    bool has_nan = false;
    for (double& x : vector) {
        x = std::fabs(x);
        has_nan = has_nan || std::isnan(x);
        if (x > greatest) greatest = x;
    }
    if (std::isinf(greatest)) return greatest;
    if (has_nan) return std::nan("");
    if (greatest == 0.0 || vector.size() <= 1) return greatest;
    CompensatedSum squares;  // begins at 1.0, which keeps every term below the sum
    double lost_high = 0.0;
    int exponent;
    std::frexp(greatest, &exponent);
    if (exponent < -1023) {  // no double scales the smallest up to 1
        for (double x : vector) {
            x /= greatest;
            squares.add(x * x, lost_high);
        }
        return greatest * std::sqrt(squares.sum - 1.0 + lost_high);
    }
    double lost_middle = 0.0;
    double lost_low = 0.0;
    double const scale = std::ldexp(1.0, -exponent);
    double high;
    double low;
    for (double x : vector) {
        split(x * scale, high, low);
        squares.add(high * high, lost_high);
        squares.add(2.0 * high * low, lost_middle);
        lost_low += low * low;
    }
    double const root = std::sqrt(squares.sum - 1.0 + (lost_high + lost_middle + lost_low));
    // One step of Newton's method with the exact square of the root.
    split(root, high, low);
    squares.add(-high * high, lost_high);
    squares.add(-2.0 * high * low, lost_middle);
    squares.add(-low * low, lost_low);
    double const rest = squares.sum - 1.0 + (lost_high + lost_middle + lost_low);
    return (root + rest / (2.0 * root)) / scale;
}

bool ExactSum::add(double x) {
    double const original = x;
    std::size_t kept = 0;
    for (double y : parts_) {
        if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
        double const high = x + y;
        double const low = y - (high - x);
        if (low != 0.0) parts_[kept++] = low;
        x = high;
    }
    parts_.resize(kept);
    if (x == 0.0) return true;
    if (std::isfinite(x)) {
        parts_.push_back(x);
        return true;
    }
    if (std::isfinite(original)) return false;
    if (std::isinf(original)) infinities_ += original;
    special_ += original;
    parts_.clear();
    return true;
}

bool ExactSum::contradictory() const { return std::isnan(infinities_); }

double ExactSum::total() const {
    if (special_ != 0.0) return special_;
    if (parts_.empty()) return 0.0;
    std::size_t i = parts_.size() - 1;
    double high = parts_[i];
    double low = 0.0;
    while (i > 0) {
        double const x = high;
        double const y = parts_[--i];
        high = x + y;
        low = y - (high - x);
        if (low != 0.0) break;
    }
    // A tie was rounded by the sign of `low` alone: what lies below may decide the other way.
    if (i > 0 && ((low < 0 && parts_[i - 1] < 0) || (low > 0 && parts_[i - 1] > 0))) {
        double const twice = low * 2.0;
        double const x = high + twice;
        if (twice == x - high) high = x;
    }
    return high;
}

}  // namespace minivm
