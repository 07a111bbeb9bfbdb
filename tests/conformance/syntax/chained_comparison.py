# A chain of comparisons evaluates each operand once, stops at the first false link, and yields that link's result.


def show(name, value):
    print("evaluate", name)
    return value


print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 < 2 > 0 < 5)
print(show("a", 1) < show("b", 5) < show("c", 3))
print(show("a", 9) < show("b", 5) < show("c", 3))
print(1 == 1 == 1, 1 == 1 == 2, 1 == 1.0 == True)
print(1 < 2 == 2 != 3 in [3] is not None)
print((1 < 2) == True, 1 < 2 == True)
print("a" < "b" <= "b" < "c")
print(5 in [5] == True)
print((5 in [5]) == True)


class Link:
    def __init__(self, name, answer):
        self.name = name
        self.answer = answer

    def __lt__(self, other):
        print(self.name, "<", other.name)
        return self.answer


a = Link("a", [])
b = Link("b", "yes")
c = Link("c", 0)
d = Link("d", "last")
print(a < b < c)
print(b < c < a)
print(b < b < d < a)
print(not 1 < 2 < 3, not (1 > 2 > 3))
x = 5
if 0 < x <= 5:
    print("x in range")
if not 0 < x < 5:
    print("x not below 5")
while 0 < x < 10 != 7:
    x += 2
print(x)
print([n for n in range(20) if 3 < n < 9 != 5])
