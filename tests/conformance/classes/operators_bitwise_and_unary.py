# Bitwise, shift and unary operator methods, abs, round, int, float, index conversions.
import math


class Bits:
    def __init__(self, value):
        self.value = value

    def __and__(self, other):
        return ("and", other)

    def __rand__(self, other):
        return ("rand", other)

    def __or__(self, other):
        return ("or", other)

    def __ror__(self, other):
        return ("ror", other)

    def __xor__(self, other):
        return ("xor", other)

    def __rxor__(self, other):
        return ("rxor", other)

    def __lshift__(self, other):
        return ("lshift", other)

    def __rlshift__(self, other):
        return ("rlshift", other)

    def __rshift__(self, other):
        return ("rshift", other)

    def __rrshift__(self, other):
        return ("rrshift", other)

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"

    def __round__(self, digits=None):
        return "round %s" % digits

    def __int__(self):
        return 42

    def __float__(self):
        return 2.5

    def __index__(self):
        return 3

    def __trunc__(self):
        return "trunc"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"


b = Bits(1)
print(b & 1, 1 & b, b | 1, 1 | b, b ^ 1, 1 ^ b, b << 1, 1 << b, b >> 1, 1 >> b)
print(-b, +b, ~b, abs(b), round(b), round(b, 2), int(b), float(b))
print([10, 20, 30, 40][b], "abcdef"[:b], hex(b), bin(b), oct(b), range(b), "x" * b)
print(math.floor(b), math.ceil(b), math.trunc(b), math.sqrt(b) > 1.5)


class Bad:
    def __int__(self):
        return "not an int"

    def __float__(self):
        return 1

    def __index__(self):
        return 1.5

    def __bool__(self):
        return 5

    def __len__(self):
        return "long"

    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __hash__(self):
        return "h"


for function in (
    int, float, bool, len, str, repr, hash, hex, lambda v: [1][v], lambda v: -v, lambda v: abs(v), lambda v: round(v),
    lambda v: "%d" % v, lambda v: f"{v}"
):
    try:
        print(function(Bad()))
    except TypeError as error:
        print(error)


class OnlyIndex:
    def __index__(self):
        return 7


print(int(OnlyIndex()), float(OnlyIndex()), "%d" % OnlyIndex(), "%x" % OnlyIndex(), [0] * OnlyIndex())
