"""Threads that share instances, classes, functions, modules, cells, generators, iterators and exceptions."""
import sys
import threading

import _hammer
from _hammer import hammer, invariant, operation

NAMES = [sys.intern(f"attribute_{number}") for number in range(24)]


class Plain:
    pass


class Base:
    answer = ("answer", 0)

    def method(self):
        return ("base", 1)

    def __getattr__(self, name):
        if name.startswith("missing"):
            return (name, 2)
        raise AttributeError(name)


class Derived(Base):
    def method(self):
        below = super().method()
        if below[1] != 1:
            raise AssertionError(f"super: {below!r}")
        return ("derived", 1)


def belongs(name, value):
    if type(value) is not tuple or len(value) != 2 or value[0] != name:
        raise AssertionError(f"{name}: {value!r}")


objects = [Plain() for _ in range(4)] + [Derived()]
module_names = [f"global_{number}" for number in range(12)]
classes = []
this_module = sys.modules[__name__]


@operation(weight=4)
def set_attribute(rng):
    name = rng.choice(NAMES)
    setattr(rng.choice(objects), name, (name, rng.randrange(100)))


@operation(AttributeError, weight=3)
def delete_attribute(rng):
    delattr(rng.choice(objects), rng.choice(NAMES))


@operation(AttributeError, weight=4)
def get_attribute(rng):
    name = rng.choice(NAMES)
    belongs(name, getattr(rng.choice(objects), name))


@operation(AttributeError, weight=3)
def attributes_by_name(rng):
    thing = objects[rng.randrange(4)]
    thing.attribute_1 = ("attribute_1", 5)
    thing.attribute_2 = ("attribute_2", 5)
    belongs("attribute_3", getattr(thing, "attribute_3", ("attribute_3", 0)))
    belongs("attribute_1", thing.attribute_1)
    belongs("attribute_2", thing.attribute_2)
    del thing.attribute_2


@operation(RuntimeError)
def replace_object(rng):
    place = rng.randrange(4)
    if rng.random() < 0.2:
        fresh = Plain()
        objects[place] = fresh
        for name in rng.sample(NAMES, 5):
            setattr(fresh, name, (name, 1))
        for name in fresh.__dict__:
            pass


@operation(RuntimeError, KeyError)
def attributes_as_dict(rng):
    thing = objects[rng.randrange(4)]
    name = rng.choice(NAMES)
    table = thing.__dict__
    table[name] = (name, 3)
    for name, value in list(table.items()):
        belongs(name, value)
    vars(thing).get(name)
    dir(thing)
    hasattr(thing, name)
    table.pop(rng.choice(NAMES))


@operation(AttributeError, weight=2)
def class_attributes(rng):
    name = rng.choice(NAMES)
    owner = rng.choice([Base, Derived, Plain])
    what = rng.randrange(4)
    if what == 0:
        setattr(owner, name, (name, 7))
    elif what == 1:
        belongs(name, getattr(owner, name))
    elif what == 2:
        delattr(owner, name)
    else:
        belongs("answer", objects[4].answer)
        Base.answer = ("answer", rng.randrange(9))
        belongs("missing_it", objects[4].missing_it)


@operation(weight=4)
def call_methods(rng):
    if objects[4].method()[1] != 1 or Derived().method()[0] not in ("derived", "other", "third"):
        raise AssertionError("method")


@operation()
def replace_methods(rng):
    def other(self):
        return ("other", 1)
    what = rng.randrange(4)
    if what == 0:
        Base.method = other
    elif what == 1:
        Base.method = lambda self: ("third", 1)
    elif what == 2:
        Base.method = original_base
    else:
        Derived.method = original_derived


original_base = Base.method
original_derived = Derived.method


@operation()
def new_classes(rng):
    parent = rng.choice([Base, Derived] + classes[-2:])

    class Fresh(parent if rng.random() < 0.7 else Base):
        own = ("own", 1)

        def __init__(self):
            self.made = ("made", 1)

        def method(self):
            return super().method()

        def __eq__(self, other):
            return True

        __hash__ = None

    thing = Fresh()
    belongs("made", thing.made)
    belongs("own", thing.own)
    if thing.method()[1] != 1 or not isinstance(thing, Base):
        raise AssertionError("class")
    if rng.random() < 0.1 and len(Fresh.__mro__) < 8:
        classes.append(Fresh)
    if len(classes) > 5:
        del classes[:]
    if Fresh not in Fresh.__bases__[0].__subclasses__():
        raise AssertionError("__subclasses__")


def defaults(first, second=("second", 1), *, third=("third", 1)):
    belongs("second", second)
    belongs("third", third)
    return first


@operation(AttributeError, TypeError, weight=2)
def functions(rng):
    what = rng.randrange(6)
    if what == 0:
        defaults.__defaults__ = (("second", 4),)
    elif what == 1:
        defaults.__kwdefaults__ = {"third": ("third", 6)}
    elif what == 2:
        defaults.note = ("note", 1)
    elif what == 3:
        belongs("note", defaults.note)
        del defaults.note
    elif what == 4:
        defaults.__name__ = "defaults"
        defaults.__dict__
    if defaults(4) != 4 or defaults(second=("second", 2), first=1) != 1:
        raise AssertionError("call")


@operation(AttributeError, NameError, weight=4)
def module_globals(rng):
    global global_0, global_1
    name = rng.choice(module_names)
    what = rng.randrange(6)
    if what == 0:
        setattr(this_module, name, (name, 1))
    elif what == 1:
        belongs(name, getattr(this_module, name))
    elif what == 2:
        delattr(this_module, name)
    elif what == 3:
        global_0 = ("global_0", 8)
    elif what == 4:
        belongs("global_0", global_0)
        belongs("global_1", global_1)
    else:
        global_1 = ("global_1", 3)
        del global_1


@operation(AttributeError, weight=2)
def another_modules_globals(rng):
    name = rng.choice(NAMES)
    what = rng.randrange(3)
    if what == 0:
        setattr(_hammer, name, (name, 1))
    elif what == 1:
        belongs(name, getattr(_hammer, name))
    else:
        delattr(_hammer, name)


@operation(weight=2)
def new_names(rng):
    name = f"fresh_{rng.randrange(100000)}"
    thing = Plain()
    setattr(thing, name, (name, 1))
    belongs(name, getattr(thing, "fresh" + name[5:]))
    if sys.intern(name) is not sys.intern("fresh_" + name[6:]):
        raise AssertionError("intern")


def make_cells():
    shared = ("shared", 0)

    def read():
        return shared

    def write(number):
        nonlocal shared
        shared = ("shared", number)

    def remove():
        nonlocal shared
        del shared
    return read, write, remove


cells = make_cells()


@operation(NameError, weight=2)
def closures(rng):
    read, write, remove = cells
    write(rng.randrange(100))
    belongs("shared", read())
    if rng.random() < 0.2:
        remove()


def numbers():
    try:
        for number in range(1000):
            yield ("number", number)
            try:
                pass
            finally:
                pass
    finally:
        pass


def delegating():
    yield from numbers()
    yield from numbers()


generators = [numbers(), delegating(), (("number", n) for n in range(100))]
iterators = {}


@operation(StopIteration, weight=3)
def enter_generators(rng):
    place = rng.randrange(3)
    generator = generators[place]
    try:
        what = rng.randrange(30)
        if what == 0:
            generator.close()
        elif what == 1:
            generator.throw(KeyError("thrown"))
        elif what == 2:
            for value in generator:
                belongs("number", value)
        else:
            belongs("number", next(generator))
    except ValueError as error:
        if str(error) != "generator already executing":
            raise
    except KeyError:
        generators[place] = numbers()
    except StopIteration:
        generators[place] = delegating()


SOURCES = {
    "list": lambda: iter([("number", n) for n in range(50)]),
    "tuple": lambda: iter(tuple(("number", n) for n in range(50))),
    "dict": lambda: iter({("number", n): 1 for n in range(50)}),
    "items": lambda: iter({"number": n for n in range(1)}.items()),
    "set": lambda: iter({("number", n) for n in range(50)}),
    "map": lambda: map(lambda n: ("number", n), range(50)),
    "zip": lambda: zip(["number"] * 50, range(50)),
    "filter": lambda: filter(None, [("number", n) for n in range(50)]),
    "reversed": lambda: reversed([("number", n) for n in range(50)]),
    "enumerate": lambda: enumerate(["x"] * 50),
    "range": lambda: iter(range(50)),
    "str": lambda: iter("number" * 9),
    "callable": lambda: iter(lambda: ("number", 1), None),
    "bytes": lambda: iter(b"number" * 9),
}
KIND_OF = {"range": int, "str": str, "bytes": int}


@operation(weight=4)
def share_iterators(rng):
    name = rng.choice(list(SOURCES))
    iterator = iterators.get(name)
    if iterator is None:
        iterators[name] = iterator = SOURCES[name]()
    for _ in range(5):
        value = next(iterator, None)
        if value is None:
            iterators[name] = None
        elif type(value) is not KIND_OF.get(name, tuple):
            raise AssertionError(f"{name}: {value!r}")
        elif name not in KIND_OF and name != "enumerate":
            belongs("number", value)


one_error = ValueError("the one")


def raise_it(depth):
    if depth == 0:
        raise one_error
    raise_it(depth - 1)


@operation()
def raise_one_exception(rng):
    try:
        try:
            raise_it(rng.randrange(5))
        finally:
            pass
    except ValueError as error:
        if error is not one_error or error.args != ("the one",):
            raise AssertionError("exception")
        trace = error.__traceback__
        steps = 0
        while trace is not None and steps < 50:
            trace.tb_lineno
            trace = trace.tb_next
            steps += 1
        error.with_traceback(None)
        if rng.random() < 0.2:
            error.__notes__ = []
            error.add_note("note")
    try:
        raise KeyError("own") from one_error
    except KeyError as error:
        if error.__cause__ is not one_error:
            raise AssertionError("cause")


@operation()
def threads_in_threads(rng):
    if rng.random() < 0.2:
        results = []

        def body():
            results.append(Derived().method())
        started = [threading.Thread(target=body) for _ in range(3)]
        for thread in started:
            thread.start()
        for thread in started:
            thread.join()
        if len(results) != 3:
            raise AssertionError("threads")


lock = threading.Lock()
recursive = threading.RLock()
counted = [0, 0]


@operation(weight=2)
def count_under_a_lock(rng):
    with lock:
        counted[0] += 1
    with recursive:
        with recursive:
            counted[1] += 1
            tally.value = getattr(tally, "value", 0) + 1


tally = threading.local()


@operation(weight=2)
def garbage(rng):
    chain = None
    for number in range(100):
        chain = [chain, Plain(), {"number": number}, {number}, (number, chain), str(number) * 10]
        chain.append(chain)
    for _ in range(100):
        chain = chain[0]
    if chain is not None:
        raise AssertionError("chain")
    kept[rng.randrange(len(kept))] = [bytearray(100), ["x"] * 50, {n: [n] for n in range(20)}]


kept = [None] * 20


@operation()
def look_at_what_is_kept(rng):
    item = kept[rng.randrange(len(kept))]
    if item is None:
        return
    buffer, texts, table = item
    if len(buffer) != 100 or texts != ["x"] * 50 or [table[n][0] for n in range(20)] != [*range(20)]:
        raise AssertionError("kept")


@invariant
def whole_at_rest():
    for thing in objects:
        for name, value in vars(thing).items():
            belongs(name, value)
            belongs(name, getattr(thing, name))
    if counted[0] != counted[1]:
        raise AssertionError(f"locks: {counted}")


hammer()
