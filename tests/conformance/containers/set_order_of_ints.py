# The iteration order of sets of small ints, through growth and deletion, is that of CPython.
print(
    {3, 1, 2}, {10, 5, 0}, {8, 0, 16}, {7, 15, 23, 31}, set(range(12)), {100, 50, 25}, {1, 9, 17, 25, 33},
    {-1, -2, 0}, {64, 32, 128, 0}
)
s = set()
for n in (33, 1, 17, 9, 25, 41, 8, 0, 16):
    s.add(n)
    print(s)
for n in (1, 0, 33):
    s.discard(n)
    print(s)
s.add(1)
s.add(33)
print(s, list(s), sorted(s), tuple(s), s.pop(), s.pop(), s)
t = set(range(0, 200, 7))
print(t)
t -= set(range(0, 200, 14))
print(t)
t |= {1000, 500, 250}
print(t, len(t))
print(
    {n * n % 31 for n in range(31)}, set([5, 3, 5, 1]), frozenset([9, 8, 7]), {1, 2} | {3, 0}, {5, 6, 7} & {7, 6},
    {5, 9, 1} - {1}, {1, 5} ^ {5, 9}
)
u = {1, 2, 3}
v = u.copy()
v.add(0)
print(u, v, u.union(v), v.difference(u), v.symmetric_difference({8, 16}))
print(
    [x for x in {30, 20, 10}], {x for x in [9, 1, 5]}, dict.fromkeys({3, 1}), list(map(str, {2, 1})), [*{12, 4}],
    "".join(chr(97 + n) for n in {2, 0, 1})
)
print({2**40, 2**41, 1}, {2**61 - 1, 0}, {2**61, 1}, {10**18, 5}, {True, 2}, {1.0, 2.0, 0.5}, {0.25, 4})
w = set()
for i in range(60):
    w.add((i * 37) % 101)
    if i % 3 == 0:
        w.pop()
print(w, len(w))
