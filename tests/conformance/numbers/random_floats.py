# Every operator on floats of all magnitudes, chosen by a small generator so that both sides see the same ones.
state = 2024


def bits(count):
    global state
    result = 0
    for _ in range(0, count, 32):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        result = result << 32 | state >> 32
    return result & ((1 << count) - 1)


def pick(items):
    return items[bits(16) % len(items)]


special = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e16, 1e22, 1e23, 5e-324, 1.7976931348623157e308, float('inf'),
           float('-inf'), float('nan'), 2.0 ** 256, 2.0 ** 257, -(2.0 ** 257), 0.1]


def real():
    kind = bits(16) % 5
    if kind == 0:
        return pick(special)
    if kind == 1:
        return (bits(20) - (1 << 19)) / pick([1, 2, 8, 10, 100, 1000])
    if kind == 2:
        return (bits(53) - (1 << 52)) * 10.0 ** (bits(5) - 16)
    if kind == 3:
        return (bits(53) + 1) * 2.0 ** (bits(11) - 1074 - 20) if bits(1) else -(bits(53) + 1) / 2.0 ** bits(9)
    return float(bits(10) - 512)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except (ArithmeticError, ValueError) as error:
        return type(error).__name__ + ': ' + str(error)


operations = [
    lambda a, b: a + b,
    lambda a, b: a - b,
    lambda a, b: a * b,
    lambda a, b: a / b,
    lambda a, b: a // b,
    lambda a, b: a % b,
    lambda a, b: divmod(a, b),
    lambda a, b: abs(a) ** b,
    lambda a, b: (a < b, a <= b, a == b, a > b, a >= b, a != b),
    lambda a, b: hash(a) if a == a else 'nan',
    lambda a, b: (int(a), a.is_integer()),
    lambda a, b: (round(a), round(b)),
    lambda a, b: [round(a, n) for n in (0, 1, 2, 5, 15, 20, -1, -3, -10)],
    lambda a, b: (a.hex(), float.fromhex(b.hex())),
    lambda a, b: a.as_integer_ratio(),
    lambda a, b: (float(str(a)), str(b)),
    lambda a, b: f'{a:.3f} {b:.10e} {a:g} {b:.17g}',
    lambda a, b: f'{a:012.2f}|{b:+,.1f}|{a:.0%}|{b:_.4}|{a:#.3}|{b:z.1f}',
    lambda a, b: '%10.3f|%-12.4e|%+g|%#.0f|%.12g' % (a, b, a, b, a),
]

for _ in range(150):
    for operation in operations:
        print(attempt(operation, real(), real()))
