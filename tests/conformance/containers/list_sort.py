# list.sort and sorted: stability, key, reverse, errors, mutation during sort, large inputs.
data = [("b", 2), ("a", 1), ("c", 2), ("d", 1), ("e", 3)]
print(
    sorted(data), sorted(data, key=lambda p: p[1]), sorted(data, key=lambda p: p[1], reverse=True),
    sorted(data, key=lambda p: -p[1]), sorted(data, reverse=True)
)
a = [3, 1, 2]
print(
    a.sort(), a, a.sort(reverse=True), a, sorted(a), a, sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}),
    sorted((2, 1)), sorted([]), sorted(x * x for x in (-3, 1, 2))
)
words = ["banana", "Apple", "cherry", "apple", "Banana", ""]
print(
    sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)),
    sorted(words, key=None, reverse=True)
)
print(
    sorted([1, 1.0, True, 0, False, 0.0]), sorted([2, 1.5, -1, 10**20, -(10**20), 1e10]),
    sorted([[2, 1], [1, 2], [1]]), sorted(["10", "9", "1"], key=int), sorted([True, False])
)
for f in (
    lambda: sorted([1, "a"]), lambda: sorted(["a", None]), lambda: sorted([{}, {}]), lambda: [1, [2]].sort(),
    lambda: sorted([1, 2], lambda x: x), lambda: sorted([1], key=5), lambda: sorted([1, 2], key=lambda: 1),
    lambda: sorted(5), lambda: [1, 2].sort(1), lambda: sorted([1], unknown=1), lambda: sorted([(1, "a"), (1, None)]),
    lambda: sorted([1, 2], reverse="x")
):
    try:
        print(f())
    except TypeError as error:
        print(error)


class Reversed:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v > other.v


print([r.v for r in sorted([Reversed(n) for n in (2, 3, 1)])], sorted([3, 1, 2], key=Reversed))
mutated = [3, 2, 1]
try:
    mutated.sort(key=lambda x: mutated.append(x) or x)
except ValueError as error:
    print(error, mutated)
seen = [3, 1, 2]
seen.sort(key=lambda x: (print(len(seen), end=" "), x)[1])
print(seen)
failing = [3, 1, 2]
try:
    failing.sort(key=lambda x: 1 // (x - 1))
except ZeroDivisionError as error:
    print(error, sorted(failing))
state = 12345
big = []
for _ in range(3000):
    state = (state * 1103515245 + 12345) % 2**31
    big.append(state % 1000)
pairs = [(v, i) for i, v in enumerate(big)]
by_value = sorted(pairs, key=lambda p: p[0])
print(
    all(a[0] < b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(by_value, by_value[1:])), sorted(big)[:10],
    sorted(big)[-5:]
)
by_reverse = sorted(pairs, key=lambda p: p[0], reverse=True)
print(
    all(a[0] > b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(by_reverse, by_reverse[1:])), by_reverse[0],
    by_value == sorted(pairs), sorted(map(str, big))[:3]
)
for n in range(0, 70, 7):
    values = [(i * 37) % 11 for i in range(n)]
    assert sorted(values) == [v for k in range(11) for v in values if v == k]
    assert sorted(values, reverse=True) == sorted(values)[::-1]
print(sorted(range(100), key=lambda n: n % 7)[:15], sorted(range(20, 0, -1)) == list(range(1, 21)))
