# Endless recursion through every kind of implicit call ends in RecursionError.


class Loop:
    def __init__(self, start=None):
        if start:
            Loop(start)

    def __add__(self, other):
        return self + other

    def __eq__(self, other):
        return self == other

    def __getitem__(self, key):
        return self[key]

    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __call__(self):
        return self()

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)

    def __str__(self):
        return str(self)

    def __repr__(self):
        return "%r" % self

    def __iter__(self):
        return iter(self)

    def __contains__(self, item):
        return item in self

    def __hash__(self):
        return hash(self)

    def __lt__(self, other):
        return self < other

    def __neg__(self):
        return -self

    def __format__(self, spec):
        return format(self, spec)

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *details):
        pass

    @property
    def prop(self):
        return self.prop

    def __setitem__(self, key, value):
        self[key] = value


def enter(loop):
    with loop:
        pass


def store(loop):
    loop[0] = 1


def generator():
    yield from generator()


loop = Loop()
for name, action in (
    ("init", lambda: Loop(1)),
    ("add", lambda: loop + 1),
    ("eq", lambda: loop == 1),
    ("getitem", lambda: loop[0]),
    ("getattr", lambda: loop.missing),
    ("call", lambda: loop()),
    ("len", lambda: len(loop)),
    ("bool", lambda: not loop),
    ("str", lambda: str(loop)),
    ("repr", lambda: repr(loop)),
    ("iter", lambda: list(loop)),
    ("contains", lambda: 1 in loop),
    ("hash", lambda: hash(loop)),
    ("lt", lambda: loop < 1),
    ("neg", lambda: -loop),
    ("format", lambda: f"{loop}"),
    ("with", lambda: enter(loop)),
    ("property", lambda: loop.prop),
    ("setitem", lambda: store(loop)),
    ("yield from", lambda: list(generator())),
    ("sorted key", lambda: sorted([1, 2], key=lambda v: sorted([loop, loop]))),
    ("map", lambda: list(map(lambda v: loop + v, [1]))),
):
    try:
        action()
        print(name, "ended")
    except RecursionError as error:
        print(name, type(error).__name__)
print("still alive", sum(range(10)))
