# Classes as context managers: reuse, nesting of the same object, return values, state kept after the block.


class Timer:
    def __init__(self):
        self.entered = 0
        self.log = []

    def __enter__(self):
        self.entered += 1
        self.log.append("enter %d" % self.entered)
        return self

    def __exit__(self, kind, value, trace):
        self.log.append("exit %s" % (kind.__name__ if kind else None))


t = Timer()
with t as same:
    print(same is t)
with t, t as again:
    print(again.entered)
try:
    with t:
        raise OSError("inside")
except OSError:
    pass
print(t.log)


class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds
        self.caught = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.caught = value
        return kind is not None and issubclass(kind, self.kinds)


with Suppress(ValueError, KeyError) as s:
    int("x")
print(repr(s.caught))
with Suppress(LookupError) as s:
    {}["k"]
print(repr(s.caught))
try:
    with Suppress(KeyError) as s:
        [][1]
except IndexError as error:
    print("not suppressed", error, s.caught is error)


class Transaction:
    def __init__(self, data):
        self.data = data

    def __enter__(self):
        self.saved = dict(self.data)
        return self.data

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.data.clear()
            self.data.update(self.saved)
        return True


data = {"a": 1}
with Transaction(data) as d:
    d["b"] = 2
with Transaction(data) as d:
    d["c"] = 3
    raise RuntimeError("rolled back")
print(data)


def values():
    with Timer() as timer:
        for n in range(3):
            yield n, len(timer.log)
    print(timer.log)


print(list(values()))


class ReturnsOther:
    def __enter__(self):
        return 5, 6

    def __exit__(self, *_):
        return None


with ReturnsOther() as (x, y), ReturnsOther() as pair:
    print(x, y, pair)
