# __new__: singletons, instances of other classes, arguments shared with __init__.


class Singleton:
    _instance = None

    def __new__(cls, *args):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            print("created")
        return cls._instance

    def __init__(self, value=None):
        print("init", value)
        self.value = value


a = Singleton(1)
b = Singleton(2)
print(a is b, a.value)


class Other:
    def __new__(cls, kind):
        if kind == "int":
            return 42
        return object.__new__(cls)

    def __init__(self, kind):
        self.kind = kind


print(Other("int"), Other("real").kind)


class Counted:
    made = 0

    def __new__(cls):
        Counted.made += 1
        return super().__new__(cls)


class Child(Counted):
    pass


Counted(), Child()
print(Counted.made, type(Child()).__name__)
try:
    Counted(1)
except TypeError as error:
    print(error)


class NewOnly:
    def __new__(cls, a, b=2):
        self = object.__new__(cls)
        self.total = a + b
        return self


print(NewOnly(1).total, NewOnly(1, b=5).total)
try:
    NewOnly()
except TypeError as error:
    print(error)
