# Conditional expressions: laziness, associativity, precedence against lambda, or, comparison and tuples.


def show(value):
    print("evaluated", value)
    return value


print("yes" if True else show("no"))
print(show("no") if False else "yes")
for n in range(-1, 2):
    print("neg" if n < 0 else "zero" if n == 0 else "pos")
print(1 if 0 else 2 if 0 else 3)
print((1 if 1 else 2) if 0 else 3)
print(1 or 2 if 0 else 3, 1 or (2 if 0 else 3))
print(1, 2 if False else 3, 4)
f = lambda x: "big" if x > 10 else "small"
print(f(11), f(1))
g = (lambda: 1) if [] else (lambda: 2)
print(g())
print([i if i % 2 else -i for i in range(5)])
print({("even" if i % 2 == 0 else "odd"): i for i in range(4)})
x = 5
x += 1 if x else 2
print(x)
print("a" if not x else "b" if x is None else "c")
print((lambda: "t" if x else "f")())
print("%s" % ("one" if x == 1 else "other"))
print(f"{'even' if x % 2 == 0 else 'odd'}")
print(max(3 if x else 4, 2), [1, 2][0 if x else 1])


def choose(flag):
    return show("left") if flag else show("right")


print(choose(True), choose(False))
print(not 1 if 1 else 2, (not 1) if 1 else 2)
print(1 if 2 < 3 < 4 else 0, -1 if 0 else -2)
print("empty" if not {} and not () and not "" and not 0 and not None else "full")
