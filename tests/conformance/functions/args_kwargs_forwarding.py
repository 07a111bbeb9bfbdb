# *args is a tuple, **kwargs a new dict; both forward through any number of layers.


def target(a, b=2, *rest, key="k", **others):
    return a, b, rest, key, sorted(others.items())


def layer(*args, **kwargs):
    return target(*args, **kwargs)


def outer_layer(*args, **kwargs):
    return layer(*args, **kwargs)


print(outer_layer(1), outer_layer(1, 2, 3, key="x", z=1), outer_layer(b=1, a=2))


def inspect(*args, **kwargs):
    print(type(args).__name__, args, type(kwargs).__name__, kwargs)
    return args, kwargs


original = {"a": 1}
values = [1, 2]
args, kwargs = inspect(*values, **original)
kwargs["b"] = 2
print(original, args == tuple(values))
args, kwargs = inspect()
print(args is (), kwargs == {})


def count(*numbers, start=0):
    for number in numbers:
        start += number
    return start


print(count(), count(1, 2, 3), count(*range(101)), count(1, start=10))


def rebind(*args, **kwargs):
    args += ("extra",)
    kwargs = dict(kwargs, more=1)
    return args, kwargs


print(rebind(1, x=2))


def timed(function):
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        wrapper.calls.append((args, kwargs))
        return result

    wrapper.calls = []
    return wrapper


@timed
def area(width, height=1):
    return width * height


print(area(2), area(2, 3), area(height=5, width=2), area.calls)


class Base:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs


class Child(Base):
    def __init__(self, first, *args, option=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first = first
        self.option = option


child = Child(1, 2, 3, option="o", x=4)
print(child.first, child.args, child.option, child.kwargs)
print(*(lambda *a: a)(*"xyz"), **(lambda **k: k)(sep="-", end="!\n"))
many = {"k%d" % i: i for i in range(30)}
print(len(inspect.__name__), sum((lambda **k: k)(**many).values()), list((lambda **k: k)(**many)) == list(many))
