# Binary operator methods, their reflected forms, and NotImplemented.


class Number:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return "N(%s)" % (self.value,)

    def _combine(self, symbol, other, reflected=False):
        if isinstance(other, Number):
            other = other.value
        elif not isinstance(other, int):
            return NotImplemented
        pair = (other, self.value) if reflected else (self.value, other)
        return "%s %s %s" % (pair[0], symbol, pair[1]) + (" reflected" if reflected else "")

    def __add__(self, other):
        return self._combine("+", other)

    def __radd__(self, other):
        return self._combine("+", other, True)

    def __sub__(self, other):
        return self._combine("-", other)

    def __rsub__(self, other):
        return self._combine("-", other, True)

    def __mul__(self, other):
        return self._combine("*", other)

    def __rmul__(self, other):
        return self._combine("*", other, True)

    def __truediv__(self, other):
        return self._combine("/", other)

    def __rtruediv__(self, other):
        return self._combine("/", other, True)

    def __floordiv__(self, other):
        return self._combine("//", other)

    def __rfloordiv__(self, other):
        return self._combine("//", other, True)

    def __mod__(self, other):
        return self._combine("%", other)

    def __rmod__(self, other):
        return self._combine("%", other, True)

    def __pow__(self, other, modulus=None):
        return self._combine("**" if modulus is None else "** mod %s" % modulus, other)

    def __rpow__(self, other):
        return self._combine("**", other, True)

    def __matmul__(self, other):
        return self._combine("@", other)

    def __rmatmul__(self, other):
        return self._combine("@", other, True)

    def __divmod__(self, other):
        return self._combine("divmod", other)

    def __rdivmod__(self, other):
        return self._combine("divmod", other, True)


n, m = Number(6), Number(4)
print(n + m, n - m, n * m, n / m, n // m, n % m, n**m, n @ m, divmod(n, m), sep=", ")
print(n + 1, n - 1, n * 1, n / 1, n // 1, n % 1, n**1, n @ 1, divmod(n, 1), sep=", ")
print(1 + n, 1 - n, 1 * n, 1 / n, 1 // n, 1 % n, 1**n, 1 @ n, divmod(1, n), sep=", ")
print(pow(n, 2), pow(n, 2, 5), sum([1]) + n, sep=", ")
for operation in (
    lambda: n + "x", lambda: "x" + n, lambda: n @ 1.5, lambda: 1.5 - n, lambda: [] * n, lambda: n * [],
    lambda: divmod(n, None), lambda: n ** "a"
):
    try:
        print(operation())
    except TypeError as error:
        print(error)
n += 1
print(n)
try:
    print(sum([Number(1), Number(2)]))
except TypeError as error:
    print(error)
