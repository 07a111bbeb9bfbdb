# The format mini-language on integers: fill, align, sign, alternate form, zero, width, grouping, type.
values = [0, 1, -1, 42, -42, 255, 1234567, -1234567, 10**20, True]
specs = [
    "", "d", "5", "<5", ">5", "^5", "=5", "05", "+", "-", " ", "+d", " 05", "*^9", "x<4", "0>6", "=+8", "*=+9", ",",
    "_", "+,", "012,", "_d", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "08b", "#010x", "_b", "_x", "#_X", ",d", "n",
    "e", "E", ".2e", "f", ".3f", "g", ".3g", "%", ".0%", "^+10,", "<010", "010_", "é^7"
]
for spec in specs:
    print(repr(spec), "|".join(format(v, spec) for v in values))
print(
    format(65, "c"), format(233, "c"), format(128512, "c"), repr(format(65, "5c")), repr(format(65, "<5c")),
    repr(format(65, "^5c"))
)
bad = [
    ".2", ".2d", "s", "z", "10.3x", ",x", "_c", "+c", "#c", ",b", ",,", "_,", ",_", "d5", "<<<5", "5<", "==5", "^^",
    ".", "#,", "1,2", "q", ".f", "é", "99999999999999999999"
]
for spec in bad:
    try:
        print(repr(spec), repr(format(42, spec)))
    except ValueError as error:
        print(repr(spec), error)
for value in (-1, 0x110000):
    try:
        format(value, "c")
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
print(f"{5:{'>'}{4}}", f"{5:0{6}d}", "{:{}}".format(5, "+04"), "{0:{1}{2}}".format(7, "*>", 5), format(2**70, "_x"))
