# __cause__, __context__ and __suppress_context__ after raise, raise from, and raise from None.


def describe(error):
    print(
        repr(error), "cause", repr(error.__cause__), "context", repr(error.__context__), "suppress",
        error.__suppress_context__
    )


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("implicit")


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError("explicit") from error


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("suppressed") from None


def from_class():
    raise ValueError("from class") from KeyError


def from_new_instance():
    raise ValueError("v") from KeyError("unraised cause")


def from_number():
    raise ValueError("v") from 5


def from_text():
    raise ValueError("v") from "text"


def in_finally():
    try:
        raise KeyError("k")
    finally:
        raise IndexError("i")


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise IndexError("else")


def chain_of_three():
    try:
        try:
            raise KeyError(1)
        except KeyError:
            raise ValueError(2)
    except ValueError:
        raise TypeError(3)


for function in (
    implicit, explicit, suppressed, from_class, from_new_instance, from_number, from_text, in_finally, in_else
):
    try:
        function()
    except Exception as error:
        describe(error)
try:
    chain_of_three()
except TypeError as error:
    while error is not None:
        print(repr(error), end=" <- ")
        error = error.__context__
    print("end")
error = ValueError("manual")
error.__cause__ = KeyError("assigned")
describe(error)
error.__cause__ = None
error.__suppress_context__ = False
describe(error)
for bad in (5, "x"):
    try:
        error.__cause__ = bad
    except TypeError as failure:
        print(failure)
    try:
        error.__context__ = bad
    except TypeError as failure:
        print(failure)
try:
    try:
        raise ValueError("self")
    except ValueError as same:
        raise same from same
except ValueError as error:
    print(error.__cause__ is error, error.__context__)
