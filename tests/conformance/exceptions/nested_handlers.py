# Exceptions inside handlers, else and finally clauses several levels deep.


def depth(level):
    try:
        if level == 0:
            raise ValueError("bottom")
        depth(level - 1)
    except ValueError as error:
        raise ValueError("level %d: %s" % (level, error))
    finally:
        print("unwinding", level)


try:
    depth(3)
except ValueError as error:
    print(error)
    count = 0
    while error.__context__:
        error = error.__context__
        count += 1
    print(count, error)


def pipeline(value):
    steps = []
    try:
        steps.append("parse")
        try:
            number = int(value)
        except ValueError:
            steps.append("fallback")
            try:
                number = float(value)
            except ValueError:
                steps.append("give up")
                raise TypeError("not a number: %r" % value) from None
            else:
                steps.append("was a float")
        else:
            steps.append("was an int")
        finally:
            steps.append("parsed")
        try:
            result = 100 / number
        except ZeroDivisionError:
            steps.append("zero")
            result = None
    except TypeError as error:
        return steps, str(error)
    else:
        steps.append("ok")
    finally:
        steps.append("end")
    return steps, result


for value in ("4", "2.5", "0", "x"):
    print(pipeline(value))


def finally_chain():
    try:
        try:
            try:
                raise KeyError("a")
            finally:
                print("one")
                raise IndexError("b")
        finally:
            print("two")
            raise ValueError("c")
    except ValueError as error:
        print(repr(error), repr(error.__context__), repr(error.__context__.__context__))


finally_chain()
for i in range(3):
    try:
        try:
            if i == 0:
                raise KeyError(i)
            if i == 1:
                raise IndexError(i)
        except KeyError:
            print("inner", i)
            raise IndexError("converted")
        else:
            print("inner else", i)
    except IndexError as error:
        print("outer", i, error)
    else:
        print("outer else", i)
