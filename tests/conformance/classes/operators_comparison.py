# Rich comparison methods: reflection, defaults, NotImplemented, results which are not booleans.


class Ordered:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        print("lt", end=" ")
        if not isinstance(other, Ordered):
            return NotImplemented
        return self.value < other.value

    def __eq__(self, other):
        print("eq", end=" ")
        if not isinstance(other, Ordered):
            return NotImplemented
        return self.value == other.value


a, b, c = Ordered(1), Ordered(2), Ordered(1)
print(a < b, b < a, a > b, a == c, a != c, a != b)
for operation in (lambda: a <= b, lambda: a >= b, lambda: a < 1, lambda: 1 > a, lambda: 1 < a):
    try:
        print(operation())
    except TypeError as error:
        print(error)
print(a == 1, 1 == a, a != 1, 1 != a)
print([v.value for v in sorted([Ordered(3), Ordered(1), Ordered(2)])])
print(max(a, b).value, min(b, a).value)
print(a in [b, c], [a].index(c), [b, c].count(a), [a, b] == [c, b], (a, b) < (c, Ordered(5)))


class Plain:
    pass


p, q = Plain(), Plain()
print(p == q, p == p, p != q, p != p, p == None, hash(p) == hash(p))
try:
    p < q
except TypeError as error:
    print(error)


class Strange:
    def __lt__(self, other):
        return "less"

    def __gt__(self, other):
        return []

    def __eq__(self, other):
        return 5

    def __ne__(self, other):
        return None

    def __le__(self, other):
        return ("le", other)

    def __ge__(self, other):
        return ("ge", other)


s = Strange()
print(s < 1, s > 1, s == 1, s != 1, s <= 1, s >= 1)
print(1 < s, 1 > s, 1 == s, 1 != s, 1 <= s, 1 >= s)
print(not s == 1, s == 1 == s, bool(s != s))
if s < 1:
    print("truthy")
if s > 1:
    print("never")


class Base:
    def __eq__(self, other):
        print("Base.eq", type(other).__name__)
        return True


class Derived(Base):
    def __eq__(self, other):
        print("Derived.eq", type(other).__name__)
        return NotImplemented


print(Base() == Derived())
print(Derived() == Base())
print(Derived() == Derived())


class OnlyNe:
    def __ne__(self, other):
        return "ne called"


print(OnlyNe() != 1, OnlyNe() == 1)


class EqOnly:
    def __eq__(self, other):
        return True


print(EqOnly() != 1, EqOnly() == 2)
