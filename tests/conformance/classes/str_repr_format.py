# __str__, __repr__, __format__ and their fallbacks in print, containers, f-strings, % and format.


class Both:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


class OnlyStr:
    def __str__(self):
        return "only str"


class Format:
    def __format__(self, spec):
        return "<%s>" % spec

    def __str__(self):
        return "unformatted"


b, r, f = Both(), OnlyRepr(), Format()
print(b, [b], (b,), {b: b}, {b}, str(b), repr(b), ascii(b))
print(r, [r], str(r), repr(r))
print(OnlyStr(), repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))
print(f"{b} {b!r} {b!s:>6} {b!a} {r} {f} {f:abc} {f:>{10}} {f!s:>12}")
print("%s %r %a %10s|" % (b, b, b, b), "%s" % [b], "{} {!r} {!s:>5} {:spec}".format(b, b, b, f))
print(format(b), format(b, ""), format(f), format(f, "x"), format(f, ""))
for spec in ("d", "5d", ">5"):
    try:
        print(format(r, spec))
    except TypeError as error:
        print(error)


class Plain:
    pass


try:
    f"{Plain():>20}"
except TypeError as error:
    print(error)
print(str(Plain()).startswith("<__main__.Plain object at 0x"), f"{Plain()}".endswith(">"))
print(Plain, [Plain], str(Plain), repr(Plain), f"{Plain}")


class ReprRaises:
    def __repr__(self):
        raise ValueError("repr failed")


for action in (
    lambda: repr(ReprRaises()), lambda: print([ReprRaises()]), lambda: str(ReprRaises()), lambda: "%r" % ReprRaises(),
    lambda: f"{ReprRaises()}"
):
    try:
        action()
    except ValueError as error:
        print(error)


class Child(Both):
    def __repr__(self):
        return "child " + super().__repr__()


print(Child(), [Child()])


class Recursive:
    def __init__(self):
        self.items = [self]

    def __repr__(self):
        return "R(%d)" % len(self.items)


print(Recursive().items)


class Outer:
    class Inner:
        pass


print(Outer.Inner, Outer.Inner.__name__, str(Outer.Inner()).startswith("<__main__.Outer.Inner object"))


def make():
    class Local:
        pass

    return Local


print(make())
class BadFormat:
    def __format__(self, spec):
        return 5


try:
    format(BadFormat(), "")
except TypeError as error:
    print(error)
