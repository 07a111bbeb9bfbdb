# The format mini-language on strings and other objects.
for spec in (
    "", "s", "10", "<10", ">10", "^10", "*^11", ".3", ".0", ".10", "10.2", "^7.2s", "é>6", "0", "05", "<05", ">05",
    "=<5", "x^3", "]>5"
):
    print(repr(spec), [format(v, spec) + "|" for v in ("", "a", "hello", "日本", "😀é")])
for spec in ("d", "=5", "+", " ", ",", "_", "#", "x", "f", ".s", "=", "10d", "e", "-", ".2.3", "z"):
    try:
        print(repr(spec), format("text", spec))
    except ValueError as error:
        print(repr(spec), error)
for value in ([1], (1,), {1: 2}, None, {1}, range(2), int, len, ...):
    try:
        print(format(value), f"{value}" == str(value), format(value, ">30"))
    except TypeError as error:
        print(error)
print(
    format(True), format(True, "d"), format(True, "5"), format(False, ">6"), f"{True!s:>6}", f"{None!s:^8}|",
    f"{[1, 2]!r:>10}"
)
print(
    f"{'left':<10}|{'center':^10}|{'right':>10}|", f"{'x':-^20}", "{:>{w}}".format("v", w=6),
    "{:{f}{a}{w}.{p}}".format("abcdef", f="*", a="^", w=9, p=3)
)
try:
    format("x", 5)
except TypeError as error:
    print(error)
try:
    format()
except TypeError as error:
    print(error)
try:
    f"{'x':{'y'}}"
except ValueError as error:
    print(error)
