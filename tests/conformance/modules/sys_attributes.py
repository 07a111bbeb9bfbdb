# sys: argv, exit, version_info, maxsize, recursion limit, streams, intern, and others that do not depend on the machine.
import sys

print(len(sys.argv), type(sys.argv).__name__, sys.argv[0].endswith("sys_attributes.py"), sys.argv[1:])
print(
    sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 8), sys.version_info[0] == 3,
    sys.version_info.minor
)
print(
    sys.maxsize == 2**63 - 1, sys.byteorder, isinstance(sys.platform, str), sys.getrecursionlimit(),
    sys.maxunicode == 0x10FFFF
)
sys.setrecursionlimit(500)
print(sys.getrecursionlimit())


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


try:
    depth(600)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(3000)
print(depth(2000))
sys.setrecursionlimit(1000)
for bad in (0, -5, "x", 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    sys.exit("caught")
except SystemExit as error:
    print(repr(error), error.code, error.args)
try:
    sys.exit()
except SystemExit as error:
    print(repr(error), error.code)
try:
    sys.exit(1, 2)
except TypeError as error:
    print(error)
print(sys.stdout.write("text\n"), sys.stderr.write("") == 0)
print(
    hasattr(sys, "stdin"), hasattr(sys, "path"), hasattr(sys, "modules"), hasattr(sys, "nonexistent"),
    sys.intern("abc") == "abc"
)
try:
    1 / 0
except ZeroDivisionError:
    kind, value, trace = sys.exc_info()
    print(kind.__name__, value, trace is not None)
print(sys.exc_info())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.min, sys.float_info.dig)
print(
    isinstance(sys.getswitchinterval(), float), sys.setswitchinterval(0.01), sys.getswitchinterval(),
    sys.setswitchinterval(0.005)
)
