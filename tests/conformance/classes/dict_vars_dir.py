# __dict__ order, vars, dir of instances and classes, attribute listing.


class Base:
    base_value = 1

    def base_method(self):
        pass


class Child(Base):
    child_value = 2

    def __init__(self):
        self.z = 1
        self.a = 2
        self.m = 3

    def child_method(self):
        pass


c = Child()
print(vars(c), c.__dict__, list(c.__dict__), vars(c) is c.__dict__)
c.extra = 4
del c.a
c.a = 5
print(list(vars(c).items()))
print([n for n in dir(c) if not n.startswith("__")])
print([n for n in dir(Child) if not n.startswith("__")])
print([n for n in dir(Base()) if not n.startswith("__")])
print([n for n in vars(Child) if not n.startswith("__")], [n for n in Base.__dict__ if not n.startswith("__")])
print("__init__" in dir(c), "__class__" in dir(c), "__dict__" in dir(c), sorted(dir(c)) == dir(c))
print(type(Child.__dict__).__name__, "child_method" in Child.__dict__, "base_method" in Child.__dict__)
try:
    Child.__dict__["new"] = 1
except TypeError as error:
    print(error)
for bad in (5, "s", [], None, len):
    try:
        vars(bad)
    except TypeError as error:
        print(error)


class Point:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    def __repr__(self):
        return "Point(%s)" % ", ".join("%s=%r" % item for item in sorted(self.__dict__.items()))


p = Point(y=2, x=1)
print(p, p == Point(x=1, y=2), p == Point(x=1), p.x + p.y)
for name, value in list(vars(p).items()):
    setattr(p, name + "_copy", value)
print(p)
p.__dict__.clear()
print(p, hasattr(p, "x"))
d = {}
o = Point()
o.__dict__ = d
d["shared"] = "same dict"
print(o.shared)
o.more = 1
print(d)


class CustomDir:
    def __dir__(self):
        return ["b", "a"]


print(dir(CustomDir()))
class A: pass
a = A()
a.one = 1
a.two = 2
for key in a.__dict__:
    print(key, getattr(a, key))
print(len(a.__dict__), "one" in a.__dict__, a.__dict__.get("three"), a.__dict__.pop("one"), a.__dict__)
