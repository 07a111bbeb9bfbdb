# yield inside loops, try, with, conditionals and nested functions.


def with_finally(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("cleanup")


log = []
print(list(with_finally(log)), log)


def with_except():
    for text in ("1", "x", "3"):
        try:
            yield int(text)
        except ValueError:
            yield "bad " + text
        else:
            yield "ok"
        finally:
            yield "finally"


print(list(with_except()))


class Manager:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, *details):
        self.log.append("exit")


def with_manager(log):
    with Manager(log) as m:
        yield "inside"
        m.log.append("between")
        yield "still inside"
    yield "outside"


log = []
for value in with_manager(log):
    print(value, log)


def nested_loops(n):
    for i in range(n):
        for j in range(i):
            if (i + j) % 2:
                continue
            yield i, j
        else:
            yield "row %d" % i


print(list(nested_loops(4)))


def returns_early(values):
    for v in values:
        if v < 0:
            return "negative"
        yield v
    return "all positive"


def collect(generator):
    values = []
    while True:
        try:
            values.append(next(generator))
        except StopIteration as stop:
            return values, stop.value


print(collect(returns_early([1, 2, -1, 3])), collect(returns_early([1])))


def in_expressions():
    a = [(yield "first"), 10]
    yield a
    data = {"k": [(yield "a"), (yield "b")]}
    yield data
    print((yield "in call"), end=" printed\n")
    if (yield "condition") is None:
        yield "was None"


print(list(in_expressions()))


def inner_function():
    def helper(x):
        yield x
        yield x * 2

    for v in helper(5):
        yield v
    yield from (lambda: (yield "lambda generator"))()


print(list(inner_function()))


def while_else():
    n = 3
    while n:
        yield n
        n -= 1
    else:
        yield "else"


print(list(while_else()))


def swap(a, b):
    while True:
        yield a, b
        a, b = b, a + b


s = swap(1, 2)
print(next(s), next(s), next(s))
