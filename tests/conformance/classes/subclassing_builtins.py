# Subclasses of list, dict, str, int, tuple and set behave as their base with added methods.


class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def peek(self):
        return self[-1]


s = Stack([1, 2])
s.push(3).push(4)
print(s, s.peek(), len(s), isinstance(s, list), type(s).__name__, s == [1, 2, 3, 4], s[1:], type(s[1:]).__name__)
s.label = "attribute"
print(s.label, sum(s), 3 in s, sorted(s, reverse=True), [*s])


class Default(dict):
    def __missing__(self, key):
        self[key] = key * 2
        return self[key]


d = Default(a=1)
print(d["a"], d["b"], d, d.get("c"), "c" in d, isinstance(d, dict), len(d))


class Name(str):
    def shout(self):
        return self.upper() + "!"


n = Name("bob")
print(n, n.shout(), n + "x", type(n + "x").__name__, n == "bob", {n: 1}["bob"], len(n), n[0], repr(n))


class Money(int):
    def __add__(self, other):
        return Money(int(self) + int(other))

    def __repr__(self):
        return "Money(%d)" % int(self)


m = Money(5) + 3
print(repr(m), m * 2, type(m * 2).__name__, m > 7, str(m), [m], int(m), f"{m:05d}", hash(m) == hash(8))


class Pair(tuple):
    @property
    def first(self):
        return self[0]


p = Pair((1, 2))
print(p, p.first, p == (1, 2), len(p), p + (3,), hash(p) == hash((1, 2)))


class Loud(dict):
    def __setitem__(self, key, value):
        print("setting", key)
        super().__setitem__(key, value)

    def __getitem__(self, key):
        return "got " + str(super().__getitem__(key))


l = Loud(a=1)
l["b"] = 2
print(l["b"], l.get("b"), dict(l), list(l.items()))


class MyError(ValueError):
    pass


class UniqueList(list):
    def append(self, item):
        if item not in self:
            super().append(item)

    def __contains__(self, item):
        return super().__contains__(item)


u = UniqueList()
for item in (1, 2, 1, 3, 2):
    u.append(item)
print(u, u == [1, 2, 3], UniqueList([1, 1]))


class Ratio(float):
    def percent(self):
        return "%.1f%%" % (self * 100)


print(Ratio(0.256).percent(), Ratio(0.5) + 1, type(Ratio(1) * 2).__name__)
