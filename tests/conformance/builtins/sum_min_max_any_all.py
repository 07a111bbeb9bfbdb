# sum, min, max, any, all: start values, keys, defaults, ties, laziness, errors.
print(
    sum([]), sum([1, 2, 3]), sum((1.5, 2)), sum([[1], [2]], []), sum(range(101)), sum([], 5), sum([1], 10),
    sum([True, True]), sum(x for x in range(4)), sum({1: 2, 3: 4}), sum([1], start=2), sum([(1,), (2,)], ()),
    sum([0.1] * 10), sum([10**20, 1, -(10**20)]), sum([1.5, 2, 10**18]), sum([2**62, 2**62, 2**62])
)
print(
    min(3, 1, 2), max(3, 1, 2), min([3, 1]), max("hello"), min("b", "a"), max((1, 5), (1, 2)), min({3: 0, 1: 9}),
    max([1, 1.0]), max([1.0, 1]), min([True, 1]), max(-1, -5), min([5]), max(range(10)), min(iter([2, 1])),
    max([[1], [1, 0]]), max("a", "B", key=str.lower)
)
print(
    max([1, -5, 3], key=abs), min(["bb", "a", "c"], key=len), max(["x", "yy", "zz"], key=len),
    min([], default="none"), max((), default=None), max([1], default=5), min("abc", key=lambda c: -ord(c)),
    max(1, 2, key=None), max([(1, "a"), (0, "b")], key=lambda p: p[1]), max([], default=[]),
    min({"a": 2, "b": 1}, key={"a": 2, "b": 1}.get)
)
for f in (
    lambda: sum(5), lambda: sum(["a", "b"]), lambda: sum(["a"], ""), lambda: sum([1, "a"]), lambda: sum([[1]]),
    lambda: sum(), lambda: max(), lambda: max([]), lambda: min(()), lambda: max(5), lambda: max(1, "a"),
    lambda: min([1, None]), lambda: max(1, 2, default=0), lambda: max([1], key=5), lambda: min([1, 2], unknown=1),
    lambda: max([], key=len), lambda: sum([1], 2, 3), lambda: max({}), lambda: min(None), lambda: sum(None),
    lambda: any(5), lambda: all(None), lambda: any(), lambda: all([], [])
):
    try:
        print(f())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(
    any([]), all([]), any([0, "", None]), any([0, 1]), all([1, "a"]), all([1, 0]), any("a"), all(""), any({0: 1}),
    all({1: 0}), any(x > 2 for x in range(5)), all(x < 3 for x in range(5)), any(iter([[], [0]]))
)


def noisy(values):
    for v in values:
        print("look", v, end=" ")
        yield v


print(any(noisy([0, 1, 2])))
print(all(noisy([1, 0, 2])))
print(max(noisy([1, 3, 2])))


class Addable:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return Addable(self.v + (other.v if isinstance(other, Addable) else other))

    def __radd__(self, other):
        return Addable(other + self.v)


print(
    sum([Addable(1), Addable(2), 3]).v, sum([1, 2, Addable(3)]).v, sum([Addable(5)], Addable(1)).v,
    sum(map(int, "12345")), sum(1 for _ in "abc"), sum(len(w) for w in "a bb ccc".split())
)
print(
    min((c for c in "hello" if c != "e"), default="z"), max(len(w) for w in ["a", "bbb"]), max(map(abs, [-3, 2])),
    min(zip("ba", [1, 2])), max(enumerate("abc")), sorted([max, min], key=lambda f: f.__name__)[0]([1, 2])
)
