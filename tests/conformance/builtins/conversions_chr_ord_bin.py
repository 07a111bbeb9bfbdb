# chr, ord, bin, oct, hex, ascii, repr, str, int, float, bool, list, tuple, set, dict conversions.
print(
    chr(65), ord("A"), chr(0x1F600), ord("😀"), bin(10), bin(-10), bin(0), oct(64), oct(-1), hex(255), hex(-255),
    hex(2**70), bin(True)
)
print(
    ascii("é"), ascii("a'b"), repr("é"), str(5), str("x"), str(None), str([1, "a"]), str(1.0), str(True),
    repr([1, "a", None]), ascii(["é", 1]), str(), repr(""), str(object=5)
)
print(
    int("42"), int(4.7), int(True), float("4.5"), float(4), bool("x"), bool(""), list("ab"), list({"k": 1}),
    tuple([1]), set([1, 1]), dict([(1, 2)]), frozenset([1]), list(range(3)), tuple("ab"), int(), float(), str(),
    bool(), list(), tuple(), set(), dict(), frozenset()
)
for f in (
    lambda: chr("a"), lambda: chr(-1), lambda: chr(1114112), lambda: chr(1.0), lambda: chr(), lambda: ord(1),
    lambda: ord("ab"), lambda: ord(""), lambda: ord(), lambda: bin("a"), lambda: bin(1.0), lambda: hex("a"),
    lambda: oct(None), lambda: hex(), lambda: ascii(), lambda: repr(), lambda: repr(1, 2), lambda: list(1),
    lambda: list(1, 2), lambda: tuple(None), lambda: set(1), lambda: dict(1), lambda: dict([1]), lambda: float("x"),
    lambda: int("x"), lambda: int("1", 2, 3), lambda: bool(1, 2), lambda: str(1, 2, 3, 4), lambda: int([1]),
    lambda: float({}), lambda: frozenset(1), lambda: list(x=1), lambda: tuple(x=1), lambda: int(x=1),
    lambda: float(x=1), lambda: bool(x=1), lambda: set(x=1)
):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


class Convertible:
    def __int__(self):
        return 42

    def __float__(self):
        return 4.2

    def __str__(self):
        return "text"

    def __bool__(self):
        return False

    def __iter__(self):
        return iter([("a", 1), ("b", 2)])

    def __index__(self):
        return 10

    def __repr__(self):
        return "Convertible(é)"


c = Convertible()
print(
    int(c), float(c), str(c), bool(c), list(c), tuple(c), dict(c), set(c) == {("a", 1), ("b", 2)}, bin(c), hex(c),
    oct(c), chr(c) == "\n", repr(c), ascii(c), [c], f"{c}"
)
print(
    [t() for t in (int, float, str, bool, list, tuple, dict, set, frozenset)],
    [type(t()).__name__ for t in (int, float, str, bool, list, tuple, dict, set, frozenset)]
)
print(
    list(map(int, ["1", " 2 ", "-3"])), list(map(float, ["1", "1e2"])), [hex(n)[2:].zfill(2) for n in (0, 15, 255)],
    "".join(chr(ord(ch) + 1) for ch in "HAL"), int("".join(["1", "0"]), 2), sorted(str(2**64)),
    [ord(ch) - ord("0") for ch in "123"]
)
