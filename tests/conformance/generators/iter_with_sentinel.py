# iter(callable, sentinel), next with default, iterators of every builtin container.
values = [3, 1, 4, 0, 5]
print(list(iter(values.pop, 4)), values)


class Reader:
    def __init__(self, text):
        self.lines = text.split(",")

    def __call__(self):
        return self.lines.pop(0) if self.lines else ""


print([line for line in iter(Reader("a,b,c"), "")])
it = iter(lambda: 5, 5)
print(next(it, "sentinel at once"), next(it, "stays exhausted"), iter(it) is it)


def raises_stop():
    raise StopIteration


print(list(iter(raises_stop, None)))


def failing():
    raise ValueError("from the callable")


try:
    list(iter(failing, None))
except ValueError as error:
    print(error)
for iterable in (
    [1, 2], (1, 2), "ab", {"k": 1}, {5}, range(2), {"k": 1}.values(), {"k": 1}.items(), zip("a", "b"), map(str, [1]),
    enumerate("a"), reversed([1, 2])
):
    iterator = iter(iterable)
    print(
        type(iterator).__name__, next(iterator), iter(iterator) is iterator, next(iterator, "end"),
        next(iterator, "end"), next(iterator, "end")
    )
try:
    next(iter([]))
except StopIteration as error:
    print(repr(error), error.args)
for bad in (5, None, len, 1.5):
    try:
        iter(bad)
    except TypeError as error:
        print(error)
    try:
        next(bad)
    except TypeError as error:
        print(error)
items = [1, 2, 3]
it = iter(items)
next(it)
items.append(4)
print(list(it))
items.append(5)
print(list(it))
it = iter("abc")
print(next(it), "".join(it), list(it))
a = iter(range(10))
print(list(zip(a, a, a)))
