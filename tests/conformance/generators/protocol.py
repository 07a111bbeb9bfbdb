# Generators: laziness, state between calls, return, exhaustion, several at once.


def count(limit):
    print("started")
    n = 0
    while n < limit:
        print("yielding", n)
        yield n
        n += 1
    print("finished")
    return "result"


g = count(2)
print("nothing has run", type(g).__name__)
print(next(g))
print(next(g))
try:
    next(g)
except StopIteration as error:
    print("stopped", error.value)
try:
    next(g)
except StopIteration as error:
    print("again", error.value)
print(next(g, "default"), list(g), iter(g) is g)


def empty():
    return
    yield


def only_return():
    if False:
        yield
    return 5


print(list(empty()), list(only_return()), [x for x in empty()])


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fibonacci()
print([next(f) for _ in range(12)])
one, two = fibonacci(), fibonacci()
next(one), next(one), next(one)
print(next(one), next(two), next(one), next(two))


def yields_everything():
    yield
    yield 1, 2
    yield [yield_value for yield_value in range(2)]
    x = yield "as expression"
    yield x
    yield (yield "inner")


print(list(yields_everything()))


def arguments(a, *args, b=2, **kwargs):
    yield a
    yield args
    yield b
    yield kwargs


print(list(arguments(1, 2, 3, b=4, c=5)))
try:
    arguments()
except TypeError as error:
    print(error)
print(sum(n for n in count(3)))
for n in count(5):
    if n == 1:
        break
else:
    print("never")
print(max(n * n for n in range(-3, 3)), sorted(count(0)), tuple(fib for fib, _ in zip(fibonacci(), range(5))))
print(bool(g), callable(g), hasattr(g, "__next__"), count.__name__, g.__name__, g.__qualname__)
