# A load, store or method call that has run many times sees changes of classes, instances and types.


class P:
    kind = "class attribute"

    def __init__(self, x):
        self.x = x

    def m(self):
        return "P.m %s" % self.x


class Q:
    def __init__(self, x):
        self.y = "other shape"
        self.x = x

    def m(self):
        return "Q.m %s" % self.x


class R:
    x = property(lambda self: "computed")

    def __getattr__(self, name):
        if name == "m":
            return lambda: "R dynamic m"
        raise AttributeError(name)


def read(o):
    return o.x


def call(o):
    return o.m()


def kind(o):
    return o.kind


def store(o, v):
    o.x = v


p, q, r = P(1), Q(2), R()
for _ in range(50):
    read(p), call(p), kind(p), store(p, 1)
print(read(p), read(q), read(r), read(p), call(p), call(q), call(r), call(p), kind(p))
P.m = lambda self: "replaced"
print(call(p), call(q))
p.m = lambda: "instance attribute shadows"
print(call(p))
del p.m
print(call(p))
p.kind = "instance"
print(kind(p), kind(P(0)))
P.kind = "changed"
print(kind(p), kind(P(0)))
del p.kind
print(kind(p))
del P.m
try:
    call(p)
except AttributeError as error:
    print(error)
P.x = property(lambda self: "property now", lambda self, v: print("setter", v))
print(read(p))
store(p, 9)
del P.x
print(read(p))
del p.x
try:
    read(p)
except AttributeError as error:
    print(error)
P.x = "class fallback"
print(read(p))
store(p, "back")
print(read(p))


class Base:
    def m(self):
        return "base m"


class Child(Base):
    pass


c = Child()
for _ in range(50):
    call(c)
Base.m = lambda self: "base replaced"
print(call(c))
Child.m = lambda self: "child added"
print(call(c))
del Child.m
print(call(c))
P.__setattr__ = lambda self, name, value: print("hook", name, value)
n = P(1)
store(n, 5)
del P.__setattr__
store(n, 6)
print(n.x)
P.__getattribute__ = lambda self, name: "intercepted " + name
print(read(n))
del P.__getattribute__
print(read(n))
