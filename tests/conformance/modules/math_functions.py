# The math module: constants, rounding, powers, logarithms, trigonometry, integers, predicates.
import math

print(math.pi, math.e, math.tau, math.inf, math.nan)
print(
    [math.floor(x) for x in (2.7, -2.7, 5, -0.5, 1e20)], [math.ceil(x) for x in (2.1, -2.1, 5, -0.5, 1e20)],
    [math.trunc(x) for x in (2.7, -2.7, 5)]
)
print(
    [math.sqrt(x) for x in (0, 1, 2, 16, 1e300, 0.25)], math.isqrt(10**40 + 1), math.isqrt(0),
    [math.isqrt(n) for n in range(10)], math.cbrt(27.0), math.hypot(3, 4), math.hypot(1, 2, 2), math.hypot(),
    math.dist([0, 0], [3, 4])
)
print(
    [math.exp(x) for x in (0, 1, -1, 0.5)], math.expm1(1e-10), math.log(math.e), math.log(100, 10), math.log(8, 2),
    math.log2(1024), math.log10(1000), math.log1p(1e-10), math.log(10**400), math.log2(2**2000), math.log10(10**500),
    math.exp2(10) if hasattr(math, "exp2") else 1024.0
)
print(
    [round(f(0.5), 15) for f in (math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.asinh, math.atanh)],
    round(math.acosh(2), 15), math.atan2(1, 1), math.atan2(-1, -1), math.atan2(0, -1), math.atan2(-0.0, 1),
    math.degrees(math.pi), math.radians(180)
)
print(
    math.factorial(0), math.factorial(20), math.factorial(30), math.gcd(12, 18), math.gcd(), math.gcd(0, 5),
    math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.lcm(3, 0), math.comb(10, 3), math.comb(3, 5),
    math.perm(5, 2), math.perm(4), math.comb(100, 50)
)
print(
    math.pow(2, 10), math.pow(2, 0.5), math.pow(0, 0), math.pow(-8, 3), math.fmod(7, 3), math.fmod(-7, 3),
    math.remainder(7, 4), math.modf(3.75), math.modf(-2.5), math.frexp(10.0), math.ldexp(0.625, 4),
    math.copysign(3, -0.0), math.fabs(-5), math.fsum([0.1] * 10), sum([0.1] * 10), math.prod([1, 2, 3, 4]),
    math.prod([]), math.prod([2, 3], start=10), math.prod([1.5, 2])
)
print(
    math.isnan(math.nan), math.isnan(1), math.isinf(-math.inf), math.isfinite(1.5), math.isfinite(math.inf),
    math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2),
    math.isclose(0, 1e-10, abs_tol=1e-9), math.nextafter(1.0, 2.0), math.ulp(1.0), math.erf(0.5) > 0.52,
    round(math.gamma(5), 10), round(math.lgamma(10), 10)
)
print(
    type(math.floor(2.5)).__name__, type(math.sqrt(4)).__name__, type(math.pow(2, 2)).__name__,
    type(math.ceil(2)).__name__, math.floor(10**30), math.sqrt(True), math.floor(True)
)
for f in (
    lambda: math.sqrt(-1), lambda: math.sqrt("4"), lambda: math.log(0), lambda: math.log(-1), lambda: math.log(0.0),
    lambda: math.log(5, 1), lambda: math.acos(1.1), lambda: math.asin(-2), lambda: math.exp(1000),
    lambda: math.factorial(-1), lambda: math.factorial(2.0), lambda: math.gcd(1.0), lambda: math.isqrt(-1),
    lambda: math.isqrt(2.5), lambda: math.comb(-1, 2), lambda: math.comb(1), lambda: math.pow(-8, 1 / 3),
    lambda: math.pow(0, -1), lambda: math.pow(10, 400), lambda: math.fmod(1, 0), lambda: math.fmod(math.inf, 1),
    lambda: math.floor("a"), lambda: math.floor(math.inf), lambda: math.sin(math.inf), lambda: math.sqrt(),
    lambda: math.sqrt(1, 2), lambda: math.sqrt(10**400), lambda: math.atanh(1), lambda: math.acosh(0.5),
    lambda: math.hypot("a"), lambda: math.fsum(5), lambda: math.fsum(["a"]), lambda: math.prod(5),
    lambda: math.log(None), lambda: math.cosh(1000), lambda: math.gamma(-1), lambda: math.ldexp(1.0, 5000),
    lambda: math.isclose(1, 2, rel_tol=-1), lambda: math.dist([1], [1, 2]), lambda: math.perm(2, -1),
    lambda: math.missing
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
