# del removes names, items, slices, attributes and several targets at once; deleted names are unbound.
name = 1
del name
try:
    name
except NameError as error:
    print(error)
items = list(range(10))
del items[0]
del items[-1], items[2]
print(items)
del items[1:3]
print(items)
del items[::2]
print(items)
del items[:]
print(items)
data = {"a": 1, "b": 2, "c": 3}
del data["b"]
print(data)
try:
    del data["b"]
except KeyError as error:
    print("KeyError", error)
try:
    del items[3]
except IndexError as error:
    print(error)


class Thing:
    shared = "class"

    def __init__(self):
        self.x = 1
        self.shared = "instance"


thing = Thing()
del thing.shared
print(thing.shared)
try:
    del thing.shared
except AttributeError as error:
    print(error)
del thing.x
print(vars(thing))
del Thing.shared
print(hasattr(thing, "shared"))


def local_deletion():
    a = b = c = 1
    del a, (b, [c])
    try:
        return b
    except UnboundLocalError as error:
        print(error)
    a = 2
    return a


print(local_deletion())


def closure_deletion():
    value = 1

    def inner():
        return value

    del value
    try:
        inner()
    except NameError as error:
        print(error)
    value = 7
    return inner()


print(closure_deletion())
for target in ("text", (1, 2), 5):
    try:
        del target[0]
    except TypeError as error:
        print(error)
