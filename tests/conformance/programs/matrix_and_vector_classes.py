# Operator overloading: matrices, vectors, fractions and polynomials.


def gcd(a, b):
    while b:
        a, b = b, a % b
    return abs(a)


class Fraction:
    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        g = gcd(n, d) or 1
        sign = -1 if d < 0 else 1
        self.n, self.d = sign * n // g, sign * d // g

    @staticmethod
    def of(v):
        return v if isinstance(v, Fraction) else Fraction(v)

    def __add__(self, o):
        o = Fraction.of(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    def __mul__(self, o):
        if not isinstance(o, (int, Fraction)):
            return NotImplemented
        o = Fraction.of(o)
        return Fraction(self.n * o.n, self.d * o.d)

    def __sub__(self, o):
        return self + Fraction.of(o) * -1

    def __truediv__(self, o):
        o = Fraction.of(o)
        return self * Fraction(o.d, o.n)

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, o):
        return Fraction.of(o) - self

    def __eq__(self, o):
        return isinstance(o, (int, Fraction)) and (self.n, self.d) == (Fraction.of(o).n, Fraction.of(o).d)

    def __lt__(self, o):
        o = Fraction.of(o)
        return self.n * o.d < o.n * self.d

    def __hash__(self):
        return hash(self.n) if self.d == 1 else hash((self.n, self.d))

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)

    def __float__(self):
        return self.n / self.d

    def __abs__(self):
        return Fraction(abs(self.n), self.d)

    def __bool__(self):
        return self.n != 0


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @property
    def size(self):
        return len(self.rows), len(self.rows[0])

    def __getitem__(self, at):
        r, c = at
        return self.rows[r][c]

    def __setitem__(self, at, value):
        r, c = at
        self.rows[r][c] = value

    def __matmul__(self, other):
        if self.size[1] != other.size[0]:
            raise ValueError("sizes %s and %s" % (self.size, other.size))
        return Matrix([[sum(a * b for a, b in zip(row, col)) for col in zip(*other.rows)] for row in self.rows])

    def __pow__(self, n):
        result = Matrix([[int(i == j) for j in range(self.size[0])] for i in range(self.size[0])])
        base = self
        while n:
            if n & 1:
                result = result @ base
            base, n = base @ base, n >> 1
        return result

    def __eq__(self, other):
        return self.rows == other.rows

    def __repr__(self):
        return "; ".join(" ".join(map(str, row)) for row in self.rows)

    def determinant(self):
        m = [[Fraction.of(v) for v in row] for row in self.rows]
        det = Fraction(1)
        for i in range(len(m)):
            pivot = next((r for r in range(i, len(m)) if m[r][i]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != i:
                m[i], m[pivot] = m[pivot], m[i]
                det *= -1
            det *= m[i][i]
            for r in range(i + 1, len(m)):
                factor = m[r][i] / m[i][i]
                m[r] = [a - factor * b for a, b in zip(m[r], m[i])]
        return det


half, third = Fraction(1, 2), Fraction(1, 3)
print(
    half + third, half - third, half * third, half / third, 1 + half, 1 - half, 2 * third, half + 1 == Fraction(3, 2),
    half == 0.5, Fraction(4, 2) == 2, {Fraction(2): "two"}[2],
    sorted([half, third, Fraction(-1, 7), 1 * Fraction(2)]), float(third), abs(Fraction(3, -4)), bool(Fraction(0)),
    sum([half, third, half])
)
for f in (lambda: Fraction(1, 0), lambda: half * 1.5, lambda: half / 0):
    try:
        print(f())
    except (ZeroDivisionError, TypeError) as error:
        print(type(error).__name__, error)
fib = Matrix([[1, 1], [1, 0]])
print(
    fib**10, "|", (fib**100)[0, 1], fib @ fib == fib**2, Matrix([[2, 1, 3], [0, 4, 1], [5, 2, 0]]).determinant(),
    Matrix([[0, 1], [1, 0]]).determinant(), Matrix([[1, 2], [2, 4]]).determinant()
)
fib[0, 0] += 5
print(fib, fib.size)
try:
    fib @ Matrix([[1, 2, 3]])
except ValueError as error:
    print(error)
hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(5)] for i in range(5)])
print(hilbert.determinant(), sum((hilbert @ hilbert).rows[0], Fraction(0)))
