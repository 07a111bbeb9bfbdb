# Special methods of builtin types called by name.
print(
    (5).__add__(3), (5).__radd__(3), (5).__mul__(2), (7).__floordiv__(2), (7).__mod__(4), (2).__pow__(5),
    (5).__neg__()
)
print(
    (5).__lt__(6), (5).__eq__(5), (5).__ne__(5), (5).__eq__("5"), (5).__add__("x"), (5.0).__add__(1), (5).__add__(1.0)
)
print(
    "abc".__len__(), "abc".__getitem__(1), "abc".__contains__("b"), "abc".__add__("d"), "ab".__mul__(2),
    "a".__eq__("a")
)
print([1, 2].__len__(), [1, 2].__getitem__(0), [1].__add__([2]), [1, 2].__contains__(2), [3].__iter__().__next__())
items = [1, 2, 3]
items.__setitem__(0, 9)
items.__delitem__(1)
print(items, items.__repr__(), items.__str__(), items.__eq__([9, 3]))
data = {"a": 1}
data.__setitem__("b", 2)
print(data, data.__getitem__("a"), data.__contains__("b"), data.__len__(), list(data.__iter__()))
print(
    (1, 2).__hash__() == hash((1, 2)), (5).__hash__(), (5).__bool__(), (0).__bool__(), (5).__str__(), "x".__repr__()
)
print((5).__class__.__name__, "s".__class__, (5).__index__(), (-5).__abs__(), (5).__float__(), (2.7).__int__())


class Thing:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Thing(self.value + other)

    def __repr__(self):
        return "Thing(%r)" % self.value

    def __call__(self, x):
        return x * self.value


t = Thing(2)
print(t.__add__(3), Thing.__add__(t, 4), t.__repr__(), t.__call__(5), Thing.__call__(t, 6))
print(t.__class__.__name__, t.__doc__, t.__module__, t.__eq__(t), t.__eq__(5), t.__ne__(t))
print(type(t).__repr__(t), object.__repr__(t).startswith("<__main__.Thing object at"))
print(int.__add__(1, 2), str.__len__("four"), list.__len__([1]), float.__repr__(1.5))
print(hasattr(5, "__add__"), hasattr([], "__hash__"), [].__hash__, hasattr(None, "__len__"))
