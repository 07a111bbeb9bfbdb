# Identifiers: underscores, digits, keywords as prefixes, soft keywords, letters beyond ASCII.
_ = 1
__ = 2
_x1 = 3
x_1_y = 4
X = 5
print(_, __, _x1, x_1_y, X)
iffy = 1
for_ = 2
classes = 3
None_ = 4
Truely = 5
notin = 6
print(iffy + for_ + classes + None_ + Truely + notin)
match = "m"
case = "c"
type = "t"
print(match, case, type)


def match_it(match, case=1, _=2):
    return match, case, _


print(match_it(3, case=4, _=5))
é = "e acute"
größe = 10
变量 = "variable"
π = 3.14159
α2 = 2
print(é, größe, 变量, π * α2)


class Straße:
    ñ = "n tilde"

    def größer(self, ü):
        return ü + 1


print(Straße.ñ, Straße().größer(ü=1), Straße.__name__, Straße)
print(
    "é".isidentifier(), "1a".isidentifier(), "if".isidentifier(), "a b".isidentifier(), "".isidentifier(),
    "_".isidentifier()
)
print(sorted(name for name in ("größe", "α2", "é")))
async_ = await_ = 1
print(async_)
print_ = print
print_("alias")
str_ = str
str_ = "rebinding " + str_(1)
print(str_)
self = "an ordinary name"
print(self)
cls, args, kwargs, exec_, nonlocal_ = range(5)
print(cls, args, kwargs, exec_, nonlocal_)
