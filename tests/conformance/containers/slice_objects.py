# slice objects: attributes, repr, equality, indices, use on sequences and in user classes.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, slice(5), slice(None), slice(1, None), slice("a", [1], {}), repr(slice(1, 2)))
print(
    slice(1, 2) == slice(1, 2, None), slice(1, 2) == slice(1, 3), slice(1) != slice(2), slice(1, 2) < slice(1, 3),
    type(s).__name__
)
for args in (
    (None, None, None), (1, None, None), (None, -1, None), (None, None, -1), (-3, None, None), (100, 200, None),
    (-100, -50, None), (5, 2, -1), (None, None, 3), (-1, -8, -2), (3, 3, None), (None, 2, -1), (100, None, -1)
):
    print(
        args, slice(*args).indices(6), "abcdef"[slice(*args)], list(range(6))[slice(*args)],
        (0, 1, 2, 3, 4, 5)[slice(*args)], range(6)[slice(*args)]
    )
for f in (
    lambda: slice(0, 1, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(), lambda: slice(1, 2, 3, 4),
    lambda: slice(1).indices(-1), lambda: "abc"[slice("a")], lambda: [1][slice(1.5)], lambda: hash(slice(1)),
    lambda: {slice(1): 2}, lambda: slice(1).x, lambda: setattr(s, "start", 3), lambda: slice(1).indices("a"),
    lambda: "abc"[1:2:0], lambda: [1][None:"b"]
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


class Show:
    def __getitem__(self, key):
        return key


show = Show()
print(
    show[1:2], show[:], show[::2], show[1:2, 3:4], show[..., 1:], show["a":"b":"c"], show[slice(1, 2)], show[-1:],
    show[None:None]
)


class Vector:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, key):
        if isinstance(key, slice):
            return Vector(*self.items[key])
        return self.items[key]

    def __len__(self):
        return len(self.items)

    def ends(self, key):
        start, stop, step = key.indices(len(self))
        return [self.items[i] for i in range(start, stop, step)]


v = Vector(*"abcdefg")
print(v[2:5].items, v[::-2].items, v.ends(slice(-4, None)), v.ends(slice(None, None, -3)), v[1], v[-1:].items)
first_half, second_half = slice(None, 3), slice(3, None)
print("abcdef"[first_half], [1, 2, 3, 4, 5][second_half], (1, 2, 3, 4)[first_half], range(10)[second_half])
