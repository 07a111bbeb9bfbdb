# __bool__, __len__ and __call__ on user classes, in conditions and as functions.


class Toggle:
    def __init__(self, state):
        self.state = state

    def __bool__(self):
        return self.state

    def __call__(self, *args, key=None, **kwargs):
        return Toggle(not self.state) if not args else (args, key, kwargs)


on = Toggle(True)
print(bool(on), bool(on()), bool(on()()), not on, on and "and", on() or "or")
print(on(1, 2, key=3, other=4), on(*[1], **{"key": 2}))
print(
    "yes" if on else "no", "yes" if on() else "no", [t.state for t in (on, on()) if t], any([on()]), all([on, on()])
)
count = 0
while on:
    on = on()
    count += 1
print(count)


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(Sized(0)), bool(Sized(2)), len(Sized(5)), not Sized(0))
for bad in (-1, 1.5, "x", None, 2**63):
    try:
        print(len(Sized(bad)))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
    try:
        print(bool(Sized(bad)))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
print(len(Sized(True)))


class Memo:
    def __init__(self, function):
        self.function = function
        self.cache = {}

    def __call__(self, n):
        if n not in self.cache:
            self.cache[n] = self.function(n)
        return self.cache[n]


@Memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache), callable(fib), callable(Sized(1)))


class Method:
    @Memo
    def square(n):
        return n * n

    def call(self):
        return self.square(4)


print(Method().call())
print(list(map(Toggle(True), [1, 2])), sorted([3, 1, 2], key=Memo(lambda n: -n)))


class MakesInstances:
    def __call__(self):
        return 5

    class_call = property(lambda self: lambda: "from property")


print(MakesInstances()(), MakesInstances().class_call())
print(Sized.__len__(Sized(4)), Toggle.__bool__(Toggle(False)))
