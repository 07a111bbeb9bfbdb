# Builtin names are ordinary names found last; globals shadow them, and deleting the global brings them back.
print(len("abc"))
len = lambda value: "shadow"
print(len("abc"))


def uses_len():
    return len("abc")


print(uses_len())
del len
print(uses_len())
list = [1, 2]
try:
    list("abc")
except TypeError as error:
    print(error)
del list
print(list("abc"))
try:
    del print
except NameError as error:
    print(error)


def local_builtin():
    try:
        return sum([1, 2])
    except UnboundLocalError as error:
        return str(error)
    sum = None


print(local_builtin())


class Shadow:
    print = "attribute"

    def len(self):
        return len("xy")

    int = int("5")
    float = float(int)


print(Shadow.print, Shadow().len(), Shadow.int, Shadow.float)
id = 5
input = "name"
max, min = min, max
print(id, input, max(1, 2), min(1, 2))
del max, min
print(max(1, 2))


def parameter_named(list, dict=None, type=int):
    return list, dict, type(3.7)


print(parameter_named([1]))
True_ = True
print(True_, [str for str in "ab"], str(5))
for range in range(3):
    pass
print(range)
del range
print(range(2))
ValueError_original = ValueError
ValueError = KeyError
try:
    raise KeyError("caught under another name")
except ValueError as error:
    print(repr(error))
try:
    try:
        int("x")
    except ValueError:
        print("never printed")
except Exception as error:
    print(type(error).__name__)
del ValueError
print(ValueError is ValueError_original)
