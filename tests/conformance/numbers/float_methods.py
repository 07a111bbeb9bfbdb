# is_integer, as_integer_ratio, hex, fromhex, conjugate, real, imag.
values = [
    0.0, -0.0, 1.0, -1.5, 0.1, 3.14159, 1e22, 1e-300, 5e-324, 1.7976931348623157e308, 2.0**53, 123456.789, 0.5, 255.0
]
for v in values:
    print(
        v, v.is_integer(), v.as_integer_ratio(), v.hex(), float.fromhex(v.hex()) == v, v.conjugate() == v, v.real,
        v.imag
    )
for text in (
    "0x1p0", "1p3", "0x1.8p1", "-0x.8p0", "0xA", "ff", "1.8", "0x1.fffffffffffffp1023", "inf", "-nan", " 0x1p-1074 ",
    "0x0.0000000000001p-1022", "0x1.00000000000008p0", "0x1.000000000000081p0", "+0X1P+4", "Infinity", "0x1p-1080"
):
    print(text, float.fromhex(text))
for text in ("", "0x", "zz", "1p", "0x1p1.5", "0x1p2000", "1 2", "0x1.p", "--1"):
    try:
        print(float.fromhex(text))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
print(
    (2.5).is_integer(), (1e300).is_integer(), float(5).is_integer(), (0.1).as_integer_ratio(),
    (-2.5).as_integer_ratio(), (1e16).as_integer_ratio()
)
print(
    float(), float(5), float("1.5"), float(True), float(10**20), float("  -2.5e-3\n"), float("1_000.5"), float(".5"),
    float("5."), float("10"), float("1e+5"), float("1E5"), float("٣.٥"), float("-0")
)
print(
    type(1.0).__name__, isinstance(1.0, float), float is type(0.5), (1.5).__class__, float.is_integer(2.0), abs(-1.5),
    -(-1.5), +1.5, int(1.9), int(-1.9), bool(0.1), 3.7 // 1, -3.7 // 1
)
print(
    hash(0.5), hash(1e10) == hash(10**10), hash(-1.5), hash(3.14), hash(1e-300), hash(5e-324),
    hash(1.7976931348623157e308)
)
