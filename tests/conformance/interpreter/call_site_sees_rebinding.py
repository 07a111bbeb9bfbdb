# A call that has run many times sees at once that its function, class or builtin was replaced.


def f(x):
    return x + 1


def caller(x):
    return f(x)


total = 0
for i in range(100):
    total += caller(i)
print(total)


def f(x):
    return x * 100


print(caller(3))
f = lambda x: "lambda"
print(caller(3))
f = len
print(caller("four"))
f = str.upper
print(caller("up"))


class f:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return "f(%r)" % self.x


print(caller(5))


class Callable:
    def __call__(self, *args):
        return "called with", args


f = Callable()
print(caller(6))
try:
    f = 5
    caller(1)
except TypeError as error:
    print(error)
del f
try:
    caller(1)
except NameError as error:
    print(error)


def f(x, y):
    return x


try:
    caller(1)
except TypeError as error:
    print(error)


def f(x, y=10, *args, **kwargs):
    return x + y


print(caller(1))
functions = [
    lambda x: x, lambda x: -x, abs, lambda *a: a, lambda x, y=5: x + y, float, str, [].append, {1: "one"}.get
]
for g in functions * 3:
    print(g(1), end=" ")
print()


def measure(s):
    return len(s)


for _ in range(50):
    measure("abc")
len_original = len
len = lambda s: "shadowed"
print(measure("abc"))
del len
print(measure("abc"))
for i in range(5):
    if i == 3:
        def measure(s):
            return "redefined in the loop"
    print(measure("ab"), end=" ")
print()
