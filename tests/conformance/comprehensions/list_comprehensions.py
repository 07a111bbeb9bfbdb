# List comprehensions: conditions, several loops, nesting, targets, any expression as element.
print([x for x in range(5)], [x * x for x in range(10) if x % 2], [x for x in range(20) if x % 2 == 0 if x % 3 == 0])
print([(i, j) for i in range(3) for j in range(i, 3)], [i + j for i in "ab" for j in "xy" if i + j != "ay"])
print([[j for j in range(i)] for i in range(4)], [[row[i] for row in [[1, 2, 3], [4, 5, 6]]] for i in range(3)])
print([y for row in [[1, 2], [3], []] for y in row], [c for word in ["ab", "cd"] for c in word if c != "b"])
print(
    [a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "de"]],
    [k for k, (v, w) in {"x": (1, 2)}.items()]
)
print(
    ["even" if x % 2 == 0 else "odd" for x in range(3)], [x or "zero" for x in range(2)],
    [lambda: x for x in range(2)][1]()
)
print([x for x in []], [1 for _ in range(3)], [None for x in "ab"], [[] for _ in range(2)], [{}.get(x) for x in "a"])
print(
    [x for x in [x for x in [1, 2]]], [x for x in (y for y in range(3))], [str(x) + y for x in range(2) for y in "ab"]
)
print([x if x else -1 for x in [0, 1]], [x for x in [1, 2, 3] if x > 1 and x < 3 or x == 1], [not x for x in [0, 1]])
print(
    [f"{x}:{y}" for x, y in zip("ab", range(2))], [x[::-1] for x in ("abc", [1, 2])],
    [*map(str, [x for x in range(3)])]
)
data = {}
print([data for data in [1, 2]], data, [x for x, in [(1,), (2,)]], [x for [x, y] in [[1, 2]]])
print(
    [i for i in range(10) if i in [j * j for j in range(4)]], len([0 for _ in range(1000)]),
    sum([x for x in range(101)])
)


def evaluated(values, name):
    print("source", name)
    return values


print([x + y for x in evaluated([1, 2], "x") for y in evaluated([10, 20], "y")])
log = []
result = [log.append(x) for x in range(3)]
print(result, log)
primes = [n for n in range(2, 30) if all(n % d for d in range(2, int(n**0.5) + 1))]
print(primes)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[c] for row in matrix] for c in range(len(matrix[0]))], [sum(row) for row in matrix])
for bad in (
    lambda: [x for x in 5], lambda: [1 / x for x in (1, 0)], lambda: [a for a, b in [(1,)]],
    lambda: [x.missing for x in [1]]
):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print([x for x in range(3) if (lambda v: v > 0)(x)], [[x, y] for x in range(2) if x for y in range(2) if y])


class Holder:
    pass


h = Holder()
h.items = [1, 2, 3]
print([h.total for h.total in h.items], h.total)
