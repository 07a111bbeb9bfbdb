# is, is not, in, not in: on builtin containers, strings, ranges and objects.
a = [1, 2]
b = [1, 2]
c = a
print(a is b, a == b, a is c, a is not b, None is None, True is True, not None is None)
print(type(1) is int, print is print)
print(1 in a, 3 in a, 3 not in a, "a" in "cat", "at" in "cat", "" in "", "" in "x", "tc" in "cat")
print(
    2 in (1, 2), 2 in {1, 2}, 2 in {2: "x"}, "x" in {2: "x"}, "x" in {2: "x"}.values(), (2, "x") in {2: "x"}.items()
)
print(
    5 in range(10), 10 in range(10), 4 in range(0, 10, 3), 9 in range(0, 10, 3), 3.0 in range(5), 3.5 in range(5),
    "a" in range(3)
)
print(10**30 in range(10**31), -1 in range(10**31), True in range(2), None in [None], 0 in [False], 1.0 in [1])
nan = float("nan")
print(nan in [nan], nan == nan, [nan] == [nan], (nan,) == (nan,), nan in (float("nan"),), nan in {nan: 1})


class Same:
    def __eq__(self, other):
        return True

    __hash__ = None


print(Same() in [1], 1 in [Same()], "x" in (Same(),), [Same()] == [5])
try:
    Same() in {1}
except TypeError as error:
    print(error)


class Contains:
    def __contains__(self, item):
        print("asked for", item)
        return item


print(5 in Contains(), 0 in Contains(), [] not in Contains())


class Iterates:
    def __iter__(self):
        print("iterating")
        return iter([1, 2, 3])


print(2 in Iterates(), 7 not in Iterates())


class Indexes:
    def __getitem__(self, index):
        print("item", index)
        if index > 2:
            raise IndexError
        return index * 10


print(10 in Indexes(), 11 in Indexes())
generator = (n for n in range(5))
print(2 in generator, list(generator))


class Refuses:
    __contains__ = None

    def __iter__(self):
        return iter([1])


for expression in (
    lambda: 1 in 5, lambda: 1 in None, lambda: 1 in "abc", lambda: [1] in {1}, lambda: 1 in Refuses(),
    lambda: 1 not in object()
):
    try:
        print(expression())
    except TypeError as error:
        print(error)
