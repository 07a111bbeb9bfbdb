# Lists changed while a loop runs over them behave by index.
a = [1, 2, 3, 4]
for x in a:
    if x % 2:
        a.remove(x)
print(a)
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
a = [1, 2, 3, 4, 5]
for x in a:
    print(x, end=" ")
    a.pop()
print(a)
a = [1, 2, 3]
for x in a:
    a[:] = [0] * 5 if x == 1 else a
    print(x, end=" ")
    if len(a) > 10:
        break
print(a)
a = [1, 2, 3]
for i, x in enumerate(a):
    if i < 4:
        a.insert(0, x * 100)
print(a)
a = list(range(5))
for x in a[:]:
    a.remove(x) if x % 2 == 0 else None
print(a)
a = [3, 2, 1]
for x in a:
    a.sort()
    print(x, end=" ")
print(a)
a = [1, 2, 3]
for x in reversed(a):
    a.append(x)
    print(x, end=" ")
print(a)
a = [1, 2, 3]
it = iter(a)
next(it)
a.clear()
print(list(it), next(it, "exhausted"))
a.extend([7, 8, 9])
print(list(it))
a = [1, 2, 3]
print([a.pop() for x in a], a)
a = [1, 2, 3, 4, 5, 6]
print([x for x in a if x < 3 or a.remove(x)], a)
a = [[1], [2]]
for inner in a:
    inner.append("seen")
    a = []
print(a)


class Remover:
    def __init__(self, owner):
        self.owner = owner

    def __eq__(self, other):
        self.owner.clear()
        return False


owner = []
owner.extend([Remover(owner), 1, 2])
print(5 in owner, owner)
owner.extend([Remover(owner), 1, 2])
try:
    owner.remove(99)
except ValueError as error:
    print(error, owner)
owner.extend([Remover(owner), Remover(owner)])
print(owner.count(3), owner)
owner.extend([Remover(owner), 5])
print(owner == [1, 5], owner)
a = [1]
a.extend(a)
a.extend(iter(a[:2]))
print(a)
b = [0]
for _ in b:
    b += [len(b)] if len(b) < 5 else []
print(b)
