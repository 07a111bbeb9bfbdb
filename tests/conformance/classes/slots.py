# __slots__: no __dict__, fixed names, inheritance, defaults and errors.


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(1, 2)
p.x += 10
print(p.x, p.y, Point.__slots__)
for action in (lambda: setattr(p, "z", 1), lambda: p.__dict__, lambda: vars(p)):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
del p.x
try:
    p.x
except AttributeError as error:
    print(error)
try:
    del p.x
except AttributeError as error:
    print(error)
p.x = "again"
print(p.x, hasattr(p, "z"))


class Child(Point):
    pass


c = Child(1, 2)
c.z = 3
print(c.x, c.z, c.__dict__)


class SlottedChild(Point):
    __slots__ = ["z"]


s = SlottedChild(1, 2)
s.z = 5
print(s.x, s.y, s.z)
try:
    s.w = 1
except AttributeError as error:
    print(error)


class Single:
    __slots__ = "only"


single = Single()
single.only = 1
print(single.only)
try:

    class Conflict:
        __slots__ = ("a",)
        a = 1

except ValueError as error:
    print(error)


class Empty:
    __slots__ = ()


try:
    Empty().x = 1
except AttributeError as error:
    print(error)
