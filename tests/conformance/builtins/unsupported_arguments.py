# Calls of builtins with arguments of user types that define only part of a protocol.


class Empty:
    pass


class WithLen:
    def __len__(self):
        return 2


class WithItem(WithLen):
    def __getitem__(self, i):
        if i > 1:
            raise IndexError("end")
        return i * 10


class WithIter:
    def __iter__(self):
        return iter([3, 1, 2])


class WithIndex:
    def __index__(self):
        return 2


functions = [
    len, list, tuple, sum, max, sorted, iter, next, reversed, abs, int, float, bool, bin, chr, ord, enumerate, any,
    all, set, dict, zip, round, hash
]
for thing in (Empty(), WithLen(), WithItem(), WithIter(), WithIndex()):
    for f in functions:
        try:
            value = f(thing)
            if f is hash:
                value = "hashed"
            elif f in (iter, reversed, enumerate, zip):
                value = list(value)
            print(type(thing).__name__, f.__name__, value)
        except Exception as error:
            print(type(thing).__name__, f.__name__, type(error).__name__, error)
    for label, f in (
        ("in", lambda v: 1 in v), ("[0]", lambda v: v[0]), ("range", range), ("[v]", lambda v: [1, 2, 3][v]),
        ("*", lambda v: "ab" * v), ("unpack", lambda v: [*v]), ("join", lambda v: ",".join(v)),
        ("call", lambda v: v()), ("%d", lambda v: "%d" % v), ("divmod", lambda v: divmod(v, 1)),
        ("<", lambda v: v < 1), ("**", lambda v: dict(**v)), ("with", lambda v: v.__enter__),
        ("round", lambda v: round(1.2345, v)), ("slice", lambda v: "abcdef"[v:])
    ):
        try:
            print(type(thing).__name__, label, f(thing))
        except Exception as error:
            print(type(thing).__name__, label, type(error).__name__, error)
