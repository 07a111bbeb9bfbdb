"""Threads that share sets, bytearrays, deques, heaps and strings that grow."""
import heapq
from collections import deque

from _hammer import hammer, invariant, operation
from _items import KINDS, small, whole

sets = [(kind, {kind(number) for number in range(10)}) for kind in KINDS]
frozen = [(kind, frozenset(kind(number) for number in range(40))) for kind in KINDS]
buffer = bytearray(b"abab")
queue = deque()
bounded = deque(maxlen=8)
heap = []
texts = {"one": ""}


def pick(rng):
    kind, items = rng.choice(sets)
    return kind, items, kind(rng.randrange(40))


def all_whole(values, kind):
    for value in values:
        whole(value, kind)


@operation(weight=4)
def add(rng):
    kind, items, value = pick(rng)
    items.add(value)


@operation(weight=2)
def discard(rng):
    kind, items, value = pick(rng)
    items.discard(value)


@operation(KeyError, weight=2)
def remove(rng):
    kind, items, value = pick(rng)
    items.remove(value)


@operation(KeyError)
def pop(rng):
    kind, items, value = pick(rng)
    whole(items.pop(), kind)


@operation(weight=2)
def contains(rng):
    kind, items, value = pick(rng)
    if (value in items) not in (True, False):
        raise AssertionError("in")
    kind, items = rng.choice(frozen)
    if kind(rng.randrange(40)) not in items or kind(rng.randrange(40, 99)) in items:
        raise AssertionError("frozenset")
    hash(items)


@operation()
def update(rng):
    kind, items, value = pick(rng)
    items.update([value, value], (value,))
    items |= {value}
    items.update({value: 1})


@operation()
def between_sets(rng):
    kind, items, value = pick(rng)
    other = {value, kind(1)}
    for result in (items | other, items & other, items - other, items ^ other, items.union(other), items.copy(),
                   set(items), frozenset(items), list(items), tuple(items), items.intersection([value])):
        all_whole(result, kind)
    answers = (items <= other, items == other, items >= other, items.isdisjoint(other), other < items)
    if any(answer not in (True, False) for answer in answers):
        raise AssertionError("comparison")


@operation()
def between_sets_in_place(rng):
    kind, items, value = pick(rng)
    if rng.random() < 0.2:
        items &= {kind(number) for number in range(30)}
    items -= {value}
    items ^= {value}
    items.symmetric_difference_update({kind(2)})
    items.difference_update(items.copy())
    if rng.random() < 0.1:
        items.clear()


@operation(RuntimeError)
def iterate_set(rng):
    kind, items, value = pick(rng)
    for value in items:
        whole(value, kind)


@operation(RuntimeError)
def show_set(rng):
    kind, items, value = pick(rng)
    repr(items)


@operation(IndexError, ValueError, weight=4)
def bytes_in_place(rng):
    what = rng.randrange(12)
    if len(buffer) > 300:
        del buffer[100:]
    if what == 0:
        buffer.append(97)
    elif what == 1:
        buffer.extend(b"ba" * rng.randrange(9))
    elif what == 2:
        if buffer.pop() not in b"ab":
            raise AssertionError("pop")
    elif what == 3:
        buffer.insert(rng.randrange(9), 98)
    elif what == 4:
        buffer[rng.randrange(9)] = 97
    elif what == 5:
        buffer[rng.randrange(9):rng.randrange(20)] = b"abba"
    elif what == 6:
        del buffer[rng.randrange(9):rng.randrange(20)]
    elif what == 7:
        buffer.remove(97)
    elif what == 8:
        buffer.reverse()
    elif what == 9:
        buffer[::2] = b"a" * ((len(buffer) + 1) // 2)
    elif what == 10:
        del buffer[::3]
    else:
        if rng.random() < 0.1:
            buffer.clear()


@operation(IndexError, ValueError, weight=3)
def bytes_read(rng):
    for copied in (bytes(buffer), bytes(buffer[3:20]), bytes(buffer.upper().lower()), buffer + b"a", buffer * 2,
                   bytes(buffer.replace(b"a", b"b")), b"".join([buffer, buffer]), bytes(list(buffer))):
        if bytes(copied).strip(b"ab"):
            raise AssertionError(f"bytes: {copied!r}")
    if buffer[rng.randrange(20)] not in (97, 98):
        raise AssertionError("byte")
    for value in buffer:
        if value not in (97, 98):
            raise AssertionError("byte")
    buffer.find(b"ab")
    buffer.count(97)
    buffer.split(b"a")
    b"ab" in buffer
    buffer == b"abab"
    buffer.decode()
    repr(buffer)
    buffer.index(b"a")


@operation(IndexError, ValueError, weight=5)
def deques(rng):
    items = rng.choice([queue, bounded])
    what = rng.randrange(13)
    number = rng.randrange(50)
    if len(items) > 200:
        items.clear()
    if what == 0:
        items.append((number, -number))
    elif what == 1:
        items.appendleft((number, -number))
    elif what == 2:
        check_pair(items.pop())
    elif what == 3:
        check_pair(items.popleft())
    elif what == 4:
        items.extend([(n, -n) for n in range(rng.randrange(9))])
    elif what == 5:
        items.extendleft((n, -n) for n in range(rng.randrange(9)))
    elif what == 6:
        items.rotate(rng.randrange(-9, 9))
    elif what == 7:
        check_pair(items[rng.randrange(-9, 9)])
    elif what == 8:
        items[rng.randrange(-9, 9)] = (number, -number)
    elif what == 9:
        items.remove((number, -number))
    elif what == 10:
        items.reverse()
    elif what == 11:
        del items[rng.randrange(-9, 9)]
    elif items.maxlen is None or len(items) < items.maxlen:
        items.insert(rng.randrange(9), (number, -number))


def check_pair(value):
    if type(value) is not tuple or value[0] != -value[1]:
        raise AssertionError(f"no pair: {value!r}")


@operation(RuntimeError, IndexError, ValueError, weight=2)
def deques_read(rng):
    items = rng.choice([queue, bounded])
    for value in items:
        check_pair(value)
    for value in reversed(items):
        check_pair(value)
    for copied in (items.copy(), list(items), deque(items), items + items):
        for value in copied:
            check_pair(value)
    items.count((1, -1))
    (2, -2) in items
    items == items.copy()
    repr(items)
    if len(bounded) > 8:
        raise AssertionError("maxlen")
    items.index((3, -3))


@operation(IndexError, RuntimeError, weight=3)
def heaps(rng):
    what = rng.randrange(5)
    if what < 2:
        heapq.heappush(heap, rng.randrange(1000))
    elif what == 2:
        whole(heapq.heappop(heap), small)
    elif what == 3:
        whole(heapq.heappushpop(heap, rng.randrange(1000)), small)
    else:
        whole(heapq.heapreplace(heap, rng.randrange(1000)), small)
    if len(heap) > 100:
        heapq.heapify(heap)
        del heap[50:]
        for value in heapq.nsmallest(3, heap):
            whole(value, small)


@operation(weight=3)
def text_that_grows(rng):
    global shared_text
    texts["one"] += "xy"
    shared_text += "xy"
    for each in (texts["one"], shared_text):
        if each.replace("xy", "") or len(each) % 2:
            raise AssertionError("text")
    if len(shared_text) > 2000:
        shared_text = ""
        texts["one"] = ""
    {each: 1}


shared_text = ""


@invariant
def whole_at_rest():
    for kind, items in sets:
        all_whole(items, kind)
        if len(list(items)) != len(items) or any(value not in items for value in items):
            raise AssertionError("set")
    for value in heap:
        whole(value, small)
    heapq.heapify(heap)
    ordered = [heapq.heappop(heap) for _ in range(len(heap))]
    if ordered != sorted(ordered):
        raise AssertionError("heap")
    for items in (queue, bounded):
        for value in items:
            check_pair(value)
    if buffer.strip(b"ab"):
        raise AssertionError("buffer")


hammer()
