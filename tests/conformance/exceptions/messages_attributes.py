# AttributeError texts for instances, classes, modules, functions, builtins, None; and for setting and deleting.
import math


class Thing:
    class_value = 1

    def method(self):
        pass

    @property
    def fixed(self):
        return 1


class Child(Thing):
    pass


def attempt(function):
    try:
        print(function())
    except AttributeError as error:
        print(error, "|", error.name, type(error.obj).__name__)
    except TypeError as error:
        print("TypeError", error)


thing = Thing()
attempt(lambda: thing.missing)
attempt(lambda: thing.clas_value)
attempt(lambda: Thing.missing)
attempt(lambda: Child().missing)
attempt(lambda: Child.missing)
attempt(lambda: thing.method.missing)
attempt(lambda: math.missing)
attempt(lambda: len.missing)
attempt(lambda: attempt.missing)
for value in (None, 5, 1.5, "s", [1], (1,), {}, {1}, True, range(3), ..., int, type, ValueError("v"), iter([])):
    attempt(lambda: value.missing)


def set_on(target, name):
    def setter():
        setattr(target, name, 1)
        return "set"

    return setter


for target in (None, 5, 1.5, "s", [1], (1,), {}, {1}, object(), range(3), len, iter([])):
    attempt(set_on(target, "attribute"))
attempt(set_on(5, "real"))
attempt(set_on([], "append"))
attempt(set_on(thing, "fixed"))
attempt(set_on(int, "new"))
attempt(set_on(Thing, "new"))
attempt(set_on(math, "new"))


def delete_from(target, name):
    def deleter():
        delattr(target, name)
        return "deleted"

    return deleter


attempt(delete_from(thing, "missing"))
attempt(delete_from(thing, "class_value"))
attempt(delete_from(Thing, "missing"))
attempt(delete_from(thing, "fixed"))
attempt(delete_from(5, "real"))
attempt(delete_from([], "append"))
attempt(delete_from(Thing, "new"))
attempt(lambda: getattr(thing, 5))
attempt(lambda: getattr(None, "x", "default"))
attempt(lambda: hasattr(None, 5))
