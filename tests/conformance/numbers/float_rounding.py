# round: banker's rounding on exact halves, decimal digits, negative digits, result types.
print([round(x) for x in (0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 0.49999999999999994, 0.5000000000000001, 4503599627370497.5, 1e15 + 0.5, 2.0**52 + 0.5)])
print(
    [round(x, 0) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 0.4, -0.4)],
    [round(x, 1) for x in (0.05, 0.15, 0.25, 0.35, 0.45, 1.25, -0.25)]
)
print(
    [round(x, 2) for x in (2.675, 1.005, 0.125, 0.375, 2.665, 1.115, 10.005, 1e10 / 3)],
    [round(x, -1) for x in (5.0, 15.0, 25.0, 14.9, -15.0, 1234.5)]
)
print(
    round(1234.5678, -2), round(1234.5678, -5), round(1e300, -300), round(5e-324, 400), round(123.456, 20),
    round(1.5, 300), round(1e22, 5), round(0.1, 17), round(1e16 + 2, -1), round(-0.001, 2)
)
print(
    type(round(1.5)).__name__, type(round(1.5, 0)).__name__, type(round(5)).__name__, type(round(1.5, None)).__name__,
    type(round(True)).__name__, round(1e20), round(-1e30), round(2.5, None)
)
print(
    [round(i / 8, 2) for i in range(-8, 9)], [round(i * 0.1, 1) for i in range(15)], round(3.14159, ndigits=3),
    round(number=2.7)
)
for f in (
    lambda: round("a"), lambda: round(1.5, "a"), lambda: round(1.5, 1.5), lambda: round(), lambda: round(None),
    lambda: round([1]), lambda: round(1.7e308, -308), lambda: round(1, 2, 3)
):
    try:
        print(f())
    except (TypeError, OverflowError) as error:
        print(type(error).__name__, error)


class Custom:
    def __round__(self, *args):
        return "rounded", args


print(round(Custom()), round(Custom(), 2), round(Custom(), None))
