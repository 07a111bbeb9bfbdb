# The right operand's method is tried first when its class is a subclass that overrides it.


class Base:
    def __init__(self, name="base"):
        self.name = name

    def __add__(self, other):
        return self.name + ".add"

    def __radd__(self, other):
        return self.name + ".radd"

    def __lt__(self, other):
        return self.name + ".lt"

    def __gt__(self, other):
        return self.name + ".gt"

    def __mul__(self, other):
        return self.name + ".mul"


class Overrides(Base):
    def __radd__(self, other):
        return "overridden radd"

    def __gt__(self, other):
        return "overridden gt"

    def __rmul__(self, other):
        return "new rmul"


class Inherits(Base):
    pass


b, o, i = Base(), Overrides("o"), Inherits("i")
print(b + o, o + b, b + i, i + b, o + o, i + i)
print(b < o, b > o, o < b, b < i)
print(b * o, b * i, o * b)


class Silent:
    def __add__(self, other):
        print("left refuses", end=", ")
        return NotImplemented


class Answers:
    def __radd__(self, other):
        return "right answers"


print(Silent() + Answers())
try:
    Silent() + Silent()
except TypeError as error:
    print(error)
try:
    Silent() + 5
except TypeError as error:
    print(error)


class SameType:
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return "same type radd is not tried"


try:
    print(SameType() + SameType())
except TypeError as error:
    print(error)
print(5 + SameType())


class RefusesNone:
    __add__ = None

    def __radd__(self, other):
        return "radd"


try:
    RefusesNone() + 1
except TypeError as error:
    print(error)
print(1 + RefusesNone())


class Raises:
    def __add__(self, other):
        raise ValueError("from add")

    def __radd__(self, other):
        raise ValueError("from radd")


for operation in (lambda: Raises() + 1, lambda: 1 + Raises(), lambda: [Raises()] + [1] and "concatenated"):
    try:
        print(operation())
    except ValueError as error:
        print(error)
