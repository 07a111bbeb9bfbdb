# sorted with user classes, partial orders, keys with side effects, exceptions in comparison.


class Version:
    def __init__(self, text):
        self.parts = tuple(int(p) for p in text.split("."))

    def __lt__(self, other):
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


versions = [Version(t) for t in ("1.10", "1.9", "2.0", "1.2.3", "1")]
print(
    sorted(versions), sorted(versions, reverse=True), min(versions),
    max([versions[0], versions[1]], key=lambda v: v.parts)
)


class NoOrder:
    pass


class Failing:
    def __lt__(self, other):
        raise ValueError("cannot compare")


class Backwards:
    def __init__(self, n):
        self.n = n

    def __gt__(self, other):
        print("gt", self.n, other.n, end="; ")
        return self.n > other.n


for items in ([NoOrder(), NoOrder()], [Failing(), Failing()], [NoOrder()], [Failing()]):
    try:
        print(len(sorted(items)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print([b.n for b in sorted([Backwards(2), Backwards(1)])])


class Truthy:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return [1] if self.n < other.n else []


print([t.n for t in sorted([Truthy(3), Truthy(1), Truthy(2)])])
calls = []
print(sorted([3, 1, 2], key=lambda v: calls.append(v) or -v), calls)
items = [("x", 3), ("y", 1), ("z", 2)]
items.sort(key=lambda p: p[1])
print(
    items, sorted(items, key=lambda p: p[0], reverse=True), sorted(dict(items), key=dict(items).get),
    sorted(dict(items).items(), key=lambda kv: -kv[1])
)
print(
    sorted("The quick Brown fox".split(), key=str.lower),
    sorted([(2, "a"), (1, "b"), (2, "A")], key=lambda p: (p[0], p[1].lower())), sorted([[3], [1, 2], []], key=len),
    sorted([0.5, 0, -0.0, False, -1]), sorted({"b": 2, "a": 1}.items(), reverse=True)
)
print(
    sorted([1, 2, 3], key=lambda v: 0), sorted([1, 2, 3], key=lambda v: 0, reverse=True),
    sorted([None, None], key=lambda v: 1), sorted([float("inf"), 1, float("-inf")]), sorted(["é", "z", "a", "Z"])
)
