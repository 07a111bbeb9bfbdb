# format() and nested replacement fields through user types and containers.
print(
    format(5), format("x"), format(1.5, ".2f"), format(None), format([1]), format(True, "b"), format("x", "^5"),
    format(10, "#x")
)


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __format__(self, spec):
        if spec == "":
            return "$%.2f" % self.amount
        if spec.startswith("k"):
            return "$%.1fk" % (self.amount / 1000)
        return format(self.amount, spec)


m = Money(1234.5)
print(f"{m} {m:k} {m:.1f} {m:>12,.2f}|", "{} {:k}".format(m, m), format(m, "+.0f"), "%s" % isinstance(m, Money))
rows = [("apple", 3, 0.5), ("banana", 12, 0.25), ("kiwi", 100, 1.125)]
widths = [max(len(str(r[i])) for r in rows) for i in range(3)]
for row in rows:
    print(" | ".join(f"{str(v):<{w}}" if isinstance(v, str) else f"{v:>{w}}" for v, w in zip(row, widths)))
print(
    "{0:>{width}} {0:<{width}}|".format("ab", width=5), "{:{fill}^{width}}".format("x", fill="-", width=7),
    f"{'':=^20}", f"{3:0>3}{4:0<3}"
)
for base in "bodxX":
    print(base, f"{255:{base}}", f"{255:#{base}}", f"{255:>{12}{base}}", f"{-255:012{base}}")
for n in (1, 12, 123, 1234, 12345, 123456, 1234567):
    print(f"{n:,}", f"{n:_}", f"{n:09,}", f"{n:>10,}", f"{-n:,}", f"{n:,.1f}", f"{n:_b}", sep=" ; ")
print(
    "".join(f"{c}{i}" for i, c in enumerate("abc")),
    ", ".join("{}={!r}".format(*item) for item in {"a": 1, "b": "x"}.items())
)
print(
    "{0} {0!r} {0:>4} {1[0]} {2.__class__.__name__}".format("s", [9], 5), "{:{}.{}}".format("abcdef", 8, 3) + "|",
    "{:d}{:s}".format(1, "s")
)
