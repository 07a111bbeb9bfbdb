# The same operator in the same place with operands of ever changing types.


class V:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return "V+%s" % other

    def __radd__(self, other):
        return "%s+V" % other

    def __lt__(self, other):
        return "V<"

    def __eq__(self, other):
        return "V=="

    def __hash__(self):
        return 1

    def __getitem__(self, k):
        return "V[%s]" % k

    def __bool__(self):
        return self.n > 0

    def __neg__(self):
        return "-V"

    def __repr__(self):
        return "V"


def add(a, b):
    return a + b


def less(a, b):
    return a < b


def equal(a, b):
    return a == b


def item(a, b):
    return a[b]


def truth(a):
    if a:
        return "T"
    return "F"


def negate(a):
    return -a


def loop(sequence):
    result = []
    for x in sequence:
        result.append(x)
    return result


values = [
    1, 2.5, "s", True, 2**59, 2**60, -(2**60), 2**100, [1], (1,), V(1), V(0), None, 1e300, float("inf"), 0, 0.0, ""
]
for _ in range(3):
    for a in values:
        for b in values:
            try:
                print(add(a, b), end=" ")
            except TypeError:
                print("!", end=" ")
    print()
for a in values:
    for b in values:
        try:
            print(less(a, b), end=" ")
        except TypeError:
            print("!", end=" ")
        print(equal(a, b), end=" ")
print()
print([truth(v) for v in values * 2])
for v in values:
    try:
        print(negate(v), end=" ")
    except TypeError:
        print("!", end=" ")
print()
for container, key in [
    ([1, 2], 0), ({"k": 1}, "k"), ("abc", 1), ((1, 2), -1), (V(1), "x"), (range(5), 2), ([1, 2], True), ({1: 2}, 1.0),
    ([1, 2], slice(0, 1)), ("abc", slice(None, None, -1)), ([1], 5), ({}, 1), (5, 1)
] * 2:
    try:
        print(item(container, key), end=" ")
    except Exception as error:
        print(type(error).__name__, end=" ")
print()
for s in (
    [1, 2], "ab", (3,), {4: 5}, {6}, range(2), (x for x in "g"), iter([7]), zip("a", "b"), {8: 9}.items(),
    map(str, [1]), 5, None
):
    try:
        print(loop(s), end=" ")
    except TypeError:
        print("!", end=" ")
print()
