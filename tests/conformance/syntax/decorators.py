# Decorators: order of application, arguments, classes as decorators, any expression, on methods and classes.


def shout(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs).upper() + "!"

    return wrapper


def repeat(times):
    print("repeat", times)

    def decorate(function):
        print("decorate", function.__name__)

        def wrapper(*args):
            return " ".join(function(*args) for _ in range(times))

        return wrapper

    return decorate


@shout
@repeat(2)
def greet(name):
    return "hi " + name


@repeat(2)
@shout
def greet_again(name):
    return "hi " + name


print(greet("bo"), greet_again("bo"))


class Counter:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)


@Counter
def square(n):
    return n * n


print(square(3), square(4), square.calls)
registry = {}


def register(name):
    def decorate(thing):
        registry[name] = thing
        return thing

    return decorate


@register("f")
def first():
    return "first"


@register("c")
class Registered:
    @register("method")
    def method(self):
        return "method"


print(registry["f"](), registry["c"]().method(), sorted(registry))
decorators = [shout, lambda f: f]


@decorators[0]
def subscripted():
    return "s"


@(lambda f: lambda: f() + " through lambda")
def with_lambda():
    return "called"


@len
@str
def replaced_by_a_number():
    pass


print(subscripted(), with_lambda(), replaced_by_a_number > 10)


@(lambda f: print("decorating", f.__name__))
def replaced_by_none(x=print("default evaluated first")):
    pass


print(replaced_by_none)
