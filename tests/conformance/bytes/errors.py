# What the methods and constructors of bytes and bytearray say of wrong arguments.
def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


class Refusing:
    def __index__(self):
        raise KeyError("no")


class WrongBytes:
    def __bytes__(self):
        return "text"


class Items:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i


class Own:
    def __bytes__(self):
        return b"own"

    def __index__(self):
        return 3


class Unsure:
    def __index__(self):
        raise TypeError("unsure")

    def __iter__(self):
        return iter([7])


for kind in (bytes, bytearray):
    print(kind)
    b = kind(b"abc")
    for action in (
            lambda: b.expandtabs(2**31), lambda: b.expandtabs(2**70), lambda: b.expandtabs("x"), lambda: b.expandtabs(1, 2),
            lambda: b.expandtabs(x=1), lambda: b.expandtabs(-(2**31)), lambda: b.center(), lambda: b.center(1, 2, 3),
            lambda: b.center(10, "x"), lambda: b.center(10, b"xx"), lambda: b.center(10, None),
            lambda: b.center(10, bytearray(b"z")), lambda: b.center("x"), lambda: b.ljust(7, 5), lambda: b.rjust(7, b""),
            lambda: b.zfill(), lambda: b.zfill(2**70), lambda: b.zfill("x"),
            lambda: b.hex(1), lambda: b.hex("xx"), lambda: b.hex("\xe9"), lambda: b.hex(b"\xff"), lambda: b.hex(["-"]),
            lambda: b.hex("-", 2**31), lambda: b.hex("-", 2**80), lambda: b.hex("-", "a"), lambda: b.hex(None),
            lambda: kind.fromhex(b"aa"), lambda: kind.fromhex("aa b"), lambda: kind.fromhex("a a"), lambda: kind.fromhex("zz"),
            lambda: kind.fromhex("aa\xe9"), lambda: kind.fromhex("a\xe9g0"), lambda: kind.fromhex(), lambda: kind.fromhex(None),
            lambda: b.replace(b"a"), lambda: b.replace("a", "b"), lambda: b.replace(b"a", "b"), lambda: b.replace(b"a", b"b", "c"),
            lambda: b.replace(b"a", b"b", 1, 2), lambda: b.translate("x"), lambda: b.translate(b"x"),
            lambda: b.translate(None, "a"), lambda: b.translate(), lambda: b.translate(None, None),
            lambda: kind.maketrans(b"a"), lambda: kind.maketrans(b"a", "b"), lambda: kind.maketrans(b"a", b"bc"),
            lambda: b.split("a"), lambda: b.split(b""), lambda: b.split(b"b", "x"), lambda: b.split(1), lambda: b.rsplit(b""),
            lambda: b.partition("a"), lambda: b.partition(b""), lambda: b.partition(), lambda: b.rpartition(7),
            lambda: b.strip("a"), lambda: b.strip(1), lambda: b.lstrip([1]), lambda: b.strip(b"a", b"b"),
            lambda: b.join(1), lambda: b.join([1]), lambda: b.join(["a"]), lambda: b.join([b"x", None]), lambda: b.join(b"ab"),
            lambda: b.find(), lambda: b.find("a"), lambda: b.find(300), lambda: b.find(-1), lambda: b.find(1.0),
            lambda: b.find(10**40), lambda: b.find(b"a", "x"), lambda: b.find(Refusing()), lambda: b.find(b"a", Refusing()),
            lambda: b.index(b"z"), lambda: b.find(b"a", 1, 2, 3), lambda: b.rindex(1), lambda: b.count("a"), lambda: b.count(),
            lambda: b.startswith("a"), lambda: b.startswith((b"x", "a")), lambda: b.startswith((b"a", "a")),
            lambda: b.startswith(1), lambda: b.startswith(), lambda: b.endswith([b"c"]), lambda: b.startswith(b"a", "x"),
            lambda: b.removeprefix("a"), lambda: b.removesuffix(None), lambda: b.splitlines("x"), lambda: b.upper(1),
            lambda: b.decode(1), lambda: b.decode("zz"), lambda: b.decode("utf-8", 1), lambda: b.decode("utf-8", "strict", 1),
            lambda: b.decode(None), lambda: b.decode(errors=None), lambda: b.decode("utf\0"), lambda: b.decode(encoding="utf-8"),
            lambda: kind(1, 2), lambda: kind("x"), lambda: kind(b"x", "utf-8"), lambda: kind("x", errors="x"),
            lambda: kind(b"x", errors="x"), lambda: kind(encoding="x"), lambda: kind(errors="x"), lambda: kind(-1),
            lambda: kind(None), lambda: kind([256]), lambda: kind([-1]), lambda: kind(["a"]), lambda: kind(1.5),
            lambda: kind(2**70), lambda: kind(1, 2, 3, 4), lambda: kind([2**70]), lambda: kind(foo=1), lambda: kind(source=b"x"),
            lambda: kind("x", 1), lambda: kind("x", "utf-8", 1), lambda: kind(True), lambda: kind([1, None]), lambda: kind(object),
            lambda: kind(Refusing()), lambda: kind([Refusing()]), lambda: kind(WrongBytes()), lambda: kind(Items()),
            lambda: kind(Own()), lambda: kind(Unsure()), lambda: kind({1: 2}), lambda: kind(x for x in (1, 2)), lambda: kind(range(4)),
            lambda: kind.__new__(int), lambda: kind.__new__(3), lambda: b % 1,
            lambda: b["x"], lambda: b[7], lambda: b[1.5], lambda: b + "x", lambda: "x" + b, lambda: b + 1, lambda: b + [1],
            lambda: b * "x", lambda: b * 2**62, lambda: b < "x", lambda: b - b, lambda: b.nothing, lambda: "a" in b,
            lambda: 256 in b, lambda: 1.5 in b, lambda: kind.upper(3), lambda: kind.upper(), lambda: kind.join(b"", 3)):
        attempt(action)

for text in ("zz", "utf-8\0"):
    attempt(lambda: "x".encode(text))
attempt(lambda: "x".encode(1))
attempt(lambda: "x".encode("utf-8", 2))
attempt(lambda: "x".encode(errors=None))
attempt(lambda: str(b"x", 1))
attempt(lambda: str(b"x", "utf-8", 1))
attempt(lambda: str("x", "utf-8"))
attempt(lambda: str(1, "utf-8"))
attempt(lambda: str(b"x", "zz"))
attempt(lambda: ord(b"ab"))
attempt(lambda: ord(b""))
attempt(lambda: hash(bytearray()))
attempt(lambda: {bytearray(b"x"): 1})
