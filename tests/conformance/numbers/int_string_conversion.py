# int to text in every base and back.
for n in (0, 1, -1, 10, 255, -255, 2**31, 2**60, -(2**60), 2**64, 10**25, -(10**25)):
    print(n, bin(n), oct(n), hex(n), str(n), repr(n))
    assert int(bin(n), 2) == int(oct(n), 8) == int(hex(n), 16) == int(str(n)) == int(bin(n), 0) == int(hex(n), 0) == n
digits = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base(n, base):
    text = ""
    while n:
        n, digit = divmod(n, base)
        text = digits[digit] + text
    return text or "0"


n = 3**150 + 12345
for base in range(2, 37):
    text = to_base(n, base)
    assert int(text, base) == n and int(text.upper(), base) == n and int("-" + text, base) == -n
    print(base, text[:20], len(text))
print(
    int("0b101", 2), int("101", 2), int("0o17", 8), int("0XfF", 16), int("-0x1f", 16), int("+7", 0), int("0b11", 0),
    int("0o7", 0), int("00", 0), int("0_1", 8), int("1_000"), int("0x_f", 16), int("  12\n"), int("z", 36),
    int("-Zz", 36)
)
print(
    int("١٢٣"), int("１２"), int("१२", 10), int("1" * 100), len(str(10**500)), str(2**1000)[-30:], int("9" * 50) + 1,
    int("-" + "9" * 30) - 1
)
for text, base in (
    ("", 10), ("12", 2), ("g", 16), ("0b1", 10), ("0x", 16), ("1 2", 10), ("--1", 10), ("1_", 10), ("_1", 10),
    ("1__1", 10), ("08", 0), ("z", 35), ("1.0", 10), ("0b2", 0), ("+", 10), ("é", 10)
):
    try:
        print(int(text, base))
    except ValueError as error:
        print(error)
print("%d" % 10**40, f"{10**40}", "{:,}".format(10**15), str(-(10**19)), [10**19, -(10**19)], 123456789 * 10**20)
