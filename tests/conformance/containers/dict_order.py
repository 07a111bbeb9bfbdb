# Insertion order through updates, deletions, re-insertions, growth, popitem, reversed, comparison.
d = {}
for k in "hello world":
    d[k] = d.get(k, 0) + 1
print(d, list(d), "".join(reversed(d)), list(reversed(d.items()))[:2], list(reversed(d.values())))
del d["l"]
d["l"] = "again"
d["h"] = "updated in place"
print(d)
print(list(d.items())[-1], next(iter(d)), d.popitem(), d)
e = {i: i * i for i in range(100)}
for i in range(0, 100, 3):
    del e[i]
for i in range(0, 100, 9):
    e[i] = "back"
print(list(e)[:10], list(e)[-12:], len(e), sum(k for k in e))
for i in range(1000):
    e[1000 + i] = i
    del e[1000 + i]
print(len(e), list(e)[-3:])
f = {"b": 1, "a": 2}
f.update({"c": 3, "b": 4})
print(
    f, f | {"a": 0, "d": 5}, {**f, "b": 0}, dict(sorted(f.items())), dict(reversed(list(f.items()))),
    sorted(f, key=f.get)
)
g = dict.fromkeys([3, 1, 2, 1, 3])
print(g, list(g), min(g), max(g), sum(g), sorted(g, reverse=True), 1 in g, tuple(g))
while g:
    print(g.popitem(), end=" ")
print(g)
h = {"x": 1}
h.pop("x")
h["y"] = 1
h["x"] = 2
h.setdefault("z", 3)
h.setdefault("y", 4)
print(h, [k + str(v) for k, v in h.items()], {v: k for k, v in h.items()})
first, *rest = h
print(first, rest, *h, *h.values())
big = {}
for i in range(20000):
    big[(i * 7919) % 20011] = i
for i in range(0, 20011, 2):
    big.pop(i, None)
print(len(big), list(big)[:5], list(big)[-5:], list(big.values())[:3])
big.clear()
big["after clear"] = 1
print(big)
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, o): return self.n == o.n
    def __repr__(self): return "K%d" % self.n
c = {K(i): i for i in range(10)}
del c[K(4)], c[K(0)]
c[K(4)] = "re"
print(c, K(7) in c, K(0) in c, c[K(9)])
