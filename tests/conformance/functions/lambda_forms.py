# Lambdas: parameters of every kind, nesting, default capture, name, in containers and as keys.
print((lambda: 1)(), (lambda x: x)(2), (lambda x, y=2: x + y)(1), (lambda *a: a)(1, 2), (lambda **k: k)(a=1))
print((lambda x: lambda y: lambda z: x + y + z)(1)(2)(3))
print((lambda: None).__name__, (lambda x: x)(lambda x: x * 2)(21))
add = lambda a, b: a + b
print(add(1, 2), add.__name__, add("x", "y"))
print(sorted([(1, "b"), (0, "c"), (2, "a")], key=lambda pair: pair[1]))
print(list(map(lambda x: x**2, range(5))), list(filter(lambda x: x % 2, range(6))))
print(max(["aa", "b", "cccc"], key=lambda s: len(s)), min([3, -4, 2], key=lambda n: abs(n)))
print((lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3))
print((lambda x=(lambda y=5: y)(): x)())
print((lambda *args, sep="-": sep.join(map(str, args)))(1, 2, 3))
f = lambda n: 1 if n < 2 else n * f(n - 1)
print(f(20))
table = [lambda: "first", lambda: "second"]
print(table[0](), table[-1](), {"k": lambda v: v * 2}["k"](4))
print((lambda: (yield))() is not None, list((lambda: (yield 5))()))
print((lambda x: [y for y in range(x)])(3), (lambda x: {k: x for k in "ab"})(1))
print((lambda x: x if x else lambda: "falsy")(0)())
print((lambda: 1, 2)[1], (lambda: (1, 2))())
conditional = lambda x: "big" if x > 5 else "small"
print(conditional(6), conditional(5))


def compose(*functions):
    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value

    return composed


print(compose(lambda x: x + 1, lambda x: x * 10, abs)(-5))


class Holder:
    double = lambda self, x: x * 2
    constant = staticmethod(lambda: "static lambda")
    size = property(lambda self: 42)


print(Holder().double(4), Holder.constant(), Holder().size)
try:
    (lambda x: x)()
except TypeError as error:
    print(error)
