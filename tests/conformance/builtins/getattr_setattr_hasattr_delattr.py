# getattr, setattr, hasattr, delattr with computed names, defaults and errors.


class Thing:
    shared = "class"

    def __init__(self):
        self.own = "instance"

    def method(self, x):
        return x * 2

    @property
    def prop(self):
        return self._hidden

    @property
    def broken(self):
        return 1 / 0


t = Thing()
print(
    getattr(t, "own"), getattr(t, "shared"), getattr(t, "method")(4), getattr(t, "zzz", "default"),
    getattr(t, "zzz", None), getattr(Thing, "shared"), getattr(Thing, "method")(t, 5)
)
print(
    hasattr(t, "own"), hasattr(t, "method"), hasattr(t, "zzz"), hasattr(t, "prop"), hasattr(Thing, "prop"),
    hasattr(5, "real"), hasattr("s", "upper"), hasattr([], "push"), hasattr(None, "x"), hasattr(len, "__name__"),
    hasattr(t, "")
)
print(
    setattr(t, "new", 1), t.new, setattr(t, "with space", 2), getattr(t, "with space"),
    setattr(Thing, "added", lambda self: "added method"), t.added(), setattr(t, "", "empty"), getattr(t, "")
)
print(delattr(t, "new"), hasattr(t, "new"), delattr(Thing, "added"), hasattr(t, "added"), vars(t))
for f in (
    lambda: getattr(t, "zzz"), lambda: getattr(t, 5), lambda: getattr(t), lambda: hasattr(t, 5), lambda: hasattr(t),
    lambda: setattr(t, "a"), lambda: setattr(t, 5, 1), lambda: setattr(5, "x", 1), lambda: delattr(t, "zzz"),
    lambda: delattr(t, 5), lambda: delattr(t, "shared"), lambda: hasattr(t, "broken"),
    lambda: getattr(t, "broken", "default"), lambda: getattr(t, "prop", "default for AttributeError inside"),
    lambda: setattr(t, "prop", 1), lambda: getattr([], "x"), lambda: setattr([], "x", 1),
    lambda: delattr("s", "upper"), lambda: getattr(t, "own", 1, 2), lambda: setattr(None, "x", 1),
    lambda: getattr(len, "zzz"), lambda: setattr(len, "x", 1), lambda: setattr(int, "x", 1),
    lambda: delattr(int, "real")
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
for name in ("x", "y", "z"):
    setattr(t, "field_" + name, name.upper())
print([getattr(t, "field_" + n) for n in "xyz"], {n: getattr(t, n) for n in sorted(vars(t)) if n.startswith("field")})
operations = ["upper", "title", "swapcase"]
print([getattr("hello World", op)() for op in operations], getattr(5, "__add__")(3), getattr([3, 1], "index")(1))


class Base:
    def handle(self, kind):
        return getattr(self, "handle_" + kind, self.default)(kind)

    def default(self, kind):
        return "no handler for " + kind

    def handle_a(self, kind):
        return "handled " + kind


print(Base().handle("a"), Base().handle("b"))
