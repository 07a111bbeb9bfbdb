# __getitem__, __setitem__, __delitem__, __len__, __contains__, __iter__, __reversed__ and the fallbacks between them.


class Sequence:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Sequence(*self.items[index])
        return self.items[index]

    def __setitem__(self, index, value):
        print("set", index, value)
        self.items[index] = value

    def __delitem__(self, index):
        print("del", index)
        del self.items[index]

    def __repr__(self):
        return "Sequence%r" % (tuple(self.items),)


s = Sequence(1, 2, 3, 4)
print(len(s), s[0], s[-1], s[1:3], s[::2], 3 in s, 9 in s)
s[0] = 10
s[1:3] = [20]
s[0] += 5
del s[-1]
del s[0:1]
print(s, list(s), [x for x in s], tuple(reversed(Sequence(1, 2, 3))), sum(s), max(s), sorted(Sequence(3, 1)))
a, b = Sequence("a", "b")
print(a, b, *Sequence(7, 8), list(zip(s, Sequence("x"))), list(enumerate(Sequence("p"))))
print(bool(Sequence()), bool(s), list(map(str, Sequence(1, 2))), "-".join(Sequence("j", "k")))
try:
    s[100]
except IndexError as error:
    print(error)


class Mapping:
    def __init__(self, **data):
        self.data = data

    def keys(self):
        return self.data.keys()

    def __getitem__(self, key):
        return self.data[key]

    def __contains__(self, key):
        return key.lower() in self.data

    def __iter__(self):
        return iter(sorted(self.data))

    def __missing__(self, key):
        return "never used"


m = Mapping(b=1, a=2)
print("A" in m, "z" in m, list(m), dict(m), {**m}, (lambda **k: k)(**m))
try:
    m["zz"]
except KeyError as error:
    print(error)


class OnlyReversed:
    def __reversed__(self):
        return iter("reversed")


class Both:
    def __iter__(self):
        return iter([1, 2])

    def __len__(self):
        return 100


print("".join(reversed(OnlyReversed())), list(Both()), len(Both()))


class NonIterator:
    def __iter__(self):
        return [1, 2]


for bad in (NonIterator(), OnlyReversed()):
    try:
        for x in bad:
            pass
    except TypeError as error:
        print(error)


class Getter:
    def __getitem__(self, i):
        if i >= 3:
            raise StopIteration
        return i


try:
    print(list(Getter()))
except RuntimeError as error:
    print(error)
for action in (lambda: len(Getter()), lambda: setattr(Getter(), "x", 1), lambda: reversed(Getter())):
    try:
        print(action())
    except TypeError as error:
        print(error)
