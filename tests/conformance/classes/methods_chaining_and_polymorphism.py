# Polymorphic calls over mixed receivers, fluent chaining, methods stored and compared.


class Animal:
    def __init__(self, name):
        self.name = name

    def speak(self):
        return self.name + " makes " + self.sound()

    def sound(self):
        return "no sound"


class Dog(Animal):
    def sound(self):
        return "woof"


class Puppy(Dog):
    def sound(self):
        return super().sound() + "?"


class Robot:
    name = "robot"

    def speak(self):
        return "beep"


class Module:
    speak = staticmethod(lambda: "static")


class Instance:
    def __init__(self):
        self.speak = lambda: "instance attribute"


class Dynamic:
    def __getattr__(self, name):
        return lambda: "dynamic " + name


class Prop:
    @property
    def speak(self):
        return lambda: "property"


things = [Animal("a"), Dog("d"), Puppy("p"), Robot(), Module(), Instance(), Dynamic(), Prop(), Module] * 2
for thing in things:
    print(thing.speak(), end=", ")
print()


class Builder:
    def __init__(self):
        self.parts = []

    def add(self, part):
        self.parts.append(part)
        return self

    def build(self):
        return "".join(self.parts)


print(Builder().add("a").add("b").add("c").build())
Dog.sound = lambda self: "patched"
print(Dog("d").speak(), Puppy("p").speak())
d = Dog("own")
d.sound = lambda: "own sound"
print(d.speak(), Dog("x").speak())
del Dog.sound
print(Dog("inherited again").speak())
speak = Puppy("q").speak
print(speak(), speak() == speak())
Animal.speak = lambda self: "replaced"
print(speak(), Puppy("q").speak())


def dispatch(thing, name, *args):
    method = getattr(thing, name, None)
    if method is None:
        return "no " + name
    return method(*args)


print(dispatch(Builder(), "build"), dispatch(5, "bit_length"), dispatch("x", "nothing"), dispatch([1], "index", 1))
print([m.__name__ for m in (Builder.add, Builder().build, str.upper, "".join)])
print(
    list(map(str.upper, "abc")), sorted("bCa", key=str.lower), str.join("-", "ab"), int.bit_length(5),
    list.index([1, 2], 2)
)
