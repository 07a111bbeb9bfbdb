# namedtuple: what the class can do, and its errors.
from collections import namedtuple
import collections


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


Point = namedtuple('Point', 'x y')
p = Point(1, y=2)
print(p, p.x, p.y, p[0], p[-1], len(p), tuple(p), p == (1, 2), hash(p) == hash((1, 2)), isinstance(p, tuple), Point.__mro__)
x, y = p
print(x, y, [*p], p + (3,), p < Point(1, 3), p._replace(x=5), p._asdict(), Point._fields, Point._field_defaults, Point.__doc__)
print(Point._make([3, 4]), Point.__name__, Point.__qualname__, Point.__module__, type(p) is Point, str(p), f'{p}')
print({p: 'key'}[(1, 2)], p in {Point(1, 2)}, sorted([Point(2, 1), Point(1, 9)]), max(Point(1, 2), Point(1, 3)), p.count(1), p.index(2))
print(p._replace(), Point(*[5, 6]), Point(**{'x': 1, 'y': 2}), 'values %s %s' % p, p[:1], type(p[:1]), type(p + p), type(p * 1))
D = namedtuple('D', ['a', 'b', 'c'], defaults=[10, 20])
print(D(1), D(1, 2), D(1, c=3), D._field_defaults, D.__doc__, D.__match_args__)
R = namedtuple('R', 'a def a _b 1x', rename=True)
print(R._fields, R(1, 2, 3, 4, 5))
print(namedtuple('M', 'a', module='elsewhere').__module__, namedtuple('E', '')(), namedtuple('C', 'a, b,c')._fields)
show(lambda: Point(1))
show(lambda: Point())
show(lambda: Point(1, 2, 3))
show(lambda: Point(1, 2, z=3))
show(lambda: Point(1, x=3))
show(lambda: D())
show(lambda: D(1, 2, 3, 4))
show(lambda: namedtuple('T', 'a b c d')(1))
show(lambda: namedtuple('E', '')(1))
show(lambda: p._replace(z=1))
show(lambda: Point._make([1]))
show(lambda: setattr(p, 'x', 5))
show(lambda: p.z)
show(lambda: setattr(p, 'z', 5))
show(lambda: namedtuple('Point', 'x x'))
show(lambda: namedtuple('Point', 'x class'))
show(lambda: namedtuple('Point', '_x'))
show(lambda: namedtuple('1Point', 'x'))
show(lambda: namedtuple('Point', 'x 9'))
show(lambda: namedtuple('Point', 'x', defaults=[1, 2]))
print(Point(Point(1, 2), [Point(3, 4)]))
p = Point([], 5)
p.x.append(p)
print(p)


def nested():
    Inner = namedtuple('Inner', 'v')
    return Inner(5)


print(nested(), nested() == nested(), type(nested()).__module__)
Empty = namedtuple('Empty', '')
print(Empty(), (), tuple(), Empty() == (), type(()), type(Empty()), tuple(Empty()))
p = tuple.__new__(Point, (1, 2))
print(p, type(p), tuple(p), tuple.__new__(tuple, 'ab'), tuple.__new__(tuple))
short = tuple.__new__(Point, (1,))
print(len(short), short.x)
show(lambda: short.y)
show(lambda: tuple.__new__(5))
show(lambda: tuple.__new__(int, ()))
