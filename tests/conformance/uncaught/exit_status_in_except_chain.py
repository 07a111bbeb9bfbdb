# sys.exit inside a handler is not an error.
import sys

try:
    {}["k"]
except KeyError:
    print("handling")
    sys.exit(5)
finally:
    print("finally")
