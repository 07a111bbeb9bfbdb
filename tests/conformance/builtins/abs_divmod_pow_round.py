# abs, divmod, pow, round on ints, floats, bools and user types.
print(
    abs(-5), abs(5), abs(-2.5), abs(-0.0), abs(True), abs(-(10**30)), abs(float("-inf")), divmod(7, 2), divmod(-7, 2),
    divmod(7.5, 2), divmod(-7, 2.0), divmod(10**30, 7), divmod(True, 2), divmod(0, 5)
)
print(
    pow(2, 3), pow(2, -1), pow(2.0, 3), pow(0, 0), pow(-8, 3), pow(2, 3, 5), pow(3, -1, 11), pow(-2, 5, 7),
    pow(2, 3, -5), pow(7, 0, 1), pow(2, 100), pow(2, 0.5), pow(exp=3, base=2), pow(10, 5, mod=7)
)
print(
    round(2.5), round(3.5), round(-2.5), round(2.567, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(5),
    round(5, 2), round(2.5, 0), round(True), round(-0.5), round(1e300), round(0.5, 1), round(2.675, 2)
)


class Number:
    def __abs__(self):
        return "abs"

    def __divmod__(self, other):
        return ("divmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)

    def __pow__(self, other, modulus=None):
        return ("pow", other, modulus)

    def __rpow__(self, other):
        return ("rpow", other)

    def __round__(self, digits="none"):
        return ("round", digits)


n = Number()
print(abs(n), divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 3), pow(2, n), round(n), round(n, 3), n**5, 5**n)
for f in (
    lambda: abs("a"), lambda: abs(None), lambda: abs(), lambda: divmod(1, 0), lambda: divmod(1.0, 0),
    lambda: divmod("a", 1), lambda: divmod(1), lambda: pow("a", 2), lambda: pow(2, 3, 0), lambda: pow(2, -1, 4),
    lambda: pow(2.0, 3, 5), lambda: pow(1), lambda: pow(2, 3, 4.0), lambda: pow(0, -1), lambda: round("a"),
    lambda: round([]), lambda: round(1, "a"), lambda: divmod([], 1), lambda: pow([], 1), lambda: abs(1, 2),
    lambda: pow(2, [], 3)
):
    try:
        print(f())
    except (TypeError, ValueError, ZeroDivisionError) as error:
        print(type(error).__name__, error)
