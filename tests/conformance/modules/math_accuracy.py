# math functions over ranges of arguments, printed in full.
import math

for x in (1e-300, 1e-10, 0.001, 0.1, 0.7, 1.0, 1.5, 2.0, 3.0, 10.0, 100.5, 1e5, 1e10, 1e300):
    print(
        x, math.sqrt(x), math.log(x), math.log2(x), math.log10(x), math.floor(x) if x < 1e15 else "-", math.frexp(x),
        math.modf(x)
    )
print([math.sqrt(n) for n in range(20)])
print(
    [math.floor(x / 3) for x in range(-7, 8)], [math.ceil(x / 3) for x in range(-7, 8)],
    [math.trunc(x / 3) for x in range(-7, 8)]
)
print(
    [math.gcd(48, n) for n in range(1, 20)], [math.comb(8, k) for k in range(9)],
    [math.factorial(n) for n in range(15)]
)
print(
    [math.fmod(x, 3) for x in (-5.5, -3, 0, 3, 5.5)], [math.remainder(x, 3) for x in (-5.5, -4.5, 0, 4.5, 1.5)],
    [math.copysign(x, -1) for x in (0, 1, -2)]
)
print(
    [math.isqrt(10**k) for k in range(0, 40, 3)], math.isqrt(2**200 - 1),
    [math.ldexp(1.0, k) for k in (-1074, -10, 0, 10, 1023)]
)
print([math.pow(x, y) for x in (0.0, 1.0, 2.0, -2.0, 0.5) for y in (0, 1, 2, -1) if not (x == 0 and y < 0)])
print(
    [math.degrees(x) for x in (0, 1, math.pi / 2)], [math.radians(x) for x in (0, 45, 90, 360)],
    [math.hypot(x, x + 1) for x in range(5)]
)
print([math.exp(x) for x in range(-5, 6)])
print([math.sin(x) for x in range(10)])
print([math.cos(x) for x in range(10)])
print([math.atan2(y, x) for y in (-1, 0, 1) for x in (-1, 0, 1)])
print(
    math.fsum([1e100, 1, -1e100]), math.fsum([0.1] * 10), math.fsum([]), math.fsum([1e-300] * 3),
    math.fsum(range(10)), sum(math.sqrt(n) for n in range(1000))
)
print(
    math.isclose(1e10, 1e10 + 1), math.isclose(1, 1 + 1e-10), math.isclose(math.inf, math.inf),
    math.isclose(math.nan, math.nan), math.ulp(1e10), math.nextafter(0.0, 1.0), math.nextafter(1.0, -math.inf)
)
