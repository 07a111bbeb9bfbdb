# The else block of for runs when the iterable is exhausted, never after break; the variable keeps its last value.
for n in range(3):
    print(n)
else:
    print("exhausted", n)
for n in range(10):
    if n == 4:
        break
else:
    print("never printed")
print("stopped at", n)
for nothing in ():
    print("never printed")
else:
    print("empty else")
try:
    nothing
except NameError as error:
    print(error)
for n in range(2, 20):
    for d in range(2, n):
        if n % d == 0:
            break
    else:
        print("prime", n, end=";")
print()
for a, b in [(1, 2), (3, 4)]:
    print(a + b)
    a = 100
print(a, b)
data = {}
for data["key"] in range(3):
    pass
print(data)


class Box:
    pass


box = Box()
for box.value in "xyz":
    continue
else:
    print(box.value)
slots = [0, 0]
for i, slots[i] in enumerate([7, 8]):
    print(i, slots)
for x in range(3):
    x += 10
    print(x, end=" ")
print()


def first_even(numbers):
    for number in numbers:
        if number % 2 == 0:
            return number
    else:
        return "none"


print(first_even([1, 3, 6, 7]), first_even([1]), first_even([]))
for x in (lambda: [1, 2])():
    for x in "ab":
        print(x, end="")
print(x)
for bad in (5, None, print):
    try:
        for _ in bad:
            pass
    except TypeError as error:
        print(error)
