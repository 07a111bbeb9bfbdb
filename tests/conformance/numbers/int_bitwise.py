# & | ^ ~ << >> on negative and large integers behave as infinite two's complement.
values = [
    0, 1, -1, 5, -6, 255, -256, 2**31, -(2**31), 2**60, -(2**60), 2**63 - 1, -(2**63), 2**64, -(2**64) - 1, 10**30,
    -(10**30)
]
for a in values:
    print(a, ~a, [a & b for b in values[:9]], [a | b for b in values[4:13]], [a ^ b for b in values[8:]])
for a in values:
    print([a << s for s in (0, 1, 7, 64)], [a >> s for s in (0, 1, 7, 59, 60, 61, 63, 64, 100)])
for a in values:
    for b in values:
        assert a ^ b == (a | b) - (a & b)
        assert ~(a & b) == ~a | ~b
        assert a + b == (a ^ b) + 2 * (a & b)
print("identities hold")
print(1 << 100, (1 << 100) >> 99, -1 << 100, -1 >> 100, (-(2**70) + 1) >> 70, 5 >> 1000, -5 >> 1000, 0 << 1000)
print(
    True & False, True | 2, True ^ True, type(True & True).__name__, type(True | 1).__name__, ~True, True << 3,
    type(~False).__name__
)
print(0xFF & ~0xF, (1 << 8) - 1, 0b1010 ^ 0b0110, -1 & 0xFFFFFFFF, -5 & 3, (-5 & 0xFF) >> 4, 6 & -6, 12 & -12)
for bad in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 1.0, lambda: 1.0 & 1, lambda: "a" | 1, lambda: ~1.0):
    try:
        print(bad())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
n, count = 0b110101110001, 0
while n:
    n &= n - 1
    count += 1
print(count, (0b110101110001).bit_count(), (-7).bit_count(), (2**100 - 1).bit_count(), (0).bit_count())
h = 5381
for ch in "hash me":
    h = (h << 5 ^ h >> 27 ^ ord(ch)) & 0xFFFFFFFF
print(h)
