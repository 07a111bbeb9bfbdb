# Much garbage, long-lived structures and cycles at the same time: everything reachable stays intact.


class Node:
    def __init__(self, key, left=None, right=None):
        self.key = key
        self.left = left
        self.right = right
        self.me = self


def insert(root, key):
    if root is None:
        return Node(key)
    node = root
    while True:
        if key < node.key:
            if node.left is None:
                node.left = Node(key)
                return root
            node = node.left
        else:
            if node.right is None:
                node.right = Node(key)
                return root
            node = node.right


def walk(node):
    if node is not None:
        yield from walk(node.left)
        yield node.key
        yield from walk(node.right)


state, root = 1, None
keys = []
for _ in range(3000):
    state = state * 48271 % 2147483647
    keys.append(state)
    root = insert(root, state)
print(list(walk(root)) == sorted(keys))


def bottom_up(depth):
    return (bottom_up(depth - 1), bottom_up(depth - 1)) if depth else (None, None)


def check(tree):
    left, right = tree
    return 1 if left is None else 1 + check(left) + check(right)


print(sum(check(bottom_up(10)) for _ in range(20)))
kept = {}
for i in range(30000):
    text = "key-%d" % (i % 500)
    kept.setdefault(text, []).append([i, str(i), (i, i * 0.5), {"n": i}])
    if len(kept[text]) > 5:
        kept[text].pop(0)
print(len(kept), sum(entry[0] for entries in kept.values() for entry in entries), kept["key-7"][-1])
cycles = []
for i in range(20000):
    a, b = [i], {"i": i}
    a.append(b)
    b["a"] = a
    if i % 1000 == 0:
        cycles.append(a)
print(len(cycles), all(c[1]["a"] is c for c in cycles), [c[0] for c in cycles][:5])
closures = []
for i in range(10000):
    def f(x, i=i, extra=[i]):
        return x + i + extra[0]
    if i % 1000 == 0:
        closures.append(f)
print([f(1) for f in closures])
generators = [(x * y for x in range(5)) for y in range(200)]
for g in generators:
    next(g)
garbage = ["x" * (i % 50) for i in range(50000)]
print(sum(sum(g) for g in generators), len(garbage), sum(map(len, garbage)))
big = [10**30 + i for i in range(20000)]
floats = [1e300 * (i + 1) for i in range(2000)]
print(sum(big), max(big), len(set(big)), floats[0], floats[-1], len(set(floats)))
errors = []
for i in range(5000):
    try:
        raise ValueError("error %d" % i)
    except ValueError as error:
        if i % 500 == 0:
            errors.append(error)
print([str(e) for e in errors])
chain = None
for i in range(50000):
    chain = (i, chain)
total = 0
while chain is not None:
    total += chain[0]
    chain = chain[1]
print(total, list(walk(root)) == sorted(keys))
