# The variable of except ... as is deleted when the handler ends, however it ends.
error = "before"
try:
    raise ValueError("v")
except ValueError as error:
    print("inside", error)
try:
    print(error)
except NameError as failure:
    print(failure)


def in_function():
    e = "outer"
    try:
        raise KeyError("k")
    except KeyError as e:
        saved = e
    try:
        e
    except UnboundLocalError as failure:
        return repr(saved), str(failure)


print(in_function())


def rebound():
    try:
        raise ValueError("v")
    except ValueError as e:
        e = "rebound inside"
    try:
        return e
    except UnboundLocalError as failure:
        return str(failure)


print(rebound())


def deleted_inside():
    try:
        raise ValueError("v")
    except ValueError as e:
        del e
    return "deleting it first is no error"


print(deleted_inside())


def nested():
    try:
        raise ValueError("outer")
    except ValueError as e:
        try:
            raise KeyError("inner")
        except KeyError as e:
            print("inner", repr(e))
        try:
            print(e)
        except UnboundLocalError as failure:
            print(failure)


nested()


def left_by_return():
    def reader():
        return e

    def handler():
        nonlocal e
        try:
            raise ValueError("v")
        except ValueError as e:
            return str(e)

    e = "enclosing"
    result = handler()
    try:
        return result, reader()
    except NameError as failure:
        return result, str(failure)


print(left_by_return())
for n in range(3):
    try:
        raise IndexError(n)
    except IndexError as each:
        if n == 0:
            continue
        if n == 1:
            kept = each
            continue
        break
print(repr(kept))
try:
    each
except NameError as failure:
    print(failure)
try:
    raise AttributeError("first")
except AttributeError as first:
    second = first
print(repr(second))
try:
    first
except NameError as failure:
    print(failure)
