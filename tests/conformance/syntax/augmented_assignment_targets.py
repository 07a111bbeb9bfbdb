# Augmented assignment on names, attributes, subscripts and slices evaluates the target's parts once.


class Box:
    count = 10

    def __init__(self):
        self.items = [1, 2]


calls = []


def trace(value, label):
    calls.append(label)
    return value


name = 5
name += 2
name -= 1
name *= 3
name //= 4
name **= 3
name %= 50
name <<= 3
name >>= 1
name |= 3
name &= 0x1F
name ^= 9
print(name)
ratio = 7
ratio /= 2
print(ratio)

box = Box()
trace(box, "box").count += 5
print(box.count, Box.count, calls)
calls.clear()
trace(box.items, "items")[trace(1, "index")] *= 10
print(box.items, calls)
box.items += (3, 4)
print(box.items)
box.items[1:3] += ["x", "y"]
print(box.items)
box.items *= 2
print(box.items)

alias = [1]
other = alias
alias += [2]
print(other, alias is other)
alias = alias + [3]
print(other, alias is other)

text = "a"
text += "b" "c"
text *= 3
print(text)
data = {"n": 1}
data["n"] += 1
data["n"] <<= 4
data |= {"m": 2}
print(data)
flags = {1, 2, 3}
flags &= {2, 3, 4}
flags |= {9}
flags ^= {3}
flags -= {9}
print(flags)

pair = ([1], 2)
try:
    pair[0] += [5]
except TypeError as error:
    print(error)
print(pair)
try:
    data["missing"] += 1
except KeyError as error:
    print("KeyError", error)
try:
    undefined += 1
except NameError as error:
    print(error)
