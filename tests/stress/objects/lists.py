"""Threads that share lists."""
from _hammer import hammer, invariant, operation
from _items import KINDS, Item, small, text, whole

shared = [(kind, [kind(number) for number in range(20)]) for kind in KINDS]


def pick(rng):
    kind, items = rng.choice(shared)
    if len(items) > 150:
        del items[60:]
    return kind, items


def some(rng, kind):
    return kind(rng.randrange(1000))


def several(rng, kind):
    return [some(rng, kind) for _ in range(rng.randrange(8))]


def all_whole(values, kind):
    for value in values:
        whole(value, kind)


@operation(weight=4)
def append(rng):
    kind, items = pick(rng)
    items.append(some(rng, kind))


@operation(IndexError, weight=2)
def pop(rng):
    kind, items = pick(rng)
    whole(items.pop(), kind)


@operation(IndexError)
def pop_at(rng):
    kind, items = pick(rng)
    whole(items.pop(rng.randrange(-10, 10)), kind)


@operation()
def insert(rng):
    kind, items = pick(rng)
    items.insert(rng.randrange(-10, 30), some(rng, kind))


@operation()
def extend(rng):
    kind, items = pick(rng)
    items.extend(several(rng, kind))


@operation()
def extend_by_tuple(rng):
    kind, items = pick(rng)
    items.extend(tuple(several(rng, kind)))


@operation()
def extend_by_generator(rng):
    kind, items = pick(rng)
    items.extend(kind(n) for n in range(rng.randrange(6)))


@operation()
def extend_by_itself(rng):
    kind, items = pick(rng)
    if len(items) < 100:
        items.extend(items)


@operation()
def extend_by_shared(rng):
    kind, items = pick(rng)
    fresh = [some(rng, kind)]
    fresh.extend(items)
    fresh += items
    all_whole(fresh, kind)


@operation()
def extend_in_place(rng):
    kind, items = pick(rng)
    items += several(rng, kind)


@operation(IndexError, weight=2)
def set_item(rng):
    kind, items = pick(rng)
    items[rng.randrange(-20, 40)] = some(rng, kind)


@operation(IndexError, weight=4)
def get_item(rng):
    kind, items = pick(rng)
    whole(items[rng.randrange(-20, 40)], kind)


@operation(IndexError)
def delete_item(rng):
    kind, items = pick(rng)
    del items[rng.randrange(-20, 40)]


@operation()
def delete_slice(rng):
    kind, items = pick(rng)
    start = rng.randrange(40)
    del items[start:start + 5]


@operation()
def delete_steps(rng):
    kind, items = pick(rng)
    del items[rng.randrange(10)::rng.randrange(2, 9)]


@operation()
def set_slice(rng):
    kind, items = pick(rng)
    start = rng.randrange(40)
    items[start:start + rng.randrange(6)] = several(rng, kind)


@operation()
def set_whole(rng):
    kind, items = pick(rng)
    items[:] = several(rng, kind) + several(rng, kind)


@operation(ValueError)
def set_steps(rng):
    kind, items = pick(rng)
    items[::3] = [some(rng, kind) for _ in range(0, len(items), 3)]


@operation(weight=2)
def get_slice(rng):
    kind, items = pick(rng)
    start = rng.randrange(-30, 40)
    all_whole(items[start:start + 12], kind)
    all_whole(items[::-2], kind)


@operation(ValueError)
def sort(rng):
    kind, items = pick(rng)
    items.sort()


@operation(ValueError)
def sort_by_key(rng):
    kind, items = pick(rng)
    items.sort(key=lambda value: repr(value), reverse=rng.random() < 0.5)


@operation()
def sort_copy(rng):
    kind, items = pick(rng)
    ordered = sorted(items)
    for before, after in zip(ordered, ordered[1:]):
        if after < before:
            raise AssertionError("not sorted")
    all_whole(ordered, kind)


@operation()
def reverse(rng):
    kind, items = pick(rng)
    items.reverse()


@operation(ValueError)
def index(rng):
    kind, items = pick(rng)
    if items.index(some(rng, kind)) < 0:
        raise AssertionError("index below 0")


@operation(ValueError)
def remove(rng):
    kind, items = pick(rng)
    items.remove(kind(rng.randrange(30)))


@operation()
def count_and_contain(rng):
    kind, items = pick(rng)
    value = kind(rng.randrange(30))
    if items.count(value) < 0 or (value in items) not in (True, False):
        raise AssertionError("count")


@operation(weight=2)
def iterate(rng):
    kind, items = pick(rng)
    for value in items:
        whole(value, kind)


@operation()
def iterate_in_other_ways(rng):
    kind, items = pick(rng)
    all_whole(reversed(items), kind)
    for place, value in enumerate(items):
        whole(value, kind)
    for value, other in zip(items, items):
        whole(value, kind)
        whole(other, kind)
    all_whole([value for value in items], kind)
    all_whole(map(lambda value: value, items), kind)
    all_whole(filter(None, items), kind)


@operation()
def copies(rng):
    kind, items = pick(rng)
    for copied in (items.copy(), list(items), tuple(items), items[:], [*items], items + items, items * 2):
        all_whole(copied, kind)


@operation(ValueError)
def unpack(rng):
    kind, items = pick(rng)
    first, *others, last = items
    whole(first, kind)
    all_whole(others, kind)
    whole(last, kind)


@operation(ValueError)
def extremes(rng):
    kind, items = pick(rng)
    whole(min(items), kind)
    whole(max(items), kind)


@operation()
def compare(rng):
    kind, items = pick(rng)
    if (items == items.copy()) not in (True, False) or (items < items.copy()) not in (True, False):
        raise AssertionError("==")
    items == several(rng, kind)


@operation()
def show(rng):
    kind, items = pick(rng)
    shown = repr(items)
    if shown[0] != "[" or shown[-1] != "]":
        raise AssertionError(shown)


@operation()
def join(rng):
    for kind, items in shared:
        if kind is text:
            joined = ",".join(items)
            if joined:
                all_whole(joined.split(","), text)
        elif kind is small:
            if sum(items) < 0:
                raise AssertionError("sum")


@operation()
def clear(rng):
    if rng.random() < 0.1:
        kind, items = pick(rng)
        items.clear()


@operation()
def repeat_in_place(rng):
    kind, items = pick(rng)
    if len(items) < 30:
        items *= rng.randrange(4)


@operation()
def call_with(rng):
    kind, items = pick(rng)
    all_whole((lambda *values: values)(*items), kind)


@invariant
def lists_are_whole():
    for kind, items in shared:
        all_whole(items, kind)
        if len(items) != len(list(iter(items))):
            raise AssertionError("length")


hammer()
