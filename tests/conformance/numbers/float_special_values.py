# inf, nan and signed zero in arithmetic, comparison, conversion and containers.
import math

inf, nan = float("inf"), float("nan")
print(
    inf, -inf, nan, -nan, inf + 1, inf - inf, inf * 0, inf * -1, inf / inf, 1 / inf, -1 / inf, inf + inf, nan + 1,
    nan * 0, inf // 1, -inf // 2, 5 // inf, -5 // inf, 5 % inf, -5 % inf, 5 % -inf, inf % 5, nan // 1, nan % 2
)
print(
    inf > 1e308, -inf < -1e308, inf == inf, nan == nan, nan != nan, nan < 1, nan > 1, nan <= nan, inf < nan,
    not nan == nan, nan is nan, bool(nan), bool(inf), bool(-0.0)
)
print(
    0.0 == -0.0, 1 / math.copysign(1, -0.0), str(-0.0), -0.0 + 0.0, 0.0 - 0.0, -0.0 - 0.0, 0.0 * -1, -0.0 * -1,
    abs(-0.0), -0.0 // 1, -0.0 % 5, 0.0 % -5, round(-0.4), round(-0.4, 0), int(-0.5), -0.0 ** 2, math.atan2(-0.0, -1)
)
print(
    sorted([3.0, -inf, inf, 0.0, -1.5]), max(nan, 1), max(1, nan), min(nan, 1), min(1, nan), max(inf, 10**400),
    [nan].index(nan), [nan].count(nan), nan in {nan: 1}, {nan, nan} == {nan}, len({float("nan"), float("nan")})
)
print(
    math.isnan(nan), math.isinf(-inf), math.isfinite(1e308), math.isfinite(inf), divmod(5.0, inf), divmod(-5.0, inf),
    inf.is_integer(), nan.is_integer(), repr(inf), "%s %r" % (nan, -inf), f"{inf} {nan:.2f} {-inf:10}", [inf, nan]
)
print(
    float("Infinity"), float("-INF"), float(" nan "), float("+inf"), float("iNfInItY"), 1e999, -1e999, 1e999 - 1e999,
    hash(inf), hash(-inf), hash(0.0), hash(-0.0), hash(1.5), hash(-1.0), hash(0.1), hash(1e300), hash(2.0**61)
)
for f in (
    lambda: int(inf), lambda: int(nan), lambda: round(inf), lambda: round(nan), lambda: inf.as_integer_ratio(),
    lambda: nan.as_integer_ratio(), lambda: inf // 0, lambda: nan / 0, lambda: inf % 0, lambda: divmod(inf, 0),
    lambda: math.floor(nan), lambda: range(inf), lambda: [1] * nan, lambda: "a"[inf]
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(
    round(inf, 2), round(nan, 2), sum([inf, -inf]), sum([1e308, 1e308]), 1e308 + 1e308, 1e308 * 2, -1e308 - 1e308,
    5e-324 / 2, 5e-324 * 0.5 == 0, 2.0**1023 * 2, 1e-320, 1e200 * 1e200, -1e200 * 1e200
)
