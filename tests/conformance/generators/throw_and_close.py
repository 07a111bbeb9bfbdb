# throw and close: where the exception appears, what they return, GeneratorExit, cleanup.


def worker(log):
    try:
        while True:
            try:
                yield "ready"
            except ValueError as error:
                log.append("handled %s" % error)
                yield "recovered"
    except GeneratorExit:
        log.append("closing")
        raise
    finally:
        log.append("finally")


log = []
w = worker(log)
print(next(w), w.throw(ValueError("v")), next(w), w.throw(ValueError))
print(w.close(), log)
print(list(w), w.close())
try:
    w.throw(KeyError("after close"))
except KeyError as error:
    print(repr(error))


def simple():
    yield 1
    yield 2


s = simple()
try:
    s.throw(ZeroDivisionError("before start"))
except ZeroDivisionError as error:
    print(error, list(s))
s = simple()
next(s)
try:
    s.throw(KeyError("unhandled"))
except KeyError as error:
    print(repr(error), next(s, "finished"))
s = simple()
s.close()
print(list(s))


def ignores():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield "refuses"


i = ignores()
next(i)
try:
    i.close()
except RuntimeError as error:
    print(error)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return 5


r = returns_on_close()
next(r)
print(r.close())


def raises_on_close():
    try:
        yield 1
    finally:
        raise ValueError("from cleanup")


r = raises_on_close()
next(r)
try:
    r.close()
except ValueError as error:
    print(error)


def outer(log):
    try:
        yield from worker(log)
    finally:
        log.append("outer finally")


log = []
o = outer(log)
print(next(o), o.throw(ValueError("delegated")))
o.close()
print(log)
try:
    simple().throw(5)
except TypeError as error:
    print(error)


def catches_everything():
    try:
        yield 1
    except Exception as error:
        return repr(error)


c = catches_everything()
next(c)
try:
    c.throw(IndexError("x"))
except StopIteration as stop:
    print(stop.value)
