# yield from: delegation to generators and other iterables, its value, nesting.


def inner():
    yield 1
    yield 2
    return "inner result"


def outer():
    result = yield from inner()
    yield "got " + result
    other = yield from [3, 4]
    yield other
    yield from "ab"
    yield from range(2)
    yield from {"key": 1}
    yield from ()
    return (yield from inner())


g = outer()
values = []
while True:
    try:
        values.append(next(g))
    except StopIteration as stop:
        print(values, stop.value)
        break


def flatten(items):
    for item in items:
        if isinstance(item, (list, tuple)):
            yield from flatten(item)
        else:
            yield item


print(list(flatten([1, [2, (3, [4, []]), 5], [[[6]]]])))


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))))


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(100)), list(deep(3)))


def bad():
    yield from 5


try:
    list(bad())
except TypeError as error:
    print(error)


def failing():
    yield 1
    raise ValueError("inside")


def catching():
    try:
        yield from failing()
    except ValueError as error:
        yield "caught " + str(error)
    finally:
        yield "finally"


print(list(catching()))


def chain(*iterables):
    total = 0
    for each in iterables:
        total += len(each)
        yield from each
    return total


def total():
    count = yield from chain("ab", [1, 2, 3])
    yield count


print(list(total()))


class Custom:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("custom result")
        return self.n


def uses_custom():
    return (yield from Custom())


def wrapper():
    yield (yield from uses_custom())


print(list(wrapper()))
shared = iter(range(5))


def takes_two():
    yield from (x for x, _ in zip(shared, range(2)))


print(list(takes_two()), list(shared))
