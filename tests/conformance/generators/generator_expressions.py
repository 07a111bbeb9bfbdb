# Generator expressions: laziness, scoping, late binding, as arguments.
numbers = [1, 2, 3]
g = (n * 2 for n in numbers)
print(type(g).__name__, next(g))
numbers.append(4)
print(list(g))
factor = 10
g = (n * factor for n in [1, 2])
factor = 100
print(list(g))
source = [1, 2]
g = (n for n in source)
source = [9, 9]
print(list(g))


def noisy(values):
    print("source evaluated")
    return values


g = (x for x in noisy([1, 2]))
print("made")
print(list(g))
g = (x for x in [1] for y in noisy([1, 2]))
print("inner source is lazy")
print(list(g))
try:
    (x for x in 5)
except TypeError as error:
    print(error)
g = (1 // x for x in [1, 0, 2])
print(next(g))
try:
    next(g)
except ZeroDivisionError as error:
    print(error, list(g))
print(sum(x for x in range(5)), max((x for x in [3, 9, 2]), default=0), ",".join(str(x) for x in range(3)))
print(
    sorted((len(w), w) for w in ["bb", "a", "cc"]), dict((k, v) for k, v in [(1, 2)]),
    set(x % 2 for x in range(5)) == {0, 1}
)
print(any(x > 2 for x in range(10)), all(x < 3 for x in range(10)), list(x for x in "ab" if x > "a"))
pipeline = (x * x for x in (y + 1 for y in (z for z in range(5) if z % 2)))
print(list(pipeline))
print([list(i * j for j in range(3)) for i in range(3)])
g = (i for i in range(3))
print(list(zip(g, g)), 2 in (i for i in range(5)))


def in_function(limit):
    return sum(x for x in range(limit) if x != limit - 2)


print(in_function(5))
functions = list(lambda: i for i in range(3))
print([f() for f in functions])
first, *rest = (c for c in "xyz")
print(first, rest)
print(*(n for n in range(3)), sep="-")
nested = ((i, j) for i in range(3) for j in range(i) if (i + j) % 2)
print(next(nested), list(nested))
g = (x for x in "abc")
for c in g:
    print(c, list(g))


class Scope:
    items = [1, 2]
    total = sum(x for x in items)


print(Scope.total, g.__name__)
