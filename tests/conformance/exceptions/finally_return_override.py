# A return, break or continue in finally replaces a pending return value or exception.


def override_return():
    try:
        return "try"
    finally:
        return "finally"


def override_exception():
    try:
        raise ValueError("lost")
    finally:
        return "exception dropped"


def override_in_handler():
    try:
        1 / 0
    except ZeroDivisionError:
        return "handler"
    finally:
        return "finally wins"


def override_in_else():
    try:
        pass
    except ValueError:
        return "never"
    else:
        return "else"
    finally:
        return "finally over else"


def nested():
    try:
        try:
            return 1
        finally:
            return 2
    finally:
        print("outer finally")


def break_drops_return():
    while True:
        try:
            return "dropped"
        finally:
            break
    return "after the loop"


def continue_drops_exception():
    for n in range(2):
        try:
            raise ValueError(n)
        finally:
            print("turn", n)
            continue
    return "end"


def raise_replaces_return():
    try:
        return "lost"
    finally:
        raise KeyError("from finally")


def exception_in_return_expression():
    try:
        return 1 / 0
    except ZeroDivisionError:
        return "caught from the return expression"
    finally:
        print("and finally")


def side_effect_after_return_value():
    values = [1]
    try:
        return values + ["computed early"]
    finally:
        values.append(2)
        print("finally sees", values)


print(override_return(), override_exception(), override_in_handler(), override_in_else())
print(nested())
print(break_drops_return())
print(continue_drops_exception())
try:
    raise_replaces_return()
except KeyError as error:
    print(repr(error), error.__context__)
print(exception_in_return_expression())
print(side_effect_after_return_value())


def counts(limit):
    for n in range(10):
        try:
            if n == limit:
                return "returned at %d" % n
        finally:
            if n == 3:
                return "finally at 3"
    return "loop ended"


print(counts(1), counts(3), counts(5))
