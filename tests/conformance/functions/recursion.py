# Recursion: plain, mutual, deep within the default limit, and a RecursionError that can be caught.


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a, b, c):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [a + c] + hanoi(n - 1, b, a, c)


def permutations(items):
    if not items:
        return [[]]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1 :])]


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def endless():
    return endless()


def endless_with_work(n):
    try:
        return endless_with_work(n + 1)
    finally:
        pass


print([fib(n) for n in range(15)], ackermann(2, 3))
print(hanoi(3, "a", "b", "c"), len(permutations([1, 2, 3, 4])), permutations("ab"))
print(depth(800))
for function, args in ((endless, ()), (endless_with_work, (0,))):
    try:
        function(*args)
    except RecursionError as error:
        print(type(error).__name__, error)
        print(isinstance(error, RuntimeError))
print(depth(800), "still usable")


class Node:
    def __init__(self):
        self.child = self

    def __getattr__(self, name):
        return getattr(self, name)


try:
    Node().missing
except RecursionError as error:
    print("RecursionError", str(error)[:32])


class Add:
    def __add__(self, other):
        return self + other


try:
    Add() + 1
except RecursionError as error:
    print("RecursionError", str(error)[:32])


def flatten(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, [3, [4, []]], 5], [[6]]])))
