# Every list method: effect, result, errors.
a = [3, 1, 2]
print(
    a.append(4), a, a.extend([5, 6]), a, a.insert(0, "first"), a.insert(100, "last"), a.insert(-1, "before last"),
    a.insert(-100, "very first"), a
)
print(
    a.pop(), a.pop(0), a.pop(-2), a.remove("first"), a, a.index(2), a.count(5), a.reverse(), a, a.copy() == a,
    a.copy() is a, a.clear(), a
)
b = [1, 2, 3, 2, 1]
print(
    b.index(2), b.index(2, 2), b.index(1, 1, 5), b.index(1, -1), b.count(2), b.count(9), [True, 1, 1.0].count(1),
    ["a"].count("b")
)
b.extend("xy")
b.extend(n * n for n in range(2))
b.extend({"k": 1})
b.extend(b[:2])
b += range(2)
print(b)
c = [1, 2]
c.extend(c)
c += c
print(c, c * 2, 2 * c == c + c, c[:2] * -1)
c *= 0
print(c)
d = [[1], [2]]
shallow = d.copy()
shallow[0].append("shared")
shallow.append("own")
print(d, shallow, d[:] == d, list(d) is not d, list(d)[0] is d[0])
for f in (
    lambda: [].pop(), lambda: [1].pop(1), lambda: [1].pop(-2), lambda: [1].remove(9), lambda: [1].index(9),
    lambda: [1, 2].index(1, 1), lambda: [].append(), lambda: [].append(1, 2), lambda: [].insert(1),
    lambda: [].insert("a", 1), lambda: [].extend(1), lambda: [].extend(), lambda: [1].pop("a"), lambda: [1].count(),
    lambda: [].clear(1), lambda: [].copy(1), lambda: [1].index(1, "a"), lambda: [].missing, lambda: [1].pop(1.0)
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(
    [1, 2] == [1, 2], [1, 2] != [2, 1], [1] < [1, 2], [2] > [1, 9], [] < [0], [1, "a"] == [1, "a"], [1] == (1,),
    [[1]] == [[1.0]], [1, 2] <= [1, 2], [3] >= [2, 5]
)
for f in (
    lambda: [1] < ["a"], lambda: [1] < (1,), lambda: [1] + (2,), lambda: [1] + 2, lambda: [1] * "a",
    lambda: [1] * 1.0, lambda: [1] - [1], lambda: [None] < [None, 1] and [None] < [1]
):
    try:
        print(f())
    except TypeError as error:
        print(error)
print(
    list(), list("ab"), list((1, 2)), list({1: 2}), list(range(3)), list([1]), list(map(str, [1])), [*"ab"], bool([]),
    bool([0]), len([[], []]), repr([]), str([1, "a", None, 1.5, [True]])
)
e = [1, [2, [3, [4]]]]
print(e[1][1][1][0], len(e), e[-1][-1], 2 in e, [2, [3, [4]]] in e, any(e), all(e))
