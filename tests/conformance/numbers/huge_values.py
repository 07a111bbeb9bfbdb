# Numbers far beyond a machine word, texts of them, and what is refused.
import sys


def attempt(function):
    try:
        result = function()
        print(result if len(str(result)) < 100 else len(str(result)))
    except (ArithmeticError, ValueError, MemoryError, TypeError) as error:
        print(type(error).__name__, error)


attempt(lambda: 1 << 10 ** 12)
attempt(lambda: 1 << 10 ** 30)
attempt(lambda: 0 << 10 ** 30)
attempt(lambda: 12345 >> 10 ** 30)
attempt(lambda: -12345 >> 10 ** 30)
attempt(lambda: 10 ** 400 / 10 ** 399)
attempt(lambda: 10 ** 400 / 3)
attempt(lambda: 3 / 10 ** 400)
attempt(lambda: float(10 ** 309))
attempt(lambda: 10 ** 400 * 1.0)
attempt(lambda: 10 ** 400 == float('inf'))
attempt(lambda: 10 ** 400 < float('inf'))
attempt(lambda: str(10 ** 4299))
attempt(lambda: str(10 ** 4300))
attempt(lambda: f'{10 ** 4300}')
attempt(lambda: '%d' % 10 ** 4300)
attempt(lambda: int('9' * 4300) % 1000)
attempt(lambda: int('9' * 4301))
attempt(lambda: int('1_' * 4300 + '1'))
attempt(lambda: int('f' * 10000, 16) % 1000007)
attempt(lambda: len(hex(16 ** 9999)))
attempt(lambda: '{:.400f}'.format(1e300)[:20])
attempt(lambda: '%.1200f' % 5e-324 == '%.1100f' % 5e-324 + '0' * 100)
attempt(lambda: pow(3, 10 ** 300, 10 ** 50 + 1))
attempt(lambda: pow(3, -(10 ** 30), 10 ** 50 + 1))
attempt(lambda: pow(6, -1, 9))
attempt(lambda: hash(7 ** 10000))
attempt(lambda: (7 ** 10000).bit_length())
attempt(lambda: round(7 ** 100, -60))
attempt(lambda: 7 ** 10000 // 7 ** 9990)
attempt(lambda: 7 ** 10000 % 11 ** 20)
attempt(lambda: -(7 ** 10000) // 11 ** 2880)
sys.set_int_max_str_digits(0)
attempt(lambda: str(3 ** 30000)[:50])
attempt(lambda: str(3 ** 30000)[-50:])
attempt(lambda: int('7' * 20000) % 1000000007)
attempt(lambda: str(int('123456789' * 3000)) == '123456789' * 3000)

# By the digits of pi, one at a time (Gibbons' spigot): long chains of growing ints.
q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
digits = []
while len(digits) < 400:
    if 4 * q + r - t < n * t:
        digits.append(str(n))
        q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
    else:
        q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
print(''.join(digits))
