# Tuples: literals, indexing, slicing, methods, comparison, hashing, immutability, packing.
t = (1, 2, 3, 2)
print(t, (), (1,), (1, 2), 1, 2, tuple(), tuple("ab"), tuple([1]), tuple(range(3)), tuple(t) is t, (((1))), ((1,),))
print(
    t[0], t[-1], t[1:], t[:2], t[::-1], t[::2], t[5:], t.count(2), t.index(2), t.index(2, 2), len(t), 3 in t, 9 in t,
    t + (4,), t * 2, 2 * (1,), (0,) * 0, () + ()
)
print(
    (1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, "a") < (2, None),
    ("a", 1) > ("a", 0), (1, 2) != (2, 1), (1, (2, 3)) == (1, (2, 3)), (1.0,) == (True,)
)
print(
    hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[(1, 2)], {(): 1}, {(1, (2,)), (1, (2,))},
    sorted([(2, "b"), (1, "z"), (2, "a")]), max((1, 9), (2, 0)), min([(3,), (1, 5)])
)
for f in (
    lambda: t[4], lambda: t[-5], lambda: t["a"], lambda: t.index(9), lambda: t + [1], lambda: t + 1, lambda: t * "a",
    lambda: t < [1], lambda: (1,) < ("a",), lambda: hash(([],)), lambda: t.append(1), lambda: tuple(5), lambda: t(0),
    lambda: t.index(), lambda: t - t, lambda: t.index(2, 4), lambda: t.sort(), lambda: tuple(1, 2)
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
try:
    t[0] = 1
except TypeError as error:
    print(error)
try:
    del t[0]
except TypeError as error:
    print(error)
mutable = ([1], {"k": 1})
mutable[0].append(2)
mutable[1]["k"] = 2
print(mutable)
try:
    mutable[0] += [3]
except TypeError as error:
    print(error, mutable)
a, b = b, a = 1, 2
print(a, b)
(x, y), z = (1, 2), 3
x, y = y, x
print(x, y, z, *t, sep=",")
u = t
u += (5,)
print(
    t, u, t is u, bool(()), bool((0,)), str((1,)), repr(("a", (1.5, None))), (lambda *a: a)(*t),
    tuple(x for x in t if x > 1), tuple(reversed(t)), tuple(sorted(t, reverse=True)), sum(t), tuple(zip(t, "ab")),
    tuple(map(str, t))
)
nested = ((1, 2), (3, (4, 5)))
(p, q), (r, (s, v)) = nested
print(
    p, q, r, s, v, nested[1][1][0], len(nested), [i for pair in nested for i in pair], any(()), all(()), (1, 2, 3)[1],
    ("a", "b")[-1] + "c", (1, *t, *[9]), (*"ab",)
)


def returns_many():
    return 1, "two", [3]


one, two, three = result = returns_many()
print(one, two, three, result, type(result).__name__, returns_many()[1], isinstance(result, tuple))
