# The class statement: arbitrary code in the body, decorators, nesting, rebinding, attributes added later.


def decorate(cls):
    cls.decorated = True
    cls.original_name = cls.__name__
    return cls


@decorate
class Decorated:
    print("body runs once")
    values = [n * n for n in range(4)]
    for _n in values:
        last = _n
    del _n
    if last > 5:

        def conditional(self):
            return "defined conditionally"

    def method(self):
        return Decorated.__name__

    alias = method
    try:
        1 / 0
    except ZeroDivisionError:
        recovered = True


d = Decorated()
print(d.decorated, d.original_name, d.values, d.last, d.conditional(), d.method(), d.alias(), d.recovered)


def replace(cls):
    return "not a class any more"


@replace
class Gone:
    pass


print(Gone)


class Outer:
    x = "outer x"

    class Inner:
        y = "inner y"

        class Deep:
            z = "deep z"

            def where(self):
                return Outer.x, Outer.Inner.y, self.z

    def make(self):
        return self.Inner.Deep()


print(Outer().make().where(), Outer.Inner.Deep.__qualname__)


class Node:
    pass


n = Node()
n.next = Node()
n.next.value = "chained"
print(n.next.value)
n.next.next = n
print(n.next.next.next.value)
bases = (Outer,)


class Computed(*bases):
    pass


class FromCall((lambda: Node)()):
    pass


class Conditional(Node if True else Outer):
    """doc"""


print(Computed.x, FromCall.__bases__[0].__name__, Conditional.__base__.__name__, Conditional.__doc__)
for make in (lambda: type("X", (), {}),):
    pass
for bad in (5, "text", None, len):
    try:

        class Bad(bad):
            pass

    except TypeError as error:
        print(error)
for final in (bool, type(None), range, slice, type(lambda: 1)):
    try:

        class Sub(final):
            pass

    except TypeError as error:
        print(error)


class Empty: ...


class Parenthesised():
    pass


print(Empty.__bases__, Parenthesised.__bases__, Empty().__class__.__name__)


class Shadow:
    str = str
    value = str(5)

    def method(self, str=str):
        return self.str(1) + str(2)


print(Shadow.value, Shadow().method())
