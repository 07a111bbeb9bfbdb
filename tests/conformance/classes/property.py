# property: getter, setter, deleter, read-only, inheritance, override, on classes, errors.


class Temperature:
    def __init__(self, celsius=0.0):
        self._celsius = celsius

    @property
    def celsius(self):
        """Degrees Celsius."""
        return self._celsius

    @celsius.setter
    def celsius(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero: %s" % value)
        self._celsius = value

    @celsius.deleter
    def celsius(self):
        print("deleting")
        self._celsius = None

    @property
    def fahrenheit(self):
        return self.celsius * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.celsius = (value - 32) * 5 / 9

    def get_raw(self):
        return ("raw", self._celsius)

    def set_raw(self, value):
        self._celsius = value

    raw = property(get_raw, set_raw, None, "Raw doc.")
    write_only = property(None, set_raw)


t = Temperature()
t.celsius = 100
print(t.celsius, t.fahrenheit)
t.fahrenheit = 212
print(t.celsius)
t.celsius += 1.5
print(t.celsius)
try:
    t.celsius = -300
except ValueError as error:
    print(error)
print(t.raw, Temperature.raw.__doc__, Temperature.celsius.__doc__, type(Temperature.celsius).__name__)
t.raw = 5
t.write_only = 6
print(t.celsius)
del t.celsius
print(t.celsius)
for action in (
    lambda: t.write_only, lambda: setattr(t, "fixed", 1), lambda: delattr(t, "raw"), lambda: delattr(t, "fahrenheit")
):
    try:
        print(action())
    except AttributeError as error:
        print(error)


class ReadOnly:
    @property
    def value(self):
        return 42

    def __setattr__(self, name, value):
        print("setattr", name)
        super().__setattr__(name, value)


r = ReadOnly()
try:
    r.value = 1
except AttributeError as error:
    print(error)
try:
    del r.value
except AttributeError as error:
    print(error)
r.__dict__["value"] = "instance dict is ignored"
print(r.value)


class Child(Temperature):
    @property
    def celsius(self):
        return "child " + str(super().celsius)


child = Child(3)
print(child.celsius)
try:
    child.celsius = 1
except AttributeError as error:
    print(error)


class Failing:
    @property
    def value(self):
        raise AttributeError("raised inside the getter")

    def __getattr__(self, name):
        return "getattr " + name


print(Failing().value, hasattr(Failing, "value"))
ReadOnly.value = "property replaced"
print(ReadOnly().value)
