# __getattr__, __setattr__, __delattr__ and __getattribute__.


class Dynamic:
    real = "class attribute"

    def __init__(self):
        self.x = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return "dynamic " + name[4:]
        raise AttributeError("no %s here" % name)


d = Dynamic()
print(
    d.x, d.real, d.dyn_test, getattr(d, "dyn_a"), getattr(d, "other", "default"), hasattr(d, "dyn_"),
    hasattr(d, "zzz")
)
try:
    d.other
except AttributeError as error:
    print(error)


class Logged:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)

    def __init__(self):
        self.a = 1
        self.b = 2


g = Logged()
g.a += 10
setattr(g, "c", 3)
del g.b
delattr(g, "c")
print(g.__dict__)
try:
    del g.missing
except AttributeError as error:
    print(error)


class Frozen:
    def __init__(self, value):
        self.__dict__["value"] = value

    def __setattr__(self, name, value):
        raise AttributeError("frozen: cannot set " + name)


f = Frozen(5)
try:
    f.value = 6
except AttributeError as error:
    print(error, f.value)


class Everything:
    def __init__(self):
        self.inner = 5

    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        if name == "fake":
            return "made up"
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return "fallback for " + name

    def method(self):
        return self.fake, self.inner


e = Everything()
print(e.fake, e.inner, e.secret, e.nothing, e.method())


class Proxy:
    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        return getattr(self._target, name)


p = Proxy([3, 1, 2])
p.sort()
p.append(9)
print(p._target, p.count(9), p.__class__.__name__)
try:
    len(p)
except TypeError as error:
    print(error)
try:
    p.missing
except AttributeError as error:
    print(error)


class Default:
    def __getattr__(self, name):
        value = self.__dict__[name] = name.upper()
        print("computed", name)
        return value


x = Default()
print(x.abc, x.abc, vars(x))
print(getattr(x, "lower", None), getattr(5, "nope", None), getattr("s", "upper")())
