# User exceptions: attributes, __init__ with and without super, __str__, __repr__, args, hierarchy.


class Simple(Exception):
    pass


class WithAttributes(Exception):
    def __init__(self, code, detail="none"):
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class NoSuper(Exception):
    def __init__(self, first, second):
        self.total = first + second


class WithStr(ValueError):
    def __str__(self):
        return "custom text of %r" % (self.args,)


class WithRepr(ValueError):
    def __repr__(self):
        return "<custom repr>"


class Default(Exception):
    message = "class level message"

    def __init__(self):
        super().__init__(self.message)


class Specific(Default):
    message = "specific message"


class KeywordOnly(Exception):
    def __init__(self, *, reason):
        self.reason = reason
        super().__init__("because " + reason)


for error in (
    Simple(),
    Simple("one"),
    Simple("one", 2),
    WithAttributes(5),
    WithAttributes(5, detail="d"),
    NoSuper(1, 2),
    WithStr("a", "b"),
    WithRepr("a"),
    Default(),
    Specific(),
    KeywordOnly(reason="r"),
):
    try:
        raise error
    except Exception as caught:
        print(type(caught).__name__, repr(caught), "|", str(caught), "|", caught.args, sorted(vars(caught).items()))
print(issubclass(WithStr, ValueError), isinstance(Specific(), Default), Simple.__mro__[1].__name__)
error = Simple("a")
error.args = ("changed", 1)
print(error, repr(error))
error.note = "attribute on instance"
print(error.note, error.__dict__)
try:
    error.missing
except AttributeError as failure:
    print(failure)
try:
    error.args = 5
except TypeError as failure:
    print(failure)
for make in (lambda: Simple(x=1), lambda: WithAttributes(), lambda: ValueError(key="k")):
    try:
        make()
    except TypeError as failure:
        print(failure)


class Hierarchy(Simple, KeyError):
    pass


print(str(Hierarchy("quoted?")), [c.__name__ for c in Hierarchy.__mro__])
print(f"{Simple('in f-string')} {Simple('r')!r:>12}")
print(Simple("a") == Simple("a"), Simple.__doc__, len({Simple("x"), Simple("x")}))
