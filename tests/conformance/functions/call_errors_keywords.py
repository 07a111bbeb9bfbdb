# TypeError texts for unexpected, repeated and positional-only keywords.


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as error:
        print(error)


def zero():
    return "zero"


def one(a):
    return a


def two(a, b=2):
    return a, b


def positional(a, b=2, /, c=3):
    return a, b, c


def positional_two(a, b, /):
    return a, b


def with_kwargs(a, /, b, **kwargs):
    return a, b, kwargs


def keyword_only(*, key):
    return key


class Thing:
    def __init__(self, name):
        self.name = name

    def method(self, a):
        return a

    def __call__(self, x):
        return x


attempt(zero, a=1)
attempt(one, 1, b=2)
attempt(one, b=2)
attempt(one, 1, a=2)
attempt(one, **{"a": 1, "z": 2})
attempt(two, 1, 2, b=3)
attempt(two, 1, a=3, b=4)
attempt(two, c=1, d=2)
attempt(positional, 1, b=2)
attempt(positional, a=1)
attempt(positional, a=1, b=2)
attempt(positional, 1, c=5)
attempt(positional_two, a=1, b=2)
attempt(positional_two, 1, b=2, z=3)
attempt(with_kwargs, 1, b=2, a=3)
attempt(with_kwargs, b=2, a=3)
attempt(with_kwargs, 1, 2, b=3)
attempt(keyword_only, kee=1)
attempt(keyword_only, key=1, other=2)
attempt(Thing, nme="x")
attempt(Thing, "x", name="y")
thing = Thing("n")
attempt(thing.method, b=1)
attempt(thing.method, 1, a=1)
attempt(thing.method, self=1)
attempt(thing, y=1)
attempt(thing)
attempt(thing, 1, 2)
try:
    one(**{1: 2})
except TypeError as error:
    print(error)
try:
    two(a=1, **{"a": 2})
except TypeError as error:
    print(error)
try:
    thing.method(a=1, **{"a": 2})
except TypeError as error:
    print(error)
try:
    one(*5)
except TypeError as error:
    print(error)
try:
    one(**5)
except TypeError as error:
    print(error)
