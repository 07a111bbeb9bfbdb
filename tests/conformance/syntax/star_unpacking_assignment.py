# Unpacking assignment with one starred target, nested targets, and the texts of its errors.
first, *middle, last = range(6)
print(first, middle, last)
*head, tail = "abc"
print(head, tail)
only, *rest = [1]
print(only, rest)
(a, (b, *c), [d]) = 1, (2, 3, 4), [5]
print(a, b, c, d)
[x, y] = {"k1": 1, "k2": 2}
print(x, y)
(z,) = [9]
print(z)
*everything, = 1, 2, 3
print(everything)
i = 0
items = [0, 0, 0]
i, items[i] = 2, "placed"
print(i, items)
for index, (letter, *more) in enumerate(["abc", "de", "f"]):
    print(index, letter, more)
a, b = b, a
print(a, b)
a = b = c = []
c.append(1)
print(a, b is c)


class Holder:
    pass


holder = Holder()
holder.x, *holder.rest, items[0] = 1, 2, 3, 4
print(holder.x, holder.rest, items)


def attempt(label, function):
    try:
        print(label, function())
    except (ValueError, TypeError) as error:
        print(label, type(error).__name__, error)


def too_many():
    a, b = 1, 2, 3


def too_few():
    a, b, c = [1, 2]


def none_at_all():
    a, b = ()


def star_too_few():
    a, *b, c, d = 1, 2


def not_iterable():
    a, b = 5


def star_not_iterable():
    *a, b = None


def endless():
    def count():
        n = 0
        while True:
            yield n
            n += 1

    a, b = count()


def from_string():
    a, b = "xyz"


for function in (too_many, too_few, none_at_all, star_too_few, not_iterable, star_not_iterable, endless, from_string):
    attempt(function.__name__, function)
