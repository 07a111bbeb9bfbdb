# iter and next on builtin iterators: exhaustion, independence, length of what remains, defaults.
for make in (
    lambda: iter([1, 2]), lambda: iter((1, 2)), lambda: iter("ab"), lambda: iter(range(2)),
    lambda: iter({"a": 1, "b": 2}), lambda: iter({1: 1}.items()), lambda: iter([1, 2][::-1]),
    lambda: reversed([1, 2]), lambda: enumerate("ab"), lambda: zip("ab", "cd"), lambda: map(str, [1, 2]),
    lambda: filter(None, [1, 2]), lambda: (x for x in "ab")
):
    it = make()
    first = next(it)
    rest = list(it)
    print(type(it).__name__, first, rest, next(it, "done"), list(it), iter(it) is it, bool(it))
    try:
        next(it)
    except StopIteration as stop:
        print("StopIteration", stop.args, stop.value)
a, b = iter([1, 2, 3]), iter([1, 2, 3])
print(next(a), next(a), next(b), list(a), list(b))
it = iter("abcdef")
for c in it:
    if c == "c":
        break
print(list(it))
it = iter([10, 20, 30, 40])
print(
    20 in it, list(it), [*it], sum(it), max(it, default=None), "".join(it), dict(it), set(it), tuple(it), sorted(it)
)
it = iter([1, 2, 3, 4])
first, second = next(it), next(it)
print(first, second, *it)
it = iter([1, 2, 3])
x, *y = it
print(x, y, next(it, "empty"))
nested = iter([iter([1]), iter([2, 3])])
print([list(inner) for inner in nested])
print(next(iter({5})), next(iter({"k": 1})), next(iter([]), None), next(iter("")  , "default"), next(iter(()), []))
for f in (
    lambda: next(5), lambda: next([1]), lambda: next(), lambda: iter(5), lambda: iter(), lambda: iter(len),
    lambda: next(iter([]), 1, 2), lambda: iter([], 1), lambda: len(iter([1])), lambda: iter([1])[0]
):
    try:
        print(f())
    except TypeError as error:
        print(error)
d = {"a": 1, "b": 2}
it = iter(d.items())
print(next(it), d.update(a=100), next(it), d)
lst = [1, 2]
it = iter(lst)
print(list(it), lst.append(3), list(it))
count = 0


def ticking():
    global count
    count += 1
    return count


print([v for v in iter(ticking, 4)], list(iter(ticking, 5)), count)
