# Conversion between integers and decimal text stops at 4300 digits; other bases and arithmetic do not.
print(len(str(10**4299)), int("9" * 4300) % 997, len("%d" % 10**4299), len(f"{10**4299}"))
for f in (
    lambda: str(10**4300), lambda: repr(10**4300), lambda: int("9" * 4301), lambda: "%d" % 10**4300,
    lambda: f"{10**4300}", lambda: "{}".format(10**5000), lambda: print(10**4300), lambda: int("1" + "0" * 5000),
    lambda: format(10**4300, "d"), lambda: format(10**4300, ","), lambda: int("-" + "9" * 4301),
    lambda: int("1_" * 4300 + "1"), lambda: int("0" * 5000 + "1"), lambda: str([10**4300]),
    lambda: int("5" * 5000, 7), lambda: float("9" * 5000), lambda: int(" " * 5000 + "7")
):
    try:
        value = f()
        print(type(value).__name__, len(str(value)))
    except ValueError as error:
        print(error)
big = 10**20000
print(
    big.bit_length(), len(hex(big)), len(bin(big)), len(oct(big)), len("%x" % big), int("f" * 20000, 16).bit_length(),
    int("1" * 30000, 2).bit_length(), int("v" * 5000, 32) % 10007
)
print(
    big % 10**9, (big + 1) % 97, big // 10**19990, (big * big) % 1000003, big > big - 1, (-big) % 7, hash(big),
    big == 10**10000 * 10**10000, pow(3, 10**50, 10**9 + 7)
)
print(
    (1 << 200000).bit_length(), (1 << 200000 | 5) & 0xFF, (3**20000).bit_count() > 0, -(1 << 100000) >> 99998,
    ((1 << 65536) - 1).bit_count()
)
