# The docstring and the names of a class are replaced, and its instances and derived classes see the new ones.
class Base:
    "first"


class Derived(Base):
    pass


base, derived = Base(), Derived()
for text in ("second", None, 5, "fourth"):
    print(base.__doc__, Base.__doc__, derived.__doc__, Derived.__doc__)
    Base.__doc__ = text
print(base.__doc__, Base.__doc__, derived.__doc__, Derived.__doc__)
Derived.__doc__ = "own"
print(derived.__doc__, base.__doc__)
try:
    int.__doc__ = "no"
except TypeError as error:
    print(error)
for name in ("__name__", "__qualname__", "__module__", "__doc__"):
    for owner in (Base, int):
        try:
            delattr(owner, name)
        except TypeError as error:
            print(error)
        try:
            setattr(owner, name, 5)
        except TypeError as error:
            print(error)
