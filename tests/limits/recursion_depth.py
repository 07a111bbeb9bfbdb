# The recursion limit: well inside it, past it, and raised by the program.
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def endless(n):
    return endless(n + 1)


print(depth(950))
try:
    depth(1050)
except RecursionError as error:
    print(error)
for _ in range(50):
    try:
        endless(0)
    except RecursionError:
        pass
print("recovered 50 times", depth(950))
sys.setrecursionlimit(20000)
print(depth(19900))
try:
    depth(20100)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(200)
try:
    depth(300)
except RecursionError as error:
    print(error)
print(depth(150))


def in_handler(n):
    try:
        return in_handler(n + 1)
    except RecursionError:
        return "handled deep down"


print(in_handler(0))
try:
    sys.setrecursionlimit(1000)
    (lambda f: f(f))(lambda f: f(f))
except RecursionError as error:
    print(error)
