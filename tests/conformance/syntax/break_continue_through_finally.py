# break, continue and return leave try blocks only after their finally blocks have run.
for n in range(5):
    try:
        if n == 1:
            continue
        if n == 3:
            break
        print("body", n)
    finally:
        print("finally", n)
else:
    print("never printed")


def nested(mode):
    for outer in range(2):
        try:
            for inner in range(2):
                try:
                    if mode == "break":
                        break
                    if mode == "continue":
                        continue
                    if mode == "return":
                        return (outer, inner)
                finally:
                    print("inner finally", mode, outer, inner)
            print("after inner loop")
        finally:
            print("outer finally", mode, outer)
    return "end"


for mode in ("break", "continue", "return", "none"):
    print(nested(mode))


def swallow():
    for n in range(3):
        try:
            raise ValueError(n)
        finally:
            if n < 2:
                continue
            break
    return "both exceptions swallowed"


print(swallow())


def while_version():
    n = 0
    while True:
        n += 1
        try:
            try:
                if n < 3:
                    continue
                1 / 0
            except ZeroDivisionError:
                print("handled at", n)
                break
            finally:
                print("first", n)
        finally:
            print("second", n)
    else:
        print("never printed")
    return n


print(while_version())


def in_handler():
    for n in range(4):
        try:
            raise KeyError(n)
        except KeyError as error:
            if n == 1:
                continue
            if n == 2:
                break
            print("kept", error)
        finally:
            print("clean", n)


in_handler()


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind)


for n in range(3):
    with Manager():
        if n == 0:
            continue
        break
