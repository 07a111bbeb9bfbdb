# globals() hands out the module's names as a dict.
x = 1


def f():
    return globals()["x"]  # rejects: globals


print(f())
