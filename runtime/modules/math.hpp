#pragma once
// The numerical algorithms of the module math which are not the C library's, apart from the values of
// scripts: pure functions; any thread. Their results are CPython's to the last bit, so they follow the same
// formulas in the same order.
#include <span>
#include <vector>

#include "vm/native.hpp"

namespace minivm {

/// What a function of doubles met; the script sees it as "math domain error" or "math range error".
enum class MathError : std::uint8_t { none, domain, range };

double gamma(double x, MathError& error);
double log_gamma(double x, MathError& error);
/// Euclidean length; the vector may be overwritten.
double vector_length(std::span<double> vector);

/// The exact sum of doubles, in parts that do not overlap (Shewchuk).
class ExactSum {
public:
    /// False if a sum of finite numbers overflowed on the way.
    bool add(double x);
    /// True if infinities of both signs were added: there is no sum then.
    bool contradictory() const;
    /// The sum, rounded once.
    double total() const;

private:
    std::vector<double> parts_;  // by increasing magnitude
    double special_ = 0.0;       // the sum of infinities and nans
    double infinities_ = 0.0;
};

extern std::span<NativeSpec const> const math_integer_functions;  // math_integer.cpp

}  // namespace minivm
