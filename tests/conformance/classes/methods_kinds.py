# Instance, class and static methods: binding through instances, classes and subclasses; as objects.


class Base:
    registry = []

    def instance_method(self, x=1):
        return type(self).__name__, x

    @classmethod
    def class_method(cls, x=2):
        cls.registry.append(cls.__name__)
        return cls.__name__, x

    @staticmethod
    def static_method(x=3):
        return "static", x


class Child(Base):
    pass


b, c = Base(), Child()
print(b.instance_method(), Base.instance_method(b), Base.instance_method(c, 5), Base.instance_method("any object"))
print(b.class_method(), Base.class_method(), c.class_method(9), Child.class_method(), Base.registry)
print(b.static_method(), Base.static_method(4), c.static_method(), Child.static_method(x=1))
bound = b.instance_method
print(bound(7), bound.__self__ is b, bound.__func__ is Base.__dict__["instance_method"])
class_bound = c.class_method
print(class_bound.__self__ is Child, class_bound())
print(type(Base.__dict__["class_method"]).__name__, type(Base.__dict__["static_method"]).__name__)
methods = [b.instance_method, Base.class_method, Base.static_method]
print([m() for m in methods])


class Alternative:
    def __init__(self, value):
        self.value = value

    @classmethod
    def from_text(cls, text):
        return cls(int(text))

    @classmethod
    def from_pair(cls, a, b):
        return cls.from_text(str(a) + str(b))


class Special(Alternative):
    def __init__(self, value):
        super().__init__(value * 100)


print(Alternative.from_pair(1, 2).value, Special.from_pair(1, 2).value, type(Special.from_text("1")).__name__)


def free(self, y):
    return self.value + y


Alternative.attached = free
a = Alternative(1)
print(a.attached(5))
a.own = free
try:
    a.own(5)
except TypeError as error:
    print(error)
print(a.own(a, 5))
Alternative.wrapped = staticmethod(free)
print(a.wrapped(a, 1))
Alternative.late = classmethod(lambda cls: cls.__name__)
print(a.late(), Special.late())


class Callbacks:
    handler = len
    function = lambda *args: len(args)
    number = 5


k = Callbacks()
print(k.handler("abc"), k.function(), k.function(1), Callbacks.function(), k.number)
map_bound = list(map(b.instance_method, [10, 20]))
print(map_bound)
