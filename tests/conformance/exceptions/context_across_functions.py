# __context__ is set from the exception being handled in any caller, and cleared when handling ends.


def raises(text):
    raise KeyError(text)


try:
    raise ValueError("outer")
except ValueError:
    try:
        raises("inner")
    except KeyError as error:
        print(repr(error), repr(error.__context__))
try:
    raises("alone")
except KeyError as error:
    print(repr(error), repr(error.__context__))


def handles_and_returns():
    try:
        raise ValueError("handled")
    except ValueError:
        return "value"


handles_and_returns()
try:
    raises("after a handled one")
except KeyError as error:
    print(repr(error.__context__))


def handler_left_by_break():
    while True:
        try:
            raise ValueError
        except ValueError:
            break
    try:
        raises("after break")
    except KeyError as error:
        return repr(error.__context__)


print(handler_left_by_break())


def handler_left_by_continue():
    for n in range(2):
        try:
            if n:
                raises("second turn")
            raise ValueError("first turn")
        except ValueError:
            continue
        except KeyError as error:
            return repr(error.__context__)


print(handler_left_by_continue())


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        try:
            raises("in exit")
        except KeyError as error:
            print("in exit:", repr(error.__context__))
        return True


with Manager():
    raise ValueError("in body")
with Manager():
    pass
try:
    try:
        raise ValueError("one")
    except ValueError:
        raise KeyError("two")
    finally:
        try:
            raise IndexError("three")
        except IndexError as error:
            print(repr(error.__context__), repr(error.__context__.__context__))
except KeyError as error:
    print(repr(error.__context__))


def generator():
    try:
        raise ValueError("inside generator")
    except ValueError:
        yield "suspended in a handler"


g = generator()
next(g)
try:
    raises("while a generator is suspended in its handler")
except KeyError as error:
    print(repr(error.__context__))
