"""Sites that objects of many classes and many shapes come by, while the classes change."""


class Base:
    kind = "base"

    def __init__(self, n):
        self.n = n
        self.kept = []

    def step(self, by):
        self.n = self.n + by
        return self.n

    def name(self):
        return type(self).__name__


def make(i):
    def step(self, by):
        self.n = self.n + by * i
        self.last = i
        return self.n

    members = {"step": step} if i % 3 else {}
    if i % 4 == 0:
        members["kind"] = f"kind {i}"
    return type(f"Class{i}", (Base,), members)


classes = [make(i) for i in range(12)]
objects = [cls(number) for number, cls in enumerate(classes)]
for number, each in enumerate(objects):  # and several shapes of one class
    for extra in range(number % 4):
        setattr(each, f"extra{extra}", extra)
for number, cls in enumerate(classes):
    twin = cls(100 + number)
    twin.other = number
    objects.append(twin)


def walk(objects):
    found = []
    for each in objects:
        each.n = each.n + 1
        each.kept.append(each.step(2))
        try:
            found.append((each.name(), each.kind, each.n, each.last))
        except AttributeError as error:
            found.append((each.name(), str(error)))
    return found


for _ in range(3):
    print(walk(objects))

# A data descriptor comes before what the instance holds, from now on.
classes[4].kind = property(lambda self: f"property of {self.n}")
classes[5].n = property(lambda self: -5, lambda self, value: self.kept.append(("set", value)))
print(walk(objects))
del classes[5].n
print(walk(objects))

# Methods that are replaced, taken away, shadowed by an attribute of the instance, of other parameters.
classes[1].step = lambda self, by: "replaced"
del classes[2].step
objects[7].step = lambda by: "own"
classes[8].step = lambda self, by, more=3: by + more
classes[10].step = staticmethod(lambda by: f"static {by}")
classes[11].step = classmethod(lambda cls, by: f"{cls.__name__} {by}")
Base.name = lambda self: "renamed " + type(self).__name__
print(walk(objects))

# Attributes that go, and come back elsewhere.
for each in objects[::3]:
    del each.n
    each.first = each.n = 1
print(walk(objects))

# Hooks.
classes[3].__getattr__ = lambda self, name: f"no {name}"
classes[6].__setattr__ = lambda self, name, value: object.__setattr__(self, name, value if name != "n" else value * 2)
print(walk(objects))
objects[9].__dict__["n"] = 1000
objects[9].__dict__["kind"] = "in the dict"
print(walk(objects))

few = [Base(1), Base(2), Base(3)]


def calls(few):
    return [each.step(1) for each in few]


print(calls(few))
few[1].step = lambda by: "shadow"
print(calls(few))
del few[1].step
print(calls(few))


def wrong(each):
    try:
        return each.step()
    except TypeError as error:
        return str(error)


print([wrong(each) for each in objects[:9]])
