# Floats of every magnitude pass through variables, containers, arithmetic and comparisons unchanged.
exponents = [
    -1074, -1073, -1022, -1000, -512, -300, -258, -257, -256, -255, -60, -1, 0, 1, 52, 53, 59, 60, 61, 63, 64, 255,
    256, 257, 258, 300, 511, 512, 513, 1000, 1023
]
values = [sign * mantissa * 2.0**e for e in exponents for mantissa in (1.0, 1.5, 1.9999999999999998) for sign in (1, -1) if e < 1023 or mantissa < 2]
print(len(values), values[:6], values[-6:])


class Holder:
    def __init__(self, v):
        self.v = v


def identity(v):
    return v


for v in values:
    h = Holder(v)
    d = {v: "key"}
    assert h.v == v and identity(v) == v and [v][0] == v and d[v] == "key" and (v,)[0] == v and v in {v}
    assert repr(h.v) == repr(v) and -(-v) == v and v * 1 == v and v + 0.0 == v and v - 0 == v and v / 1 == v and abs(v) == abs(-v)
    assert float(repr(v)) == v and (v < 0) == (v <= -5e-324) and bool(v) and v == v and not v != v and not v < v
print("all keep their value")
for v in values[::9]:
    print(
        v, v * 2, v / 2, v + v, v - v, -v, v * v, v > 1, v < 2**257,
        v == int(v) if abs(v) < 1e300 and abs(v) >= 1 else "", v // 1 if abs(v) < 1e15 else ""
    )
x = 1.0
for _ in range(1100):
    x *= 2
    if x > 1e308:
        break
print(x)
x = 1.0
n = 0
while x > 0:
    x /= 2
    n += 1
print(x, n)
x, step = 0.0, 2.0**255
for _ in range(10):
    x += step
    print(x, end=" ")
print()
for _ in range(12):
    x -= step
    print(x, end=" ")
print()
total = 0.0
for i in range(100):
    total += 2.0**i * (-1) ** i
print(total, sorted(values)[:3], max(values), min(values), sum(values[:50]) , [0.0, -0.0, 1 / 3, -1e-310].__repr__())
zero = 0.0
print(
    zero, -zero, zero * -1, zero - zero, -zero + -zero, 0 * -1.0, 0.0 == -0.0, str(-zero), [zero, -zero],
    {0.0: "a", -0.0: "b"}, 1e-320 * 1, 5e-324 * 1.5
)
big = 2.0**300
print(
    big, int(big) == 2**300, big == 2**300, big + 1 == big, [big, -big], big > 2**299, hash(big) == hash(2**300),
    big % 7, big // 3 == big / 3, divmod(big, 10)[1], round(big) == 2**300
)
