# __hash__ and __eq__ in dict and set; __eq__ without __hash__ makes instances unhashable.


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)


d = {Point(1, 2): "a", Point(1, 2): "b", Point(2, 1): "c"}
print(d, d[Point(1, 2)], Point(2, 1) in d, Point(3, 3) in d, len({Point(0, 0), Point(0, 0)}))
print(Point(1, 2) == Point(1, 2), Point(1, 2) != Point(1, 2), Point(1, 2) == (1, 2), Point(1, 2) is Point(1, 2))


class OnlyEq:
    def __eq__(self, other):
        return True


for action in (lambda: hash(OnlyEq()), lambda: {OnlyEq(): 1}, lambda: {OnlyEq()}, lambda: OnlyEq() in {1}):
    try:
        print(action())
    except TypeError as error:
        print(error)
print(OnlyEq.__hash__, OnlyEq() == 5, OnlyEq() in [1])


class Child(OnlyEq):
    def __hash__(self):
        return 7


class GrandChild(Child):
    pass


class Restored(OnlyEq):
    __hash__ = object.__hash__


print(hash(Child()), hash(GrandChild()), len({GrandChild(), GrandChild()}), isinstance(hash(Restored()), int))


class Collide:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("compare", self.name, other.name)
        return self.name == other.name


a, b = Collide("a"), Collide("b")
table = {a: 1}
table[b] = 2
print(len(table))
print(table[a], table[b])
print(table[Collide("b")])
print(Collide("z") in table)


class BigHash:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


print(
    hash(BigHash(5)), hash(BigHash(-1)), hash(BigHash(True)), hash(BigHash(2**61 - 1)),
    hash(BigHash(2**64 + 3)) == hash(2**64 + 3)
)
try:
    hash(BigHash("s"))
except TypeError as error:
    print(error)
print(
    hash(1) == hash(1.0) == hash(True), {1: "a", True: "b", 1.0: "c"}, hash("a") == hash("a"),
    hash((1, 2)) == hash((1, 2))
)


class Unhashable:
    __hash__ = None


try:
    hash(Unhashable())
except TypeError as error:
    print(error)
