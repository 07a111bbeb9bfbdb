# Fixed point formatting of floats and the rounding of halves.
values = [
    0.0, -0.0, 1.0, 0.5, 1.5, 2.5, 0.125, 0.375, 2.675, 1.005, 1e10, 123456.789, -123456.789, 1e-5, 1e22, 5e-324,
    1e300, 0.1, 99.995, 999999.9999
]
for spec in (
    "f", ".0f", ".1f", ".2f", ".3f", ".10f", "10.2f", "<10.1f|", "+.2f", " .2f", "010.2f", ",.2f", "_.2f", "#.0f",
    "F", "=+12.3f", "*^14.1f", "%", ".0%", ".2%", "012,.1f"
):
    if spec.endswith("|"):
        print(spec, [format(v, spec[:-1]) + "|" for v in values])
    else:
        print(spec, [format(v, spec) for v in values])
for special in (float("inf"), float("-inf"), float("nan")):
    print([format(special, spec) for spec in ("", "f", "F", ".2f", "10.1f", "<6", "+", "08.2f", "e", "E", "g", "G", "%", ",", " ", "^7", "=+8")])
print(
    format(0.1 + 0.2, ".20f"), format(1 / 3, ".30f"), format(2.0**-30, ".40f"), format(1e16, ".1f"),
    format(123.456, ".0f"), "%.0f" % 0.5, "%.0f" % 1.5, round(0.5), round(2.5)
)
print("%f %.3f %10.2f %-10.1f| %+f %010.3f % f %#.0f" % (1.5, 2.0, 3.14159, 2.25, 1, -1.5, 2, 3.0))
print(
    len(format(1e308, "f")), format(1e308, "f")[:10], len(format(5e-324, ".1100f")), format(1.5, ".50f"),
    format(-0.0001, ".2f"), format(-0.5, ".0f")
)
print(
    f"{3.14159:.2f} {2 / 3:8.3f}| {1e6:,.0f} {-1.5:+.1f} {0.25:.1%} {12345.678:_.1f}", "{:.3f}".format(2),
    "{:6.2f}".format(True)
)
