# __init__: defaults, return value, called explicitly, absent, failing; object() and extra arguments.


class Point:
    def __init__(self, x=0, y=0):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


print(Point(), Point(1), Point(1, 2), Point(y=5), Point(*[3, 4]), Point(**{"x": 9}))
p = Point(1, 1)
print(p.__init__(7, 8), p)


class Returns:
    def __init__(self):
        return 5


class ReturnsNone:
    def __init__(self):
        return None


try:
    Returns()
except TypeError as error:
    print(error)
print(type(ReturnsNone()).__name__)


class NoInit:
    pass


for args, kwargs in (((), {}), ((1,), {}), ((), {"a": 1})):
    try:
        print(type(NoInit(*args, **kwargs)).__name__)
    except TypeError as error:
        print(error)
try:
    object(1)
except TypeError as error:
    print(error)


class Failing:
    instances = 0

    def __init__(self, value):
        Failing.instances += 1
        if value < 0:
            raise ValueError("negative")
        self.value = value


made = []
for v in (1, -1, 2):
    try:
        made.append(Failing(v).value)
    except ValueError as error:
        made.append(str(error))
print(made, Failing.instances)


class Lazy:
    def __init__(self):
        pass

    def set(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)
        return self


print(vars(Lazy().set(a=1).set(b=2, a=3)))


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def total(self):
        return self.value + sum(child.total() for child in self.children)

    def depth(self):
        return 1 + max((child.depth() for child in self.children), default=0)


t = Tree(1, Tree(2), Tree(3, Tree(4, Tree(5))))
print(t.total(), t.depth())


class Counter:
    def __init__(self):
        self.__class__.made = getattr(self.__class__, "made", 0) + 1


class Sub(Counter):
    pass


Counter(), Sub(), Sub()
print(Counter.made, Sub.made)
o1, o2 = object(), object()
print(o1 == o2, o1 is o2, o1 != o2, o1 == o1, str(o1).startswith("<object object at 0x"))
