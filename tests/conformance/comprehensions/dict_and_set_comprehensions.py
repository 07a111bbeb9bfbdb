# Dict and set comprehensions: order of keys, repeated keys, evaluation order, nesting.
print(
    {x: x * x for x in range(5)}, {x for x in [3, 1, 2, 1]} == {1, 2, 3},
    {k: v for k, v in [("a", 1), ("b", 2), ("a", 3)]}
)
print(
    {v: k for k, v in {"a": 1, "b": 2}.items()}, {x: [y for y in range(x)] for x in range(3)},
    {(i, j): i * j for i in range(2) for j in range(2)}
)
print(
    {word: len(word) for word in "the quick brown fox".split() if len(word) > 3},
    {c for c in "hello" if c not in "aeiou"} == {"h", "l"}
)
print(
    {x % 3 for x in range(10)}, {x: y for x in range(2) for y in range(3)}, type({x for x in []}).__name__,
    type({}).__name__
)


def show(value):
    print(value, end=" ")
    return value


print({show(("k", i)): show(("v", i)) for i in range(2)})
print({**{x: 1 for x in "ab"}, **{x: 2 for x in "bc"}}, dict(sorted({3: "c", 1: "a"}.items())))
groups = {}
for word in ["apple", "bat", "avocado", "cat", "banana"]:
    groups.setdefault(word[0], []).append(word)
print(groups, {k: len(v) for k, v in groups.items()}, sorted(groups, key=lambda k: (-len(groups[k]), k)))
print({i: {j: i + j for j in range(2)} for i in range(2)}, {frozenset([1, i]) for i in (1, 1)} == {frozenset([1])})
print({k.upper(): v for k, v in zip("abc", range(3)) if v}, {k: None for k in range(2)}, {True: 1 for _ in range(2)})
for bad in (
    lambda: {[]: 1 for _ in range(1)}, lambda: {[] for _ in range(1)}, lambda: {k: v for k, v in [1]},
    lambda: {x: 1 / x for x in (0,)}
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
x = "unchanged"
table = {x: x for x in range(2)}
print(x, table, len({n // 2 for n in range(10)}), {n for n in range(3)} | {n for n in range(2, 5)})
print({1: "a", 1.0: "b", True: "c"}, {i: i for i in (1, True, 1.0)}, {0: "int", False: "bool"})
print(list({c: None for c in "mississippi"}), "".join({c: 1 for c in "abracadabra"}))
print({name: function(4) for name, function in {"double": lambda v: v * 2, "square": lambda v: v**2}.items()})
