"""That the operations which README lists as atomic are: threads do them at once, and afterwards exactly what was done is there.

    atomic.py [SECONDS [THREADS]]

It goes through all of them until the time is over, at least once. With STRESS_COLLECT=1 in the environment one thread more
drops large bytes at random moments: each has the garbage collected, wherever the others are.
"""
import heapq
import os
import queue
import random
import sys
import threading
import time
from collections import deque

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 4
TIMES = 200
COLLECT = os.environ.get("STRESS_COLLECT") == "1"
GARBAGE = 72 << 20  # bytes: more than the heap lets pass between two collections, while two threads allocate

checks = []


def check(function):
    checks.append(function)
    return function


def together(body):
    """body(number) in each thread, begun at once; what they return, in order."""
    start = threading.Barrier(THREADS)
    results = [None] * THREADS
    errors = []

    def run(number):
        start.wait()
        try:
            results[number] = body(number)
        except BaseException as error:
            errors.append(error)
    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def same(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r:.300} and not {wanted!r:.300}")


def own(number):
    """The numbers that belong to one thread."""
    return range(number * TIMES, (number + 1) * TIMES)


def everything():
    return list(range(THREADS * TIMES))


def drained(take, empty):
    """What take() gives until it raises `empty`."""
    taken = []
    while True:
        try:
            taken.append(take())
        except empty:
            return taken


def successes(do, missing):
    """For how many numbers do(number) does not raise `missing`."""
    done = 0
    for value in everything():
        try:
            do(value)
            done += 1
        except missing:
            pass
    return done


def while_others_read(write, read):
    """The first thread writes, the others read."""
    ended = []

    def body(number):
        if number == 0:
            try:
                for turn in range(TIMES):
                    write(turn)
            finally:
                ended.append(True)
        while not ended:
            read()
    together(body)


# --- list ---

@check
def list_append():
    items = []

    def body(number):
        for value in own(number):
            items.append(value)
    together(body)
    same(sorted(items), everything())
    for number in range(THREADS):  # in the order of each thread
        same([value for value in items if value in own(number)], list(own(number)))


@check
def list_extend():
    for source in (list, tuple, set, dict.fromkeys):
        items = []

        def body(number):
            for value in own(number):
                items.extend(source([value, value + 1000000]))
        together(body)
        same(sorted(items), sorted(everything() + [value + 1000000 for value in everything()]))
        if source in (list, tuple):  # the two lie beside one another
            same(items[1::2], [value + 1000000 for value in items[::2]])


@check
def list_add_in_place():
    items = []

    def body(number):
        mine = items
        for value in own(number):
            mine += [value, -value]
    together(body)
    same(items[1::2], [-value for value in items[::2]])
    same(sorted(items[::2]), everything())


@check
def list_pop():
    items = everything()

    def body(number):
        return drained(lambda: items.pop() if number % 2 else items.pop(0), IndexError)
    same(sorted(sum(together(body), [])), everything())
    same(items, [])


@check
def list_insert():
    items = []

    def body(number):
        for value in own(number):
            items.insert(value % 7, value)
    together(body)
    same(sorted(items), everything())


@check
def list_set_item():
    items = [None] * (THREADS * TIMES)

    def body(number):
        for value in range(number, THREADS * TIMES, THREADS):
            items[value] = value
    together(body)
    same(items, everything())


@check
def list_remove():
    items = everything()

    def body(number):
        for value in own(number):
            items.remove(value)
    together(body)
    same(items, [])


@check
def list_delete_item():
    items = everything()

    def body(number):
        for _ in range(TIMES):
            del items[0]
    together(body)
    same(items, [])


@check
def list_set_and_delete_slice():
    items = []

    def body(number):
        for value in own(number):
            items[0:0] = [value, -value, value]
            del items[0:1]
    together(body)
    same(len(items), THREADS * TIMES * 2)


@check
def list_swap_whole():
    items = [0] * 30

    def write(turn):
        items[:] = [turn] * (30 + turn % 3)

    def read():
        for seen in (list(items), items[:], items.copy(), tuple(items), sorted(items), items + [], items * 1, [*items]):
            if len(set(seen)) != 1 or len(seen) < 30:
                raise AssertionError(f"a mixture: {seen!r}")
    while_others_read(write, read)


@check
def list_reverse():
    items = list(range(20))

    def read():
        seen = items.copy()
        if seen != list(range(20)) and seen != list(range(19, -1, -1)):
            raise AssertionError(f"half reversed: {seen!r}")
    while_others_read(lambda turn: items.reverse(), read)


@check
def list_clear_and_extend():
    items = []

    def write(turn):
        items.extend([turn] * 9)
        items.clear()

    def read():
        if len(items.copy()) not in (0, 9):
            raise AssertionError("a part")
    while_others_read(write, read)


@check
def list_sort_tells_of_changes():
    items = []
    told = []
    sorting = threading.Event()
    changed = threading.Event()

    def key(value):
        sorting.set()
        changed.wait()
        return value

    def body(number):
        if number == 0:
            items.extend([3, 1, 2])
            try:
                items.sort(key=key)
            except ValueError as error:
                told.append(str(error))
        elif number == 1:
            sorting.wait()
            items.append(4)
            changed.set()
    together(body)
    same(told, ["list modified during sort"])
    same(items, [1, 2, 3])


# --- dict ---

@check
def dict_set_item():
    table = {}
    words = {}

    def body(number):
        for value in own(number):
            table[value] = -value
            words[f"word{value}"] = value
    together(body)
    same(table, {value: -value for value in everything()})
    same(words, {f"word{value}": value for value in everything()})


@check
def dict_setdefault():
    table = {}

    def body(number):
        return [table.setdefault(key, (key, number)) for key in range(TIMES)]
    results = together(body)
    for result in results:
        same(result, list(table.values()) if list(table) == list(range(TIMES)) else [table[key] for key in range(TIMES)])


@check
def dict_pop():
    table = dict.fromkeys(everything())

    def body(number):
        taken = []
        for key in everything():
            if table.pop(key, key) is None:
                taken.append(key)
        return taken
    same(sorted(sum(together(body), [])), everything())
    same(table, {})


@check
def dict_popitem():
    table = {value: -value for value in everything()}

    def body(number):
        return drained(table.popitem, KeyError)
    same(sorted(sum(together(body), [])), [(value, -value) for value in everything()])
    same(table, {})


@check
def dict_delete():
    table = dict.fromkeys(everything())

    def body(number):
        def delete(key):
            del table[key]
        return successes(delete, KeyError)
    same(sum(together(body)), THREADS * TIMES)
    same(len(table), 0)


@check
def dict_update():
    table = {}

    def body(number):
        for value in own(number):
            table.update({value: -value, f"{value}": value})
            table.update([(value + 0.5, value)])
    together(body)
    same(len(table), 3 * THREADS * TIMES)
    same(sorted(key for key in table if type(key) is int), everything())


@check
def dict_update_is_one_step():
    table = {key: 0 for key in range(10)}

    def write(turn):
        table.update({key: turn for key in range(10)})

    def read():
        for seen in (list(table.values()), list(table.copy().values()), list(dict(table).values())):
            if len(set(seen)) != 1:
                raise AssertionError(f"a mixture: {seen!r}")
    while_others_read(write, read)


@check
def dict_lists_of():
    table = {}

    def write(turn):
        for key in range(20):
            table[turn, key] = key
        for key in range(20):
            del table[turn, key]

    def read():  # none of them says that the dict has changed meanwhile
        for key, value in list(table.items()):
            same(key[1], value)
        list(table)
        list(table.keys())
        list(table.values())
        tuple(table)
        sorted(table)
        dict.fromkeys(table)
        table.copy()
        repr(table)
        set(table)
    while_others_read(write, read)


@check
def dict_clear_and_copy():
    table = {}

    def write(turn):
        table.update({1: 1, 2: 2, 3: 3})
        table.clear()

    def read():
        if len(table.copy()) not in (0, 3):
            raise AssertionError("a part")
    while_others_read(write, read)


# --- set ---

@check
def set_add():
    items = set()

    def body(number):
        for value in own(number):
            items.add(value)
            items.add(str(value))
    together(body)
    same(items, {*everything(), *(str(value) for value in everything())})


@check
def set_discard_and_remove():
    items = set(everything())

    def body(number):
        removed = 0
        for value in everything():
            try:
                items.remove(value)
                removed += 1
            except KeyError:
                pass
            items.discard(value)
        return removed
    if sum(together(body)) > THREADS * TIMES:
        raise AssertionError("removed twice")
    same(items, set())


@check
def set_remove():
    items = set(everything())

    def body(number):
        return successes(items.remove, KeyError)
    same(sum(together(body)), THREADS * TIMES)


@check
def set_pop():
    items = set(everything())

    def body(number):
        return drained(items.pop, KeyError)
    same(sorted(sum(together(body), [])), everything())


@check
def set_update():
    items = set()

    def body(number):
        mine = items
        for value in own(number):
            mine.update([value])
            mine |= {str(value)}
    together(body)
    same(len(items), 2 * THREADS * TIMES)


@check
def set_lists_of():
    items = set()

    def write(turn):
        for value in range(20):
            items.add((turn, value))
        for value in range(20):
            items.discard((turn, value))

    def read():
        list(items)
        items.copy()
        frozenset(items)
        sorted(items)
    while_others_read(write, read)


# --- attributes and globals ---

class Thing:
    pass


@check
def attributes():
    thing = Thing()

    def body(number):
        for value in own(number):
            setattr(thing, f"attribute{value}", value)
    together(body)
    same(vars(thing), {f"attribute{value}": value for value in everything()})
    few = [Thing() for _ in range(TIMES)]
    names = [f"few{number}" for number in range(THREADS)]

    def few_names(number):
        for each in few:
            setattr(each, names[number], number)
    together(few_names)
    for each in few:
        same(vars(each) == {name: number for number, name in enumerate(names)}, True)
        for number, name in enumerate(names):
            same(getattr(each, name), number)

    def delete(number):
        for each in few:
            delattr(each, names[number])
    together(delete)
    for each in few:
        same(vars(each), {})


@check
def attributes_of_a_class():
    class Owner:
        pass

    def body(number):
        for value in range(30):
            setattr(Owner, f"name{number}_{value}", value)
            same(getattr(Owner(), f"name{number}_{value}"), value)
    together(body)
    for number in range(THREADS):
        for value in range(30):
            same(getattr(Owner, f"name{number}_{value}"), value)


@check
def names_of_a_module():
    this = sys.modules[__name__]

    def body(number):
        for value in own(number):
            setattr(this, f"global{value}", value)
    together(body)
    for value in everything():
        same(getattr(this, f"global{value}"), value)
        delattr(this, f"global{value}")


@check
def interned_names():
    def body(number):
        return [sys.intern(f"interned{turn}") for turn in range(TIMES)]
    results = together(body)
    for result in results:
        for one, other in zip(result, results[0]):
            if one is not other:
                raise AssertionError(one)


# --- what is made for threads, and iterators ---

@check
def deque_append():
    items = deque()

    def body(number):
        for value in own(number):
            if value % 2:
                items.append(value)
            else:
                items.appendleft(value)
    together(body)
    same(sorted(items), everything())


@check
def deque_pop():
    items = deque(everything())

    def body(number):
        return drained(lambda: items.pop() if number % 2 else items.popleft(), IndexError)
    same(sorted(sum(together(body), [])), everything())


@check
def deque_extend_and_rotate():
    items = deque()

    def body(number):
        for value in own(number):
            items.append(value)
            items.rotate(3)
    together(body)
    same(sorted(items), everything())


@check
def deque_in_a_line():
    items = deque()

    def body(number):
        if number % 2 == 0:
            for value in own(number):
                items.append(value)
            return []
        taken = []
        while len(taken) < TIMES:
            try:
                taken.append(items.popleft())
            except IndexError:
                pass
        return taken
    if THREADS % 2 == 0:
        same(sorted(sum(together(body), [])), sorted(value for number in range(0, THREADS, 2) for value in own(number)))


@check
def bytearray_append():
    items = bytearray()

    def body(number):
        for _ in range(TIMES):
            items.append(number)
            items.extend(bytes([number, number]))
    together(body)
    same(sorted(items), sorted(number for number in range(THREADS) for _ in range(3 * TIMES)))


@check
def heap_push():
    heap = []

    def body(number):
        for value in own(number):
            heapq.heappush(heap, value)
    together(body)
    same([heapq.heappop(heap) for _ in range(len(heap))], everything())


@check
def simple_queue():
    items = queue.SimpleQueue()

    def body(number):
        for value in own(number):
            items.put(value)
        return [items.get() for _ in range(TIMES)]
    same(sorted(sum(together(body), [])), everything())


@check
def locks():
    counts = [0, 0, 0]
    lock, recursive, semaphore = threading.Lock(), threading.RLock(), threading.Semaphore()

    def body(number):
        for _ in range(TIMES):
            with lock:
                counts[0] += 1
            with recursive, recursive:
                counts[1] += 1
            with semaphore:
                counts[2] += 1
    together(body)
    same(counts, [THREADS * TIMES] * 3)


@check
def next_of_shared_iterators():
    def generator():
        yield from everything()
    for make in (lambda: iter(everything()), lambda: iter(tuple(everything())), lambda: iter(set(everything())),
                 lambda: iter(dict.fromkeys(everything())), lambda: iter(range(THREADS * TIMES)),
                 lambda: reversed(everything()), lambda: map(int, everything()), lambda: iter(deque(everything())),
                 lambda: filter(lambda value: True, everything())):
        iterator = make()
        everything_there = set(everything())

        def body(number):
            taken = []
            while True:
                value = next(iterator, None)
                if value is None:
                    return taken
                taken.append(value)
        for taken in together(body):  # no thread gets what was not there; two may get the same
            if not everything_there.issuperset(taken):
                raise AssertionError(f"{taken!r:.300}")
    shared = generator()

    def enter(number):
        taken = []
        while True:
            try:
                value = next(shared, None)
            except ValueError as error:
                same(str(error), "generator already executing")
                continue
            if value is None:
                return taken
            taken.append(value)
    same(sorted(sum(together(enter), [])), everything())


@check
def objects_of_one_that_others_change():
    """A thread goes on changing what it made while others begin to. Between the objects lies so much that hardly two of them lie
    in one block of the heap, and in all so much that there are collections."""
    rounds = 6
    made = [[] for _ in range(THREADS)]

    def body(number):
        for _ in range(rounds):
            things = ([], {}, set(), deque())
            made[number].append(things)
            filler = [(i,) for i in range(20000)]
            for step in range(TIMES):
                for theirs in made:
                    if theirs:
                        items, table, numbers, line = theirs[-1]
                        key = (number, step, len(theirs))
                        items.append(key)
                        table[key] = key
                        numbers.add(key)
                        line.append(key)
            del filler
    together(body)
    for theirs in made:
        for items, table, numbers, line in theirs:
            unique = set(items)
            same((len(unique), len(table), len(numbers), len(set(line))), (len(unique),) * 4)
            same(len(line), len(items))
            same((unique, unique), (set(table), numbers))


over = []


def collector():
    rng = random.Random(SECONDS)
    while not over:
        for _ in range(3):
            bytes(GARBAGE // 3)
        time.sleep(rng.random() * 0.01)


end = time.monotonic() + SECONDS
garbage = threading.Thread(target=collector)
if COLLECT:
    garbage.start()
try:
    while True:
        for function in checks:
            try:
                function()
            except BaseException:
                print("failed:", function.__name__)
                raise
        if time.monotonic() >= end:
            break
finally:
    over.append(True)
print("ok")
