# Names with two leading underscores inside a class are private to it.


class Account:
    __count = 0
    __slots_like = "mangled"

    def __init__(self, balance):
        self.__balance = balance
        self._single = 1
        self.__dunder__ = 2
        Account.__count += 1

    def get(self):
        return self.__balance

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()

    def compare(self, other):
        return self.__balance == other.__balance

    @classmethod
    def count(cls):
        return cls.__count


class Savings(Account):
    def __init__(self, balance):
        super().__init__(balance)
        self.__balance = "savings"

    def both(self):
        return self.get(), self.__balance

    def __hidden(self):
        return "savings hidden"


a, s = Account(5), Savings(7)
print(a.get(), s.both(), s.call(), a.compare(Account(5)), Account.count())
print(vars(a), sorted(vars(s)))
print(a._Account__balance, s._Savings__balance, a._Account__hidden(), Account._Account__count)
for name in ("__balance", "_Account__balance", "__dunder__"):
    print(name, hasattr(a, name))
try:
    a.__balance
except AttributeError as error:
    print(error)
a.__balance = "outside the class nothing is mangled"
print(a.get(), vars(a)["__balance"])


class _Underscore:
    def __init__(self):
        self.__x = 1


class __:
    def __init__(self):
        self.__x = 2


print(vars(_Underscore()), vars(__()))


class Locals:
    def method(self, __argument=1):
        __local = __argument + 1
        return __local, [__local for __item in range(1)]

    def keyword(self, *, __k=1):
        return __k


print(Locals().method(), Locals().keyword(_Locals__k=5))
try:
    Locals().keyword(__k=5)
except TypeError as error:
    print(error)
__module_level = "global"


class UsesGlobal:
    def method(self):
        try:
            return __module_level
        except NameError as error:
            return str(error)


print(UsesGlobal().method())
