# with: enter and exit order, the as target, several managers, exceptions passed to __exit__ and suppressed.


class Manager:
    def __init__(self, name, suppress=False):
        self.name = name
        self.suppress = suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__, value, trace is not None)
        return self.suppress


with Manager("a") as a:
    print("body", a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (
    Manager("a"),
    Manager("b") as second,
):
    print(second)
with Manager("tuple") as (t, *rest):
    print(t, rest)
with Manager("s", suppress=True):
    raise ValueError("dropped")
print("after suppression")
try:
    with Manager("outer"), Manager("inner"):
        raise KeyError("escapes")
except KeyError as error:
    print("caught", error)
with Manager("outer", suppress=True):
    with Manager("inner"):
        1 / 0
    print("never printed")


def returning():
    with Manager("r"):
        return "returned"


print(returning())


class Failing(Manager):
    def __exit__(self, kind, value, trace):
        raise RuntimeError("exit failed")


try:
    with Failing("f"):
        raise ValueError("original")
except RuntimeError as error:
    print(error, repr(error.__context__))


class FailingEnter(Manager):
    def __enter__(self):
        raise RuntimeError("enter failed")


try:
    with Manager("first"), FailingEnter("second"):
        print("never printed")
except RuntimeError as error:
    print(error)


class NoProtocol:
    pass


class OnlyEnter:
    def __enter__(self):
        return self


for manager in (NoProtocol(), OnlyEnter(), 5):
    try:
        with manager:
            pass
    except TypeError as error:
        print(error)
data = {}
with Manager("item") as data["k"]:
    pass
print(data)
