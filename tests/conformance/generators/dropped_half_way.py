# A generator that is dropped half-way: CPython closes it at once, because its reference count falls to 0.
def items():
    try:
        yield 1
        yield 2
    finally:
        print("closed")


def first():
    return next(items())


print(first())
print("after")
