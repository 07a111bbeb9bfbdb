# Exceptions raised in generators, StopIteration turned into RuntimeError, re-entry.


def explodes():
    yield 1
    raise ValueError("boom")


g = explodes()
print(next(g))
try:
    next(g)
except ValueError as error:
    print(error)
print(next(g, "finished after the exception"))


def leaks_stop():
    yield 1
    next(iter([]))


try:
    print(list(leaks_stop()))
except RuntimeError as error:
    print(error, "/", repr(error.__cause__), repr(error.__context__))


def raises_stop():
    raise StopIteration("direct")
    yield


try:
    next(raises_stop())
except RuntimeError as error:
    print(error, error.__cause__.value)


def reenters():
    yield next(g2)


g2 = reenters()
try:
    next(g2)
except ValueError as error:
    print(error)


def handles_in_caller():
    try:
        for value in explodes():
            yield value
    except ValueError:
        yield "handled"
    yield "after"


print(list(handles_in_caller()))


def context():
    try:
        yield 1
    except KeyError:
        yield "never"
    raise TypeError("later")


try:
    raise KeyError("outside")
except KeyError:
    try:
        list(context())
    except TypeError as error:
        print(error, repr(error.__context__))


def sees_no_outer():
    try:
        raise
    except RuntimeError as error:
        yield str(error)


print(list(sees_no_outer()))


def finally_order(log):
    try:
        log.append("in")
        yield
    finally:
        log.append("out")


log = []
for _ in finally_order(log):
    log.append("body")
print(log)
try:
    for value in explodes():
        raise IndexError("in the loop body")
except IndexError as error:
    print(error)
try:
    sum(explodes())
except ValueError as error:
    print("through sum:", error)
try:
    a, b, c = explodes()
except ValueError as error:
    print("through unpacking:", error)
print(any(x == 1 for x in explodes()))
try:
    all(x == 1 for x in explodes())
except ValueError as error:
    print("through all:", error)
