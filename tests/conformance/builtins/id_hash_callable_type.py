# id, hash, callable, type of many objects: relations rather than values.
a, b = [1], [1]
c = a
print(id(a) == id(c), id(a) == id(b) and a is not b, isinstance(id(a), int), id(None) == id(None), id(a) > 0)
x = object()
print((id(x) == id(x)), x is x, [x].index(x), {x: 1}[x], x in {x}, hash(x) == hash(x))
print(
    callable(len), callable(int), callable(lambda: 0), callable(5), callable("s"), callable(print),
    callable([].append), callable(type), callable(None), callable(object()), callable(classmethod)
)
print(
    hash(1) == hash(1.0), hash("a") == hash("a"), hash((1, "a")) == hash((1, "a")), hash(None) == hash(None),
    isinstance(hash("x"), int), hash(len) == hash(len), hash(int) == hash(int), hash(True) == hash(1),
    hash(...) == hash(...), hash(range(2)) == hash(range(2))
)
for bad in ([], {}, set(), ([],), ({},), [1], slice(1)):
    try:
        hash(bad)
    except TypeError as error:
        print(error)
for f in (
    lambda: id(), lambda: hash(), lambda: callable(), lambda: id(1, 2), lambda: type(), lambda: hash(1, 2),
    lambda: type(1, 2)
):
    try:
        print(f())
    except TypeError as error:
        print(error)
for v in (
    1, 1.0, "s", True, None, [], (), {}, set(), frozenset(), range(0), len, lambda: 0, int, object(), ...,
    NotImplemented, ValueError(), slice(0), iter([]), zip(), map(str, []), enumerate([]), (i for i in []), [].append,
    "".join, print, type, property(), staticmethod(len), classmethod(len), super
):
    print(type(v).__name__, type(v) is type(v), type(type(v)).__name__, end="; ")
print()
print(
    type(1) == int, type("s") is str, type([]) is list, type(type) is type, type(int) is type, int is int,
    type(None)() is None, type(...)() is ..., type(5)(3.7), type("x")([1])
)
print(
    object() is not object(), None is None, () is not None, (lambda: 0) is not (lambda: 0),
    True is not 1 if int("1") else 0, type(NotImplemented).__name__, NotImplemented is NotImplemented,
    Ellipsis is ..., repr(...), repr(NotImplemented)
)
print(
    int, str, list, type, object, len, print, type(None), type(lambda: 0), type(len), range, zip, map, Exception,
    property, staticmethod
)
