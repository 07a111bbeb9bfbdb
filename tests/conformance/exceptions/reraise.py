# Bare raise re-raises the exception being handled, from nested functions too, and restores the outer one.


def log_and_reraise():
    try:
        int("x")
    except ValueError:
        print("logged")
        raise


try:
    log_and_reraise()
except ValueError as error:
    print(error)


def reraise_helper():
    raise


try:
    try:
        1 / 0
    except ZeroDivisionError:
        reraise_helper()
except ZeroDivisionError as error:
    print("reraised from a helper:", error)
try:
    reraise_helper()
except RuntimeError as error:
    print(error)


def nested():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


try:
    nested()
except Exception as error:
    print(repr(error), error.__context__)


def same_object():
    original = TypeError("t")
    try:
        try:
            raise original
        except TypeError as e:
            raise e
    except TypeError as again:
        return again is original, again.__context__, again.__cause__


print(same_object())


def in_finally():
    try:
        try:
            raise ValueError("v")
        finally:
            print("finally, then onwards")
    except ValueError as error:
        return repr(error)


print(in_finally())
try:
    try:
        raise ValueError("first")
    except ValueError:
        try:
            raise
        except ValueError as same:
            print("inner handler", same)
            raise
except ValueError as error:
    print("outer handler", error)


def after_handler_ended():
    try:
        raise ValueError
    except ValueError:
        pass
    raise


try:
    after_handler_ended()
except RuntimeError as error:
    print(error)


def generator():
    try:
        yield 1
    except ValueError:
        print("in generator")
        raise


try:
    raise KeyError("outer context")
except KeyError:
    print(list(generator()))
    try:
        raise
    except KeyError as error:
        print("still", error)
