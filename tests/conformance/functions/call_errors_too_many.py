# TypeError texts for too many positional arguments, with defaults, keyword-only arguments and methods.


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except TypeError as error:
        print(error)


def zero():
    return "zero"


def one(a):
    return a


def two(a, b):
    return a, b


def default_one(a=1):
    return a


def default_some(a, b=2, c=3):
    return a, b, c


def keyword_only(*, k=1):
    return k


def mixed(a, b=2, *, k, l=4):
    return a, b, k, l


def positional(a, /):
    return a


class Thing:
    def method(self):
        return "method"

    def method_two(self, a, b=1):
        return a

    def no_self():
        return "no self"

    @staticmethod
    def static():
        return "static"

    @classmethod
    def klass(cls):
        return "class"


class WithInit:
    def __init__(self, a):
        self.a = a


class Empty:
    pass


attempt(zero, 1)
attempt(zero, 1, 2)
attempt(one, 1, 2)
attempt(one, 1, 2, 3, 4)
attempt(two, 1, 2, 3)
attempt(default_one, 1, 2)
attempt(default_some, 1, 2, 3, 4)
attempt(keyword_only, 1)
attempt(keyword_only, 1, k=2)
attempt(keyword_only, 1, 2)
attempt(mixed, 1, 2, 3, k=4)
attempt(mixed, 1, 2, 3, k=4, l=5)
attempt(mixed, 1, 2, 3)
attempt(positional, 1, 2)
thing = Thing()
attempt(thing.method, 1)
attempt(thing.method_two, 1, 2, 3)
attempt(thing.no_self)
attempt(Thing.no_self)
attempt(thing.static, 1)
attempt(thing.klass, 1)
attempt(Thing.klass, 1, 2)
attempt(WithInit, 1, 2)
attempt(Empty, 1)
attempt(Empty, x=1)
attempt(lambda: 1, 2)
attempt(lambda x, y=1: 1, 2, 3, 4)
