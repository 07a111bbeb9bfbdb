# A class with a metaclass.
print("never printed")


class Thing(metaclass=type):  # rejects: metaclass=
    pass
