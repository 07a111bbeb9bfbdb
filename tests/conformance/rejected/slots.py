# __slots__.


class Point:
    __slots__ = ("x", "y")  # rejects: __slots__


print(Point())
