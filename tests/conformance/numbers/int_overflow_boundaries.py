# Arithmetic across the limits of machine words: 2**31, 2**53, 2**59, 2**60, 2**63, 2**64.
edges = [2**k + d for k in (31, 32, 53, 59, 60, 61, 62, 63, 64) for d in (-1, 0, 1)]
for e in edges:
    print(
        e, e + 1, e - 1, -e, -e - 1, e + e, e * 2, e * e, e - 2 * e, ~e, abs(-e), -(-e) == e, e >> 1, e << 1,
        e & 0xFF, e | 1, e ^ e
    )
print([a + b for a in edges[:6] for b in edges[-3:]])
print([a * b for a in edges[::5] for b in (-1, 0, 3, 10**18)])
x = 1
for i in range(70):
    x *= 2
    if i in (30, 58, 59, 60, 62, 63, 69):
        print(i, x, x - 1, -x)
n = 2**60 - 3
for _ in range(6):
    n += 1
    print(n, n == n + 0, n < n + 1, hash(n) == hash(float(n)) if n == int(float(n)) else "-")
m = -(2**60) + 3
for _ in range(6):
    m -= 1
    print(m, m // 2, m % 7, m >> 3)
total = 0
for i in range(100):
    total += 10**17
print(
    total, total - 10**19, (2**59) * 2, (2**30) * (2**30), (2**32) * (2**32), -(2**31) * 2**31,
    (2**60 - 1) * (2**60 - 1)
)
print(
    3037000500**2, 4294967296 * 4294967296, 99999999999 * 99999999999, (-(2**63)) * -1, 2**63 - 2**63,
    2**64 - (2**64 - 5)
)
