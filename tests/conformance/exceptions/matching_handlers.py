# Which handler is chosen: classes, tuples, nested tuples, expressions evaluated late, user hierarchies.


class AppError(Exception):
    pass


class NotFound(AppError, LookupError):
    pass


class Timeout(AppError):
    pass


def classify(error):
    try:
        raise error
    except NotFound:
        return "NotFound"
    except (ZeroDivisionError, KeyError):
        return "tuple"
    except LookupError:
        return "LookupError"
    except AppError:
        return "AppError"
    except (OSError, (TypeError, ValueError)):
        return "nested tuple"
    except Exception:
        return "Exception"
    except BaseException:
        return "BaseException"


for error in (
    NotFound("n"), Timeout(), KeyError("k"), IndexError(), 1 and ZeroDivisionError(), TypeError(), UnicodeError(),
    RuntimeError()
):
    try:
        print(type(error).__name__, classify(error))
    except TypeError as failure:
        print(failure)


def choose(name):
    print("handler expression", name)
    return {"value": ValueError, "type": TypeError}[name]


try:
    raise TypeError("t")
except choose("value"):
    print("never")
except choose("type") as error:
    print("chosen", error)
try:
    pass
except choose("value"):
    print("never evaluated")
group = (ValueError, TypeError)
group += (KeyError,)
try:
    raise KeyError("in the group")
except group as error:
    print(repr(error))
try:
    raise ValueError("empty tuple catches nothing")
except ():
    print("never")
except ValueError as error:
    print(error)
try:
    raise ValueError("original")
except:
    print("bare except")
for bad in (5, "text", int, (ValueError, 5), None):
    try:
        try:
            raise IndexError("i")
        except bad:
            print("never")
    except TypeError as error:
        print(error, "/", repr(error.__context__))
    except IndexError as error:
        print("IndexError passed", error)
