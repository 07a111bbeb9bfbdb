# Handlers inside handlers, long context chains, finally blocks a thousand frames deep.


def chain(n):
    try:
        raise ValueError(n)
    except ValueError:
        if n:
            chain(n - 1)
        raise


try:
    chain(300)
except ValueError as error:
    count = 0
    while error is not None:
        count += 1
        last = error
        error = error.__context__
    print(count, last)


def finally_chain(n, log):
    try:
        if n == 0:
            raise KeyError("bottom")
        finally_chain(n - 1, log)
    finally:
        log.append(n)


log = []
try:
    finally_chain(900, log)
except KeyError as error:
    print(error, len(log), log[:3], log[-1])


def context_loop():
    error = None
    for i in range(5000):
        try:
            if error is not None:
                raise error
            raise ValueError("first")
        except ValueError as caught:
            error = caught
    return error


print(context_loop())


def build(n):
    error = ValueError(0)
    for i in range(1, n):
        following = ValueError(i)
        following.__context__ = error
        error = following
    return error


error = build(50000)
depth = 0
while error.__context__ is not None:
    error = error.__context__
    depth += 1
print(depth)
for i in range(100000):
    try:
        raise IndexError(i)
    except IndexError as caught:
        kept = caught
print(kept)


def generator_chain(n):
    if n:
        yield from generator_chain(n - 1)
    yield n


print(sum(generator_chain(400)))
try:
    list(generator_chain(5000))
except RecursionError as error:
    print(type(error).__name__)
