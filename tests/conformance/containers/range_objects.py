# range: arguments, indexing, slicing, membership, equality, hash, methods, huge bounds.
for r in (
    range(5), range(2, 8), range(0, 10, 3), range(10, 0, -2), range(0), range(5, 2), range(2, 5, -1), range(-3, 4, 2),
    range(3, 4), range(10, 9, -1)
):
    print(r, list(r), len(r), bool(r), r.start, r.stop, r.step, list(reversed(r)), r[::-1], sum(r))
r = range(0, 20, 3)
print(
    r[0], r[-1], r[2], r[1:4], r[::2], r[::-1], r[5:1:-2], r[10:], r[-3:], r[:0], r[True], r.index(9), r.count(9),
    r.count(10), r.count("a"), r.index(6.0) if 6.0 in r else "", 9 in r, 10 in r, 9.0 in r, "9" in r, -3 in r,
    21 in r, None in r
)
print(
    range(3) == range(0, 3, 1), range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2],
    range(1) != range(2), hash(range(3)) == hash(range(0, 3)), {range(2): "k"}[range(0, 2)],
    range(1, 2, 5) == range(1, 9, 100)
)
huge = range(10**20, 10**20 + 10**19, 7)
print(
    huge, huge[0], huge[-1], huge[10**18], 10**20 + 7 in huge, 10**20 + 8 in huge, huge[5:10], list(huge[:3]),
    huge.index(10**20 + 14), bool(huge), huge[::10**17]
)
print(
    list(range(10**20, 10**20 + 3)), list(range(2**63 - 2, 2**63 + 2)), list(range(-(2**63) - 1, -(2**63) + 2)),
    [i for i in range(2**60 - 2, 2**60 + 2)], list(range(2**62, 0, -(2**61))), list(reversed(range(2**64, 2**64 + 3)))
)
for f in (
    lambda: len(range(10**30)), lambda: r[7], lambda: r[-8], lambda: r["a"], lambda: r.index(1),
    lambda: range(1, 2, 0), lambda: range(1.0), lambda: range("a"), lambda: range(), lambda: range(1, 2, 3, 4),
    lambda: range(None), lambda: r + r, lambda: r * 2, lambda: r < r, lambda: r.append(1), lambda: range(5, step=2),
    lambda: range(0, 1, 1.0), lambda: r.index("x"), lambda: huge[10**40], lambda: r(1)
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
for attribute in ("start", "stop", "step", "other"):
    try:
        setattr(r, attribute, 1)
    except AttributeError as error:
        print(error)
try:
    r[0] = 1
except TypeError as error:
    print(error)
for i in range(3):
    for i in range(i):
        print(i, end=" ")
print(i)
i = 100
for i in range(0):
    pass
print(
    i, max(range(5)), min(range(3, 9)), sorted(range(5, 0, -1)), tuple(range(2)), set(range(3)),
    dict.fromkeys(range(2)), list(zip(range(3), range(10, 13))), list(enumerate(range(5, 7))), any(range(1)),
    all(range(1, 3)), list(map(lambda x: x * 2, range(3))), [*range(2)], repr(range(1, 5, 2)), str(range(3))
)


class Index:
    def __index__(self):
        return 4


print(
    range(Index()), list(range(1, Index(), True)), range(True, Index()), 5 in range(Index()),
    iter(range(3)) is not None, type(iter(range(3))).__name__, type(iter(huge)).__name__
)
it = iter(range(5))
print(next(it), next(it), list(it), next(it, "end"))
n = 5
for k in range(n):
    n = 2
print(k, n)
