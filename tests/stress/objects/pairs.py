"""Threads that put two containers together both ways at once, print and compare what contains itself, and whose items' __eq__,
__hash__, __lt__ and keys change the very container or wait for a lock which another user of it holds."""
import heapq
import threading
from collections import deque

from _hammer import hammer, invariant, operation

LONGEST = 60


def numbers(rng):
    return [rng.randrange(40) for _ in range(rng.randrange(6))]


def are_numbers(values):
    for value in values:
        if type(value) is not int or not 0 <= value < 40:
            raise AssertionError(f"not stored: {value!r}")


def are_answers(*answers):
    for answer in answers:
        if answer not in (True, False):
            raise AssertionError("compared")


lists = [[1, 2, 3], [4, 5]]
dicts = [{1: 1}, {2: 2}]
sets = [{1, 2}, {2, 3}]
arrays = [bytearray(b"ab"), bytearray(b"ba")]
deques = [deque([1]), deque([2, 3], 50)]


def two(rng, pair):
    return (pair[0], pair[1]) if rng.random() < 0.5 else (pair[1], pair[0])


def cut(container):
    if len(container) > LONGEST:
        container.clear()


@operation(weight=3)
def of_lists(rng):
    one, other = two(rng, lists)
    what = rng.randrange(8)
    if what == 0:
        one.extend(other)
    elif what == 1:
        one += other
    elif what == 2:
        one[:] = other
    elif what == 3:
        one[len(one) // 2:] = other
    elif what == 4:
        are_numbers(one + other)
    elif what == 5:
        are_answers(one == other, one < other)
    elif what == 6:
        one[:] = numbers(rng)
    else:
        are_numbers([*one, *other])
    cut(one)


@operation(weight=3)
def of_dicts(rng):
    one, other = two(rng, dicts)
    what = rng.randrange(7)
    if what == 0:
        one.update(other)
    elif what == 1:
        one |= other
    elif what == 2:
        are_numbers((one | other).values())
    elif what == 3:
        are_answers(one == other)
    elif what == 4:
        one.clear()
        one.update({number: number for number in numbers(rng)})
    elif what == 5:
        are_numbers({**one, **other})
    else:
        are_numbers(list(dict.fromkeys(other)))


@operation(RuntimeError)
def of_views(rng):
    one, other = two(rng, dicts)
    for made in (one.keys() & other.keys(), one.keys() | other.keys(), one.keys() - other.keys(), one.keys() ^ other.keys()):
        are_numbers(made)
    are_answers(one.items() == other.items())  # goes through one of them
    are_answers(one.keys() <= other.keys(), one.keys().isdisjoint(other))


@operation(RuntimeError, weight=3)
def of_sets(rng):
    one, other = two(rng, sets)
    what = rng.randrange(9)
    if what == 0:
        one |= other
    elif what == 1:
        one &= other
    elif what == 2:
        one -= other
    elif what == 3:
        one ^= other
    elif what == 4:
        one.update(other)
        one.update(numbers(rng))
    elif what == 5:
        for made in (one | other, one & other, one - other, one ^ other):
            are_numbers(made)
    elif what == 6:
        are_answers(one == other, one < other, one <= other, one.isdisjoint(other))
    elif what == 7:
        one.intersection_update(other, numbers(rng))
        one.symmetric_difference_update(other)
    else:
        one.difference_update(other, one)
        one.update(numbers(rng))


@operation(weight=2)
def of_arrays(rng):
    one, other = two(rng, arrays)
    what = rng.randrange(6)
    if what == 0:
        one.extend(other)
    elif what == 1:
        one += other
    elif what == 2:
        one[:] = other
    elif what == 3:
        if (one + other).strip(b"ab") or one.join([one, other]).strip(b"ab"):
            raise AssertionError("bytes")
    elif what == 4:
        are_answers(one == other, one < other)
        if one.find(other) < -1:
            raise AssertionError("found")
    else:
        one[:] = b"abab"
    cut(one)


@operation(RuntimeError, weight=2)
def of_deques(rng):
    one, other = two(rng, deques)
    what = rng.randrange(5)
    if what == 0:
        one.extend(other)
    elif what == 1:
        one += other
    elif what == 2:
        are_numbers(one + other)
    elif what == 3:
        are_answers(one == other, one < other)
    else:
        one.extendleft(other)
    cut(one)


knot = []
loop = {}
knot.append(loop)
loop["knot"] = knot


@operation(RecursionError, RuntimeError, weight=2)
def cycles(rng):
    what = rng.randrange(7)
    if what == 0:
        knot.append(knot)
    elif what == 1:
        loop[rng.randrange(5)] = [knot, loop, (knot,)]
    elif what == 2:
        shown = repr(knot)
        if shown[0] != "[" or shown[-1] != "]":
            raise AssertionError(shown)
    elif what == 3:
        shown = str(loop)
        if shown[0] != "{" or shown[-1] != "}":
            raise AssertionError(shown)
    elif what == 4:
        knot == [loop, knot]
    elif what == 5:
        loop == {"knot": [loop]}
    else:
        del knot[1:]
        for key in list(loop):
            if key != "knot":
                loop.pop(key, None)


@operation(ValueError)
def sort_and_change(rng):
    one, other = two(rng, lists)

    def key(value):
        if rng.random() < 0.1:
            rng.choice(lists).append(7)
        return value
    one.sort(key=key)


lock = threading.RLock()


class Waiting:
    """Equal to its number's; asking takes a lock that others hold while they use the same containers."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        with lock:
            return isinstance(other, Waiting) and self.number == other.number

    def __lt__(self, other):
        with lock:
            return self.number < other.number

    def __hash__(self):
        return self.number % 3


waiting_dict = {}
waiting_set = set()
waiting_list = []
waiting_heap = []


def use_waiting(rng):
    item = Waiting(rng.randrange(12))
    what = rng.randrange(12)
    if what == 0:
        waiting_dict[item] = item
    elif what == 1:
        waiting_dict.pop(item, None)
    elif what == 2:
        waiting_set.add(item)
    elif what == 3:
        waiting_set.discard(item)
    elif what == 4:
        waiting_list.append(item)
        del waiting_list[12:]
    elif what == 5:
        waiting_list.count(item)
        item in waiting_list
    elif what == 6:
        waiting_dict == dict(waiting_dict)
        waiting_set == set(waiting_set)
    elif what == 7:
        waiting_list.sort()
    elif what == 8:
        heapq.heappush(waiting_heap, item)
    elif what == 9:
        heapq.heappop(waiting_heap)
    elif what == 10:
        waiting_dict.setdefault(item, item)
        waiting_dict.update({item: item})
    else:
        waiting_set.update({item})
        waiting_set.intersection_update({Waiting(number) for number in range(6)})


@operation(ValueError, IndexError, RuntimeError, weight=3)
def wait_in_eq(rng):
    use_waiting(rng)


@operation(ValueError, IndexError, RuntimeError, weight=3)
def use_while_others_wait(rng):
    with lock:
        use_waiting(rng)


class Changing:
    """Its __eq__ and __hash__ change the dict and the set that look for it."""

    def __init__(self, rng, number):
        self.rng = rng
        self.number = number

    def change(self):
        what = self.rng.randrange(12)
        if what == 0:
            changing_dict[self.rng.randrange(1000)] = self
        elif what == 1:
            changing_set.add(self.rng.randrange(1000))
        elif what == 2:
            changing_dict.pop(self.rng.randrange(1000), None)
        elif what == 3:
            changing_set.discard(self.rng.randrange(1000))
        elif what == 4:
            changing_list.insert(0, self.rng.randrange(1000))
        elif what == 5 and self.rng.random() < 0.1:
            changing_dict.clear()
            changing_set.clear()
            changing_list.clear()

    def __eq__(self, other):
        self.change()
        return isinstance(other, Changing) and self.number == other.number

    def __hash__(self):
        self.change()
        return self.number % 4


changing_dict = {}
changing_set = set()
changing_list = []


@operation(RuntimeError, ValueError, weight=2)
def change_in_eq(rng):
    item = Changing(rng, rng.randrange(8))
    what = rng.randrange(9)
    if what == 0:
        changing_dict[item] = item
    elif what == 1:
        changing_dict.pop(item, None)
    elif what == 2:
        changing_set.add(item)
    elif what == 3:
        changing_set.discard(item)
    elif what == 4:
        item in changing_set
        changing_dict.get(item)
    elif what == 5:
        changing_dict.setdefault(item, item)
    elif what == 6:
        changing_list.append(item)
        changing_list.remove(item)
    elif what == 7:
        changing_list.count(item)
        changing_list.index(item)
    else:
        changing_set == {item}
        changing_dict == {item: item}


@invariant
def nothing_else_is_there():
    for items in lists + sets + deques:
        are_numbers(items)
    for table in dicts:
        are_numbers(table)
        are_numbers(table.values())
        if len(table) != len(list(table)):
            raise AssertionError("length")
    for array in arrays:
        if array.strip(b"ab"):
            raise AssertionError("bytes")
    for items in (waiting_set, set(waiting_dict)):
        if len({item.number for item in items}) != len(items):
            raise AssertionError("a key twice")
        for item in items:
            if item not in items:
                raise AssertionError("lost")


hammer()
