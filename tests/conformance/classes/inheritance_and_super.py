# Inheritance: overriding, super() in every kind of method, attribute lookup through bases.


class Shape:
    sides = 0

    def __init__(self, name):
        self.name = name

    def describe(self):
        return "%s with %d sides, area %s" % (self.name, self.sides, self.area())

    def area(self):
        raise NotImplementedError("area of " + type(self).__name__)

    @classmethod
    def make(cls, *args):
        return cls(*args)

    @staticmethod
    def unit():
        return "cm"


class Square(Shape):
    sides = 4

    def __init__(self, size):
        super().__init__("square")
        self.size = size

    def area(self):
        return self.size**2

    @classmethod
    def make(cls, size):
        made = super().make(size)
        made.name = "made " + made.name
        return made

    @staticmethod
    def unit():
        return "square " + Shape.unit()


class Colored(Square):
    def __init__(self, size, color):
        super(Colored, self).__init__(size)
        self.color = color

    def describe(self):
        return self.color + " " + super().describe()

    @property
    def doubled(self):
        return super().area() * 2


print(Square(2).describe(), Square.make(3).describe(), Square.unit())
c = Colored(3, "red")
print(c.describe(), c.doubled, c.unit(), Colored.sides)
try:
    Shape("blob").describe()
except NotImplementedError as error:
    print(repr(error))
print(
    isinstance(c, Shape), issubclass(Colored, Square), issubclass(Shape, Square), Colored.__bases__, Colored.__mro__
)
print(Shape.describe(c), Square.area(c), super(Colored, c).area())
s = super(Square, c)
print(s.area.__name__, hasattr(s, "sides"), s.sides)
try:
    s.missing
except AttributeError as error:
    print(error)
try:
    super(Colored, Shape("x"))
except TypeError as error:
    print(error)


class NoInit(Square):
    pass


print(NoInit(5).area())
try:
    NoInit()
except TypeError as error:
    print(error)


def super_outside():
    super()


try:
    super_outside()
except RuntimeError as error:
    print(error)


def super_no_class(self):
    super()


try:
    super_no_class(1)
except RuntimeError as error:
    print(error)


class Grand(NoInit):
    def area(self):
        return super().area() + 0.5

    def lambda_super(self):
        return (lambda: super(Grand, self).area())()

    def comprehension_super(self):
        parent = super()
        return [parent.area() for _ in range(2)]


g = Grand(2)
print(g.area(), g.lambda_super(), g.comprehension_super())
