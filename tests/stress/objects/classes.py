"""Threads that call methods and read attributes while others change the classes, so that no inline cache stays right."""
import threading

from _hammer import hammer, invariant, operation


class Root:
    count = 0
    kind = "root"

    def __init__(self, number=1):
        self.first = number
        self.second = -number

    def method(self):
        return ("root", self.first + self.second)

    def overridden(self):
        return "root"

    def other(self, number):
        return number


class Middle(Root):
    def overridden(self):
        return "middle"


class Leaf(Middle):
    pass


CLASSES = [Root, Middle, Leaf]
things = [Root(3), Middle(4), Leaf(5), Leaf(6)]
own_init = Root.__init__
own_method = Root.method


def function(self):
    return ("function", 0)


class Reader:
    """A descriptor without __set__: an instance's own attribute goes first."""

    def __get__(self, thing, owner):
        return lambda: ("reader", 0)


class Caller:
    def __call__(self):
        return ("caller", 0)


MEMBERS = [
    function,
    lambda self: ("lambda", 0),
    object.__repr__,
    staticmethod(lambda: ("static", 0)),
    classmethod(lambda cls: ("class", 0)),
    property(lambda self: lambda: ("property", 0)),
    Reader(),
    Caller(),
    threading.Lock,
]
LOCK = type(threading.Lock())
NAMES = ("root", "function", "lambda", "static", "class", "property", "reader", "caller", "own")


def good(result):
    """What one of MEMBERS or the original method returns."""
    if type(result) is tuple:
        if result[0] not in NAMES or result[1] != 0:
            raise AssertionError(f"method: {result!r}")
    elif type(result) is str:
        if not result.startswith("<__main__."):
            raise AssertionError(f"repr: {result!r}")
    elif type(result) is not LOCK:
        raise AssertionError(f"called: {result!r}")


@operation(weight=2)
def change_method(rng):
    rng.choice(CLASSES).method = rng.choice(MEMBERS)


@operation(AttributeError)
def delete_method(rng):
    del rng.choice([Middle, Leaf]).method


@operation()
def restore_method(rng):
    Root.method = own_method


@operation(AttributeError)
def shadow_method(rng):
    thing = rng.choice(things)
    if rng.random() < 0.5:
        thing.method = lambda: ("own", 0)
    else:
        del thing.method


@operation(TypeError, weight=6)
def call_method(rng):
    good(things[0].method())
    good(things[3].method())
    for thing in things:
        good(thing.method())


@operation(TypeError, weight=4)
def call_found_method(rng):
    thing = rng.choice(things)
    found = thing.method
    good(found())
    good(getattr(thing, "method")(*[]))


@operation(AttributeError, weight=2)
def uncover(rng):
    """Leaf's and Middle's own come and go: what they cover is there meanwhile."""
    if rng.random() < 0.5:
        Leaf.overridden = lambda self: "leaf"
    else:
        del Leaf.overridden


@operation(weight=4)
def call_uncovered(rng):
    leaf, middle, root = things[2], things[1], things[0]
    if leaf.overridden() not in ("leaf", "middle") or middle.overridden() != "middle" or root.overridden() != "root":
        raise AssertionError("overridden")


@operation(weight=2)
def class_data(rng):
    Root.count += 1
    Middle.kind = "middle"
    if things[2].count < 0 or things[2].kind != "middle" or things[0].kind != "root":
        raise AssertionError("data")


def first_init(self, number=1):
    self.first = number
    self.second = -number


def second_init(self, number=1):
    self.second = -number
    self.first = number
    self.third = 0


def third_init(self, *numbers, third=0):
    self.__dict__["first"] = numbers[0] if numbers else 1
    self.second = -self.first


@operation()
def change_init(rng):
    rng.choice(CLASSES).__init__ = rng.choice([first_init, second_init, third_init, own_init])


@operation(weight=4)
def make(rng):
    for made in (Root(7), Middle(7), Leaf(7), rng.choice(CLASSES)(7)):
        if made.first != 7 or made.second != -7:
            raise AssertionError(f"made: {vars(made)!r}")


@operation(weight=2)
def change_defaults(rng):
    own_init.__defaults__ = (rng.choice([1, 2]),)
    if Middle().first not in (1, 2):
        raise AssertionError("default")


SPECIAL = {
    "__len__": lambda self: 5,
    "__bool__": lambda self: True,
    "__eq__": lambda self, other: True,
    "__hash__": lambda self: 9,
    "__iter__": lambda self: iter("abc"),
    "__call__": lambda self: ("caller", 0),
    "__add__": lambda self, other: 12,
    "__radd__": lambda self, other: 12,
    "__getitem__": lambda self, key: {0: "a", 1: "b", 2: "c"}[key] if key < 3 else stop(),
    "__contains__": lambda self, item: item == "a",
    "__enter__": lambda self: 1,
    "__exit__": lambda self, *error: None,
    "__lt__": lambda self, other: True,
    "__str__": lambda self: "str",
    "__repr__": lambda self: "<__main__.",
    "__format__": lambda self, how: "format",
    "__index__": lambda self: 2,
}


def stop():
    raise IndexError("end")


class Special:
    pass


special = Special()


@operation(AttributeError, weight=3)
def change_special(rng):
    name = rng.choice(list(SPECIAL))
    if rng.random() < 0.6:
        setattr(Special, name, SPECIAL[name])
    else:
        delattr(Special, name)


@operation(TypeError, weight=4)
def use_special(rng):
    what = rng.randrange(12)
    if what == 0:
        result = len(special) == 5
    elif what == 1:
        result = bool(special) is True
    elif what == 2:
        result = (special == 3) in (True, False)
    elif what == 3:
        result = hash(special) is not None
    elif what == 4:
        result = list(special) == ["a", "b", "c"]
    elif what == 5:
        result = special() == ("caller", 0)
    elif what == 6:
        result = special + 1 == 12
    elif what == 7:
        result = "a" in special
    elif what == 8:
        with special as one:
            result = one == 1
    elif what == 9:
        result = f"{special}"[0] in "fs<" and str(special)[0] in "s<"
    elif what == 10:
        result = [0, 1, 2, 3][special] == 2
    else:
        result = (special < 4) is True
    if not result:
        raise AssertionError(f"special {what}")


class Hooked:
    plain = "plain"


hooked = Hooked()
hooked.own = "own"


@operation(AttributeError)
def change_hooks(rng):
    name = rng.choice(["__getattr__", "__getattribute__", "__setattr__", "__delattr__"])
    if rng.random() < 0.5:
        delattr(Hooked, name)
    elif name == "__getattr__":
        Hooked.__getattr__ = lambda self, name: ("hook", name)
    elif name == "__getattribute__":
        Hooked.__getattribute__ = lambda self, name: object.__getattribute__(self, name)
    elif name == "__setattr__":
        Hooked.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value)
    else:
        Hooked.__delattr__ = lambda self, name: object.__delattr__(self, name)


@operation(AttributeError, weight=3)
def use_hooks(rng):
    if hooked.own != "own" or hooked.plain != "plain":
        raise AssertionError("hooked")
    hooked.own = "own"
    hooked.more = "more"
    if hooked.more not in ("more", ("hook", "more")):
        raise AssertionError("hooked")
    del hooked.more
    if hooked.missing != ("hook", "missing"):
        raise AssertionError("missing")


@operation()
def names_of_classes(rng):
    owner = rng.choice(CLASSES)
    owner.__name__ = rng.choice(["Root", "Middle", "Leaf"])
    owner.__qualname__ = rng.choice(["Root", "Middle", "Leaf"])
    owner.__module__ = "__main__"
    owner.__doc__ = rng.choice(["root", None])
    if owner.__name__ not in ("Root", "Middle", "Leaf") or repr(owner)[:16] != "<class '__main__":
        raise AssertionError(f"name: {owner!r}")
    if owner.__doc__ not in ("root", None) or things[0].__doc__ not in ("root", None):
        raise AssertionError("doc")


class Named:
    def __set_name__(self, owner, name):
        self.name = name
        for other in ("one", "two", "three"):
            if other != name and hasattr(owner, other):
                delattr(owner, other)


@operation()
def classes_whose_hooks_change_them(rng):
    class Fresh:
        one = Named()
        two = Named()
        three = Named()

        def __init_subclass__(cls, **keywords):
            cls.made = "made"
            Fresh.derived = cls

    class Derived(Fresh):
        pass
    if Derived.made != "made" or Derived.derived.__mro__[1] is not Fresh:
        raise AssertionError("hooks")
    if any(type(value) is Named and value.name != name for name, value in vars(Fresh).items()):
        raise AssertionError("names")


shared_body = {"kind": "body", "method": function}


@operation(weight=2)
def classes_of_a_shared_body(rng):
    shared_body[f"name{rng.randrange(30)}"] = rng.randrange(9)
    made = type("Body", (rng.choice(CLASSES),), shared_body)
    if made().kind != "body" or made().method() != ("function", 0):
        raise AssertionError("type()")


@operation(KeyError, weight=2)
def replaced_dict(rng):
    thing = things[rng.randrange(4)]
    number = thing.first  # the same as before, for others are between reading the one and the other
    thing.__dict__ = {"first": number, "second": -number}
    thing.third = 3
    if thing.first + thing.second != 0:
        raise AssertionError("__dict__")


@invariant
def methods_are_found():
    Root.method = own_method
    for thing in things:
        good(thing.method())


hammer()
