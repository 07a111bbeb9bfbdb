# A module beside the program is imported once, has its own globals, and may import others.
import _shapes
import _shapes as again
from _shapes import COUNT, Circle, increment as bump

print(_shapes is again, _shapes.__name__, COUNT, Circle(2).area())
print(bump(), bump(), _shapes.COUNT, COUNT)
_shapes.COUNT = 50
print(bump(), _shapes.COUNT)
print(Circle.__module__, Circle, bump.__module__, _shapes.main_name)
print(_shapes.uses_math(16), hasattr(_shapes, "math"), hasattr(_shapes, "_private"), hasattr(_shapes, "radius"))
try:
    _shapes.missing
except AttributeError as error:
    print(error)
try:
    from _shapes import missing
except ImportError as error:
    print(str(error).split(" (")[0])
from _shapes import *

print(increment())
try:
    _private
except NameError as error:
    print(error)
