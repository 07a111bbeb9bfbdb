# A class body inside a function reads enclosing variables, may declare them nonlocal, and has its own names.


def nonlocal_in_class():
    count = 0

    class Counter:
        nonlocal count
        count = 5
        local = count + 1

    return count, Counter.local, hasattr(Counter, "count")


print(nonlocal_in_class())


def methods_see_function():
    names = []

    class Recorder:
        def add(self, name):
            names.append(name)
            return self

        def replace(self):
            nonlocal names
            names = ["replaced"]

    Recorder().add("a").add("b")
    before = names
    Recorder().replace()
    return before, names


print(methods_see_function())


def class_per_call(n):
    class Local:
        value = n

        def get(self):
            return n, self.value

    return Local


A, B = class_per_call(1), class_per_call(2)
print(A().get(), B().get(), A is B, A.__name__ == B.__name__, isinstance(A(), B))


def loop_classes():
    classes = []
    for i in range(3):

        class Item:
            index = i

            def late(self):
                return i

        classes.append(Item)
    return [(c.index, c().late()) for c in classes]


print(loop_classes())


def super_in_closure():
    class Base:
        def name(self):
            return "base"

    class Child(Base):
        def name(self):
            def inner():
                return "child of " + super(Child, self).name()

            return inner()

        def implicit(self):
            return __class__.__name__

    return Child().name(), Child().implicit()


print(super_in_closure())


class Outer:
    value = 1

    class Inner:
        value = 2

        def get(self):
            return self.value, Outer.value, Outer.Inner.value

    instance = Inner()


print(Outer.instance.get(), Outer.Inner.__qualname__)
