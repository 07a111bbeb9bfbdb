# Large integers: + - * // % ** and comparisons, cross-checked by identities.
a = 123456789012345678901234567890123456789
b = 987654321098765432109876543210
c = -55555555555555555555
print(a + b, a - b, b - a, a * b, a // b, a % b, divmod(a, c), divmod(c, a), -a // b, -a % b)
print(a**3, c**5, 2**200, (-3) ** 101, 10**50 + 1, 7**77 % 10**10)
print(a > b, a < b, a == a + 0, c < 0 < b, a != b, a >= a, max(a, b, c), min(a, b, c), sorted([a, c, b, 0, 10**18]))
factorial = 1
for i in range(1, 101):
    factorial *= i
print(factorial, len(str(factorial)))
x = factorial
for i in range(100, 0, -1):
    assert x % i == 0
    x //= i
print(x)
fib = [0, 1]
while len(fib) < 300:
    fib.append(fib[-1] + fib[-2])
print(fib[299], fib[298] * fib[299] % 10**20)
for i in range(1, 40):
    n, d = 3**(5 * i) + i, 7**i - i
    q, r = divmod(n, d)
    assert q * d + r == n and 0 <= r < d
    q, r = divmod(-n, d)
    assert q * d + r == -n and 0 <= r < d
    q, r = divmod(n, -d)
    assert q * -d + r == n and -d < r <= 0
print("divmod identities hold")
big = 2**10000 - 1
print(big % 10**20, big.bit_length(), (big + 1) // 2**9990, (big * big) % (10**15), str(big)[:10], big // 3**6000)
print(
    (10**1000 + 1) * (10**1000 - 1) == 10**2000 - 1, (2**521 - 1) % 1000007,
    12345678901234567890 * 98765432109876543210
)
print(sum(2**k for k in range(100)) == 2**100 - 1, 0 * big, 1 * a == a, a * -1 == -a, a + -a, a - a, (a + 1) - a)
print(-a, abs(c), +b, ~a, int(True) + a, a * True, a // 1 == a, a % 1, a // a, a // -a, (a - 1) // a, -(a - 1) // a)
