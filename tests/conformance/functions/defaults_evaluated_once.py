# Default values are computed when def runs, once, and shared by all calls.


def show(value):
    print("default computed", value)
    return value


def f(a=show(1), *, b=show([])):
    b.append(a)
    return b


print(f(), f(2), f(3))
print(f(4, b=[]), f())
x = 10


def captured(value=x):
    return value


x = 20
print(captured(), captured(x))
makers = []
for i in range(3):

    def maker(i=i, seen=show({})):
        seen[i] = len(seen)
        return i, seen

    makers.append(maker)
print([m() for m in makers], makers[0]())


def outer(n):
    def inner(m=n * 2):
        return m

    return inner


print(outer(2)(), outer(3)(), outer(3)(1))


def depends(a, b=None):
    if b is None:
        b = a + 1
    return a, b


print(depends(1), depends(1, 5), depends(1, None))


class Holder:
    size = 3

    def method(self, size=size, doubled=size * 2):
        return size, doubled


Holder.size = 100
print(Holder().method(), Holder().method(1))
print((lambda a=show("lambda default"): a)())
print(f.__defaults__, f.__kwdefaults__, captured.__defaults__, depends.__defaults__, show.__defaults__)
f.__defaults__ = (99,)
print(f())


def order(a=show("first"), b=show("second"), *, c=show("third")):
    return a, b, c


print(order(c=1))
