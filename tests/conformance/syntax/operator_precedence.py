# Precedence and associativity of every operator.
print(2 + 3 * 4, (2 + 3) * 4, 2 * 3 % 4, 2 * (3 % 4), 7 // 2 * 2, 7 - 2 - 1, 2**3**2, (2**3) ** 2)
print(-(2**2), (-2) ** 2, -2**2, 2**-1, 2**-2**2, -3 // 2, -(3 // 2), +-+3, ~-5, -~5, ~~7)
print(1 << 2 + 1, (1 << 2) + 1, 1 | 2 ^ 3 & 6, (1 | 2) ^ (3 & 6), 5 & 3 == 1, (5 & 3) == 1)
print(1 + 1 << 2 * 2 >> 1, 8 >> 1 << 2, 1 < 2 & 3, not 1 + 1, not 0 == 1)
print(1 or 0 and 0, (1 or 0) and 0, not 1 or 1, not (1 or 1), 0 if 1 else 0 or 5)
print(3 - -3, 3 - +3, 3 + ~3, 2 * -3, 2 ** ~1, 10 % -3, -10 % 3, -(10 % 3))
print(1 in [1] or 2 in [], 1 not in [2] and True, 0 or "never" if False else "else")
print("a" + "b" * 2, "%d" % 5 + "x", "%s" % "y" * 2, "-" * 3 + ">")
print([1] + [2] * 2, (1,) + (2,) * 2, [1, 2][0] + 1, "abc"[1] * 2)
print(2 * "ab"[0].upper(), -"abc".count("a"), not "abc".isupper())
print((lambda x: x + 1)(2) * 3, (lambda: 1 or 2)(), (lambda: 0 and print)())
print(1, *[2, 3], 4 if True else 5, *(6,), sep=",")
print(3 < 4 == True, (3 < 4) == True, 3 < (4 == True), 1 != 2 > 1)
print(2**2 * 3, 2 * 3**2, -2 * 3, 6 / 2 * 3, 6 / (2 * 3), 7 % 4 * 2, 2 * 7 % 4)
print(0xF0 | 0x0F & 0x3C, 0xF0 ^ 0xFF & 0x0F, 1 << 3 & 8, 1 + 2 | 4, ~0 & 0xFF)
x = [5]
x[0] -= 2 * 2
print(x, -x[0], x[0] ** 2 - 1, +x[0] if x else None)


class Matrix:
    def __init__(self, name):
        self.name = name

    def __matmul__(self, other):
        return Matrix("(" + self.name + "@" + other.name + ")")

    def __add__(self, other):
        return Matrix("(" + self.name + "+" + other.name + ")")

    def __neg__(self):
        return Matrix("-" + self.name)

    def __pow__(self, other):
        return Matrix("(" + self.name + "**" + str(other) + ")")

    def __mul__(self, other):
        return Matrix("(" + self.name + "*" + other.name + ")")


a, b, c = Matrix("a"), Matrix("b"), Matrix("c")
print((a + b @ c).name, (a @ b + c).name, (a @ b * c).name, (a * b @ c).name, (-a**2).name, (-a @ b).name)
