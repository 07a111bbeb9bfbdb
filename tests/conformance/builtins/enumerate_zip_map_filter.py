# enumerate, zip (with strict), map, filter, reversed: laziness, several iterables, errors.
print(
    list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate("a", start=-1)),
    list(enumerate({"k": 1})), next(enumerate("x", 10**20)), dict(enumerate("ab"))
)
print(
    list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip("ab", [1, 2], (True, None))),
    list(zip(range(3), "abc", strict=True)), dict(zip("ab", range(5))), list(zip(*[(1, "a"), (2, "b")])),
    list(zip([], "a")), list(zip({"k": 1}, {"v"}))
)
for f in (
    lambda: list(zip("ab", "a", strict=True)), lambda: list(zip("a", "ab", strict=True)),
    lambda: list(zip("ab", "ab", "a", strict=True)), lambda: list(zip("ab", "ab", "abc", strict=True)),
    lambda: zip(5), lambda: zip("a", None), lambda: list(map(len)), lambda: map(), lambda: list(map(5, [1])),
    lambda: list(map(len, [1])), lambda: map(len, 5), lambda: list(filter(5, [1])), lambda: filter(None),
    lambda: filter(None, 5), lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], "a"),
    lambda: reversed(5), lambda: reversed({1}), lambda: reversed(x for x in []),
    lambda: list(map(lambda a: a, [1], [2])), lambda: zip("a", bad=1), lambda: enumerate([], start=1.5),
    lambda: reversed(), lambda: iter()
):
    try:
        print(f())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(
    list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(max, [1, 5], [3, 2], [2, 9])),
    list(map(None.__class__, [])), list(map(int, "123")), list(map(str.upper, "ab")),
    list(map(lambda *a: a, "ab", "xyz")), list(map(list, ["ab"])), list(map(print, []))
)
print(
    list(filter(None, [0, 1, "", "a", None, [], [0]])), list(filter(lambda x: x > 1, [1, 2, 3])),
    list(filter(str.isalpha, "a1b2")), list(filter(bool, [])), list(filter(None, {0: 1, 2: 0})),
    list(filter(lambda p: p[1], [("a", 0), ("b", 1)]))
)
print(
    list(reversed([1, 2])), list(reversed("abc")), list(reversed((1,))), list(reversed(range(3))),
    list(reversed({"a": 1, "b": 2})), "".join(reversed("stressed")), list(reversed([]))
)
log = []
m = map(lambda x: log.append(x) or x, [1, 2, 3])
print(log, next(m), log, list(m), log, list(m))
a = iter([1, 2, 3, 4, 5])
print(list(zip(a, a)), list(a))
b, c = iter([1, 2, 3]), iter([1])
print(list(zip(b, c)), list(b), list(c))
for i, (x, y) in enumerate(zip("ab", [1, 2]), 1):
    print(i, x, y, end="; ")
print()
z = zip("abc", range(3))
print(next(z), list(z), next(z, "end"), iter(z) is z, bool(z), type(z).__name__)


class Counter:
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        return self.n

    def __iter__(self):
        return self


print(
    list(zip(Counter(), "abc")), [x for _, x in zip(range(3), map(lambda v: v * v, Counter()))],
    next(filter(lambda v: v % 7 == 0, Counter()))
)
pairs = [(1, "one"), (2, "two")]
numbers, names = zip(*pairs)
print(
    numbers, names, list(zip(names, numbers)), sorted(zip([3, 1, 2], "cab")), max(zip([1, 2], [9, 0])),
    sum(map(lambda p: p[0], pairs)), any(map(str.isdigit, "ab1")), dict(map(reversed, pairs)),
    list(map(lambda x, y=10: x + y, [1, 2]))
)
r = reversed([1, 2, 3])
print(
    next(r), list(r), next(r, None), list(map(lambda f: f(4), [abs, str, lambda v: v ** 2])),
    *map(chr, range(97, 100)), *filter(lambda c: c > "a", "abc")
)
