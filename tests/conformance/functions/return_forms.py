# return without a value, of tuples, from nested blocks and loops; falling off the end.


def nothing():
    pass


def bare():
    return
    print("never printed")


def pair():
    return 1, 2


def single():
    return (1,)


def empty():
    return ()


def starred(items):
    return *items, "end"


def conditional(x):
    if x:
        return "yes"


def from_loops():
    for i in range(5):
        while True:
            for j in range(5):
                if i * j == 6:
                    return i, j
            break


def from_with():
    class Manager:
        def __enter__(self):
            return "resource"

        def __exit__(self, *details):
            print("exit before the caller sees the value")

    with Manager() as r:
        return r


def evaluated_before_finally():
    x = 1
    try:
        return x
    finally:
        x = 2


def list_before_finally():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


print(nothing(), bare(), pair(), single(), empty(), starred([1, 2]), conditional(1), conditional(0))
print(from_loops(), from_with(), evaluated_before_finally(), list_before_finally())
a, b = pair()
print(a + b, pair()[0], len(starred("abc")))


def multi(n):
    if n == 0:
        return
    elif n == 1:
        return "one"
    else:
        return "many"


print([multi(n) for n in range(3)])


def returns_function():
    return returns_function


print(returns_function()()() is returns_function)


def deep_return():
    try:
        try:
            for _ in range(1):
                try:
                    return "innermost"
                finally:
                    print("f1")
        finally:
            print("f2")
    finally:
        print("f3")


print(deep_return())
