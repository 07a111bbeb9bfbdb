# Arguments are passed by sharing: rebinding is local, mutation is seen by the caller.


def rebind(x):
    x = "rebound"
    return x


def mutate(items):
    items.append("mutated")
    items = ["new"]
    return items


def augment(items, number, text):
    items += [1]
    number += 1
    text += "x"
    return items, number, text


value = "original"
print(rebind(value), value)
items = []
print(mutate(items), items)
number, text = 1, "t"
print(augment(items, number, text), items, number, text)


def swap(a, b):
    return b, a


a, b = swap(1, 2)
print(a, b)


def clear_through_alias(x, y):
    x.clear()
    return y


shared = [1, 2, 3]
print(clear_through_alias(shared, shared))


def star_is_copied(*args):
    args[0].append("inner")
    return args


inner = [0]
print(star_is_copied(inner, 1), inner)


def keyword_is_copied(**kwargs):
    kwargs["k"] = "changed"
    return kwargs


source = {"k": "original"}
print(keyword_is_copied(**source), source)
matrix = [[0] * 3] * 2
matrix[0][1] = 5
print(matrix, matrix[0] is matrix[1])
separate = [[0] * 3 for _ in range(2)]
separate[0][1] = 5
print(separate)
x = y = [1]
x = x + [2]
print(x, y)
x = y
x += [3]
print(x, y)
t = ([],)
t[0].append(1)
print(t)
c = [1, 2]
c.append(c)
print(c, c[2][2] is c, len(c))
