# Subscripts: negative and out of range indexes, slices with omitted parts, tuples, Ellipsis, objects with __index__.


class Grid:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


g = Grid()
print(g[1], g[1, 2], g[()], g[1,], g[...], g[:], g[1:], g[:2], g[1:2], g[::], g[1:2:3], g[::-1])
print(g[1:2, 3], g[:, :], g[..., 0], g["a":"b"], g[None], g[[1]], g[(1, 2)], g[1:2, ::3, ...])
g[1] = "x"
g[1:2] = "y"
g[1, :] = "z"
del g[5]
del g[::2], g[1, 2]
g[0] += 1


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


items = list("abcdef")
print(
    items[Index(2)], items[Index(-1)], items[Index(1) : Index(4)], "xyz"[Index(0)], (1, 2, 3)[Index(1)],
    range(10)[Index(3)]
)
print(items[True], items[-True], items[-6], items[5])
items[Index(0)] = "A"
print(items, items[:Index(2)])


def attempt(label, function):
    try:
        print(label, function())
    except (IndexError, TypeError, KeyError, ValueError) as error:
        print(label, type(error).__name__, error)


attempt("list", lambda: items[6])
attempt("list", lambda: items[-7])
attempt("tuple", lambda: ()[0])
attempt("str", lambda: "abc"[3])
attempt("range", lambda: range(3)[3])
attempt("dict", lambda: {1: 2}[3])
attempt("list float", lambda: items[1.0])
attempt("list str", lambda: items["1"])
attempt("list tuple", lambda: items[1, 2])
attempt("list None", lambda: items[None])
attempt("str float", lambda: "abc"[1.0])
attempt("tuple str", lambda: (1,)["a"])
attempt("range str", lambda: range(3)["a"])
attempt("slice of str", lambda: items["a":])
attempt("slice step", lambda: items[::0])
attempt("huge", lambda: items[10**30])
attempt("huge slice", lambda: items[-(10**30) : 10**30])
attempt("int", lambda: 5[0])
attempt("None", lambda: None[0])
attempt("function", lambda: len[0])
attempt("set", lambda: {1}[0])
attempt("bad index", lambda: items[Index("x")])
