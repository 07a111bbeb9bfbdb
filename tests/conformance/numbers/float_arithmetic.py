# + - * / // % divmod on floats and mixtures with ints and bools.
pairs = [
    (7.5, 2), (-7.5, 2), (7.5, -2), (-7.5, -2), (1.0, 0.1), (-1.0, 0.1), (0.3, 0.1), (1e20, 3), (5, 2.5), (5.0, 2.5),
    (1, 3.0), (1e-320, 3), (0.0, 5), (-0.0, 5), (1e308, 0.1), (6.0, 2), (2**53, 3.0), (True, 0.5), (3, 1e-5),
    (10**20, 7.0)
]
for a, b in pairs:
    print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b))
for a, b in pairs:
    q, r = divmod(a, b)
    assert r == a % b and q == a // b and (r == 0 or (r < 0) == (b < 0))
print(
    1.0 + 2, 2 - 0.5, 3 * 0.5, True + 0.5, 0.1 * 10, 1e16 + 1.0, 1e16 - 1e16 + 1, 1.5 + 10**20, 0.1 + 0.2 - 0.3,
    1e-16 + 1, 100 * 1.1, 3 * 1.1
)
for f in (
    lambda: 1.0 / 0, lambda: 1.0 // 0.0, lambda: 1.0 % 0, lambda: divmod(1.0, 0.0), lambda: 0.0 / 0.0,
    lambda: 1.5 + "a", lambda: 1.5 + None, lambda: [] + 1.5, lambda: 1.5 << 1, lambda: 1.5 & 1, lambda: 1.5 | True,
    lambda: "a" * 1.5, lambda: 1.5 @ 2
):
    try:
        print(f())
    except (ZeroDivisionError, TypeError) as error:
        print(type(error).__name__, error)
x = 10.0
x += 1
x -= 0.5
x *= 2
x /= 4
x //= 1
x %= 3
x **= 2
print(x, type(x).__name__, -x, +x, abs(-x), not x)
s = 0
for i in range(10):
    s += i / 4
print(
    s, sum(i / 4 for i in range(10)), sum([0.1] * 3), sum([1, 2.5]), sum([1e100, 1, -1e100]), max(1.5, 2, 0.5),
    min(1, 1.0), sorted([2.5, 1, 2.0, True])
)
a, e = 1.0, 0
while a + 1.0 != a:
    a *= 2
    e += 1
print(a, e, 2.0**-1022 / 2**52, 1 - 2**-53, 1 + 2**-53 == 1, 1 + 2**-52)
y = 2.0
for _ in range(6):
    y = (y + 2 / y) / 2
print(y, y * y, 3.999 // 1, -3.999 // 1, 1e15 % 7, 1e300 % 7.5, -1e300 % 7.5, 5.1 % 0.1, 2**0.5 * 2**0.5)
