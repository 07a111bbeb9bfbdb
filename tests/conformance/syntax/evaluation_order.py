# Operands, arguments, targets and dictionary entries are evaluated from left to right; the value before the targets.


def show(name, value=None):
    print(name, end=" ")
    return value


def collect(*positional, **keywords):
    print("->", positional, sorted(keywords.items()))


show("a", 1) + show("b", 2) * show("c", 3) - show("d", 4)
print()
collect(show("a"), show("b"), key=show("c"), *show("d", [1]), other=show("e"), **show("f", {"z": 1}))
data = {show("k1", 1): show("v1"), show("k2", 2): show("v2")}
print(data)
print([show("x", 1), show("y", 2)], (show("p"), show("q")), {show("s", 7)})
target = [0, 0, 0]
show("list", target)[show("index", 1)] = show("value", 9)
print(target)
show("t1", target)[show("i1", 0)], show("t2", target)[show("i2", 2)] = show("v1", 4), show("v2", 5)
print(target)
first = show("u1", target)[show("j", 1)] = show("v", 8)
print(first, target)
show("l", target)[show("m", 0)] += show("n", 10)
print(target)
print(show("yes", 1) if show("condition", True) else show("no", 2))
print(show("left", 0) or show("right", 2), show("left", 0) and show("right", 2))
print(show("s", "abcdef")[show("lo", 1) : show("hi", 5) : show("st", 2)])
show("lambda", lambda *a: print("called", a))(show("argument", 3))
print(show("low", 1) < show("mid", 2) < show("high", 3))


def annotated(a=show("default a", 1), b=show("default b", 2)):
    return a + b


print(annotated())


@show("outer", lambda f: (print("apply outer"), f)[1])
@show("inner", lambda f: (print("apply inner"), f)[1])
def decorated(x=show("decorated default")):
    return "decorated"


print(decorated())


class Base:
    pass


class Child(show("base", Base)):
    show("body")
    print()


print(Child.__name__)
