"""Threads that make objects, go on changing them, and change those of the others: whoever makes an object has its lock almost for
nothing until another thread wants it (vm/sync.hpp)."""
from collections import deque

from _hammer import hammer, invariant, operation


class Thing:
    def __init__(self):
        self.items = []
        self.table = {}
        self.numbers = set()
        self.line = deque(maxlen=50)
        self.pair = (0, 0)


things = [Thing() for _ in range(32)]


def check(pair):
    if type(pair) is not tuple or pair[0] != -pair[1]:
        raise AssertionError(f"no pair: {pair!r}")


@operation(ValueError, weight=2)  # list modified during sort
def make(rng):
    thing = Thing()
    number = rng.randrange(len(things))
    change(thing, rng)
    things[number] = thing
    filler = [[i] for i in range(rng.randrange(4000))]  # the next thing lies in another block
    change(thing, rng)
    return filler


def change(thing, rng):
    number = rng.randrange(100)
    pair = (number, -number)
    thing.items.append(pair)
    thing.table[number] = pair
    thing.numbers.add(number)
    thing.line.append(pair)
    thing.pair = pair
    thing.items.extend(thing.items[:3])
    if len(thing.items) > 60:
        thing.items.sort()
        del thing.items[20:]
    if len(thing.table) > 50:
        thing.table.clear()
        thing.numbers.clear()


@operation(ValueError, weight=12)
def change_one(rng):
    thing = rng.choice(things)
    for _ in range(10):
        change(thing, rng)


@operation(RuntimeError, weight=3)
def read_one(rng):
    thing = rng.choice(things)
    check(thing.pair)
    for pair in thing.items:
        check(pair)
    for number, pair in thing.table.items():
        check(pair)
        if pair[0] != number:
            raise AssertionError("another's value")
    for pair in thing.line:
        check(pair)


@operation(weight=3)
def from_one_to_another(rng):
    one, other = rng.choice(things), rng.choice(things)
    one.items.extend(other.items[:5])
    one.table.update(other.table)
    one.numbers |= other.numbers
    one.line.extend(other.items[:5])
    one.items[:2] = other.items[:2]


@invariant
def things_are_whole():
    for thing in things:
        check(thing.pair)
        for pair in [*thing.items, *thing.table.values(), *thing.line]:
            check(pair)
        if len(thing.line) > 50 or len(set(thing.numbers)) != len(thing.numbers):
            raise AssertionError("length")
        if sorted(thing.table) != sorted(list(thing.table)) or len(list(thing.table)) != len(thing.table):
            raise AssertionError("keys")


hammer()
