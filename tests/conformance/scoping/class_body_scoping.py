# A class body is a scope of its own which nested functions and comprehensions do not see.
x = "global"


class Simple:
    x = "class"
    y = x + " body"
    z = [x for _ in range(1)]
    w = [i for i in x]

    def method(self):
        return x

    read = lambda self: x


print(Simple.x, Simple.y, Simple.z, "".join(Simple.w), Simple().method(), Simple().read())


def function():
    x = "enclosing"

    class Inner:
        y = x
        x = "class"
        z = x

        def method(self):
            return x

        class Nested:
            seen = x

    return Inner


try:
    Inner = function()
    print(Inner.y, Inner.x, Inner.z, Inner().method(), Inner.Nested.seen)
except NameError as error:
    print("NameError", error)


def function_reading():
    x = "enclosing"

    class Inner:
        y = x

    return Inner.y


print(function_reading())


class GlobalFallback:
    before = x
    x = "bound later"
    after = x
    del x
    again = x


print(GlobalFallback.before, GlobalFallback.after, GlobalFallback.again, hasattr(GlobalFallback, "x"))


class Loops:
    total = 0
    for i in range(4):
        total += i
    if total > 3:
        big = True
    else:
        small = True
    try:
        missing
    except NameError as e:
        message = str(e)
    with_default = lambda self, n=total: n
    squares = {k: k * k for k in range(3)}


print(Loops.total, Loops.i, Loops.big, hasattr(Loops, "small"), Loops.message, Loops().with_default(), Loops.squares)
print(hasattr(Loops, "e"))


class FirstIterable:
    size = 3
    first = [n for n in range(size)]
    try:
        nested = [size for n in range(2)]
    except NameError as e:
        nested = str(e)


print(FirstIterable.first, FirstIterable.nested)


class Uses:
    def helper(n):
        return n * 2

    value = helper(21)


print(Uses.value, Uses.helper(4))
