# Generators as methods and __iter__, infinite generators composed in pipelines.


class Bag:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item

    def pairs(self):
        for i, a in enumerate(self.items):
            for b in self.items[i + 1 :]:
                yield a, b

    @property
    def doubled(self):
        yield from (x * 2 for x in self)

    @classmethod
    def sizes(cls, n):
        for i in range(n):
            yield len(list(cls(*range(i))))

    @staticmethod
    def letters():
        yield from "xyz"


b = Bag(3, 1, 2)
print(list(b), sorted(b), list(b.pairs()), list(b.doubled), list(Bag.sizes(4)), list(Bag.letters()), max(b), 2 in b)
x, y, z = b
print(x, y, z, [*b, *b], list(zip(b, b)))


def naturals(start=0):
    while True:
        yield start
        start += 1


def take(n, iterable):
    for _, value in zip(range(n), iterable):
        yield value


def keep(predicate, iterable):
    for value in iterable:
        if predicate(value):
            yield value


def pairwise(iterable):
    iterator = iter(iterable)
    previous = next(iterator)
    for value in iterator:
        yield previous, value
        previous = value


print(list(take(5, keep(lambda n: n % 3 == 0, (n * n for n in naturals(1))))))
print(list(pairwise("abcd")), list(take(3, pairwise(naturals()))))


def sieve():
    found = []
    for n in naturals(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


print(list(take(12, sieve())))


def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i in range(len(items)):
            for rest in permutations(items[:i] + items[i + 1 :]):
                yield items[i : i + 1] + rest


print(["".join(p) for p in permutations("abc")], len(list(permutations([1, 2, 3, 4]))))


def round_robin(*iterables):
    active = [iter(i) for i in iterables]
    while active:
        for iterator in list(active):
            try:
                yield next(iterator)
            except StopIteration:
                active.remove(iterator)


print("".join(round_robin("abc", "d", "ef")))


def countdown(n):
    while n:
        yield n
        n -= 1


tasks = [countdown(3), countdown(1), countdown(2)]
trace = []
while tasks:
    task = tasks.pop(0)
    try:
        trace.append(next(task))
        tasks.append(task)
    except StopIteration:
        trace.append("done")
print(trace)
