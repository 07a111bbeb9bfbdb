"""Threads that share dicts: the value of a key always names the key."""
from _hammer import hammer, invariant, operation
from _items import KINDS, whole

shared = [(kind, {}) for kind in KINDS]


def pick(rng):
    kind, table = rng.choice(shared)
    return kind, table, kind(rng.randrange(40))


def entry(rng, key):
    return [key, rng.randrange(1000)]


def belongs(key, value, kind):
    whole(key, kind)
    if type(value) is not list or len(value) != 2 or value[0] != key:
        raise AssertionError(f"{key!r}: {value!r}")


def all_belong(table, kind):
    for key, value in table.items():
        belongs(key, value, kind)


@operation(weight=5)
def set_item(rng):
    kind, table, key = pick(rng)
    table[key] = entry(rng, key)


@operation(KeyError, weight=5)
def get_item(rng):
    kind, table, key = pick(rng)
    belongs(key, table[key], kind)


@operation(weight=2)
def get(rng):
    kind, table, key = pick(rng)
    value = table.get(key)
    if value is not None:
        belongs(key, value, kind)


@operation(KeyError, weight=3)
def delete(rng):
    kind, table, key = pick(rng)
    del table[key]


@operation(weight=2)
def setdefault(rng):
    kind, table, key = pick(rng)
    belongs(key, table.setdefault(key, entry(rng, key)), kind)


@operation(KeyError, weight=2)
def pop(rng):
    kind, table, key = pick(rng)
    belongs(key, table.pop(key), kind)


@operation()
def pop_with_default(rng):
    kind, table, key = pick(rng)
    value = table.pop(key, None)
    if value is not None:
        belongs(key, value, kind)


@operation(KeyError)
def popitem(rng):
    kind, table, key = pick(rng)
    key, value = table.popitem()
    belongs(key, value, kind)


@operation()
def update(rng):
    kind, table, key = pick(rng)
    more = {}
    for _ in range(rng.randrange(10)):
        key = kind(rng.randrange(60))
        more[key] = entry(rng, key)
    table.update(more)
    table |= more
    table.update([(key, entry(rng, key))])


@operation(RuntimeError)
def update_from_shared(rng):
    kind, table, key = pick(rng)
    mine = {}
    mine.update(table)
    all_belong(mine, kind)
    all_belong({**table}, kind)
    all_belong(table | mine, kind)
    all_belong(dict(table), kind)
    all_belong(table.copy(), kind)
    table.update(table)


@operation()
def contains(rng):
    kind, table, key = pick(rng)
    if (key in table) not in (True, False) or len(table) < 0:
        raise AssertionError("in")


@operation()
def clear(rng):
    if rng.random() < 0.1:
        kind, table, key = pick(rng)
        table.clear()


@operation(RuntimeError, weight=2)
def iterate(rng):
    kind, table, key = pick(rng)
    for key in table:
        whole(key, kind)


@operation(RuntimeError, weight=2)
def iterate_items(rng):
    kind, table, key = pick(rng)
    all_belong(table, kind)


@operation(RuntimeError)
def iterate_values(rng):
    kind, table, key = pick(rng)
    for value in table.values():
        belongs(value[0], value, kind)
    for value in reversed(table.values()):
        belongs(value[0], value, kind)


@operation()
def lists_of(rng):
    kind, table, key = pick(rng)
    for key in list(table):
        whole(key, kind)
    for key in list(table.keys()):
        whole(key, kind)
    for key, value in list(table.items()):
        belongs(key, value, kind)
    for value in list(table.values()):
        belongs(value[0], value, kind)


@operation(RuntimeError)
def other_containers_of(rng):
    kind, table, key = pick(rng)
    for key in (*table, *tuple(table), *set(table), *frozenset(table), *sorted(table)):
        whole(key, kind)
    for key, value in sorted(table.items(), key=repr):
        belongs(key, value, kind)


@operation(RuntimeError)
def views(rng):
    kind, table, key = pick(rng)
    other = table.copy()
    for keys in (table.keys() & other.keys(), table.keys() | other.keys(), table.keys() - other.keys()):
        for one in keys:
            whole(one, kind)
    for answer in (table.keys() == other.keys(), table.items() == other.items(), (key, 1) in table.items(),
                   len(table.values()) >= 0):
        if answer not in (True, False):
            raise AssertionError("views")


@operation(RuntimeError)
def compare(rng):
    kind, table, key = pick(rng)
    if (table == table.copy()) not in (True, False):
        raise AssertionError("==")


@operation(RuntimeError)
def show(rng):
    kind, table, key = pick(rng)
    shown = repr(table)
    if shown[0] != "{" or shown[-1] != "}":
        raise AssertionError(shown)


@operation(KeyError)
def move_to_end(rng):
    kind, table, key = pick(rng)
    value = table.pop(key)
    table[key] = value


@operation(KeyError)
def inner(rng):
    kind, table, key = pick(rng)
    table[key][1] += 1


@operation(TypeError)
def unpack(rng):
    kind, table, key = pick(rng)
    if key == f"{key}":
        for name, value in (lambda **named: named)(**table).items():
            belongs(name, value, kind)


@operation()
def comprehension(rng):
    kind, table, key = pick(rng)
    all_belong({key: entry(rng, key) for key in list(table)}, kind)


@invariant
def dicts_are_whole():
    for kind, table in shared:
        all_belong(table, kind)
        keys = list(table)
        if len(keys) != len(table) or len(set(keys)) != len(keys):
            raise AssertionError(f"{len(table)} of {len(keys)} keys: {keys!r}")
        for key in keys:
            belongs(key, table[key], kind)
        for number in range(60):
            if (kind(number) in table) != (kind(number) in keys):
                raise AssertionError(f"lost: {kind(number)!r}")


hammer()
