# Class attributes are shared and shadowed by instance attributes; mutation and rebinding differ.


class Dog:
    kind = "canine"
    tricks = []
    count = 0

    def __init__(self, name):
        self.name = name
        self.own_tricks = []
        Dog.count += 1

    def add(self, trick):
        self.tricks.append(trick)
        self.own_tricks.append(trick)


a, b = Dog("a"), Dog("b")
a.add("roll")
print(a.tricks, b.tricks, a.own_tricks, b.own_tricks, Dog.count, a.count)
a.kind = "changed"
print(a.kind, b.kind, Dog.kind)
Dog.kind = "class changed"
print(a.kind, b.kind)
del a.kind
print(a.kind)
a.count += 10
print(a.count, b.count, Dog.count, a.__dict__)
b.new = 1
print(hasattr(b, "new"), hasattr(a, "new"), hasattr(Dog, "new"))
Dog.later = "added to the class"
print(a.later, b.later)
Dog.speak = lambda self: self.name + " speaks"
print(a.speak(), Dog.speak(b))
a.speak = lambda: "instance function gets no self"
print(a.speak(), b.speak())
print(list(vars(a)), list(b.__dict__))
a.__dict__["through dict"] = 5
print(getattr(a, "through dict"))
a.__dict__ = {"name": "replaced"}
print(a.name, hasattr(a, "own_tricks"))
try:
    a.__dict__ = 5
except TypeError as error:
    print(error)


class Child(Dog):
    kind = "child"


c = Child("c")
print(c.kind, c.tricks is Dog.tricks, Child.count, Child.tricks)
Child.count = 100
Dog("d")
print(Child.count, Dog.count, c.count)


class Empty:
    pass


e = Empty()
for name in "xyz":
    setattr(e, name, name * 2)
print(e.__dict__, e.y)
del e.x
e.x = "again"
print(list(e.__dict__))
print([n for n in Dog.__dict__ if not n.startswith("__")])
