# TypeError texts of in-place operators name the operator with its equals sign.


def attempt(function, *args):
    try:
        print(function(*args))
    except TypeError as error:
        print(error)


def add(a, b):
    a += b
    return a


def subtract(a, b):
    a -= b
    return a


def multiply(a, b):
    a *= b
    return a


def divide(a, b):
    a /= b
    return a


def floor_divide(a, b):
    a //= b
    return a


def modulo(a, b):
    a %= b
    return a


def power(a, b):
    a **= b
    return a


def shift_left(a, b):
    a <<= b
    return a


def shift_right(a, b):
    a >>= b
    return a


def bit_and(a, b):
    a &= b
    return a


def bit_or(a, b):
    a |= b
    return a


def bit_xor(a, b):
    a ^= b
    return a


def matrix(a, b):
    a @= b
    return a


everything = (
    add, subtract, multiply, divide, floor_divide, modulo, power, shift_left, shift_right, bit_and, bit_or, bit_xor,
    matrix
)
for function in everything:
    for a, b in ((1, "x"), ("x", 1), ([], 1), (None, None), ((1,), [2]), (1.5, []), ({}, 1), ({1}, [1])):
        attempt(function, a, b)
