# ** with ints and floats, negative bases and exponents, precedence, modular pow.
import math

print(
    2**10, 2**0, 0**0, 0**5, (-2) ** 3, (-2) ** 4, -(2**2), 2**-1, (-2) ** -1, (-2) ** -2, 10**-3, 1**-5, (-1) ** 101,
    3**40, 7**30
)
print(
    2.0**3, 2**0.5, 4**0.5, 8 ** (1 / 3), 2**-0.5, 0.0**0, 0**0.0, 1.5**2, (-2.0) ** 3, (-8.0) ** 2, 10.0**-2,
    10**2.0, True**2, 2**True, False**False
)
print(2**100, 10**40, (-3) ** 51, 2**1000 % 10**15, (10**10) ** 10, 99**99 % 1000000007)
print(type(2**2).__name__, type(2**-2).__name__, type(2.0**2).__name__, type(True**True).__name__)
inf, nan = math.inf, math.nan
print(
    inf**0, nan**0, 1**nan, 1**inf, inf**-1, (-inf) ** 3, (-inf) ** 2, 0.5**inf, 2**inf, 2**-inf, (-0.0) ** 3, 0.0**2,
    nan**2, 2**nan, 1.0**nan, (-1) ** inf, inf**0.5
)
for f in (
    lambda: 0**-1, lambda: 0.0**-1, lambda: (-0.0) ** -3, lambda: 0**-0.5, lambda: 10.0**309, lambda: 2**1e10,
    lambda: "a" ** 2, lambda: 2 ** "a", lambda: None**2, lambda: pow(2.0, 2, 3), lambda: pow(2, 2.0, 3),
    lambda: pow(2, -1, 6), lambda: pow(2, 3, 0), lambda: (10**400) ** 0.5
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(
    pow(7, 222, 13), pow(-7, 3, 10), pow(7, 3, -10), pow(-7, 3, -10), pow(0, 0, 1), pow(5, 0, 7), pow(2, 200, 10**9),
    pow(10**20, 10**5, 10**9 + 9), pow(3, -2, 11), pow(12345678901234567890, 3, 2**64)
)
print(1.1**10, 1.0000001**1e7, 0.9**50, 3.7**-2.3, 1e-200**2, 2.0**1023, 2.0**-1074, 2.0**-1075, 1e10**10)
print(2**3**2, (2**3) ** 2, -2**2, 2**-2**2, 2 * 3**2, -3**2, 4**-0.5)
x = 3
x **= 4
x **= 0.5
print(x)
