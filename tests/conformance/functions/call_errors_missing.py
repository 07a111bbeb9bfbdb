# TypeError texts for missing arguments, positional and keyword-only, for one, two and more names.


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


def three(a, b, c):
    return a, b, c


def four(alpha, beta, gamma, delta, epsilon=5):
    return alpha


def star(a, *args):
    return a


def keyword_one(*, k):
    return k


def keyword_two(*, k, l):
    return k, l


def keyword_three(a, *, k, l, m, n=1):
    return a


def positional(a, b, /, c):
    return a


class Thing:
    def __init__(self, x, y):
        self.x = x

    def method(self, a, b=2):
        return a

    @staticmethod
    def static(a):
        return a

    @classmethod
    def klass(cls, a, b):
        return a


attempt(zero)
attempt(one)
attempt(two)
attempt(two, 1)
attempt(two, b=1)
attempt(three)
attempt(three, 1)
attempt(three, c=1)
attempt(four)
attempt(four, 1, delta=2)
attempt(star)
attempt(keyword_one)
attempt(keyword_two)
attempt(keyword_two, k=1)
attempt(keyword_three)
attempt(keyword_three, 1)
attempt(keyword_three, 1, l=2)
attempt(positional)
attempt(positional, 1, c=2)
attempt(Thing)
attempt(Thing, 1)
thing = Thing(1, 2)
attempt(thing.method)
attempt(thing.method, b=3)
attempt(Thing.method)
attempt(Thing.method, thing)
attempt(thing.static)
attempt(Thing.static)
attempt(thing.klass)
attempt(Thing.klass, 1)
attempt(lambda x: x)
attempt(lambda *, key: key)


def outer():
    def inner(a):
        return a

    return inner


attempt(outer())
