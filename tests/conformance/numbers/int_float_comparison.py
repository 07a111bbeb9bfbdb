# Comparisons of ints and floats are exact, whatever the size.
print(
    1 == 1.0, 0 == -0.0, 1 < 1.5, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53,
    2**53 + 1 < 2.0**53 + 2, 10**22 == 1e22, 10**23 == 1e23, 10**23 > 1e23, 10**23 < 1e23
)
big = 10**400
inf, nan = float("inf"), float("nan")
print(
    big > 1e308, big < inf, -big > -inf, big == inf, big != 1.0, -big < -1e308, big > nan, big < nan, big == nan,
    big != nan, 1 < nan, 1 > nan, nan != 1, inf > 10**1000, -inf < -(10**1000)
)
for i in (
    0, 1, -1, 2**52, 2**53, 2**53 + 1, 2**54 - 1, 2**60, 2**60 + 1, 2**63, 2**63 - 1, 2**64, -(2**53) - 1, 10**18,
    10**30
):
    f = float(i)
    print(i, f, i == f, i < f, i > f, i <= f, i >= f, i != f, f == i, f < i, i == f + 1, int(f) - i)
print(
    sorted([3, 1.5, 2, 2.5, -1, 0.0, 10**20, 1e19, 2**53 + 1, 2.0**53]), max(1, 1.0), max(1.0, 1), min(2, 2.0),
    min(2.0, 2), max(2**53 + 1, 2.0**53), [1, 1.0, True].index(True)
)
print(
    True == 1.0, False < 0.5, True + 1.5, {1: "int", 1.0: "float", True: "bool"}, hash(2**70) == hash(2.0**70),
    2.0**70 in {2**70}, 0.5 in {1, 0.5}, 1.0 in [1], 3 in (1.0, 3.0)
)
print(
    5 == 5.0 == 5 + 0, 1 <= 1.0 <= 1, 0.1 + 0.2 == 0.3, 0.5 == 1 / 2, 1 / 3 == 1.0 / 3, 3 * 0.1 == 0.3,
    1e16 + 1 == 1e16, 2**1023 < 1.7976931348623157e308, 2**1024 > 1.7976931348623157e308
)
for a in (1, 1.0, True):
    for b in ("1", None, [1], (1,)):
        print(a == b, a != b, end=" ")
print()
