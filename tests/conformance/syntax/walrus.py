# Assignment expressions: value, binding scope, use in conditions, calls, slices and comprehensions.
if (n := len("hello")) > 3:
    print("long", n)
print((a := 1) + (b := 2), a, b)
data = [3, 1, 2]
while (item := data.pop()) != 3:
    print("popped", item)
print(item)
print([y := 5, y**2], y)
print([doubled for value in range(5) if (doubled := value * 2) > 4], doubled)
print(any((witness := w) > 3 for w in [1, 5, 2]), witness)


def scoped():
    results = [last := i for i in range(3)]
    return results, last


print(scoped())


def declared_global():
    global shared
    if shared := "set in function":
        pass


declared_global()
print(shared)


def call(*args, **kwargs):
    return args, kwargs


print(call((p := 1), q := 2, key=(r := 3)), p, q, r)
print("abcdef"[(lo := 1) : (hi := 4)], lo, hi)
print({(k := "key"): (v := "value")}, k, v)
print(f"{(w := 10)}", w)
print((x := 1, 2), x)
print(z := "whole argument")
total = 0
print([total := total + v for v in range(5)], total)
print((lambda: (inner := 3) * 2)())
if not (found := {}.get("missing")):
    print("nothing", found)
left = right = 0
(left := right + 1)
print(left)


def nested():
    total = 0

    def add(n):
        nonlocal total
        return (total := total + n)

    add(2)
    return add(3), total


print(nested())
print([(i, j) for i in range(3) if (j := i * i) or True])
