# Implicit operator calls look the method up on the class, not on the instance.


class Thing:
    def __len__(self):
        return 3

    def __str__(self):
        return "class str"

    def __call__(self):
        return "class call"

    def __getitem__(self, key):
        return "class item"

    def __add__(self, other):
        return "class add"

    def __iter__(self):
        return iter("class")

    def __bool__(self):
        return True

    def __eq__(self, other):
        return "class eq"

    def __hash__(self):
        return 1

    def __contains__(self, item):
        return True


t = Thing()
t.__len__ = lambda: 99
t.__str__ = lambda: "instance str"
t.__call__ = lambda: "instance call"
t.__getitem__ = lambda key: "instance item"
t.__add__ = lambda other: "instance add"
t.__iter__ = lambda: iter("instance")
t.__bool__ = lambda: False
t.__eq__ = lambda other: "instance eq"
t.__hash__ = lambda: 99
t.__contains__ = lambda item: False
print(len(t), str(t), t(), t[0], t + 1, "".join(t), bool(t), t == 1, hash(t), 5 in t)
print(t.__len__(), t.__str__(), t.__call__(), t.__getitem__(0), t.__add__(1), t.__eq__(1))
Thing.__len__ = lambda self: 50
Thing.__sub__ = lambda self, other: "added later"
print(len(t), t - 1)
del Thing.__add__
try:
    t + 1
except TypeError as error:
    print(error)


class Child(Thing):
    pass


c = Child()
print(len(c), c - 1, c[0])
Thing.__len__ = lambda self: 60
print(len(c))
Child.__len__ = lambda self: 70
print(len(c), len(t))
del Child.__len__
print(len(c))


class NoLength:
    pass


n = NoLength()
n.__len__ = lambda: 5
for function in (len, iter, lambda v: v[0], lambda v: v(), lambda v: 1 in v, lambda v: v + 1, next, reversed):
    try:
        print(function(n))
    except TypeError as error:
        print(error)
