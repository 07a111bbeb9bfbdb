# repr of containers that contain themselves, and of deep and mixed nesting.
a = [1]
a.append(a)
print(a, repr(a), str(a), [a], (a,), {"k": a})
d = {}
d["self"] = d
d["list"] = [d]
print(d)
t = ([],)
t[0].append(t)
print(t, t[0])
x, y = [], []
x.append(y)
y.append(x)
print(x, y)
print(a[1] is a, a[1][1][1] is a, len(a), d["self"]["self"] is d)
s = {1: [2, (3, {4: {5}})], "a": [None, True, 1.5, "x", range(2), ..., len is len]}
print(s, [s], str(s) == repr(s))


class Node:
    def __init__(self):
        self.children = []

    def __repr__(self):
        return "Node(%r)" % self.children


n = Node()
n.children.append(1)
print(n, [n, n], {n.children[0]: n})
n.children.append(n.children)
print(n)
try:
    a == a[1]
    print("identity makes this comparison end")
    b = [1]
    b.append(b)
    print(a == b)
except RecursionError as error:
    print(type(error).__name__, error)
print(
    [[]], [()], ({},), {(): []}, [set()], [frozenset()], [[[[]]]], [[], [[]], [[], [[]]]], ((),), ((((),),),),
    {"": ""}, [""], ["'", '"', "\n"], [b for b in (True,)]
)
deep = []
for _ in range(50):
    deep = [deep]
print(deep, len(repr(deep)))
v = {"k": 1}
w = v.values()
v["v"] = 2
print(w, v.keys(), v.items(), [w])
e = [1, 2]
e[0] = e
e[1] = (e, [e], {"e": e})
print(e)
