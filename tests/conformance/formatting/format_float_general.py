# General formatting (g, n, none) of floats, with precision, alternate form and grouping.
values = [
    0.0, -0.0, 1.0, 1.5, 100000.0, 1000000.0, 1234567.0, 123456789.0, 0.0001, 0.00001, 1e16, 1e17, 1e-7,
    3.14159265358979, 1e100, 2.5e-10, 99999.95, 999999.5, 12345678.9, 1e15, 123456.0
]
for spec in (
    "", "g", "G", ".0g", ".1g", ".2g", ".3g", ".6g", ".10g", ".17g", "#g", "#.3g", ",g", "_g", "10", "<10", "+", "08",
    ",", "_", ".3", ".10", "#", "n", "+.3g", "010.4g", "*^12.3", "=+12", " "
):
    print(repr(spec), [format(v, spec) for v in values])
print("%g %G %.3g %10.2g| %#g %+g %-8g|" % (1e6, 1e-10, 1234.5, 0.00001, 1.0, 5, 2.5))
print(
    [format(v, ".1") for v in (0.0, 1.0, 9.6, 10.0, 0.15, 1e5)],
    [format(1e16, s) for s in ("", ".16", ".17g", ".16g")]
)
for spec in ("d", "x", "c", "s", "b", "z5", "1.5.2", ".", "10.f", ".-1f", ",_", "#x", ".2x"):
    try:
        print(spec, format(1.5, spec))
    except ValueError as error:
        print(spec, error)
print(
    str(1e16), repr(1e15), f"{1e16}", "%s" % 1e16, f"{123456789.123}", "{}".format(0.1), "{:.17}".format(0.1),
    "{:g}".format(0.1), "%r" % 0.1
)
