# Assignment to and deletion of slices and extended slices.


def fresh():
    return list(range(10))


def assign(s, value):
    a = fresh()
    try:
        a[s] = value
        print(s, "=", type(value).__name__, "->", a)
    except (ValueError, TypeError) as error:
        print(s, "=", type(value).__name__, "->", type(error).__name__, error, a == fresh())


def delete(s):
    a = fresh()
    try:
        del a[s]
        print("del", s, "->", a)
    except (ValueError, TypeError) as error:
        print("del", s, "->", type(error).__name__, error)


for value in ([], ["x"], ["x", "y"], list("abcdefghijkl"), "ab", (1,), {"k": 0}, range(3)):
    assign(slice(2, 4), value)
for s in (
    slice(None), slice(0, 0), slice(10, 10), slice(5, 2), slice(-3, None), slice(None, -8), slice(100, 200),
    slice(-100, 2), slice(3, 4), slice(None, None, 1)
):
    assign(s, ["x", "y"])
assign(slice(None, None, 2), list("abcde"))
assign(slice(None, None, -1), list("abcdefghij"))
assign(slice(8, 2, -3), ["x", "y"])
assign(slice(1, 6, 2), (7, 8, 9))
assign(slice(None, None, 2), [1, 2])
assign(slice(5, 2, 2), [])
assign(slice(5, 2, 2), [1])
assign(slice(2, 5, -1), [])
assign(slice(None, None, 3), (n for n in range(4)))
assign(slice(0, 2), 5)
assign(slice(0, 4, 2), 5)
assign(slice(0, 4, 2), "abc")
assign(slice(0, 2, 0), [1])
assign(slice("a", 2), [1])
for s in (
    slice(2, 4), slice(None), slice(None, None, 2), slice(None, None, -2), slice(1, 8, 3), slice(8, 1, -3),
    slice(5, 2), slice(-2, None), slice(None, None, 100), slice(9, None, -4), slice(0, 0), slice(0, 2, 0)
):
    delete(s)
a = [1, 2, 3]
a[1:1] = a
print(a)
a[:] = a[::-1]
print(a)
a[len(a):] = [4]
a[:0] = [0]
print(a)
a[1:3], a[0] = "xy", "first"
print(a)
b = a
a[:] = []
print(b, a is b)
a[:] = (x for x in "gen")
print(b)
c = [0] * 5
c[::2] = [n + 1 for n in c[::2]]
print(c)
