# Equality and ordering across and inside containers, with identity shortcuts.
values = [
    1, 1.0, True, "1", (1,), [1], {1}, frozenset([1]), {1: 1}, None, range(1, 2), 0, "", (), [], {}, set(), range(0)
]
for v in values:
    print([int(v == w) for w in values])


class Never:
    def __eq__(self, other):
        return False


n = Never()
print(
    n == n, [n] == [n], (n,) == (n,), {1: n} == {1: n}, n in [n], [n].index(n), [n].count(n), [n] != [n],
    (n, 1) < (n, 2), [n] == [Never()]
)
nan = float("nan")
print(
    [nan] == [nan], (nan,) == (nan,), {nan} == {nan}, {1: nan} == {1: nan}, [nan] == [float("nan")],
    (nan, 1) < (nan, 2), [nan] < [nan], max([nan, 1.0]), nan in (nan,)
)
print(
    [1, 2, 3] < [1, 2, 4], [1, 2] < [1, 2, 0], [] < [[]], [[1], 2] < [[1], 3], (1, "b") < (1, "c"),
    ("a",) < ("b", None), [1, None] == [1, None], (0, None) < (1, "x"), [2] > [1, None], "a" < "aa"
)
for f in (
    lambda: [None] < [1], lambda: (1, "a") < (1, 2), lambda: [1] < [[1]], lambda: {1: 1} < {1: 2},
    lambda: None < None, lambda: [{}] < [{}], lambda: [{}] < [{1: 1}], lambda: (None,) < (None,),
    lambda: (None,) <= (None,), lambda: [print] < [len], lambda: sorted([None, 1]), lambda: max([[1], ["a"]])
):
    try:
        print(f())
    except TypeError as error:
        print(error)


class Loud:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        print("eq %s %s" % (self.v, getattr(other, "v", other)), end="; ")
        return self.v == getattr(other, "v", other)

    def __lt__(self, other):
        print("lt %s %s" % (self.v, other.v), end="; ")
        return self.v < other.v


print([Loud(1), Loud(2), Loud(3)] == [Loud(1), Loud(9), Loud(3)])
print([Loud(1), Loud(2)] == [Loud(1)])
print((Loud(1), Loud(2)) < (Loud(1), Loud(3)))
print({"k": Loud(1)} == {"k": Loud(1)})
print(Loud(2) in [Loud(1), Loud(2), Loud(3)])
print(2 in [Loud(1), Loud(2)])
print([Loud(1), Loud(2)].index(2), [Loud(5)].count(5))
print([Loud(1)] != [Loud(2)], (Loud(1),) != (Loud(1),))
