# In-place operators prefer __iadd__ and friends, fall back to the binary and then to the reflected method.


class Account:
    def __init__(self, total):
        self.total = total

    def __iadd__(self, amount):
        print("iadd", amount)
        self.total += amount
        return self

    def __isub__(self, amount):
        print("isub gives up")
        return NotImplemented

    def __sub__(self, amount):
        print("sub", amount)
        return Account(self.total - amount)

    def __imul__(self, factor):
        return "replaced by a string"


class Right:
    def __radd__(self, other):
        return ("radd", other)

    def __rsub__(self, other):
        return ("rsub", type(other).__name__)


account = same = Account(100)
account += 5
print(account is same, account.total)
account -= 30
print(account is same, account.total, same.total)
account *= 2
print(account)
number = 5
number += Right()
print(number)
items = [1]
try:
    items += Right()
except TypeError as error:
    print(error)
number = "x"
number -= Right()
print(number)
account = Account(1)
for operation in ("//=", "@=", "**=", ">>="):
    try:
        if operation == "//=":
            account //= 1
        elif operation == "@=":
            account @= 1
        elif operation == "**=":
            account **= 1
        else:
            account >>= 1
    except TypeError as error:
        print(error)


class Everything:
    def __getattr__(self, name):
        raise AttributeError(name)

    def __ifloordiv__(self, other):
        return "ifloordiv"

    def __imod__(self, other):
        return "imod"

    def __ipow__(self, other):
        return "ipow"

    def __iand__(self, other):
        return "iand"

    def __ior__(self, other):
        return "ior"

    def __ixor__(self, other):
        return "ixor"

    def __ilshift__(self, other):
        return "ilshift"

    def __irshift__(self, other):
        return "irshift"

    def __itruediv__(self, other):
        return "itruediv"

    def __imatmul__(self, other):
        return "imatmul"


a = b = c = d = e = f = g = h = i = j = Everything()
a //= 1
b %= 1
c **= 1
d &= 1
e |= 1
f ^= 1
g <<= 1
h >>= 1
i /= 1
j @= 1
print(a, b, c, d, e, f, g, h, i, j)
