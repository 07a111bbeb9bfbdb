# abc: abstract methods keep a class from being instantiated until all are overridden.
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def area(self):
        """Area."""

    @abstractmethod
    def name(self):
        return "shape"

    def describe(self):
        return "%s of %s" % (self.name(), self.area())


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2

    def name(self):
        return "square, a " + super().name()


class Partial(Shape):
    def area(self):
        return 0


for cls in (Shape, Partial):
    try:
        cls()
    except TypeError as error:
        print(error)
print(Square(3).describe(), isinstance(Square(1), Shape), issubclass(Square, ABC), isinstance(Square(1), ABC))


class Completed(Partial):
    def name(self):
        return "completed"


print(Completed().describe())


class Interface(ABC):
    @property
    @abstractmethod
    def value(self):
        ...

    @classmethod
    @abstractmethod
    def make(cls):
        ...

    @staticmethod
    @abstractmethod
    def helper():
        ...


try:
    Interface()
except TypeError as error:
    print(error)


class Concrete(Interface):
    @property
    def value(self):
        return 42

    @classmethod
    def make(cls):
        return cls()

    @staticmethod
    def helper():
        return "helped"


print(Concrete.make().value, Concrete.helper())


class NoAbstract(ABC):
    pass


print(type(NoAbstract()).__name__)
try:
    Partial(1, 2)
except TypeError as error:
    print(error)


class Single(ABC):
    @abstractmethod
    def only(self):
        pass


try:
    Single()
except TypeError as error:
    print(error)
print(Shape.area.__doc__, Shape.name(Square(1)))
