# isinstance, issubclass, type(), __class__ and __bases__ on builtin and user types.


class A:
    pass


class B(A):
    pass


class C:
    pass


a, b = A(), B()
print(
    isinstance(b, A), isinstance(a, B), isinstance(b, (C, B)), isinstance(b, (C, (int, A))), isinstance(b, ()),
    isinstance(b, object)
)
print(
    issubclass(B, A), issubclass(A, B), issubclass(A, A), issubclass(B, (C, A)), issubclass(A, object),
    issubclass(A, ())
)
print(
    isinstance(True, int), isinstance(1, bool), issubclass(bool, int), isinstance(1.0, int),
    isinstance(1, (float, int))
)
print(
    isinstance(A, type), isinstance(type, type), isinstance(type, object), isinstance(object, type),
    isinstance(len, type)
)
print(isinstance(None, type(None)), type(None).__name__, type(...).__name__, type(NotImplemented).__name__)
print(type(a) is A, type(b) is A, type(b) == B, a.__class__ is A, type(A) is type, A.__class__ is type)
values = [
    1, 1.5, "s", True, None, [], (), {}, set(), frozenset(), range(1), slice(1), len, lambda: 1, print, a, A,
    iter([]), iter(()), iter(""), iter({}), iter(set()), iter(range(1)), zip(), map(str, []), filter(None, []),
    enumerate([]), reversed([]), (x for x in []), a.__init__, {}.keys(), {}.values(), {}.items(), [].append,
    ValueError(), ValueError, property(), ...
]
print([type(v).__name__ for v in values])
print(type(1), type("s"), type(A), type(a), type(ValueError()), int, ValueError, object)
for x, y in ((1, 2), (1, "int"), (1, (int, 5)), (1, [int]), (1, None)):
    try:
        print(isinstance(x, y))
    except TypeError as error:
        print(error)
for x, y in ((1, int), (A, 5), ("A", A), (A, (A, 5)), (A, (B, 5))):
    try:
        print(issubclass(x, y))
    except TypeError as error:
        print(error)
print(
    A.__name__, A.__qualname__, A.__module__, A.__bases__, B.__bases__, object.__bases__, int.__bases__,
    bool.__bases__
)
print(A.__mro__, bool.__mro__)
A.__name__ = "Renamed"
print(A, A.__name__, B.__base__.__name__, B)
print(A == A, A != B, hash(A) == hash(A), {A: 1}[A], A in (B, A), int in [float, int], str == str)
print(int("5"), str(5), list("ab"), [t("1") for t in (int, float, str, list, tuple)])
print(type(5)("7"), type("x")(5), type([])("ab"), type(b)() is not b, type(type(b)()).__name__)
