# A generator sees the exception that its resumer handles: as a context, to bare raise, and in sys.exc_info.
import sys


def looks():
    while True:
        yield sys.exc_info()[1]


def raises():
    yield 1
    raise TypeError("in the generator")


def reraises():
    yield 1
    raise


def handles():
    try:
        raise IndexError("its own")
    except IndexError:
        yield sys.exc_info()[1]
        yield sys.exc_info()[1]
    yield sys.exc_info()[1]


g = looks()
print(next(g))
try:
    raise KeyError("first")
except KeyError:
    print(repr(next(g)))
    try:
        raise ValueError("second")
    except ValueError:
        print(repr(next(g)))
    print(repr(next(g)))
print(next(g))
r = raises()
next(r)
try:
    raise KeyError("outer")
except KeyError:
    try:
        next(r)
    except TypeError as error:
        print(repr(error), repr(error.__context__))
r = reraises()
next(r)
try:
    try:
        raise KeyError("passed on")
    except KeyError:
        next(r)
except KeyError as error:
    print(repr(error))
r = reraises()
next(r)
try:
    next(r)
except RuntimeError as error:
    print(error)
h = handles()
print(repr(next(h)), sys.exc_info()[1])
try:
    raise KeyError("resumer")
except KeyError:
    print(repr(next(h)), repr(sys.exc_info()[1]))
print(next(h))


def delegates():
    yield from looks()


def through_comprehension(generator):
    return [next(generator) for _ in range(2)]


d = delegates()
next(d)
try:
    raise LookupError("through yield from")
except LookupError:
    print(repr(next(d)), through_comprehension(d), sorted([1], key=lambda v: print(repr(next(d))) or v))
