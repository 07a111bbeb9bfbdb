# % formatting: every conversion, flags, width, precision, star, mapping keys.
print(
    "%d %i %u" % (1, 2, 3), "%s %r %a" % ("é", "é", "é"), "%c%c" % (65, "B"), "%x %X %o" % (255, 255, 8),
    "%#x %#X %#o" % (255, 255, 8), "%e %f %g" % (1.5, 1.5, 1.5), "%E %F %G" % (1.5, 1.5, 1e-10), "100%%" % ()
)
print(
    "%5d|%-5d|%05d|%+d|% d|%+05d|%-+5d|% 05d" % (1, 2, 3, 4, 5, 6, 7, 8),
    "%5s|%-5s|%.2s|%5.1s|" % ("a", "b", "cdef", "ghi"), "%.3d|%8.3d|%-8.3d|%+.3d" % (5, -5, 5, 5)
)
print("%*d|%-*d|%.*f|%*.*f" % (5, 1, 5, 2, 2, 3.14159, 8, 1, 2.55), "%0*d" % (4, 7), "%*d|" % (-5, 3))
print(
    "%(a)s %(b)d %(a)r" % {"a": "x", "b": 5}, "%(k)5.1f|" % {"k": 2.25}, "%(a b)s" % {"a b": 1},
    "%(x)s" % {"x": (1, 2)}, "%(%)s %%" % {"%": "percent"}, "%()s" % {"": "empty"}
)
print(
    "%s" % 5, "%s" % [1, 2], "%s" % (1,), "%s" % ((1, 2),), "%s %s" % (1, (2, 3)), "%s" % {"k": 1}, "%s" % None,
    "%d" % True, "%d" % 3.99, "%d" % -3.99, "%s" % 1.0, "%r" % (None,)
)
print(
    "%x" % -255, "%#o" % -8, "%X" % 2**70, "%d" % 10**30, "%5.3s|" % "abcdef", "%c" % "é", "%c" % 128512,
    "%5c|%-5c|" % ("a", "b"), "%+x % x" % (10, 10), "%#010x" % 255, "%-#8x|" % 255, "%#5o" % 8
)
print(
    "%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%5.1f%%" % 45.678, "%g %g" % (1e20, 0.0001), "%10.3e|" % 12345.678,
    "%+.1f" % -0.05, "%f" % 10**10, "%s" % float("inf"), "%5.1f|%-8f|" % (float("nan"), float("-inf")),
    "%ld %hd %Ld" % (1, 2, 3)
)
bad = [
    ("%d", "x"), ("%d", None), ("%s %s", 1), ("%s", (1, 2)), ("%s %s", (1, 2, 3)), ("%q", 1), ("%", 1), ("%5", 1),
    ("%c", "ab"), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%x", 1.5), ("%x", "a"), ("%f", "a"), ("%(a)s", 1),
    ("%(a)s", (1,)), ("%(a)s", {"b": 1}), ("%(a", {"a": 1}), ("%*d", ("x", 1)), ("%*d", 1), ("plain", 1),
    ("plain", (1,)), ("%d", [1]), ("%o", None), ("%e", []), ("%.*f", (1.5, 2)), ("%i", "5"), ("%s%", 1),
    ("%y%s", (1, 2))
]
for template, value in bad:
    try:
        print(repr(template), repr(template % value))
    except Exception as error:
        print(repr(template), type(error).__name__, error)
print("plain" % (), "plain" % {}, "plain" % [], "plain" % {"a": 1}, "%s" % [], "%s" % ((),), repr("%s" % ""))


class Thing:
    def __str__(self):
        return "thing str"

    def __repr__(self):
        return "thing repr"

    def __int__(self):
        return 7

    def __index__(self):
        return 8

    def __float__(self):
        return 2.5

    def __getitem__(self, key):
        return "item " + key


t = Thing()
print("%s %r %a %d %x %.1f" % (t, t, t, t, t, t), "%(name)s" % t, "%10.5s|" % t)
