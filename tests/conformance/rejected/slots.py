# __slots__.


class Point:  # rejects: __slots__
    __slots__ = ("x", "y")


print(Point())
