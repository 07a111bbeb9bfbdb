# len, in, iteration, truth of every builtin container, and of views and ranges.
containers = [
    "", "abc", [], [1, 2], (), (1,), {}, {"a": 1, "b": 2}, set(), {1, 2, 3}, frozenset([1]), range(0), range(10),
    {}.keys(), {"a": 1}.keys(), {"a": 1}.values(), {"a": 1}.items(), "日本", "😀"
]
for c in containers:
    print(type(c).__name__, len(c), bool(c), list(c), 1 in c if not isinstance(c, str) else "a" in c)
for bad in (5, 1.5, None, True, len, iter([]), (x for x in []), zip(), object(), type, map(str, []), ...):
    try:
        len(bad)
    except TypeError as error:
        print(error)
for f in (lambda: len(), lambda: len([], []), lambda: len(x=[]), lambda: len(*[[1, 2]])):
    try:
        print(f())
    except TypeError as error:
        print(error)
print(
    len(range(0, 10, 3)), len(range(10, 0, -3)), len(range(2**40)), len("a" * 1000), len([[]] * 5), len({**{"a": 1}}),
    len([*"abc", *"de"]), len((1, (2, 3))), len("\n\t\\"), len(r"\n")
)
print(
    sum(len(c) for c in containers), max(containers[:2], key=len), sorted(["ccc", "a", "bb"], key=len),
    list(map(len, ["a", [1, 2], {}])), len(str(12345)), len(repr("a")), len(dir(object)) > 10
)
