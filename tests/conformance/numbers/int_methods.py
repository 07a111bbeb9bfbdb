# bit_length, bit_count, as_integer_ratio, conjugate, real, imag, numerator, denominator, to_bytes-free.
for n in (0, 1, -1, 2, 3, 255, 256, -256, 2**31, 2**59, 2**60, 2**63, -(2**63), 2**64 - 1, 10**40):
    print(
        n, n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.conjugate() == n, n.real == n, n.imag,
        n.numerator == n, n.denominator
    )
print(
    True.bit_length(), True.real, type(True.real).__name__, True.numerator, True.conjugate(), False.as_integer_ratio()
)
print((5).__class__, int.bit_length(7), (1).__add__(2), (7).__index__())
print(int(), int("12"), int(3.99), int(-3.99), int(True), int(10**20), int(1e20), int("-0"), int(" 5 "), int(2.0**70))
print(
    isinstance(5, int), type(5) is int, int is type(0), 5 .bit_length(), abs(-5), abs(10**30), abs(-(10**30)), -(-5),
    +5
)
print(
    hash(5), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(10**30), hash(-(10**30)), hash(True), hash(0),
    hash(2**61 - 2), hash(-(2**61) + 1)
)
print(
    round(15, -1), round(25, -1), round(-15, -1), round(1234, -2), round(1250, -2), round(1350, -2), round(5),
    round(5, 3), round(10**30 + 5, -1), round(12, -5), round(55, -2), round(5, -1), round(True)
)
print(
    divmod(17, 5), divmod(-17, 5), pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(-2, 3, 5), pow(2, 0, 1),
    pow(5, 117, -19), pow(0, 0), 0**0, pow(10, 100, 7), pow(2, -2), pow(-2, -3)
)
for bad in (
    lambda: pow(2, -1, 4), lambda: pow(2, 5, 0), lambda: pow(0, -1, 5), lambda: round(5, 1.5), lambda: (5).missing,
    lambda: int("5", base=99), lambda: int(x="5"), lambda: pow(2, "a"), lambda: pow(2, 3, "a")
):
    try:
        print(bad())
    except (ValueError, TypeError, AttributeError) as error:
        print(type(error).__name__, error)
print(
    pow(3, 1000, 10**9 + 7), pow(123456789, 987654321, 998244353), pow(38, -1, 97), 38 * pow(38, -1, 97) % 97,
    pow(base=2, exp=5, mod=7)
)
