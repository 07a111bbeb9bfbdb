# The order of try, except, else and finally in every outcome.


def run(action):
    log = []
    try:
        try:
            log.append("try")
            if action == "raise":
                raise ValueError("v")
            if action == "other":
                raise KeyError("k")
            if action == "return":
                return log
        except ValueError:
            log.append("except")
            if action == "raise-in-except":
                raise
        else:
            log.append("else")
            if action == "raise-in-else":
                raise ValueError("from else")
        finally:
            log.append("finally")
    except Exception as error:
        log.append("outer " + repr(error))
    finally:
        log.append("outer finally")
    return log


for action in ("nothing", "raise", "other", "return", "raise-in-else"):
    print(action, run(action))


def only_finally():
    try:
        return "value"
    finally:
        print("finally runs before the return is complete")


print(only_finally())


def loop():
    for n in range(3):
        try:
            if n == 1:
                raise IndexError(n)
        except IndexError:
            print("handled", n)
        else:
            print("else", n)
        finally:
            print("finally", n)
    else:
        print("loop else")


loop()
try:
    pass
except ValueError:
    print("never")
else:
    print("empty try, else runs")
try:
    try:
        raise TypeError("inner")
    finally:
        print("inner finally")
except TypeError as error:
    print("propagated", error)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        print("first handler")
        [][0]
    finally:
        print("finally after failing handler")
except IndexError as error:
    print(error, "/ context:", error.__context__)


def many():
    try:
        raise LookupError("x")
    except (ValueError, TypeError):
        return "wrong"
    except KeyError:
        return "wrong"
    except LookupError:
        return "matched the base"
    except Exception:
        return "too late"


print(many())
