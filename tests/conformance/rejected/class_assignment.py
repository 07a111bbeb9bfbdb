# An object that changes its class.
class A:
    pass


class B:
    pass


a = A()
a.__class__ = B  # rejects: assignment to __class__
print(type(a))
