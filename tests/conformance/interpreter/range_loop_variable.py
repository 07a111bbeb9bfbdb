# The variable of a range loop may be rebound, deleted, captured and read afterwards; the range itself may be anything.
for i in range(3):
    print(i, end=" ")
    i = "rebound"
print(i)
for i in range(3):
    del i
try:
    i
except NameError as error:
    print(error)


def local():
    for i in range(5):
        if i == 3:
            break
        i += 100
    after = i
    for i in range(2, 2):
        pass
    functions = []
    for j in range(3):
        functions.append(lambda: j)
    for k in range(10, 0, -3):
        last = k
    for n in range(4):
        for n in range(n):
            pass
    return after, i, [f() for f in functions], last, k, n


print(local())


def nonlocal_target():
    i = "outer"

    def inner():
        nonlocal i
        for i in range(3):
            pass

    inner()
    return i


print(nonlocal_target())


def global_target():
    global g
    for g in range(4):
        pass


global_target()
print(g)
limit = 3
for i in range(limit):
    limit = 100
    print(i, end=" ")
print(limit)
range_original = range


def range(*args):
    return ["not", "a", "range"]


for i in range(3):
    print(i, end=" ")
print()
del range
for i in range(3):
    print(i, end=" ")
print()


def generator_in_range():
    for i in range(3):
        received = yield i
        i = "x"
    yield i


print(list(generator_in_range()))


def nested(n):
    count = 0
    for a in range(n):
        for b in range(a, n):
            for c in range(b, n, 2):
                if (a + b + c) % 3 == 0:
                    continue
                count += 1
                if count > 50:
                    return count, a, b, c
    return count


print(nested(4), nested(10))
for bad in ("a", 1.5, None):
    try:
        for i in range(bad):
            pass
    except TypeError as error:
        print(error)
try:
    for i in range(0, 5, 0):
        pass
except ValueError as error:
    print(error)
for i in range(True, 4):
    print(i, end=" ")
r = range(3)
for i in r:
    for j in r:
        print((i, j), end=" ")
print()
for i, j in zip(range(3), range(3)[::-1]):
    print(i * j, end=" ")
for i in reversed(range(3)):
    print(i, end=" ")
for i in list(range(3)) + [99]:
    print(i, end=" ")
print(sum(range(10)), i)
try:
    for i in range(10):
        if i == 4:
            raise ValueError(i)
except ValueError as error:
    print(error, i)
while True:
    for i in range(3):
        if i == 1:
            break
    else:
        continue
    break
print(i)
