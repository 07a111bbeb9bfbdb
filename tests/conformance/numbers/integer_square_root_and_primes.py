# Programs of pure integer work: Newton square roots, gcd, sieve, modular exponentiation, pi digits.


def isqrt(n):
    if n == 0:
        return 0
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def pi_digits(count):
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    digits = ""
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits += str(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = q * k, (2 * q + r) * l, t * l, k + 1, (q * (7 * k + 2) + r * l) // (t * l), l + 2
    return digits


print(isqrt(10**60), isqrt(2 * 10**100), isqrt(99), [isqrt(n) for n in range(17)])
print(gcd(2**40 * 3**5, 6**20), gcd(10**30 + 57, 10**20 + 39), gcd(0, 5), gcd(17, 0))
print(
    [n for n in range(60) if is_prime(n)], is_prime(2**61 - 1), is_prime(2**89 - 1), is_prime(2**67 - 1),
    is_prime(10**18 + 9)
)
print(pi_digits(80))
collatz = 0
n = 27
while n != 1:
    n = 3 * n + 1 if n % 2 else n // 2
    collatz += 1
print(collatz, sum(int(d) for d in str(2**1000)), str(sum(n**n for n in range(1, 101)))[-10:])
e, term = 0, 10**60
for i in range(1, 60):
    e += term
    term //= i
print(e)
