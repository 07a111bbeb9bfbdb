# Calling what cannot be called, and callable().


class Plain:
    pass


class Callable:
    def __call__(self, *args, **kwargs):
        return args, kwargs


class Nested:
    call = Callable()


things = [5, 1.5, None, "text", [1], (1,), {}, {1}, True, range(3), Plain(), ...]
for thing in things:
    try:
        thing()
    except TypeError as error:
        print(callable(thing), error)
plain = Plain()
plain.__call__ = lambda: "instance attribute"
try:
    plain()
except TypeError as error:
    print(error)
print(plain.__call__())
print(Callable()(1, x=2), Nested.call(3), Nested().call(4))
print([callable(x) for x in (len, print, int, Plain, Callable(), lambda: 1, Plain.__init__, "".join, [].append)])
try:
    (lambda: None)()()
except TypeError as error:
    print(error)
try:
    "%s"("x")
except TypeError as error:
    print(error)


class Chain:
    def __call__(self):
        return lambda: lambda x: x * 2


print(Chain()()()(21))
functions = [lambda x, n=n: x + n for n in range(3)]
print([function(10) for function in functions])
table = {"add": lambda a, b: a + b, "neg": lambda a: -a}
print(table["add"](1, 2), table["neg"](5))
print((lambda: "immediately")(), (print if None else str)(5), [int, str][0]("7") + 1)
