# Closures capture variables, not values.
functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
i = "changed"
print(functions[0]())


def make():
    result = []
    for n in range(3):
        result.append(lambda: n)
    n = n * 100
    return result


print([f() for f in make()])
print([f() for f in [lambda: k for k in range(3)]])
print([f() for f in [lambda k=k: k for k in range(3)]])
print([f() for f in (lambda: g for g in range(3))])


def counter():
    value = 0

    def increment(by=1):
        nonlocal value
        value += by
        return value

    def read():
        return value

    return increment, read


increment, read = counter()
other_increment, other_read = counter()
increment()
increment(5)
print(read(), other_read(), other_increment())


def late():
    def inner():
        return defined_later

    defined_later = "bound after the closure was made"
    return inner()


print(late())


def unbound():
    def inner():
        return never

    if False:
        never = 1
    try:
        return inner()
    except NameError as error:
        return type(error).__name__ + ": " + str(error)


print(unbound())


def parameter_captured(x, *args, **kwargs):
    def inner():
        return x, args, kwargs

    x += 1
    return inner


print(parameter_captured(1, 2, k=3)())


def deep(a):
    def second(b):
        def third(c):
            def fourth(d):
                return a + b + c + d

            return fourth

        return third

    return second


print(deep(1)(20)(300)(4000), deep("a")("b")("c")("d"))


def loop_variable_in_handler():
    functions = []
    for name in ("x", "y"):
        try:
            raise ValueError(name)
        except ValueError as error:
            functions.append(lambda: error)
    try:
        functions[0]()
    except NameError as failure:
        return str(failure)


print(loop_variable_in_handler())
