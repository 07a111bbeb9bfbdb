"""Values that tell whether they are what was stored: whoever reads a mixture of two, or what never was a value, finds out."""


class Item:
    """Compared, hashed and ordered by script code, during which other threads run; many have the same hash."""

    def __init__(self, number):
        self.number = number
        self.check = -number

    def __eq__(self, other):
        return isinstance(other, Item) and self.number == other.number

    def __lt__(self, other):
        return self.number < other.number

    def __hash__(self):
        return self.number % 5

    def __repr__(self):
        return f"Item({self.number})"


def small(number):
    return number


def large(number):
    return (number << 70) + number


def real(number):
    return number + 0.5


def text(number):
    return f"name{number}"


def pair(number):
    return (number, -number)


KINDS = [small, large, real, text, pair, Item]


def whole(value, kind):
    """Raises unless `kind` has made the value of some number below a million."""
    if kind is small:
        good = type(value) is int and 0 <= value < 1000000
    elif kind is large:
        number = value & ((1 << 70) - 1)
        good = type(value) is int and value >> 70 == number < 1000000
    elif kind is real:
        good = type(value) is float and value - int(value) == 0.5
    elif kind is text:
        good = type(value) is str and value[:4] == "name" and int(value[4:]) < 1000000
    elif kind is pair:
        good = type(value) is tuple and len(value) == 2 and value[0] == -value[1]
    else:
        good = type(value) is Item and value.number == -value.check
    if not good:
        raise AssertionError(f"no {kind.__name__}: {value!r}")
