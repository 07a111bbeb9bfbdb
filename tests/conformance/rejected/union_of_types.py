# The union of two types.
def f(x: int | None = None):  # rejects: X | Y
    return x


print(f())
