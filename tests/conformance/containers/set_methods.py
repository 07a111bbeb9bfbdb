# Every set and frozenset method and operator, on small ints so that the order is that of CPython.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(
    a | b, a & b, a - b, b - a, a ^ b, a.union(b, [9], (10,)), a.intersection(b, [3]), a.difference([1], {2}),
    a.symmetric_difference([4, 7]), a.union(), a.intersection()
)
print(
    a <= b, {3} < b, b >= {3, 5}, a > {1}, a == {4, 3, 2, 1}, a != b, {3} <= a, a.issubset(range(10)),
    a.issuperset([1, 2]), a.isdisjoint(b), a.isdisjoint([7]), set() <= set(), set() < set(), {1} < {2}, {1} > {2}
)
c = {1}
print(
    c.add(2), c.add(2), c, c.discard(9), c.discard(1), c, c.update([5, 6], {7}), c, c.remove(5), c,
    c.pop() in (2, 6, 7), len(c), c.clear(), c, c.copy() is c
)
c |= {1, 2, 3}
c &= {2, 3, 4}
c -= {2}
c ^= {3, 8}
print(c, c.intersection_update([8]), c, c.difference_update([8]), c, c.symmetric_difference_update([1, 2]), c)
print(
    1 in a, 9 in a, 1.0 in a, True in a, "1" in a, len(a), sorted(a, reverse=True), sum(a), max(a), min(a),
    bool(set()), bool({0}), list({2, 1}), set("aab") == {"a", "b"}, set([1, 1.0, True]), {1, True, 1.0}, {0, False}
)
f, g = frozenset([1, 2, 3]), frozenset()
print(
    f, g, f | {4}, {4} | f, type(f | {4}).__name__, type({4} | f).__name__, f & {1}, f - {1}, f ^ {9}, f == {1, 2, 3},
    {1, 2, 3} == f, f.union([7]), hash(f) == hash(frozenset([3, 2, 1])), {f: "key"}[frozenset({1, 2, 3})],
    f.copy() is f, frozenset(f) is f
)
print(
    set(), frozenset(), {frozenset([1])}, {(1, 2), (1, 2)}, repr({1}), str(frozenset({1})), [set()], {"a"}, {None},
    {1.5}, set([1]) is not None
)
for t in (
    lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: {1} | [2], lambda: [2] | {1}, lambda: {1} & "a",
    lambda: {1} - [1], lambda: {1} ^ (1,), lambda: {1} < [1], lambda: {1} + {2}, lambda: {1}[0], lambda: set(5),
    lambda: hash({1}), lambda: f.add(1), lambda: {1}.union(5), lambda: {1}.update(5), lambda: {{1}},
    lambda: {1}.add([]), lambda: {1}.add(), lambda: [1] in {1}, lambda: {1} == 5, lambda: {1} in {frozenset([1])},
    lambda: {1}.discard([]), lambda: {1}.issubset(5), lambda: set(1, 2), lambda: frozenset([[]]), lambda: {1} * 2,
    lambda: {1} <= 5, lambda: {1}.remove({1})
):
    try:
        print(t())
    except Exception as error:
        print(type(error).__name__, error)
d = a
d |= {99}
print(a is d, 99 in a)
h = frozenset([1])
i = h
i |= {2}
print(
    h, i, type(i).__name__, {n % 3 for n in range(9)}, {*range(3)}, {*"a", *"a"},
    set(range(20)) == set(range(19, -1, -1))
)
