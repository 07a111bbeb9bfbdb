# str.format: automatic and manual numbering, names, attributes, indexes, nesting, conversions, errors.


class Point:
    x = 1

    def __init__(self):
        self.items = [10, 20]
        self.table = {"key": "value", "x y": "spaced"}


p = Point()
print(
    "{} {}".format(1, "a"), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2),
    "{0} {name}".format("pos", name="kw"), "{}{}".format("a", "b")
)
print(
    "{0.x} {0.items[1]} {0.table[key]} {0.table[x y]}".format(p), "{[0]} {[1]}".format([1], [2, 3]),
    "{p.items[0]}".format(p=p), "{.x}".format(p), "{0[a b]}".format({"a b": 1})
)
print(
    "{:>5}|{:<5}|{:^5}|".format(1, 2, 3), "{:05d} {:.2f} {:x}".format(42, 3.14159, 255), "{0:{1}}".format(5, 10),
    "{:{w}.{p}f}".format(2.5, w=8, p=2), "{!r} {!s} {!a}".format("a", "b", "é"), "{!r:>6}".format("x")
)
print(
    "{{}} {{{}}}".format(1), "{{0}}".format(), "".format(), "plain".format(1, 2), "{0}{0}{0}".format("ab"),
    "{:}".format(5), "{0!s:}".format(5), "{:,} {:_}".format(1000000, 1000000), "{:%}".format(0.5)
)
print(
    "{x}".format_map({"x": 1}), "{a[0]} {b}".format_map({"a": [1], "b": 2}), "{:{}{}}".format("v", ">", 4),
    "{0:{0}}".format(3), "{:^{}}|".format("m", 5)
)


class Default:
    def __getitem__(self, key):
        return "<" + key + ">"


print("{known} {unknown}".format_map(Default()))
bad = [
    ("{} {}", (1,), {}),
    ("{0} {}", (1, 2), {}),
    ("{} {0}", (1, 2), {}),
    ("{name}", (), {}),
    ("{1}", (1,), {}),
    ("{", (), {}),
    ("}", (), {}),
    ("{0", (1,), {}),
    ("{0!}", (1,), {}),
    ("{0!x}", (1,), {}),
    ("{0!rr}", (1,), {}),
    ("{0.missing}", (1,), {}),
    ("{0[0]}", (1,), {}),
    ("{0[5]}", ([1],), {}),
    ("{0[k]}", ({},), {}),
    ("{0[a]}", ([1],), {}),
    ("{0:d}", ("x",), {}),
    ("{0:q}", (1,), {}),
    ("{0[}", (1,), {}),
    ("{0.}", (1,), {}),
    ("{0[]}", (1,), {}),
    ("{0]}", (1,), {}),
    ("{:{:{}}}", (1, 2, 3), {}),
    ("{-1}", (1,), {}),
    ("{0 }", (1,), {}),
    ("{!r", (1,), {}),
    ("a}b", (), {}),
    ("{:>5", (1,), {}),
]
for template, args, kwargs in bad:
    try:
        print(template, repr(template.format(*args, **kwargs)))
    except Exception as error:
        print(template, type(error).__name__, error)
