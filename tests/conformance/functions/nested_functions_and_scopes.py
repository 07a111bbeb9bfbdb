# Functions inside functions inside methods: names resolve locally, then outward, then globally, then to builtins.
name = "global"


def level_one():
    name = "one"

    def level_two():
        def level_three():
            return name

        return level_three()

    def shadow(name):
        return name

    return level_two(), shadow("parameter"), name


print(level_one(), name)


class Holder:
    name = "class"

    def method(self):
        def inner():
            return name

        return inner(), self.name

    def method_with_local(self):
        name = "method"

        def inner():
            return name

        return inner()


print(Holder().method(), Holder().method_with_local())


def len(x):
    return "shadowed len"


print(len([1]))
del len
print(len([1]))


def local_shadow():
    print = "not a function"
    str = lambda x: "local str"
    return str(5) + print


print(local_shadow())


def conditional_definition(flag):
    if flag:

        def f():
            return "true version"

    else:

        def f():
            return "false version"

    return f()


print(conditional_definition(1), conditional_definition(0))


def redefinition():
    def f():
        return 1

    first = f

    def f():
        return 2

    return first(), f()


print(redefinition())


def default_from_enclosing(x):
    def inner(y=x, *, z=x + 1):
        return y, z

    x = "changed"
    return inner()


print(default_from_enclosing(1))


def later():
    return defined_below()


def defined_below():
    return "resolved at call time"


print(later())


def arguments_are_locals(a, b):
    a, b = b, a
    del a
    try:
        a
    except UnboundLocalError as error:
        print(error)
    return b


print(arguments_are_locals(1, 2))
