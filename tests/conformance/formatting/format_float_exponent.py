# Exponent formatting of floats.
values = [
    0.0, -0.0, 1.0, 9.5, 10.0, 0.5, 12345.678, 1e-5, 1e100, 9.9999e99, 1.5e-300, 5e-324, 1.7976931348623157e308, -2.5,
    3.5, 99999.5
]
for spec in (
    "e", "E", ".0e", ".1e", ".2e", ".10e", "12.3e", "<12.2e", "+.1e", "012.2e", "#.0e", ",e", "_.3e", "*^15.2E",
    " .3e"
):
    print(spec, [format(v, spec) for v in values])
print("%e %.2E %12.3e %-12.1e| %+.0e %#.0e" % (12345.678, 0.00012, 5e10, 7, 1.5, 2))
print(
    format(2.5, ".0e"), format(3.5, ".0e"), format(0.15, ".0e"), format(9.995, ".2e"), format(1.25, ".1e"),
    format(1.35, ".1e")
)
print([format(10.0**k, "e") for k in (-310, -100, -99, -10, -9, 0, 9, 10, 99, 100, 308)])
print(
    format(1 / 3, ".25e"), format(2**-1074, ".20e"), format(1e23, ".25e"), format(123456789, ".3e"), format(True, "e")
)
