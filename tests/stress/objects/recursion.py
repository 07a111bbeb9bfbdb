"""Threads that recurse until RecursionError, each in its own way, at once."""
import threading

from _hammer import hammer, operation


def deep(number):
    return deep(number + 1) + 1


class Own:
    def __init__(self, below=None):
        self.below = below

    def __repr__(self):
        return f"<{self.below!r}>"

    def __eq__(self, other):
        return self.below == other.below

    def __hash__(self):
        return hash((self.below, 1))

    def __lt__(self, other):
        return self.below < other.below

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __iter__(self):
        yield from self

    def __add__(self, other):
        return self + other


own = Own()
own.below = own


def nested(depth):
    made = []
    for _ in range(depth):
        made = [made]
    return made


deep_list = nested(100000)
other_list = nested(100000)
deep_dict = {}
for _ in range(100000):
    deep_dict = {1: deep_dict}


def within(wrap):
    made = iter([1])
    for _ in range(200000):
        made = wrap(made)
    return made


deep_iterators = [within(wrap) for wrap in (lambda i: map(int, i), zip, enumerate, lambda i: filter(None, i))]


def key(value):
    return sorted([1, 2], key=key)


def generate(number):
    yield from generate(number + 1)


class Meta:
    @property
    def again(self):
        return self.again


WAYS = [
    lambda: deep(0),
    lambda: repr(own),
    lambda: own == Own(own),
    lambda: hash(own),
    lambda: own < own,
    lambda: own.missing,
    lambda: list(own),
    lambda: own + 1,
    lambda: repr(deep_list),
    lambda: deep_list == other_list,
    lambda: str(deep_dict),
    lambda: key(1),
    lambda: next(generate(0)),
    lambda: Meta().again,
    lambda: next(deep_iterators[0]),
    lambda: next(deep_iterators[1]),
    lambda: next(deep_iterators[2]),
    lambda: next(deep_iterators[3]),
]


@operation(weight=len(WAYS))
def recurse(rng):
    way = rng.choice(WAYS)
    try:
        way()
    except RecursionError as error:
        if "recursion" not in str(error):
            raise AssertionError(str(error))
    else:
        raise AssertionError("no RecursionError")


@operation()
def recurse_in_another(rng):
    caught = []

    def run():
        try:
            deep(0)
        except RecursionError as error:
            caught.append(error)
    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(caught) != 3:
        raise AssertionError("no RecursionError")


hammer()
