# Comprehensions with closures, exceptions in the middle, walrus, and self reference.
functions = [lambda x, i=i: x * i for i in range(4)]
print([f(10) for f in functions])
late = [lambda x: x * i for i in range(4)]
print([f(10) for f in late])
print([[f() for f in [lambda: (i, j) for j in range(2)]] for i in range(2)])


def adders(values):
    return [lambda x: x + v for v in values]


print([f(1) for f in adders([10, 20])])


def memo():
    seen = set()
    return [x for x in [1, 2, 1, 3, 2] if not (x in seen or seen.add(x))]


print(memo())
counter = 0


def tick():
    global counter
    counter += 1
    return counter


print([tick() for _ in range(3)], {tick(): tick() for _ in range(2)}, counter)
items = [1, 2, 3]
print([items.pop() for _ in range(len(items))], items)
grow = [1]
print([grow.append(x + 1) or x for x in grow if x < 4], grow)
try:
    [tick() if n < 2 else 1 / 0 for n in range(5)]
except ZeroDivisionError:
    print("stopped at", counter)
total = 0
print([total := total + n for n in range(5)], total)
print([(y, y + 1) for x in range(3) if (y := x * 2)], y)


def nested_generator():
    return [list(g) for g in [(x * k for x in range(3)) for k in range(3)]]


print(nested_generator())


def recursion(n):
    return [recursion(m) for m in range(n)]


print(recursion(3))
table = [[0] * 3 for _ in range(2)]
table[0][0] = 1
print(table, [[cell * 2 for cell in row] for row in table])


def returns_generator():
    prefix = "p"
    return (prefix + s for s in ("a", "b"))


print(list(returns_generator()))
try:
    [undefined_name for _ in range(1)]
except NameError as error:
    print(error)
print([undefined_name for _ in range(0)])
print(sorted([x for x in {3, 1, 2}], key=lambda v: -v), [ord(c) - 96 for c in sorted("hello")])
print([[i * j for j in range(1, 4)] for i in range(1, 4)], sum(sum(r) for r in [[1, 2], [3]]))
