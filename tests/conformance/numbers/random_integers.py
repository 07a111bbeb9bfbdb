# Every operator on ints of many sizes, chosen by a small generator so that both sides see the same ones.
state = 12345


def bits(count):
    global state
    result = 0
    for _ in range(0, count, 32):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        result = result << 32 | state >> 32
    return result & ((1 << count) - 1)


def pick(items):
    return items[bits(16) % len(items)]


def integer():
    kind = bits(16) % 6
    if kind == 0:
        value = bits(4)
    elif kind == 1:
        value = (1 << pick([30, 59, 60, 61, 62, 63, 64, 65, 127, 128, 129])) + bits(2) - 2
    elif kind == 2:
        value = bits(63)
    elif kind == 3:
        value = bits(60)
    else:
        value = bits(pick([70, 100, 128, 192, 256, 512, 1000]))
    return -value if bits(1) else value


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return type(error).__name__ + ': ' + str(error)


operations = [
    lambda a, b, c: a + b,
    lambda a, b, c: a - b,
    lambda a, b, c: a * b,
    lambda a, b, c: a // b,
    lambda a, b, c: a % b,
    lambda a, b, c: a / b,
    lambda a, b, c: a & b,
    lambda a, b, c: a | b,
    lambda a, b, c: a ^ b,
    lambda a, b, c: a << (b & 127),
    lambda a, b, c: a >> (b & 127),
    lambda a, b, c: a ** (b & 7),
    lambda a, b, c: divmod(a, b),
    lambda a, b, c: pow(a, b, c),
    lambda a, b, c: (a < b, a <= b, a == b, a > b, a >= b, a != b),
    lambda a, b, c: (hash(a), -a, ~a, abs(a), a.bit_length(), a.bit_count()),
    lambda a, b, c: (hex(a), bin(b), oct(c)),
    lambda a, b, c: float(a),
    lambda a, b, c: round(a, -(b & 15)),
    lambda a, b, c: (a < float(b), a == float(a), a >= float(b)),
    lambda a, b, c: (a + b) * c - a // (b | 1) % (c | 1),
    lambda a, b, c: int(str(a)) == a and int(hex(b), 16) == b and int(oct(c), 0) == c,
    lambda a, b, c: f'{a:_x} {b:,} {c:+030d}',
]

for _ in range(150):
    for operation in operations:
        print(attempt(operation, integer(), integer(), integer()))

# Identities that must hold whatever the sizes.
for _ in range(500):
    a, b = integer(), integer()
    if b:
        quotient, remainder = divmod(a, b)
        assert quotient * b + remainder == a
        assert (remainder == 0 or (remainder < 0) == (b < 0)) and abs(remainder) < abs(b)
    assert (a & b) + (a | b) == a + b
    assert a ^ b == (a | b) - (a & b)
    assert ~a == -a - 1
    assert (a + b) ** 2 == a * a + 2 * a * b + b * b
    assert a >> 70 == a // (1 << 70)
print('identities hold')
