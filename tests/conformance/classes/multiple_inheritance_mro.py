# Multiple inheritance: the C3 order, cooperative super, and orders that cannot exist.


class A:
    def hello(self):
        return ["A"]

    who = "A"


class B(A):
    def hello(self):
        return ["B"] + super().hello()


class C(A):
    who = "C"

    def hello(self):
        return ["C"] + super().hello()


class D(B, C):
    def hello(self):
        return ["D"] + super().hello()


print([c.__name__ for c in D.__mro__], D().hello(), D.who, D().who)
print([c.__name__ for c in D.mro()], D.__bases__, D.__base__.__name__)


class X:
    pass


class Y:
    pass


class XY(X, Y):
    pass


class YX(Y, X):
    pass


try:

    class Impossible(XY, YX):
        pass

except TypeError as error:
    print(error)
try:

    class Reversed(A, B):
        pass

except TypeError as error:
    print(error)
try:

    class Twice(A, A):
        pass

except TypeError as error:
    print(error)


class E(XY, D):
    pass


print([c.__name__ for c in E.__mro__])


class Root:
    def __init__(self, **kwargs):
        self.rest = kwargs


class Left(Root):
    def __init__(self, left=None, **kwargs):
        super().__init__(**kwargs)
        self.left = left


class Right(Root):
    def __init__(self, right=None, **kwargs):
        super().__init__(**kwargs)
        self.right = right


class Both(Left, Right):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.order = [c.__name__ for c in type(self).__mro__]


both = Both(left=1, right=2, other=3)
print(both.left, both.right, both.rest, both.order)


class Mixin:
    def __str__(self):
        return "mixed " + super().__str__()


class Text:
    def __str__(self):
        return "text"


class MixedText(Mixin, Text):
    pass


print(MixedText(), isinstance(MixedText(), Mixin), issubclass(MixedText, (int, Text)))


class O1: pass
class O2: pass
class O3: pass
class P1(O1, O2): pass
class P2(O3, O1): pass
class Q(P1, P2): pass


print([c.__name__ for c in Q.__mro__])
