# Counters, accumulators and comparisons in loops across the limits of small integers.


def accumulate(start, step, count):
    total = start
    for _ in range(count):
        total += step
    return total


def countdown(start, step):
    n, turns = start, 0
    while n > 0:
        n -= step
        turns += 1
    return n, turns


def product(limit):
    p = 1
    for i in range(1, limit):
        p *= i
    return p


print(
    accumulate(0, 2**58, 10), accumulate(2**60 - 5, 1, 10), accumulate(-(2**60) + 5, -1, 10),
    accumulate(2**62, 2**62, 5), accumulate(0, -(2**59), 5)
)
print(countdown(2**60 + 3, 2**58), countdown(2**64, 2**61 + 1), countdown(10**20, 3 * 10**18), countdown(5, 2))
print(
    product(25), product(40) % 1000007, accumulate(1.5, 2**60, 3), accumulate(2**60, 0.5, 3), accumulate("a", "b", 3),
    accumulate([1], [2], 2)
)
i = 2**60 - 3
while i < 2**60 + 3:
    i += 1
print(i)
i = -(2**60) + 3
while i >= -(2**60) - 2:
    i -= 1
print(i)
for i in range(2**60 - 2, 2**60 + 2):
    print(i, end=" ")
for i in range(2**59 * 2 - 1, 2**60 + 2, 1):
    print(i - 2**60, end=" ")
for i in range(-(2**60) - 1, -(2**60) + 2):
    print(i + 2**60, end=" ")
for i in range(2**63 - 1, 2**63 + 1):
    print(i, end=" ")
for i in range(2**60, 2**60 - 3, -1):
    print(i, end=" ")
print()
a, b = 0, 1
for _ in range(100):
    a, b = b, a + b
print(a)
n, bits = 1, 0
while n < 10**30:
    n <<= 3
    n |= 5
    bits += 1
print(n, bits, n >> 60, n & 2**60 - 1, ~n + 1 == -n)
x = 1
history = []
for _ in range(12):
    x = x * -(2**7)
    history.append(x)
print(history)
total = 0
for i in range(1000):
    total = (total * 31 + i * 2654435761) % 2**64
print(total)
total = 0
for i in range(1000):
    total = total ^ (i << i % 70)
print(total)
seed = 42
for _ in range(1000):
    seed = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
print(seed, seed >> 33)
k = 2**59
print([k + k, k * 2, k - -k, -k - k, -k - k - 1, k + k - 1, -(k * 2), (k * 2) // -1, abs(-k * 2), k * 2 % 7, k * -2])
d = 0
for i in (1, 2.5, 10**20, True, -3):
    d += i
print(d)
