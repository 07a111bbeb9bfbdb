# Comprehension variables are local to the comprehension; the first iterable is evaluated outside.
x = "outer"
print([x for x in range(3)], x)
print({x for x in range(3)}, {x: x for x in "ab"}, sum(x for x in range(4)), x)
print([x for x in x], x)
try:
    print([y for y in range(3)], y)
except NameError as error:
    print(error)


def parameter(x):
    return [x for x in [x, x * 2]], x


print(parameter(5))


def reads_enclosing(n):
    return [n * i for i in range(n)]


print(reads_enclosing(4))


def unbound_inner():
    try:
        return [n for n in range(2) for m in range(n) if missing]
    except NameError as error:
        return str(error)


print(unbound_inner())


def lambda_inside():
    functions = [lambda y: x + y for x in range(3)]
    return [f(10) for f in functions]


print(lambda_inside())


def nested_captures(a):
    return [[a + b + c for c in range(2)] for b in range(2)]


print(nested_captures(100))


def self_shadow():
    try:
        return [a for a in range(2) for b in b]
    except UnboundLocalError as error:
        return type(error).__name__ + " " + str(error)
    except NameError as error:
        return type(error).__name__ + " " + str(error)


print(self_shadow())


def order():
    log = []

    def source(name, values):
        log.append(name)
        return values

    generator = (a + b for a in source("first", [1]) for b in source("second", [2]))
    log.append("made")
    result = list(generator)
    return result, log


print(order())
print([i for i in range(5) if i % 2], [(i, j) for i in range(2) for j in range(i)])
for x in [1]:
    squares = [x for x in range(3)]
print(x, squares)
print([[x for x in range(x)] for x in range(4)])
table = {k: [k for k in range(k)] for k in range(3)}
print(table)
