# A module for import_local_module.py to import.
import math

print("module body runs once")
COUNT = 0
_private = "not exported by *"
main_name = __name__


class Circle:
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return round(math.pi * self.radius**2, 3)


def increment():
    global COUNT
    COUNT += 1
    return COUNT


def uses_math(x):
    return math.sqrt(x)
