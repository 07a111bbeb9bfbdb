# A class with a metaclass.


class Meta(type):  # rejects: type
    pass


class Thing(metaclass=Meta):
    pass
