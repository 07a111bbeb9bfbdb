# User iterators: __iter__, __next__, StopIteration, exhaustion, fresh iterators from iterables.


class Countdown:
    def __init__(self, start):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current + 1


class Fresh:
    def __iter__(self):
        return Countdown(3)


print(list(Countdown(4)), list(Fresh()), list(Fresh()))
c = Countdown(5)
print(next(c), next(c), list(c), list(c), next(c, "default"))
try:
    next(c)
except StopIteration as error:
    print(repr(error), error.value)
for i in Fresh():
    for j in Fresh():
        if j > i:
            continue
        print((i, j), end=" ")
print()
it = Countdown(6)
for a in it:
    print(a, next(it), end="; ")
print()
print(
    3 in Countdown(5), sum(Countdown(4)), max(Fresh()), sorted(Countdown(3)), tuple(Fresh()),
    set(Fresh()) == {1, 2, 3}
)
print(list(zip(Fresh(), "abc")), list(map(lambda a, b: a * b, Fresh(), [1, 10, 100])), [*Fresh(), *Countdown(2)])
x, *y = Fresh()
print(x, y, "".join(map(str, Fresh())), dict.fromkeys(Fresh()), list(enumerate(Fresh(), 10)))


class Failing:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next failed")


for use in (
    list, sum, tuple, lambda v: [*v], lambda v: [x for x in v], lambda v: 1 in v, sorted, lambda v: dict(zip(v, v)),
    lambda v: print(*v)
):
    try:
        print(use(Failing()))
    except ValueError as error:
        print(error)


class StopsInIter:
    def __iter__(self):
        raise StopIteration("from iter")


try:
    list(StopsInIter())
except StopIteration as error:
    print("StopIteration passes", error)


class Resumes:
    def __init__(self):
        self.calls = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.calls += 1
        if self.calls % 3 == 0:
            raise StopIteration
        return self.calls


r = Resumes()
print(list(r), list(r), next(r))


class NextOnInstance:
    def __iter__(self):
        return self


n = NextOnInstance()
n.__next__ = lambda: 1
for function in (iter, next, list):
    try:
        print(function(n))
    except TypeError as error:
        print(error)
