# A SystemExit caught as such is handled; one that is not ends the program.
import sys

try:
    sys.exit(9)
except SystemExit as error:
    print("caught", error.code)
try:
    sys.exit(4)
except Exception:
    print("never printed: SystemExit is not an Exception")
