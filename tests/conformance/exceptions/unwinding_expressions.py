# An exception in the middle of an expression abandons it without assigning; loops, calls and displays unwind cleanly.


def fail(value):
    raise ValueError(value)


x = "unchanged"
try:
    x = 1 + fail("in sum")
except ValueError as error:
    print(x, error)
a, b = 1, 2
try:
    a, b = fail("in tuple"), 3
except ValueError:
    print(a, b)
items = [0, 0]
try:
    items[0], items[fail("index")] = 5, 6
except ValueError:
    print(items)
try:
    a, b = 7, 8, 9
except ValueError:
    print(a, b)
log = []
try:
    print(log.append(1), log.append(2), fail("argument"), log.append(3))
except ValueError:
    print(log)
try:
    [log.append(n) or n for n in (10, 20, 30) if n < 20 or fail(n)]
except ValueError as error:
    print(log, error)
total = 0
for n in range(5):
    try:
        total += n if n != 2 else fail(n)
    except ValueError:
        total += 100
print(total)


def partial(data):
    try:
        for key in data:
            data[key] += 1
            if key == "b":
                data["missing"]
    except KeyError as error:
        return data, str(error)


print(partial({"a": 1, "b": 2, "c": 3}))


def generator():
    yield 1
    fail("in generator")
    yield 2


collected = []
try:
    for value in generator():
        collected.append(value)
except ValueError as error:
    print(collected, error)
try:
    list(generator())
except ValueError as error:
    print(error)
try:
    sum(map(fail, [1]))
except ValueError as error:
    print("through map", error)
try:
    sorted([3, 1, 2], key=lambda v: fail("key") if v == 1 else v)
except ValueError as error:
    print("through sorted", error)
data = [3, 1, 2]
try:
    data.sort(key=fail)
except ValueError:
    print(data)


class Weird:
    def __init__(self):
        fail("init")


try:
    instance = Weird()
except ValueError:
    pass
try:

    class Broken:
        value = fail("class body")

except ValueError:
    pass
try:

    def broken(default=fail("default")):
        pass

except ValueError:
    pass
for read in (lambda: instance, lambda: Broken, lambda: broken):
    try:
        print(read())
    except NameError as error:
        print(error)
