# Every form of import statement on the modules that are always there.
import math
import sys, time
import math as m, sys as s
from math import pi, sqrt as root
from math import (
    floor,
    ceil as up,
)
import threading as th
from threading import Thread, Lock
from typing import List, Optional as Opt
from time import sleep, perf_counter as clock

print(
    math is m, sys is s, math.pi == pi, root(16), floor(2.7), up(2.1), th.Thread is Thread, callable(Lock),
    callable(sleep), callable(clock)
)
print(type(math).__name__, math.__name__, sys.__name__, time.__name__, th.__name__)
import math

print(math is m)


def local_import():
    import math as local
    from math import e, tau

    return local is math, round(e, 5), round(tau, 5)


print(local_import())
try:
    e
except NameError as error:
    print(error)


class Body:
    import math
    from math import gcd

    value = gcd(12, 18)


print(Body.math is math, Body.value, Body.gcd(8, 12))
if True:
    import time as conditional
print(conditional is time)
for name in ("a", "b"):
    import sys as looped
print(looped is sys)
try:
    import module_that_does_not_exist
except ImportError as error:
    print(type(error).__name__, error, error.name)
try:
    from sys import no_such_name
except ImportError as error:
    print(type(error).__name__, error)
try:
    import module_that_does_not_exist as alias
except ModuleNotFoundError as error:
    print(error)
try:
    from module_that_does_not_exist import x
except ModuleNotFoundError as error:
    print(error)
try:
    math.no_such_attribute
except AttributeError as error:
    print(error)
math = "rebound"
print(math, m.sqrt(9))
from math import *

print(factorial(5), isqrt(17), inf)
math_pi, m.custom = m.pi, "set on the module"
print(m.custom, round(math_pi, 3), "math" in sys.modules, sys.modules["math"] is m)
